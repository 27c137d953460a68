"""A region to practise in: a few made-up pages that no reader ever gets and that can be put back at any time."""

from __future__ import annotations

from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.domain.guide import Entry, Fact, Layer, Place, Source, Text
from orientation.domain.library import Item, key_of
from orientation.domain.roles import SANDBOX, Person
from orientation.errors import NotAllowed
from orientation.store.database import transaction
from orientation.store.drafts import drop_drafts_in
from orientation.store.items import current_item, keys_in
from orientation.store.library import append_within, read_topics

_SOURCE = Source("https://example.org/", "Example", "page")
# Source: https://digital-strategy.ec.europa.eu/en/policies/112 (the one number that is true everywhere here)
_PHONE = Fact(SANDBOX, "help_phone", "phone", "112", source=_SOURCE)
_LAYER = Layer(
    SANDBOX,
    (
        ("ar", "للتدريب"),
        ("el", "Για εξάσκηση"),
        ("en", "Practice"),
        ("es", "Para practicar"),
        ("fr", "Pour s’exercer"),
        ("pl", "Do ćwiczeń"),
    ),
    kind="practice",
    country="ES",
    timezone="Europe/Madrid",
    host_locale="es",
    locales=("ar", "el", "en", "es", "fr", "pl"),
)
_TITLES = ("Practice page: the library", "Página de prueba: la biblioteca")
_BODIES = (
    "This page is made up.\n\n## What to do\n1. Take your passport.\n2. Ask at the desk.\n\nIn danger, call {help_phone}.",
    "Esta página es inventada.\n\n## Qué hacer\n1. Lleve su pasaporte.\n2. Pregunte en el mostrador.\n\n"
    "En peligro, llame al {help_phone}.",
)


def open_sandbox(database: Database, person: Person, *, clock: Clock) -> None:
    """Make the region to practise in, where there is none yet.  Raises NotAllowed."""
    if current_item(database, f"layer/{SANDBOX}").item is None:
        reset_sandbox(database, person, clock=clock)


def reset_sandbox(database: Database, person: Person, *, clock: Clock) -> None:
    """Put the region to practise in back as it was at first; drafts in it are given up.  Raises NotAllowed."""
    if not person.may("edit", SANDBOX):
        raise NotAllowed(f"person {person.id} has no role at this desk")
    wanted = {key_of(item): item for item in _items(database)}
    now = stamp(clock())
    with transaction(database):
        for key in {*wanted, *keys_in(database, SANDBOX)}:
            append_within(database, key, wanted.get(key), author=person.author, now=now)
        drop_drafts_in(database, SANDBOX, by=person.id, now=now)


def _items(database: Database) -> tuple[Item, ...]:
    """Return what is there to practise with, on the first shelf that the library has."""
    topic = min(read_topics(database), key=lambda one: (one.order, one.slug), default=None)
    shelf = topic.slug if topic else "services"
    english, spanish = (
        Text(locale, title, body) for locale, title, body in zip(("en", "es"), _TITLES, _BODIES, strict=True)
    )
    entry = Entry(SANDBOX, shelf, "practice-library", "es", (english, spanish), sources=(_SOURCE,))
    names = (("en", "Practice office"), ("es", "Oficina de prueba"))
    place = Place(SANDBOX, "practice-office", names, topic=shelf, hours="Mo-Fr 09:00-14:00", source=_SOURCE)
    return (_LAYER, _PHONE, entry, place)
