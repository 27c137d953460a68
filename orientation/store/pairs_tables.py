"""The tables of translating."""

from __future__ import annotations

from sqlite_utils import Database


def make_pairs_tables(database: Database) -> None:
    """Version 6: sentences that persons confirmed, and how many sentences are in which state."""
    database.execute(
        """
        CREATE TABLE pairs (
            item TEXT NOT NULL,
            source_locale TEXT NOT NULL,
            locale TEXT NOT NULL,
            source_hash TEXT NOT NULL,
            target_hash TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (item, source_locale, locale, source_hash, target_hash)
        ) WITHOUT ROWID"""
    )
    database.execute(
        """
        CREATE TABLE tallies (
            item TEXT NOT NULL,
            locale TEXT NOT NULL,
            revision INTEGER NOT NULL,
            rules INTEGER NOT NULL,
            missing INTEGER NOT NULL,
            outdated INTEGER NOT NULL,
            extra INTEGER NOT NULL,
            machine INTEGER NOT NULL,
            checked INTEGER NOT NULL,
            PRIMARY KEY (item, locale)
        ) WITHOUT ROWID"""
    )
