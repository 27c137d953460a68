"""The library's items and their revisions."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlite_utils import Database

from orientation.domain.guide import Entry, Guides
from orientation.domain.library import GROUPS, Item, assemble
from orientation.domain.locale import Locale
from orientation.errors import EditConflict
from orientation.store.database import transaction

_SHARED = ("topic", "locale")  # the kinds of items that belong to no layer


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, as item keys."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()  # the desk has a newer revision; nothing was applied

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of an item: its current revision, and what disk held when last loaded."""

    revision: int
    origin: str
    digest: str
    removed: bool
    disk_digest: str | None


def load_items(
    database: Database, items: Mapping[str, Item], *, now: str, theirs: bool = False
) -> LoadReport:
    """Take from disk what changed there since the last load; never over a newer revision of the desk.

    now: UTC ISO 8601.  theirs: take the files' version in a conflict too.
    """
    encoded = {key: encode(item) for key, item in items.items()}
    with transaction(database):
        states = _states(database)
        report = _plan(encoded, states, theirs=theirs)
        for key in (*report.added, *report.changed):
            _append(database, key, encoded[key], origin="disk", author="", now=now)
        for key in report.removed:
            _append(database, key, None, origin="disk", author="", now=now)
        _remember(database, encoded, states, report)
    return report


def append_item(
    database: Database, key: str, item: Item | None, *, author: str, now: str, base: int | None = None
) -> int:
    """Save a desk's revision (None: the item is removed) and return its number.

    base: the revision the edit started from.  Raises EditConflict when another came first.
    """
    with transaction(database):
        return append_within(database, key, item, author=author, now=now, base=base)


def append_within(
    database: Database, key: str, item: Item | None, *, author: str, now: str, base: int | None = None
) -> int:
    """Do what `append_item` does, within the caller's transaction."""
    row = database.execute("SELECT revision FROM items WHERE item = ?", (key,)).fetchone()
    if base is not None and (row[0] if row else 0) != base:
        raise EditConflict(f"{key}: someone saved it first; look at both versions and save again")
    return _append(database, key, encode(item) if item else None, origin="desk", author=author, now=now)


def withdraw_items(database: Database, keys: Iterable[str], *, author: str, now: str) -> None:
    """Remove items that must go from every phone at its next contact, all of them or none."""
    with transaction(database):
        withdraw_within(database, keys, author=author, now=now)


def withdraw_within(database: Database, keys: Iterable[str], *, author: str, now: str) -> None:
    """Do what `withdraw_items` does, within the caller's transaction."""
    for key in keys:
        _append(database, key, None, origin="desk", author=author, now=now)
        database.execute("INSERT OR REPLACE INTO withdrawals VALUES (?, ?)", (key, now))


def withdrawn_items(database: Database) -> frozenset[str]:
    """Return the keys of the items that were withdrawn and have not come back since."""
    rows = database.execute(
        "SELECT items.item FROM withdrawals JOIN items USING (item)"
        " JOIN revisions ON revisions.id = items.revision WHERE data IS NULL"
    )
    return frozenset(key for (key,) in rows.fetchall())


def read_library(database: Database) -> Guides:
    """Return the library as it stands: the current revision of every item."""
    rows = database.execute(
        "SELECT items.item, data FROM items JOIN revisions ON revisions.id = items.revision WHERE data NOT NULL"
    )
    return assemble({key: decode(key, data) for key, data in rows.fetchall()})


def layer_states(database: Database) -> dict[str, str]:
    """Return a digest of the current revisions of each layer's items, and under "" of what all layers share."""
    rows = database.execute("SELECT item, revision FROM items ORDER BY item")
    states: dict[str, Any] = defaultdict(hashlib.sha256)
    for item, revision in rows.fetchall():
        kind, name, *_ = item.split("/")
        states["" if kind in _SHARED else name].update(f"{item} {revision}\n".encode())
    return {layer: state.hexdigest() for layer, state in states.items()}


def read_locales(database: Database) -> tuple[Locale, ...]:
    """Return the declared locales, without reading the rest."""
    rows = database.execute(
        "SELECT data FROM items JOIN revisions ON revisions.id = items.revision"
        " WHERE items.item LIKE 'locale/%' AND data NOT NULL ORDER BY items.item"
    )
    return tuple(msgspec.json.decode(data, type=Locale) for (data,) in rows.fetchall())


def removed_entries(database: Database) -> tuple[Entry, ...]:
    """Return the entries that were there once, as they last were."""
    rows = database.execute(
        "SELECT revisions.data FROM items JOIN revisions AS last ON last.id = items.revision"
        " JOIN revisions ON revisions.id ="
        " (SELECT max(id) FROM revisions WHERE item = items.item AND data NOT NULL)"
        " WHERE last.data IS NULL AND items.item LIKE 'entry/%' ORDER BY items.item"
    )
    return tuple(msgspec.json.decode(data, type=Entry) for (data,) in rows.fetchall())


def encode(item: Item) -> str:
    """Return an item as JSON."""
    return msgspec.json.encode(item).decode()


def decode(key: str, data: str) -> Item:
    """Return the item that `encode` wrote under that key."""
    return msgspec.json.decode(data, type=GROUPS[key.partition("/")[0]][0])


def _plan(encoded: Mapping[str, str], states: Mapping[str, _State], *, theirs: bool) -> LoadReport:
    added: list[str] = []
    changed: list[str] = []
    removed: list[str] = []
    conflicts: list[str] = []
    for key, data in encoded.items():
        state = states.get(key)
        if state is None or (state.removed and state.origin == "disk"):
            added.append(key)
        elif _digest(data) not in (state.disk_digest, state.digest):
            conflict = state.origin == "desk" and not theirs
            (conflicts if conflict else changed).append(key)
    for key, state in states.items():
        if key not in encoded and state.disk_digest is not None and not state.removed:
            conflict = state.origin == "desk" and not theirs
            (conflicts if conflict else removed).append(key)
    return LoadReport(*(tuple(sorted(keys)) for keys in (added, changed, removed, conflicts)))


def _states(database: Database) -> dict[str, _State]:
    rows = database.execute(
        "SELECT items.item, revision, origin, digest, data IS NULL, disk_digest"
        " FROM items JOIN revisions ON revisions.id = items.revision"
    )
    return {
        key: _State(number, origin, digest, bool(gone), disk)
        for key, number, origin, digest, gone, disk in rows
    }


def _append(database: Database, key: str, data: str | None, *, origin: str, author: str, now: str) -> int:
    digest = _digest(data) if data else ""
    row = {"item": key, "origin": origin, "author": author, "saved_at": now, "digest": digest, "data": data}
    columns = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    cursor = database.execute(f"INSERT INTO revisions ({columns}) VALUES ({marks})", row)
    number = int(cursor.lastrowid or 0)
    database.execute(
        "INSERT INTO items (item, revision) VALUES (?, ?)"
        " ON CONFLICT (item) DO UPDATE SET revision = excluded.revision",
        (key, number),
    )
    return number


def _remember(
    database: Database, encoded: Mapping[str, str], states: Mapping[str, _State], report: LoadReport
) -> None:
    """Note what disk held, so that the next load sees only what changes from here."""
    settled = set(encoded) - set(report.conflicts)
    for key in settled:
        digest = _digest(encoded[key])
        if key not in states or states[key].disk_digest != digest:
            database.execute("UPDATE items SET disk_digest = ? WHERE item = ?", (digest, key))
    for key in report.removed:
        database.execute("UPDATE items SET disk_digest = NULL WHERE item = ?", (key,))


def _digest(data: str) -> str:
    return hashlib.sha256(data.encode()).hexdigest()
