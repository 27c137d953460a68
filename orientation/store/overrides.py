"""What a layer's own version of an item was written over, so that a change below it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Override:
    """A layer's own item that stands over another layer's."""

    item: str  # its key
    below: str  # the key of the item it stands over
    revision: int  # of that, as it was when somebody last looked
    current: int  # of that, as it is


def note_override(database: Database, item: str, below: str, revision: int, *, anew: bool = False) -> None:
    """Remember what an item stands over. anew: also where that is remembered already."""
    how = "REPLACE" if anew else "IGNORE"
    database.execute(f"INSERT OR {how} INTO overrides VALUES (?, ?, ?)", (item, below, revision))


def forget_override(database: Database, item: str) -> None:
    database.execute("DELETE FROM overrides WHERE item = ?", (item,))


def overtaken_overrides(database: Database, layers: Iterable[str]) -> tuple[Override, ...]:
    """Return the items of these layers whose item below changed since somebody last looked."""
    rows = database.execute(
        "SELECT overrides.item, below, overrides.revision, under.revision FROM overrides"
        " JOIN items AS own ON own.item = overrides.item JOIN revisions ON revisions.id = own.revision"
        " JOIN items AS under ON under.item = below"
        " WHERE data NOT NULL AND under.revision != overrides.revision ORDER BY overrides.item"
    )
    wanted = frozenset(layers)
    return tuple(Override(*row) for row in rows if row[0].split("/")[1] in wanted)
