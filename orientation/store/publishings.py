"""What is to be published: a queue that outlives a restart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Publishing:
    """A region that waits to be published, is being published, or was."""

    id: int
    region: str
    asked_by: int | None
    asked_at: str
    started_at: str | None
    finished_at: str | None
    failed: str  # what was wrong with the guide, or the class of another error; "" where nothing was
    done: int = 0  # of its locales
    total: int = 0


_COLUMNS = "id, region, asked_by, asked_at, started_at, finished_at, failed, done, total"


def ask_publishing(database: Database, regions: Iterable[str], *, person: int | None, now: str) -> None:
    """Let regions wait for their turn; one that waits already, and is not begun, waits once."""
    for region in regions:
        database.execute(
            "INSERT INTO publishings (region, asked_by, asked_at) SELECT ?, ?, ? WHERE NOT EXISTS"
            " (SELECT 1 FROM publishings WHERE region = ? AND started_at IS NULL)",
            (region, person, now, region),
        )


def next_publishing(database: Database, *, now: str) -> Publishing | None:
    """Return whose turn it is, and note that it began. What a stopped server had begun is begun again."""
    row = database.execute(
        "UPDATE publishings SET started_at = ?, done = 0, total = 0 WHERE id ="
        " (SELECT id FROM publishings WHERE finished_at IS NULL ORDER BY id LIMIT 1)"
        f" RETURNING {_COLUMNS}",
        (now,),
    ).fetchone()
    return Publishing(*row) if row else None


def note_progress(database: Database, publishing: int, *, done: int, total: int) -> None:
    """Note how many of a region's locales are through."""
    database.execute("UPDATE publishings SET done = ?, total = ? WHERE id = ?", (done, total, publishing))


def finish_publishing(database: Database, publishing: int, *, failed: str, now: str) -> None:
    database.execute(
        "UPDATE publishings SET finished_at = ?, failed = ? WHERE id = ?", (now, failed, publishing)
    )


def publishings_waiting(database: Database) -> tuple[Publishing, ...]:
    """Return what is under way and what waits, in the order of its turn."""
    rows = database.execute(f"SELECT {_COLUMNS} FROM publishings WHERE finished_at IS NULL ORDER BY id")
    return tuple(Publishing(*row) for row in rows)


def last_publishing(database: Database, region: str) -> Publishing | None:
    """Return what was last asked for a region."""
    row = database.execute(
        f"SELECT {_COLUMNS} FROM publishings WHERE region = ? ORDER BY id DESC LIMIT 1", (region,)
    ).fetchone()
    return Publishing(*row) if row else None


def recent_publishings(database: Database, *, count: int) -> tuple[Publishing, ...]:
    """Return what was finished last, newest first, each region once."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM publishings WHERE id IN"
        " (SELECT max(id) FROM publishings WHERE finished_at NOT NULL GROUP BY region)"
        " ORDER BY finished_at DESC, id DESC LIMIT ?",
        (count,),
    )
    return tuple(Publishing(*row) for row in rows)


def drop_publishings(database: Database, *, before: str) -> None:
    """Forget what was finished before that moment."""
    database.execute("DELETE FROM publishings WHERE finished_at < ?", (before,))
