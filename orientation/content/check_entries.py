"""Entries: sources, texts, parents, aliases, and the day of the next review."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from orientation.content.library import Library
from orientation.domain.guide import Entry
from orientation.errors import Finding


def check_entries(library: Library, *, today: str) -> Iterator[Finding]:
    for entry in library.guides.entries:
        origin = library.reading.origin(entry)
        for field, problem in _wrong(library, entry):
            yield Finding(origin.path, origin.line(field) if field else 0, problem)
        for field, problem in (*_untranslated(library, entry), *_overdue(entry, today=today)):
            yield Finding(origin.path, origin.line(field) if field else 0, problem, warning=True)


def _wrong(library: Library, entry: Entry) -> Iterator[tuple[str, str]]:
    yield from _parent(library, entry)
    yield from _aliases(library, entry)
    yield from _texts(entry)
    yield from _words(library, entry)


def _words(library: Library, entry: Entry) -> Iterator[tuple[str, str]]:
    for name in entry.words:
        missing = library.lacking(entry, has=partial(library.has_word, name=name))
        if missing:
            yield "words", f"words: there is no {name!r} in words.toml of {' or '.join(missing)}"


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    if not entry.sources:
        yield "", "the entry has no source; add [[sources]]"
    if not entry.texts:
        yield "", f"the entry has no text; write {entry.source_locale}.md"
    elif not entry.text(entry.source_locale):
        yield "source_locale", f"source_locale: there is no {entry.source_locale}.md"


def _parent(library: Library, entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.parent and not library.entry(entry.layer, entry.parent):
        yield "parent", f"parent: there is no entry {entry.parent!r} in {_chain(library, entry)}"
    passed = [entry.address]
    above: Entry | None = entry
    while above and above.parent:
        passed.append(above.parent)
        if above.parent == entry.address:
            yield "parent", f"parent: the entries go in a circle: {' -> '.join(passed)}"
        if above.parent in passed[:-1]:
            return
        above = library.entry(entry.layer, above.parent)


def _aliases(library: Library, entry: Entry) -> Iterator[tuple[str, str]]:
    if not entry.aliases:
        return
    for other in library.guides.entries:
        if not library.are_related(entry.layer, other.layer):
            continue
        if other.address in entry.aliases:
            yield "aliases", f"aliases: {other.address!r} is an entry of {other.layer}"
        for alias in entry.aliases:
            if other.address != entry.address and alias in other.aliases:
                yield "aliases", f"aliases: {alias!r} is an alias of {other.address} ({other.layer}) too"


def _untranslated(library: Library, entry: Entry) -> Iterator[tuple[str, str]]:
    if not entry.texts:
        return  # that is said already
    regions = [library.regions[region] for region in library.showing(entry)]
    offered = {tag for region in regions for tag in region.locales if tag not in region.partial}
    missing = sorted(offered & library.locales - {text.locale for text in entry.texts})
    if missing:
        yield "", f"no text in {', '.join(missing)}"


def _overdue(entry: Entry, *, today: str) -> Iterator[tuple[str, str]]:
    if entry.review_after and entry.review_after < today:
        yield "review_after", f"review_after: {entry.review_after} is over; read the sources again"


def _chain(library: Library, entry: Entry) -> str:
    return " or ".join(library.chain(entry.layer))
