"""Which sentence a person made from which, or said that it still stands for; how far translations are.

Most of it is read off an item's revisions (`domain/translation.py`). Only what no revision shows is kept here: what
was typed beside what, and that somebody looked at a sentence again and left it. Tallies can be dropped at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.domain.guide import Entry
from orientation.store.database import transaction
from orientation.store.library import decode

RULES = 1  # of how states are found; tallies by other rules are counted anew


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences of an item are in which state, in one locale beside the one it was written in."""

    missing: int = 0
    outdated: int = 0
    extra: int = 0
    machine: int = 0
    checked: int = 0

    @property
    def sentences(self) -> int:
        """Return how many the source has."""
        return self.missing + self.outdated + self.machine + self.checked


_COUNTS = "missing, outdated, extra, machine, checked"


def confirm_pair(
    database: Database,
    item: str,
    locales: tuple[str, str],
    hashes: tuple[str, str],
    *,
    by: str,
    now: str,
) -> None:
    """Remember that a sentence stands for another. locales, hashes: of source and target. by: a Person.author."""
    database.execute(
        "INSERT OR REPLACE INTO pairs (item, source_locale, locale, source_hash, target_hash, by, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (item, *locales, *hashes, by, now),
    )
    database.execute("DELETE FROM tallies WHERE item = ? AND locale = ?", (item, locales[1]))


def confirmed_pairs(
    database: Database, item: str, source_locale: str, locale: str
) -> tuple[tuple[str, str], ...]:
    """Return (source hash, target hash) of what persons confirmed, in any order."""
    rows = database.execute(
        "SELECT source_hash, target_hash FROM pairs WHERE item = ? AND source_locale = ? AND locale = ?",
        (item, source_locale, locale),
    )
    return tuple(rows.fetchall())


def entries_over_time(database: Database, item: str) -> tuple[Entry | None, ...]:
    """Return an entry in all its revisions, the oldest first; None where it was removed."""
    rows = database.execute("SELECT data FROM revisions WHERE item = ? ORDER BY id", (item,))
    found = (decode(item, data) if data else None for (data,) in rows.fetchall())
    return tuple(one if isinstance(one, Entry) else None for one in found)


def entry_at(database: Database, revision: int) -> Entry | None:
    """Return the entry that a revision saved; None where it removed one, or there is none."""
    row = database.execute("SELECT item, data FROM revisions WHERE id = ?", (revision,)).fetchone()
    found = decode(row[0], row[1]) if row and row[1] else None
    return found if isinstance(found, Entry) else None


def revisions_now(database: Database, items: Iterable[str]) -> dict[str, int]:
    """Return the current revision of each item."""
    wanted = json.dumps(list(items))
    rows = database.execute(
        "SELECT item, revision FROM items WHERE item IN (SELECT value FROM json_each(?))", (wanted,)
    )
    return dict(rows.fetchall())


def read_tallies(
    database: Database, items: Iterable[str], locales: Iterable[str]
) -> dict[tuple[str, str], Tally]:
    """Return what is counted already of the items as they stand, by (item, locale)."""
    rows = database.execute(
        f"SELECT tallies.item, locale, {_COUNTS} FROM tallies JOIN items USING (item, revision)"
        " WHERE rules = ? AND tallies.item IN (SELECT value FROM json_each(?))"
        " AND locale IN (SELECT value FROM json_each(?))",
        (RULES, json.dumps(list(items)), json.dumps(list(locales))),
    )
    return {(item, locale): Tally(*counts) for item, locale, *counts in rows.fetchall()}


def save_tallies(
    database: Database, tallies: Mapping[tuple[str, str], Tally], revisions: Mapping[str, int]
) -> None:
    """Keep counts by (item, locale). revisions: of which the items were counted."""
    with transaction(database):
        for (item, locale), tally in tallies.items():
            counts = (tally.missing, tally.outdated, tally.extra, tally.machine, tally.checked)
            database.execute(
                f"INSERT OR REPLACE INTO tallies (item, locale, revision, rules, {_COUNTS})"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (item, locale, revisions[item], RULES, *counts),
            )
