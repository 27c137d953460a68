"""Layers' own values for facts of entries: there is such an entry, it has that fact, and of that kind."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.guide import Fact
from orientation.domain.own_values import is_own_value, meant_by
from orientation.errors import Finding


def check_facts(library: Library) -> Iterator[Finding]:
    for fact in library.guides.facts:
        if is_own_value(fact.name):
            origin = library.reading.origin(fact)
            for field, problem in _wrong(library, fact):
                yield Finding(origin.path, origin.line(field) if field else origin.line(), problem)


def stands_for_nothing(library: Library, fact: Fact) -> bool:
    """Tell whether a fact is an own value that no entry shows: what it was for has gone."""
    return is_own_value(fact.name) and any(_wrong(library, fact))


def _wrong(library: Library, fact: Fact) -> Iterator[tuple[str, str]]:
    address, name = meant_by(fact.name)
    entry = library.entry(fact.layer, address)
    if entry is None:
        yield "", f"{fact.name}: there is no entry {address!r} in {' or '.join(library.chain(fact.layer))}"
        return
    known = {one.name: one.kind for one in entry.facts}
    if name not in known:
        yield "", f"{fact.name}: {address} has no fact {name!r} of its own; it has {_join(known)}"
    elif fact.kind != known[name]:
        yield "kind", f"{fact.name}: {address} has {name!r} as {known[name]}; keep the kind"


def _join(names: dict[str, str]) -> str:
    return ", ".join(sorted(names)) or "none"
