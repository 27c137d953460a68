"""Drafts: what somebody has written about an item, and what became of it. Only a published one is in the library."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.errors import EditConflict, UnknownPage
from orientation.store.database import transaction

OPEN = ("draft", "review")
_COLUMNS = "id, item, layer, region, author, base, version, data, state, note, saved_at, decided_by, decided_at, revision"


@dataclass(frozen=True, slots=True)
class Draft:
    """One person's version of an item."""

    id: int
    item: str  # the item's key, "entry/es-soria/banking/account"
    layer: str  # where the item stands: whoever reviews there decides
    region: str  # in whose guide it was written
    author: int  # a person
    base: int  # the revision it started from; 0: there was none
    version: int  # counts the saves; a save from an older one is refused
    data: str | None  # the item as JSON (store.library.encode); None: it is to be removed
    state: str  # draft, review, published, declined, dropped
    note: str  # to whoever reviews it
    saved_at: str
    decided_by: int | None = None
    decided_at: str | None = None
    revision: int | None = None  # what it became


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a draft."""

    person: int
    at: str
    text: str


def find_draft(database: Database, draft: int) -> Draft:
    """Return a draft by its number.  Raises UnknownPage."""
    row = database.execute(f"SELECT {_COLUMNS} FROM drafts WHERE id = ?", (draft,)).fetchone()
    if row is None:
        raise UnknownPage(f"draft {draft}: there is none")
    return Draft(*row)


def open_draft(database: Database, item: str, author: int) -> Draft | None:
    """Return somebody's draft of an item that is not decided yet."""
    row = database.execute(
        f"SELECT {_COLUMNS} FROM drafts WHERE item = ? AND author = ? AND state IN ('draft', 'review')",
        (item, author),
    ).fetchone()
    return Draft(*row) if row else None


def drafts_of_item(database: Database, item: str) -> tuple[Draft, ...]:
    """Return the open drafts of an item, whoever wrote them."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM drafts WHERE item = ? AND state IN ('draft', 'review') ORDER BY id", (item,)
    )
    return tuple(Draft(*row) for row in rows)


def drafts_of(database: Database, author: int) -> tuple[Draft, ...]:
    """Return somebody's open drafts, last saved first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM drafts WHERE author = ? AND state IN ('draft', 'review')"
        " ORDER BY saved_at DESC, id DESC",
        (author,),
    )
    return tuple(Draft(*row) for row in rows)


def drafts_in_review(database: Database, layers: Iterable[str]) -> tuple[Draft, ...]:
    """Return what waits for review in these layers, the longest waiting first. "*": in all."""
    wanted = list(layers)
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM drafts WHERE state = 'review'"
        " AND (? OR layer IN (SELECT value FROM json_each(?))) ORDER BY saved_at, id",
        ("*" in wanted, json.dumps(wanted)),
    )
    return tuple(Draft(*row) for row in rows)


def add_draft(
    database: Database,
    item: str,
    *,
    layer: str,
    region: str,
    author: int,
    base: int,
    data: str | None,
    now: str,
) -> Draft:
    """Save somebody's first version of an item.  Raises EditConflict where they have an open draft of it already."""
    try:
        cursor = database.execute(
            "INSERT INTO drafts"
            " (item, layer, region, author, base, version, data, state, note, created_at, saved_at)"
            " VALUES (?, ?, ?, ?, ?, 1, ?, 'draft', '', ?, ?)",
            (item, layer, region, author, base, data, now, now),
        )
    except sqlite3.IntegrityError as error:  # begun a moment ago, in another tab or on another phone
        raise EditConflict(f"{item}: you have begun a draft of it elsewhere; look at both") from error
    return find_draft(database, int(cursor.lastrowid or 0))


