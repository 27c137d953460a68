"""What golden pictures there are: layouts and locales.  A new layout is one line of `TABLE`."""

from __future__ import annotations

from dataclasses import dataclass

from orientation.sheets import compose

ALL = ("es", "en", "ar", "el", "uk", "ti", "fa", "ur")
FEW = ("es", "ar", "ti")
HEALTH = ("health", "places/clinic")
SAMPLE = ("a4-ar", "stop-ti", "large-uk")  # in `make test`: a script each


@dataclass(frozen=True, slots=True)
class Row:
    """One layout of one choice, in some locales."""

    name: str
    layout: str
    takes: tuple[str, ...]
    locales: tuple[str, ...]
    second: str = ""
    given: bool = False  # with name, hours and logo of who hands it out


@dataclass(frozen=True, slots=True)
class Case:
    """One picture."""

    name: str
    row: Row
    locale: str


TABLE = (
    Row("a4", "a4", HEALTH, ALL),
    Row("emergency", "a4", ("emergency",), FEW),
    Row("bilingual", "a4", HEALTH, ("ar", "uk", "fa", "en"), "es"),
    Row("lists", "a4", ("phrases", "courses/spanish", "steps/worker"), FEW),
    Row("line", "a4", ("lines/l1", "lines/l2"), FEW),
    Row("large", "large", HEALTH, ("en", "ar", "uk", "ti")),
    Row("leaflet", "leaflet", HEALTH, ALL),
    Row("stop", "stop", ("stops/buses-escuela",), ALL),
    Row("hub", "stop", ("stops/buses-plaza",), ("en", "ar")),
    Row("wallet", "wallet", (), ALL),
    Row("phrase-cards", "phrase-cards", ("phrases",), ALL),
    Row("given-stop", "stop", ("stops/buses-escuela",), ("es", "ar"), given=True),
    Row("given-wallet", "wallet", (), ("es", "ar"), given=True),
    Row("given-phrase-cards", "phrase-cards", ("phrases",), ("es", "ar"), given=True),
    Row("poster", "poster", (), ALL),
    Row("card", "card", (), FEW),
    Row("picture", "picture", ("health/card",), ALL),
)


def cases() -> list[Case]:
    """Return the pictures of the layouts that there are."""
    return [
        Case(f"{row.name}-{locale}", row, locale)
        for row in TABLE
        if row.layout in compose._HTML
        for locale in row.locales
        if locale != row.second
    ]
