"""The tables of the desk: who works there, and what they have written that is not in the guide yet."""

from __future__ import annotations

from sqlite_utils import Database

_TABLES = (
    """
    CREATE TABLE persons (
        id INTEGER PRIMARY KEY,
        name TEXT UNIQUE COLLATE NOCASE,
        password TEXT NOT NULL,
        locale TEXT NOT NULL,
        created_at TEXT NOT NULL,
        erased_at TEXT
    )""",
    """
    CREATE TABLE grants (
        person INTEGER NOT NULL REFERENCES persons (id),
        role TEXT NOT NULL,
        scope TEXT NOT NULL,
        locale TEXT NOT NULL,
        PRIMARY KEY (person, role, scope, locale)
    ) WITHOUT ROWID""",
    """
    CREATE TABLE invitations (
        token_hash TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('first', 'invite', 'recover')),
        person INTEGER REFERENCES persons (id),
        grants TEXT NOT NULL,
        invited_by INTEGER REFERENCES persons (id),
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        used_at TEXT
    ) WITHOUT ROWID""",
    """
    CREATE TABLE sessions (
        token_hash TEXT PRIMARY KEY,
        person INTEGER NOT NULL REFERENCES persons (id),
        device TEXT NOT NULL,
        created_at TEXT NOT NULL,
        seen_at TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX sessions_person ON sessions (person)",
    """
    CREATE TABLE passkeys (
        id TEXT PRIMARY KEY,
        person INTEGER NOT NULL REFERENCES persons (id),
        public_key BLOB NOT NULL,
        sign_count INTEGER NOT NULL,
        name TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX passkeys_person ON passkeys (person)",
    """
    CREATE TABLE drafts (
        id INTEGER PRIMARY KEY,
        item TEXT NOT NULL,
        layer TEXT NOT NULL,
        region TEXT NOT NULL,
        author INTEGER NOT NULL REFERENCES persons (id),
        base INTEGER NOT NULL,
        version INTEGER NOT NULL,
        data TEXT,
        state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'published', 'declined', 'dropped')),
        note TEXT NOT NULL,
        created_at TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        decided_by INTEGER REFERENCES persons (id),
        decided_at TEXT,
        revision INTEGER REFERENCES revisions (id)
    )""",
    "CREATE UNIQUE INDEX drafts_open ON drafts (item, author) WHERE state IN ('draft', 'review')",
    "CREATE INDEX drafts_state ON drafts (state, layer)",
    """
    CREATE TABLE comments (
        id INTEGER PRIMARY KEY,
        draft INTEGER NOT NULL REFERENCES drafts (id),
        person INTEGER NOT NULL REFERENCES persons (id),
        at TEXT NOT NULL,
        text TEXT NOT NULL
    )""",
    "CREATE INDEX comments_draft ON comments (draft)",
    """
    CREATE TABLE publishings (
        id INTEGER PRIMARY KEY,
        region TEXT NOT NULL,
        asked_by INTEGER REFERENCES persons (id),
        asked_at TEXT NOT NULL,
        started_at TEXT,
        finished_at TEXT,
        failed TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX publishings_waiting ON publishings (id) WHERE finished_at IS NULL",
    """
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        person INTEGER,
        action TEXT NOT NULL,
        subject TEXT NOT NULL
    )""",
    "CREATE INDEX audit_at ON audit (at)",
)


def make_desk_tables(database: Database) -> None:
    """Version 4: persons and their roles, invitations, sessions, drafts, publishings, what was done."""
    for table in _TABLES:
        database.execute(table)
