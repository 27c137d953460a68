"""Layers over each other: what an item stands over, and whose readers see it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.domain.differences import words_of
from orientation.domain.guide import Entry, Fact, Guides, Layer
from orientation.domain.inheritance import chain_of
from orientation.domain.library import Item
from orientation.domain.locale import fallback_chain, in_locale
from orientation.domain.own_values import is_own_value, meant_by
from orientation.store.items import Current, current_item, present, read_layers
from orientation.store.overrides import forget_override, note_override

SHARED_BY_NAME = frozenset(
    ["fact", "place", "word", "entry", "timetable", "course", "event", "organisation", "phrase", "checklist"]
)  # the kinds of which the nearest layer's item wins


@dataclass(frozen=True, slots=True)
class Touched:
    """A region whose readers see a change, and in which locales."""

    region: Layer
    locales: tuple[str, ...]
    size_bytes: int  # of the words, UTF-8, in the locale where they are longest


def key_in(key: str, layer: str) -> str:
    """Return the key of the item of the same name in another layer."""
    kind, _, name = key.split("/", 2)
    return f"{kind}/{layer}/{name}"


def nearest(
    database: Database, layers: Iterable[Layer], key: str, *, but_own: bool = False
) -> Current | None:
    """Return the item that a layer shows by that name: its own, else the nearest that it inherits.

    key: as it is, or would be, in that layer.  but_own: ask what it inherits.  None: there is none.
    """
    kind, layer, *_ = key.split("/", 2)
    if kind not in SHARED_BY_NAME:
        found = current_item(database, key)
        return found if found.item and not but_own else None
    chain = [one.id for one in chain_of(Guides(layers=tuple(layers)), layer)]
    keys = [key_in(key, one) for one in chain[but_own:]]
    if but_own and kind == "fact" and is_own_value(key.split("/", 2)[2]):
        keys = _over_entries(key, chain)
    there = present(database, keys)
    return next((current_item(database, one) for one in keys if one in there), None)


def _over_entries(key: str, chain: Iterable[str]) -> list[str]:
    """Return what may stand below an own value, nearest first: another layer's for the same, or the entry."""
    address = meant_by(key.split("/", 2)[2])[0]
    found = [one for layer in chain for one in (key_in(key, layer), f"entry/{layer}/{address}")]
    return [one for one in found if one != key]


def value_in(item: Item | None, name: str) -> Fact | None:
    """Return the value that an own value of that name, or the entry it is for, has."""
    if isinstance(item, Entry):
        return next((one for one in item.facts if one.name == meant_by(name)[1]), None)
    return item if isinstance(item, Fact) else None


def regions_showing(database: Database, layers: Iterable[Layer], key: str) -> tuple[Layer, ...]:
    """Return the regions whose guides show an item: they inherit it, and no nearer layer has one of its name."""
    guides = Guides(layers=tuple(layers))
    kind, layer, *_ = key.split("/", 2)
    nearer: dict[str, list[str]] = {}
    for region in (one for one in guides.layers if one.kind == "region"):
        chain = [one.id for one in chain_of(guides, region.id)]
        if layer in chain or kind in ("topic", "locale"):
            above = chain[: chain.index(layer)] if kind in SHARED_BY_NAME else []
            nearer[region.id] = [key_in(key, one) for one in above]
    there = present(database, {one for keys in nearer.values() for one in keys})
    return tuple(one for one in guides.layers if one.id in nearer and not there & set(nearer[one.id]))


def touched_by(
    database: Database, layers: Iterable[Layer], key: str, before: Item | None, after: Item | None
) -> tuple[Touched, ...]:
    """Return whose readers see something else once an item has changed."""
    guides = Guides(layers=tuple(layers))
    old, new = shown(before), shown(after)
    found = []
    for region in regions_showing(database, guides.layers, key):
        chain = chain_of(guides, region.id)
        host = next((one.host_locale for one in chain if one.host_locale), "en")
        sizes = {tag: _size(new(tag, host)) for tag in region.locales if old(tag, host) != new(tag, host)}
        if sizes:
            found.append(Touched(region, tuple(sizes), max(sizes.values())))
    return tuple(found)


def shown(item: Item | None) -> Callable[[str, str], dict[str, str]]:
    """Return a function of (locale, host locale) that says what such a reader sees of an item, by field."""
    by_field: dict[str, dict[str, str]] = {}
    for (field, tag), said in words_of(item).items():
        by_field.setdefault(field, {})[tag] = said

    @functools.cache
    def seen(locale: str, host: str) -> dict[str, str]:
        chain = (*fallback_chain(locale, host=host), getattr(item, "source_locale", ""), "")
        found = {field: in_locale(tuple(said.items()), chain) for field, said in by_field.items()}
        return {field: said for field, said in found.items() if said}

    return seen


def _size(seen: dict[str, str]) -> int:
    return sum(len(said.encode()) for said in seen.values())


def note_below(database: Database, key: str, *, anew: bool = False) -> None:
    """Remember over what an item stands, as that is now. anew: also where that is remembered already."""
    if key.partition("/")[0] not in SHARED_BY_NAME:
        return
    below = nearest(database, read_layers(database), key, but_own=True)
    if below:
        note_override(database, key, below.key, below.revision, anew=anew)
    elif anew:
        forget_override(database, key)
