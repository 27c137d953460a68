"""A guides library as single items, each with a key: what the store keeps revisions of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from orientation.domain.guide import Entry, Fact, Guides, Layer, Place, Topic, Villages, Word
from orientation.domain.locale import Locale

Item = Topic | Locale | Layer | Fact | Place | Word | Entry | Villages
ITEM_TYPES: dict[str, type[Item]] = {
    "topic": Topic, "locale": Locale, "layer": Layer, "fact": Fact,
    "place": Place, "word": Word, "entry": Entry, "villages": Villages,
}  # fmt: skip


def key_of(item: Item) -> str:
    """Return the key of an item, "entry/es/banking/basic-account"; its first word names the type."""
    match item:
        case Topic():
            return f"topic/{item.slug}"
        case Locale():
            return f"locale/{item.tag}"
        case Layer():
            return f"layer/{item.id}"
        case Fact():
            return f"fact/{item.layer}/{item.name}"
        case Place():
            return f"place/{item.layer}/{item.slug}"
        case Word():
            return f"word/{item.layer}/{item.name}"
        case Entry():
            return f"entry/{item.layer}/{item.address}"
        case Villages():
            return f"villages/{item.layer}"


def items_of(guides: Guides) -> dict[str, Item]:
    """Return every item of a library by its key."""
    groups: tuple[Iterable[Item], ...] = (
        guides.topics, guides.locales, guides.layers, guides.facts,
        guides.places, guides.words, guides.entries, guides.villages,
    )  # fmt: skip
    return {key_of(item): item for group in groups for item in group}


def assemble(items: Mapping[str, Item]) -> Guides:
    """Return the library made of these items: the inverse of `items_of`."""
    ordered = [item for _, item in sorted(items.items())]
    return Guides(
        topics=tuple(item for item in ordered if isinstance(item, Topic)),
        locales=tuple(item for item in ordered if isinstance(item, Locale)),
        layers=tuple(item for item in ordered if isinstance(item, Layer)),
        facts=tuple(item for item in ordered if isinstance(item, Fact)),
        places=tuple(item for item in ordered if isinstance(item, Place)),
        words=tuple(item for item in ordered if isinstance(item, Word)),
        entries=tuple(item for item in ordered if isinstance(item, Entry)),
        villages=tuple(item for item in ordered if isinstance(item, Villages)),
    )
