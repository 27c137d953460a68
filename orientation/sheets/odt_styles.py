"""Which styles a document to edit uses: those of its template, and what another language or column asks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from babel.core import get_global

_COUNTRIES = {"en": "GB"}  # whose spelling the guides have; else where most people write the language
_SCRIPT_FONTS = {"Arab": "Vazirmatn", "Ethi": "Noto Sans Ethiopic"}
LATIN_FONT = "Noto Sans"
FONTS = {  # family that sheets are printed in -> it, and what may stand in for it where it is not installed
    LATIN_FONT: "'Noto Sans', 'Open Sans', 'Segoe UI', 'DejaVu Sans', Arial",
    "Vazirmatn": "Vazirmatn, 'Noto Sans Arabic', 'Segoe UI', 'DejaVu Sans', Arial",
    "Noto Sans Ethiopic": "'Noto Sans Ethiopic', 'Abyssinica SIL', Ebrima, Nyala",
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as an office program knows it."""

    locale: str  # BCP 47
    direction: str  # ltr or rtl

    @property
    def language(self) -> str:
        return self.locale.partition("-")[0]

    @property
    def country(self) -> str:
        """Return where it is spelled so, ISO 3166; "none" where nobody knows.

        >>> [Tongue(locale, "ltr").country for locale in ("fa-AF", "en", "ti", "x")]
        ['AF', 'GB', 'ET', 'none']
        """
        own = self.locale.partition("-")[2]
        return own or _COUNTRIES.get(self.language) or _likely(self.language)[1] or "none"

    @property
    def font(self) -> str:
        """Return the font of its letters."""
        return _SCRIPT_FONTS.get(_likely(self.language)[0], LATIN_FONT)

    @property
    def writing_mode(self) -> str:
        return "rl-tb" if self.direction == "rtl" else "lr-tb"


@dataclass(frozen=True, slots=True)
class Variant:
    """A style of the template in another language, or at another side."""

    name: str
    base: str  # the style that it is made from
    tongue: Tongue
    align: str  # left or right


class Styles:
    """Gives styles their names, and remembers those that the template does not have."""

    def __init__(self, own: Tongue) -> None:
        self.own = own
        self.paragraphs: dict[str, Variant] = {}
        self.spans: dict[str, Tongue] = {}
        self.columns: dict[str, float] = {}  # name -> millimetres

    def paragraph(self, base: str, tongue: Tongue, *, around: str) -> str:
        """Return the name of a paragraph's style.  around: the direction of what it stands in, whose side it keeps to."""
        if tongue == self.own and around == self.own.direction:
            return base
        name = f"{base}.{tongue.locale}.{tongue.direction}.{around}"
        self.paragraphs[name] = Variant(name, base, tongue, side_of(around))
        return name

    def span(self, tongue: Tongue) -> str:
        """Return the name of a style for words in another language within a paragraph."""
        name = f"Language.{tongue.locale}"
        self.spans[name] = tongue
        return name

    def column(self, width_mm: float) -> str:
        """Return the name of a column's style."""
        name = f"Column.{round(width_mm * 10)}"
        self.columns[name] = round(width_mm, 1)
        return name


def side_of(direction: str) -> str:
    """Return on which side lines begin: "start" is read in two ways by office programs."""
    return "right" if direction == "rtl" else "left"


def is_tag(locale: str) -> bool:
    """Tell whether it can be a language's name: nothing else becomes a part of a style's name."""
    return re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", locale) is not None


def _likely(language: str) -> tuple[str, str]:
    """Return in which script a language is written, and where; "" for what nobody knows. Source: CLDR."""
    parts = get_global("likely_subtags").get(language, "").split("_")
    return (parts[1], parts[2]) if len(parts) == 3 else ("", "")
