"""Locales, topics and slugs: is everything that is named declared, and no name taken?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orientation.content.library import Library
from orientation.domain.address import RESERVED_SLUGS
from orientation.domain.checklists import Checklist, Step
from orientation.domain.courses import Event, Organisation
from orientation.domain.guide import Entry, Layer, Place, Topic, Word
from orientation.domain.library import Item
from orientation.domain.phrases import Phrase
from orientation.domain.timetable import Timetable
from orientation.errors import Finding

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
            yield Finding(origin.path, origin.line(), f"{topic.slug!r} is a reserved slug; choose another")
    for entry in guides.entries:
        if entry.slug in RESERVED_SLUGS:
            path = library.reading.origin(entry).path
            yield Finding(path, 0, f"{entry.slug!r} is a reserved slug; rename the folder")
        yield from _texts(library, entry)


def _unknown(library: Library, item: Item) -> Iterator[Finding]:
    origin = library.reading.origin(item)
    for keys, tag in _locales_of(item):
        if library.locales and tag not in library.locales:
            problem = f"{'.'.join(keys)}: unknown locale {tag!r}; add it to locales.toml"
            yield Finding(origin.path, origin.line(*keys), problem)
    topic = item.topic if isinstance(item, Entry | Place) else ""
    if topic and library.topics and topic not in library.topics:
        problem = f"unknown topic {topic!r}; add it to topics.toml"
        yield Finding(origin.path, origin.line("topic") if isinstance(item, Place) else 0, problem)


def _texts(library: Library, entry: Entry) -> Iterator[Finding]:
    for text in entry.texts:
        if library.locales and text.locale not in library.locales:
            path = library.reading.text_origin(entry, text.locale).path
            yield Finding(path, 0, f"unknown locale {text.locale!r}; add it to locales.toml")


def _locales_of(item: Item) -> Iterator[Named]:
    match item:
        case Topic():
            yield from _words("names", item.names)
        case Place():
            yield from (*_words("names", item.names), *_words("what_for", item.what_for))
        case Layer():
            yield from _words("names", item.names)
            yield from ((("locales",), tag) for tag in item.locales)
            yield from ((("host_locale",), tag) for tag in [item.host_locale] if tag)
            yield from _words("helper", item.helper.names if item.helper else ())
        case Event():
            yield from (
                *_words("names", item.names),
                *_words("what", item.what),
                *_words("enrol", item.enrol),
            )
        case Organisation():
            yield from (*_words("names", item.names), *_words("what", item.what))
            yield from (*_words("pilot", item.pilot), *_words("learned", item.learned))
        case Word():
            yield ("locale",), item.locale
            yield from _words("meaning", item.meaning)
        case Timetable():
            yield from _words("names", item.names)
            yield from _names_of_lines(item)
        case Phrase():
            yield from (*_words("texts", item.texts), *_words("ipa", item.ipa))
        case Checklist():
            yield from (*_words("names", item.names), *_words("note", item.note))
            for index, step in enumerate(item.steps):
                yield from _words_of_step(("steps", str(index)), step)
        case Entry():
            yield ("source_locale",), item.source_locale
            yield from _words("keywords", item.keywords)


def _names_of_lines(item: Timetable) -> Iterator[Named]:
    for stop in item.stops:
        for keys, tag in (*_words("names", stop.names), *_words("station", stop.station)):
            yield ("stops", stop.slug, *keys), tag
    for line in item.lines:
        for keys, tag in _words("names", line.names):
            yield ("lines", line.slug, *keys), tag
        for index, pattern in enumerate(line.patterns):
            for keys, tag in _words("to", pattern.to):
                yield ("lines", line.slug, "patterns", str(index), *keys), tag


def _words_of_step(at: tuple[str, ...], step: Step) -> Iterator[Named]:
    yield from (((*at, *keys), tag) for keys, tag in _words("names", step.names))
    if step.deadline:
        counted = _words("counts_from", step.deadline.counts_from)
        yield from (((*at, "deadline", *keys), tag) for keys, tag in counted)


def _words(field: str, words: Iterable[tuple[str, object]]) -> Iterator[Named]:
    yield from (((field, tag), tag) for tag, _ in words)
