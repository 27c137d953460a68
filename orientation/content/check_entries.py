"""Entries: sources, texts, parents, aliases, and the day of the next review."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from orientation.content.library import Library
from orientation.domain.guide import Entry
from orientation.errors import Finding
from orientation.findings import Said


def check_entries(library: Library, *, today: str) -> Iterator[Finding]:
    for entry in library.guides.entries:
        origin = library.reading.origin(entry)
        for field, problem in _wrong(library, entry):
            yield Finding(origin.path, origin.line(field) if field else 0, problem)
        for field, problem in (*_untranslated(library, entry), *_overdue(entry, today=today)):
            yield Finding(origin.path, origin.line(field) if field else 0, problem, warning=True)


def _wrong(library: Library, entry: Entry) -> Iterator[tuple[str, Said]]:
    yield from _parent(library, entry)
    yield from _aliases(library, entry)
    yield from _texts(entry)
    yield from _words(library, entry)


def _words(library: Library, entry: Entry) -> Iterator[tuple[str, Said]]:
    for name in entry.words:
        missing = library.lacking(entry, has=partial(library.has_word, name=name))
        if missing:
            yield "words", Said("no_word", word=name, layers=" or ".join(missing)).at("words")


def _texts(entry: Entry) -> Iterator[tuple[str, Said]]:
    if not entry.sources:
        yield "", Said("entry_no_source")
    if not entry.texts:
        yield "", Said("no_text", locale=entry.source_locale)
    elif not entry.text(entry.source_locale):
        yield "source_locale", Said("no_source_text", locale=entry.source_locale).at("source_locale")


def _parent(library: Library, entry: Entry) -> Iterator[tuple[str, Said]]:
    if entry.parent and not library.entry(entry.layer, entry.parent):
        problem = Said("no_entry_in", entry=entry.parent, layers=_chain(library, entry))
        yield "parent", problem.at("parent")
    passed = [entry.address]
    above: Entry | None = entry
    while above and above.parent:
        passed.append(above.parent)
        if above.parent == entry.address:
            yield "parent", Said("entries_circle", circle=" -> ".join(passed)).at("parent")
        if above.parent in passed[:-1]:
            return
        above = library.entry(entry.layer, above.parent)


def _aliases(library: Library, entry: Entry) -> Iterator[tuple[str, Said]]:
    if not entry.aliases:
        return
    for other in library.guides.entries:
        if not library.are_related(entry.layer, other.layer):
            continue
        if other.address in entry.aliases:
            yield "aliases", Said("alias_is_entry", alias=other.address, layer=other.layer).at("aliases")
        for alias in entry.aliases:
            if other.address != entry.address and alias in other.aliases:
                problem = Said("alias_taken", alias=alias, entry=other.address, layer=other.layer)
                yield "aliases", problem.at("aliases")


def _untranslated(library: Library, entry: Entry) -> Iterator[tuple[str, Said]]:
    if not entry.texts:
        return  # that is said already
    regions = [library.regions[region] for region in library.showing(entry)]
    offered = {tag for region in regions for tag in region.locales if tag not in region.partial}
    missing = sorted(offered & library.locales - {text.locale for text in entry.texts})
    if missing:
        yield "", Said("untranslated", locales=", ".join(missing))


def _overdue(entry: Entry, *, today: str) -> Iterator[tuple[str, Said]]:
    if entry.review_after and entry.review_after < today:
        yield "review_after", Said("review_over", day=entry.review_after).at("review_after")


def _chain(library: Library, entry: Entry) -> str:
    return " or ".join(library.chain(entry.layer))
