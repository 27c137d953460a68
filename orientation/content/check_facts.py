"""Layers' own values for facts of entries: there is such an entry, it has that fact, and of that kind."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.guide import Fact
from orientation.domain.own_values import is_own_value, meant_by
from orientation.errors import Finding
from orientation.findings import Said


def check_facts(library: Library) -> Iterator[Finding]:
    for fact in library.guides.facts:
        if is_own_value(fact.name):
            origin = library.reading.origin(fact)
            for field, problem in _wrong(library, fact):
                yield Finding(origin.path, origin.line(field) if field else origin.line(), problem)


def stands_for_nothing(library: Library, fact: Fact) -> bool:
    """Tell whether a fact is an own value that no entry shows: what it was for has gone."""
    return is_own_value(fact.name) and any(_wrong(library, fact))


def _wrong(library: Library, fact: Fact) -> Iterator[tuple[str, Said]]:
    address, name = meant_by(fact.name)
    entry = library.entry(fact.layer, address)
    if entry is None:
        layers = " or ".join(library.chain(fact.layer))
        yield "", Said("no_entry_in", entry=address, layers=layers).at(fact.name)
        return
    known = {one.name: one.kind for one in entry.facts}
    if name not in known:
        yield "", Said("own_value_unknown", entry=address, name=name, known=_join(known)).at(fact.name)
    elif fact.kind != known[name]:
        yield "kind", Said("own_value_kind", entry=address, name=name, kind=known[name]).at(fact.name)


def _join(names: dict[str, str]) -> str:
    return ", ".join(sorted(names)) or "none"
