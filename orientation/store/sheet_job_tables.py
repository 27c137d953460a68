"""The tables of sheets that were asked for many at once."""

from __future__ import annotations

from sqlite_utils import Database

_TABLES = (
    """
    CREATE TABLE sheet_jobs (
        id INTEGER PRIMARY KEY,
        token TEXT NOT NULL UNIQUE,
        region TEXT NOT NULL,
        digest TEXT NOT NULL,
        logo BLOB NOT NULL,
        asked_at TEXT NOT NULL,
        stopped INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX sheet_jobs_digest ON sheet_jobs (digest)",
    """
    CREATE TABLE sheet_files (
        job INTEGER NOT NULL REFERENCES sheet_jobs (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        locale TEXT NOT NULL,
        query TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'ready', 'failed')),
        reason TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (job, place)
    ) WITHOUT ROWID""",
    "CREATE INDEX sheet_files_waiting ON sheet_files (place, job) WHERE state = 'waiting'",
)


def make_sheet_job_tables(database: Database) -> None:
    """Version 10: many sheets in one go."""
    for table in _TABLES:
        database.execute(table)


def let_the_same_be_asked_twice(database: Database) -> None:
    """Version 12: no job is told to be the same as another's, which its stop would have ended too."""
    database.execute("DROP INDEX sheet_jobs_digest")
    database.execute("ALTER TABLE sheet_jobs DROP COLUMN digest")
