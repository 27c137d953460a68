"""Locales, topics and slugs: is everything that is named declared, and no name taken?"""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.content.wordings import locales_in
from orientation.domain.address import RESERVED_SLUGS
from orientation.domain.guide import Entry, Layer, Place, Word
from orientation.domain.library import Item
from orientation.errors import Finding
from orientation.findings import Said

Named = tuple[tuple[str, ...], str]  # keys of a field, what it names


def check_names(library: Library) -> Iterator[Finding]:
    guides = library.guides
    items: tuple[Item, ...] = (
        *guides.topics, *guides.layers, *guides.places, *guides.words, *guides.entries, *guides.timetables,
        *guides.courses, *guides.events, *guides.organisations, *guides.phrases,
        *guides.checklists,
    )  # fmt: skip
    for item in items:
        yield from _unknown(library, item)
    for topic in guides.topics:
        if topic.slug in RESERVED_SLUGS:
            origin = library.reading.origin(topic)
            yield Finding(origin.path, origin.line(), Said("reserved_topic", slug=topic.slug))
    for entry in guides.entries:
        if entry.slug in RESERVED_SLUGS:
            path = library.reading.origin(entry).path
            yield Finding(path, 0, Said("reserved_entry", slug=entry.slug))
        yield from _texts(library, entry)


def _unknown(library: Library, item: Item) -> Iterator[Finding]:
    origin = library.reading.origin(item)
    for keys, tag in _locales_of(item):
        if library.locales and tag not in library.locales:
            problem = Said("unknown_locale", locale=tag).at(".".join(keys))
            yield Finding(origin.path, origin.line(*keys), problem)
    topic = item.topic if isinstance(item, Entry | Place) else ""
    if topic and library.topics and topic not in library.topics:
        problem = Said("unknown_topic", topic=topic)
        yield Finding(origin.path, origin.line("topic") if isinstance(item, Place) else 0, problem)


def _texts(library: Library, entry: Entry) -> Iterator[Finding]:
    for text in entry.texts:
        if library.locales and text.locale not in library.locales:
            path = library.reading.text_origin(entry, text.locale).path
            yield Finding(path, 0, Said("unknown_locale", locale=text.locale))


def _locales_of(item: Item) -> Iterator[Named]:
    yield from locales_in(item)
    match item:
        case Layer():
            yield from ((("locales",), tag) for tag in item.locales)
            yield from ((("host_locale",), tag) for tag in [item.host_locale] if tag)
        case Word():
            yield ("locale",), item.locale
        case Entry():
            yield ("source_locale",), item.source_locale
