"""A region's own value for one fact of an entry that it inherits: what it begins with, and what stands below it."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from orientation.desk.layering import nearest, value_in
from orientation.desk.writing import Writing
from orientation.domain.guide import Fact
from orientation.domain.inheritance import Guide
from orientation.domain.own_values import is_own_value, meant_by


def first_value(guide: Guide, name: str) -> Fact | None:
    """Return what a region's own value of that name begins with: what its readers see; None where there is no such."""
    address, fact = meant_by(name)
    entry = guide.entry(address) if is_own_value(name) else None
    if entry is None or fact not in {one.name for one in entry.facts}:
        return None
    return replace(guide.facts_for(entry)[fact], layer=guide.region.id, name=name)


def value_below(database: Database, guide: Guide, name: str) -> Fact | None:
    """Return what readers would see without the region's own value; None where that stands over nothing."""
    if not is_own_value(name):
        return None
    found = nearest(database, guide.chain, f"fact/{guide.region.id}/{name}", but_own=True)
    return value_in(found.item, name) if found else None


def has_own(value: Writing) -> bool:
    """Return whether the region, or somebody's draft for it, has an own value."""
    return value.here.current.item is not None or value.here.draft is not None


def stands_apart(entry: Writing, value: Writing) -> bool:
    """Return whether a fact of an entry is changed as the region's own value: the entry is not, for a number, copied."""
    return has_own(value) or (entry.inherited and entry.here.draft is None)
