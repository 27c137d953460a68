"""The tables of what readers say, of what they looked for in vain, and of counts without anybody in them."""

from __future__ import annotations

from sqlite_utils import Database

_TABLES = (
    """
    CREATE TABLE voices (
        id INTEGER PRIMARY KEY,
        region TEXT NOT NULL,
        locale TEXT NOT NULL,
        path TEXT NOT NULL,
        edition INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('wrong', 'helped', 'missing')),
        fact TEXT NOT NULL,
        text TEXT NOT NULL,
        risk INTEGER NOT NULL,
        day TEXT NOT NULL,
        count INTEGER NOT NULL,
        answer TEXT NOT NULL DEFAULT '',
        closed_on TEXT
    )""",
    """
    CREATE UNIQUE INDEX voices_same ON voices (region, locale, path, kind, fact, text, risk)
        WHERE closed_on IS NULL""",
    "CREATE INDEX voices_closed ON voices (closed_on, region)",
    """
    CREATE TABLE voice_tokens (
        token_hash TEXT PRIMARY KEY,
        voice INTEGER NOT NULL REFERENCES voices (id) ON DELETE CASCADE
    ) WITHOUT ROWID""",
    "CREATE INDEX voice_tokens_voice ON voice_tokens (voice)",
    """
    CREATE TABLE risk_readers (
        region TEXT NOT NULL,
        person INTEGER NOT NULL REFERENCES persons (id),
        PRIMARY KEY (region, person)
    ) WITHOUT ROWID""",
    """
    CREATE TABLE looked_for (
        region TEXT NOT NULL,
        locale TEXT NOT NULL,
        words TEXT NOT NULL,
        count INTEGER NOT NULL,
        day TEXT NOT NULL,
        PRIMARY KEY (region, locale, words)
    ) WITHOUT ROWID""",
    """
    CREATE TABLE counts (
        region TEXT NOT NULL,
        day TEXT NOT NULL,
        what TEXT NOT NULL,
        locale TEXT NOT NULL,
        edition INTEGER NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (region, day, what, locale, edition)
    ) WITHOUT ROWID""",
)


def make_voice_tables(database: Database) -> None:
    """Version 9: what readers say, who reads that somebody is at risk, what was looked for, counts by day."""
    for table in _TABLES:
        database.execute(table)