def save_draft(
    database: Database, draft: int, *, version: int, data: str | None, now: str, base: int | None = None
) -> Draft:
    """Save a new version of an open draft, which is no longer in review then.

    version: the one that was edited.  base: the revision it now starts from, after a merge.
    Raises EditConflict where another save came first, or where it was decided meanwhile.
    """
    cursor = database.execute(
        "UPDATE drafts SET version = version + 1, data = ?, saved_at = ?, state = 'draft',"
        " base = coalesce(?, base) WHERE id = ? AND version = ? AND state IN ('draft', 'review')",
        (data, now, base, draft, version),
    )
    if cursor.rowcount != 1:
        raise EditConflict(f"draft {draft}: it was saved elsewhere meanwhile; look at both versions")
    return find_draft(database, draft)


def hand_in(database: Database, draft: int, *, version: int, note: str) -> None:
    """Put a draft into review.  Raises EditConflict where it was saved or decided meanwhile."""
    cursor = database.execute(
        "UPDATE drafts SET state = 'review', note = ? WHERE id = ? AND version = ? AND state IN ('draft', 'review')",
        (note, draft, version),
    )
    if cursor.rowcount != 1:
        raise EditConflict(f"draft {draft}: it was saved elsewhere meanwhile; look at both versions")


def decide(
    database: Database, draft: Draft, state: str, *, by: int, now: str, revision: int | None = None
) -> None:
    """Close an open draft: "published" (as a revision), "declined" or "dropped".

    Raises EditConflict where it changed since it was read.
    """
    cursor = database.execute(
        "UPDATE drafts SET state = ?, decided_by = ?, decided_at = ?, revision = ?"
        " WHERE id = ? AND version = ? AND state IN ('draft', 'review')",
        (state, by, now, revision, draft.id, draft.version),
    )
    if cursor.rowcount != 1:
        raise EditConflict(f"draft {draft.id}: it changed while you looked at it; look again")


def reopen(database: Database, draft: int) -> None:
    """Open a draft again that was dropped or declined.  Raises EditConflict where its author has begun another."""
    try:
        cursor = database.execute(
            "UPDATE drafts SET state = 'draft', decided_by = NULL, decided_at = NULL"
            " WHERE id = ? AND state IN ('dropped', 'declined')",
            (draft,),
        )
    except sqlite3.IntegrityError as error:
        raise EditConflict(
            f"draft {draft}: you have begun another of the same; finish or drop that first"
        ) from error
    if cursor.rowcount != 1:
        raise EditConflict(f"draft {draft}: it is open already, or published; look again")


def decided_of(database: Database, author: int, *, count: int) -> tuple[Draft, ...]:
    """Return what became of somebody's drafts that others decided on, last decided first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM drafts WHERE author = ? AND decided_by != author"
        " AND state IN ('published', 'declined') ORDER BY decided_at DESC, id DESC LIMIT ?",
        (author, count),
    )
    return tuple(Draft(*row) for row in rows)


def add_comment(database: Database, draft: int, *, person: int, text: str, now: str) -> None:
    database.execute(
        "INSERT INTO comments (draft, person, at, text) VALUES (?, ?, ?, ?)", (draft, person, now, text)
    )


def comments_on(database: Database, draft: int) -> tuple[Comment, ...]:
    """Return what was said about a draft, oldest first."""
    rows = database.execute("SELECT person, at, text FROM comments WHERE draft = ? ORDER BY id", (draft,))
    return tuple(Comment(*row) for row in rows)


def drop_drafts_in(database: Database, region: str, *, by: int, now: str) -> None:
    """Give up all open drafts that were written in a region, within the caller's transaction."""
    database.execute(
        "UPDATE drafts SET state = 'dropped', decided_by = ?, decided_at = ?"
        " WHERE region = ? AND state IN ('draft', 'review')",
        (by, now, region),
    )


def forget_decided(database: Database, *, before: str) -> None:
    """Forget what was said about drafts that were decided before that moment, and altogether those not taken.

    A draft without its words would propose to remove its item, so none is left that could be taken up again.
    """
    with transaction(database):
        database.execute(
            "DELETE FROM comments WHERE draft IN (SELECT id FROM drafts WHERE decided_at < ?)", (before,)
        )
        database.execute("DELETE FROM drafts WHERE decided_at < ? AND state != 'published'", (before,))
        database.execute("UPDATE drafts SET data = NULL, note = '' WHERE decided_at < ?", (before,))
