"""The tables of reviewing: how far a publishing has got, and what a region's own version was written over."""

from __future__ import annotations

from sqlite_utils import Database

_CHANGES = (
    "ALTER TABLE publishings ADD COLUMN done INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE publishings ADD COLUMN total INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX publishings_region ON publishings (region, id)",
    "CREATE INDEX drafts_author ON drafts (author, state)",
    """
    CREATE TABLE overrides (
        item TEXT PRIMARY KEY,
        below TEXT NOT NULL,
        revision INTEGER NOT NULL
    ) WITHOUT ROWID""",
)


def make_review_tables(database: Database) -> None:
    """Version 5: how far a publishing has got; over which revision of the layer below an item stands."""
    for change in _CHANGES:
        database.execute(change)
