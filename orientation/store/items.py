"""Single items and the part of the library that one guide is made of, without reading the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from orientation.domain.guide import Fact, Guides, Layer
from orientation.domain.inheritance import Guide, chain_of, resolve
from orientation.domain.library import GROUPS, Item, assemble
from orientation.errors import UnknownPage, UnknownRegion
from orientation.store.library import decode

_REVISION = "SELECT id, item, origin, author, saved_at, data FROM revisions"
_CURRENT = "SELECT items.item, revision, data FROM items JOIN revisions ON revisions.id = items.revision"


@dataclass(frozen=True, slots=True)
class Current:
    """An item as it stands."""

    key: str
    revision: int  # 0: there never was any
    item: Item | None  # None: it is not there, or no longer


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved state of an item."""

    id: int
    key: str
    origin: str  # disk or desk
    author: str  # "person 3", "command line"; "" from disk
    saved_at: str
    item: Item | None


def current_item(database: Database, key: str) -> Current:
    """Return an item as it stands.  Raises UnknownPage for a key of no kind that there is."""
    if key.partition("/")[0] not in GROUPS:
        raise UnknownPage(f"{key}: no kind of item")
    row = database.execute(f"{_CURRENT} WHERE items.item = ?", (key,)).fetchone()
    return Current(key, row[1], decode(key, row[2]) if row[2] else None) if row else Current(key, 0, None)


def read_layers(database: Database) -> tuple[Layer, ...]:
    """Return all layers, by id."""
    rows = database.execute(f"{_CURRENT} WHERE items.item BETWEEN 'layer/' AND 'layer0' AND data NOT NULL")
    found = [decode(key, data) for key, _, data in rows.fetchall()]
    return tuple(sorted((one for one in found if isinstance(one, Layer)), key=lambda layer: layer.id))


def read_chain(database: Database, layer: str) -> Guides:
    """Return the part of the library that a layer's guide is made of: its chain, topics, locales.

    Raises UnknownRegion.
    """
    layers = read_layers(database)
    chain = chain_of(Guides(layers=layers), layer)
    if not chain or chain[0].id != layer:
        raise UnknownRegion(f"{layer}: no such layer")
    spans = [f"{kind}/" for kind in ("topic", "locale")]
    spans += [f"{kind}/{one.id}/" for kind in GROUPS for one in chain]
    keys = [f"{kind}/{one.id}" for kind in ("layer", "villages") for one in chain]
    found: dict[str, Item] = {}
    for span in spans:  # "0" follows "/": one range of the primary key each
        rows = database.execute(
            f"{_CURRENT} WHERE items.item >= ? AND items.item < ? AND data NOT NULL", (span, span[:-1] + "0")
        )
        found |= {key: decode(key, data) for key, _, data in rows.fetchall()}
    for key in keys:
        item = current_item(database, key).item
        if item is not None:
            found[key] = item
    return assemble(found)


def read_kind(database: Database, kind: str, layer: str) -> dict[str, Item]:
    """Return a layer's own items of one kind, by key."""
    rows = database.execute(
        f"{_CURRENT} WHERE items.item >= ? AND items.item < ? AND data NOT NULL",
        (f"{kind}/{layer}/", f"{kind}/{layer}0"),
    )
    return {key: decode(key, data) for key, _, data in rows.fetchall()}


def read_guide(database: Database, region: str) -> Guide:
    """Return a region's guide as the library stands, published or not.  Raises UnknownRegion."""
    return resolve(read_chain(database, region), region)


def revisions_of(database: Database, key: str) -> tuple[Revision, ...]:
    """Return all saved states of an item, newest first."""
    return revisions_page(database, key)


def revisions_page(
    database: Database, key: str, *, before: int | None = None, count: int = -1
) -> tuple[Revision, ...]:
    """Return saved states of an item, newest first. before: older than that one.  count: at most; -1: all."""
    rows = database.execute(
        f"{_REVISION} WHERE item = ? AND id < coalesce(?, 9e18) ORDER BY id DESC LIMIT ?",
        (key, before, count),
    )
    return tuple(map(_revision, rows))


def read_revision(database: Database, number: int) -> Revision:
    """Return one saved state of an item.  Raises UnknownPage."""
    row = database.execute(f"{_REVISION} WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise UnknownPage(f"revision {number}: there is none")
    return _revision(row)


def revision_before(database: Database, key: str, number: int) -> Revision | None:
    """Return the saved state of an item that came before that one; None where it was the first."""
    row = database.execute(
        f"{_REVISION} WHERE item = ? AND id < ? ORDER BY id DESC LIMIT 1", (key, number)
    ).fetchone()
    return _revision(row) if row else None


def present(database: Database, keys: Iterable[str]) -> frozenset[str]:
    """Return those of the keys that there is an item for."""
    rows = database.execute(
        "SELECT items.item FROM json_each(?) JOIN items ON items.item = value"
        " JOIN revisions ON revisions.id = items.revision WHERE data NOT NULL",
        (json.dumps(list(keys)),),
    )
    return frozenset(key for (key,) in rows.fetchall())


def regions_with(database: Database, layer: str) -> tuple[str, ...]:
    """Return the regions whose guides have that layer in them, the layer itself where it is a region."""
    guides = Guides(layers=read_layers(database))
    return tuple(
        one.id
        for one in guides.layers
        if one.kind == "region" and any(below.id == layer for below in chain_of(guides, one.id))
    )


def _revision(row: Any) -> Revision:
    number, item, origin, author, saved_at, data = row
    return Revision(number, item, origin, author, saved_at, decode(item, data) if data else None)


def keys_in(database: Database, layer: str) -> tuple[str, ...]:
    """Return the keys of all items that stand in a layer now, itself among them."""
    found: list[str] = []
    for kind in GROUPS:
        if kind not in ("topic", "locale"):
            rows = database.execute(
                f"{_CURRENT} WHERE (items.item = ? OR items.item >= ? AND items.item < ?) AND data NOT NULL",
                (f"{kind}/{layer}", f"{kind}/{layer}/", f"{kind}/{layer}0"),
            )
            found += [key for key, _, _ in rows.fetchall()]
    return tuple(found)


def layer_of(key: str) -> str:
    """Return the layer an item stands in; "" for what belongs to all, topics and locales."""
    kind, _, rest = key.partition("/")
    return "" if kind in ("topic", "locale") else rest.partition("/")[0]


def current_items(database: Database, keys: Iterable[str]) -> dict[str, Item]:
    """Return those of these items that are there, by key."""
    rows = database.execute(
        f"{_CURRENT} WHERE items.item IN (SELECT value FROM json_each(?)) AND data NOT NULL",
        (json.dumps(list(keys)),),
    )
    return {key: decode(key, data) for key, _, data in rows.fetchall()}


def facts_in(database: Database, layers: Iterable[str]) -> dict[str, Fact]:
    """Return the facts of these layers, nearest first, by name."""
    found: dict[str, Fact] = {}
    for layer in layers:
        rows = database.execute(
            f"{_CURRENT} WHERE items.item >= ? AND items.item < ? AND data NOT NULL",
            (f"fact/{layer}/", f"fact/{layer}0"),
        )
        for key, _, data in rows.fetchall():
            item = decode(key, data)
            if isinstance(item, Fact):
                found.setdefault(item.name, item)
    return found
