"""What was done at the desk, by whom: for a year, then forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody did."""

    at: str  # UTC ISO 8601
    person: int | None  # None: nobody who is signed in
    action: str
    subject: str  # an item's key, a region, a person's number; never a text or a reader's words


def note_act(database: Database, action: str, subject: str, *, person: int | None, now: str) -> None:
    database.execute(
        "INSERT INTO audit (at, person, action, subject) VALUES (?, ?, ?, ?)", (now, person, action, subject)
    )


def recent_acts(database: Database, *, count: int) -> tuple[Act, ...]:
    """Return the last acts, newest first."""
    rows = database.execute(
        "SELECT at, person, action, subject FROM audit ORDER BY id DESC LIMIT ?", (count,)
    )
    return tuple(Act(*row) for row in rows)


def drop_acts(database: Database, *, before: str) -> None:
    """Forget what was done before that moment."""
    database.execute("DELETE FROM audit WHERE at < ?", (before,))
