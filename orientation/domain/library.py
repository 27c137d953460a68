"""A guides library as single items, each with a key: what the store keeps revisions of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orientation.domain.checklists import Checklist
from orientation.domain.courses import Course, Event, Organisation
from orientation.domain.guide import Entry, Fact, Guides, Layer, Place, Topic, Villages, Word
from orientation.domain.locale import Locale
from orientation.domain.phrases import Phrase
from orientation.domain.timetable import Timetable

Item = (
    Topic
    | Locale
    | Layer
    | Fact
    | Place
    | Word
    | Entry
    | Villages
    | Timetable
    | Course
    | Event
    | Organisation
    | Phrase
    | Checklist
)
GROUPS: dict[str, tuple[type[Item], str]] = {  # first word of a key: (type, field of Guides)
    "topic": (Topic, "topics"),
    "locale": (Locale, "locales"),
    "layer": (Layer, "layers"),
    "fact": (Fact, "facts"),
    "place": (Place, "places"),
    "word": (Word, "words"),
    "entry": (Entry, "entries"),
    "villages": (Villages, "villages"),
    "timetable": (Timetable, "timetables"),
    "course": (Course, "courses"),
    "event": (Event, "events"),
    "organisation": (Organisation, "organisations"),
    "phrase": (Phrase, "phrases"),
    "checklist": (Checklist, "checklists"),
}
_KINDS = {kind: word for word, (kind, _) in GROUPS.items()}


def key_of(item: Item) -> str:
    """Return the key of an item, "entry/es/banking/basic-account"; its first word names the type."""
    kind = _KINDS[type(item)]
    match item:
        case Topic():
            return f"{kind}/{item.slug}"
        case Locale():
            return f"{kind}/{item.tag}"
        case Layer():
            return f"{kind}/{item.id}"
        case Villages():
            return f"{kind}/{item.layer}"
    return f"{kind}/{item.layer}/{name_in_layer(item)}"


def name_in_layer(item: Item) -> str:
    """Return the name by which the nearest layer's item wins: an entry's address, a place's slug, a fact's name."""
    if isinstance(item, Entry):
        return item.address
    return str(getattr(item, "slug", "") or getattr(item, "name", ""))


def items_of(guides: Guides) -> dict[str, Item]:
    """Return every item of a library by its key."""
    return {key_of(item): item for _, field in GROUPS.values() for item in getattr(guides, field)}


def assemble(items: Mapping[str, Item]) -> Guides:
    """Return the library made of these items: the inverse of `items_of`."""
    ordered = [item for _, item in sorted(items.items())]
    groups: dict[str, Any] = {
        field: tuple(item for item in ordered if type(item) is kind) for kind, field in GROUPS.values()
    }
    return Guides(**groups)
