"""Open, migrate, back up and restore the database file."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlite_utils import Database

from orientation.errors import BadInput, StoreError
from orientation.store.desk_tables import make_desk_tables
from orientation.store.files import locked
from orientation.store.keeping import make_keeping_tables
from orientation.store.pairs_tables import make_pairs_tables
from orientation.store.review_tables import make_review_tables
from orientation.store.sheet_job_tables import let_the_same_be_asked_twice, make_sheet_job_tables
from orientation.store.voice_tables import make_voice_tables

_TABLES = (
    """
    CREATE TABLE revisions (
        id INTEGER PRIMARY KEY,
        item TEXT NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('disk', 'desk')),
        author TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        digest TEXT NOT NULL,
        data TEXT
    )""",
    "CREATE INDEX revisions_item ON revisions (item, id)",
    """
    CREATE TABLE items (
        item TEXT PRIMARY KEY,
        revision INTEGER NOT NULL REFERENCES revisions (id),
        disk_digest TEXT
    ) WITHOUT ROWID""",
    """
    CREATE TABLE editions (
        id INTEGER PRIMARY KEY,
        region TEXT NOT NULL,
        locale TEXT NOT NULL,
        edition INTEGER NOT NULL,
        published_at TEXT NOT NULL,
        content_digest TEXT NOT NULL,
        frame TEXT NOT NULL,
        manifest TEXT NOT NULL,
        UNIQUE (region, locale, edition)
    )""",
    "CREATE TABLE fragments (sha256 TEXT PRIMARY KEY, html TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE pages (
        edition_id INTEGER NOT NULL REFERENCES editions (id),
        path TEXT NOT NULL,
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        words TEXT NOT NULL,
        topic TEXT NOT NULL,
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        target TEXT NOT NULL,
        sensitive INTEGER NOT NULL,
        fragment TEXT NOT NULL REFERENCES fragments (sha256),
        PRIMARY KEY (edition_id, path)
    ) WITHOUT ROWID""",
)


def _create(database: Database) -> None:
    """Make the tables of version 1."""
    for table in _TABLES:
        database.execute(table)


def _remember_withdrawals(database: Database) -> None:
    """Version 2: which items were withdrawn, so that phones remove their pages at once."""
    database.execute(
        "CREATE TABLE withdrawals (item TEXT PRIMARY KEY, withdrawn_at TEXT NOT NULL) WITHOUT ROWID"
    )


def _remember_what_editions_are_of(database: Database) -> None:
    """Version 3: what each edition was made of, so that publishing passes by what nothing happened to."""
    database.execute("ALTER TABLE editions ADD COLUMN made_of TEXT NOT NULL DEFAULT ''")


def _remember_what_pages_are_of(database: Database) -> None:
    """Version 7: what each page was made of, so that an edit renders only what it changes."""
    database.execute("ALTER TABLE pages ADD COLUMN made_of TEXT NOT NULL DEFAULT ''")


def _remember_how_editions_rest(database: Database) -> None:
    """Version 11: whether an edition sleeps, and its year, so that a region is published anew when time asks for it."""
    database.execute("ALTER TABLE editions ADD COLUMN resting TEXT NOT NULL DEFAULT ''")
    database.execute("ALTER TABLE editions ADD COLUMN year INTEGER NOT NULL DEFAULT 0")
    database.execute("UPDATE editions SET made_of = ''")  # the next publishing notes both


# Each within a transaction: no executescript, which commits what was begun.
MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _create,
    _remember_withdrawals,
    _remember_what_editions_are_of,
    make_desk_tables,
    make_review_tables,
    make_pairs_tables,
    _remember_what_pages_are_of,
    make_keeping_tables,
    make_voice_tables,
    make_sheet_job_tables,
    _remember_how_editions_rest,
    let_the_same_be_asked_twice,
)


def open_database(path: Path) -> Database:
    """Return the database at `path`, made or migrated where needed.

    A copy "<name>.before-v<N>" is made before an existing database is changed.
    Raises StoreError when the file was written by a newer version or is no database.
    """
    with locked(
        path.with_name(f"{path.name}.lock")
    ):  # SQLite does not wait where two change the journal's mode
        database = connect(path)
        version = _version(database, path)
        if version > len(MIGRATIONS):
            raise StoreError(f"{path}: written by a newer version (schema {version}); install that version")
        if version < len(MIGRATIONS):
            _migrate(database, path)
    return database


def connect(path: Path) -> Database:
    """Return a connection as every part of the program uses it: WAL, foreign keys, patient."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise StoreError(f"{path}: not a database ({error}); restore a backup") from error
    connection.execute("PRAGMA synchronous = FULL")  # what was confirmed survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")
    return Database(connection)


@contextlib.contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Run the block as one transaction that is taken whole or not at all."""
    database.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.conn.execute("ROLLBACK")
        raise
    database.conn.execute("COMMIT")


@contextlib.contextmanager
def snapshot(database: Database) -> Iterator[None]:
    """Let all that the block reads be of one moment, whatever is saved meanwhile."""
    database.conn.execute("BEGIN")
    try:
        yield
    finally:
        database.conn.execute("COMMIT")


def backup(database: Database, target: Path) -> None:
    """Write the whole database into one file, while it may be in use.  Raises BadInput."""
    if target.exists():
        raise BadInput(f"{target}: exists already; name another file")
    _copy(database.conn, target)


def restore(backup_file: Path, path: Path) -> None:
    """Put a backup in the place of the database, keeping the old one as "<name>.before-restore".

    Raises BadInput when the backup is not a sound database of ours.
    """
    if not backup_file.is_file():
        raise BadInput(f"{backup_file}: no such file")
    with contextlib.closing(sqlite3.connect(f"file:{backup_file}?mode=ro", uri=True)) as source:
        _check_sound(source, backup_file)
        if path.exists():
            with contextlib.closing(sqlite3.connect(path)) as old:
                _copy(old, path.with_name(f"{path.name}.before-restore"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(path)) as target:
            source.backup(target)
            # phones may hold a later edition than the backup's: equal content is published anew, with a newer number
            target.execute("UPDATE editions SET content_digest = ''")
            if any(column == "made_of" for _, column, *_ in target.execute("PRAGMA table_info(editions)")):
                target.execute("UPDATE editions SET made_of = ''")
            target.commit()


def _check_sound(connection: sqlite3.Connection, path: Path) -> None:
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as error:
        raise BadInput(f"{path}: not a database ({error})") from error
    if not sound or "revisions" not in tables:
        raise BadInput(f"{path}: not a sound backup of Orientation")


def _version(database: Database, path: Path) -> int:
    try:
        return int(database.conn.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: not a database ({error}); restore a backup") from error


def _migrate(database: Database, path: Path) -> None:
    """Bring the database to the newest version, in one transaction: another process finds the old one or the new."""
    with transaction(database):
        version = _version(database, path)  # read again: another process may have been quicker
        if 0 < version < len(MIGRATIONS):
            with contextlib.closing(sqlite3.connect(path)) as before:
                _copy(before, path.with_name(f"{path.name}.before-v{len(MIGRATIONS)}"))
        for number, migrate in enumerate(MIGRATIONS[version:], start=version + 1):
            migrate(database)
            database.conn.execute(f"PRAGMA user_version = {number}")


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a live database through a temporary file, so that no half copy is ever left."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".copy-")
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(name)) as copy:
            connection.backup(copy)
        os.replace(name, target)
    finally:
        Path(name).unlink(missing_ok=True)
