"""A layer's own value for one fact of an entry that it inherits: a fact of the layer, named "topic/slug/name"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from orientation.domain.guide import Entry, Fact


def own_value_name(address: str, name: str) -> str:
    """Return what the own value of a fact of the entry at "topic/slug" is called in its layer."""
    return f"{address}/{name}"


def is_own_value(name: str) -> bool:
    """Tell whether a fact of a layer stands for one of an entry: texts name only those that do not."""
    return "/" in name


def meant_by(name: str) -> tuple[str, str]:
    """Return the entry's address and the name of its fact that an own value stands for."""
    address, _, fact = name.rpartition("/")
    return address, fact


def told_name(name: str) -> str:
    """Return a fact's name for people, an own value's with its entry.

    >>> told_name("banking/account/fee")
    'fee (banking/account)'
    """
    address, fact = meant_by(name)
    return f"{fact} ({address})" if address else fact


def entry_facts(entry: Entry, facts: Mapping[str, Fact], chain: Sequence[str]) -> dict[str, Fact]:
    """Return an entry's facts by name, each with the value that a layer set which is no farther than the entry's.

    facts: of the layers, the nearest of each name.  chain: ids of the layers, nearest first.
    """
    nearer = chain[: chain.index(entry.layer) + 1] if entry.layer in chain else ()
    found = {}
    for fact in entry.facts:
        own = facts.get(own_value_name(entry.address, fact.name))
        found[fact.name] = replace(own, name=fact.name) if own and own.layer in nearer else fact
    return found
