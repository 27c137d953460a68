"""Persons at the desk: their roles, invitations and sessions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from orientation.domain.roles import Grant, Person
from orientation.store.database import transaction


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link: to join, to come back after a lost phone, or to become the first administrator."""

    token_hash: str  # SHA-256 of the link's secret, hexadecimal
    kind: str  # "first", "invite" or "recover"
    grants: tuple[Grant, ...]
    created_at: str
    expires_at: str
    person: int | None = None  # whom a "recover" is for
    invited_by: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which somebody is signed in."""

    token_hash: str
    person: int
    device: str
    created_at: str
    seen_at: str


def find_person(database: Database, person: int) -> Person | None:
    """Return somebody with their roles; None where nobody has the number or the person was erased."""
    row = database.execute(
        "SELECT name, locale FROM persons WHERE id = ? AND erased_at IS NULL", (person,)
    ).fetchone()
    return Person(person, row[0], row[1], _grants(database, person)) if row else None


def all_persons(database: Database) -> tuple[Person, ...]:
    """Return everybody who is not erased, by name."""
    grants: dict[int, list[Grant]] = {}
    for person, role, scope, locale in database.execute("SELECT person, role, scope, locale FROM grants"):
        grants.setdefault(person, []).append(Grant(role, scope, locale))
    rows = database.execute(
        "SELECT id, name, locale FROM persons WHERE erased_at IS NULL ORDER BY name COLLATE NOCASE"
    )
    return tuple(Person(number, name, locale, tuple(grants.get(number, ()))) for number, name, locale in rows)


def names_of(database: Database, persons: Iterable[int]) -> dict[int, str]:
    """Return the names of these persons; "" for one who was erased."""
    wanted = json.dumps(sorted(set(persons)))
    rows = database.execute(
        "SELECT id, coalesce(name, '') FROM persons WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
    )
    return dict(rows.fetchall())


def password_of(database: Database, name: str) -> tuple[int, str] | None:
    """Return (person, password hash) of a name; None where there is no such person."""
    row = database.execute(
        "SELECT id, password FROM persons WHERE name = ? COLLATE NOCASE AND erased_at IS NULL", (name,)
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else None


def is_anybody_there(database: Database) -> bool:
    """Return whether there is an administrator of everything."""
    query = (
        "SELECT 1 FROM grants JOIN persons ON persons.id = person"
        " WHERE role = 'administrator' AND scope = '*' AND erased_at IS NULL LIMIT 1"
    )
    return database.execute(query).fetchone() is not None


def add_person(
    database: Database, name: str, password: str, *, locale: str, grants: Iterable[Grant], now: str
) -> int:
    """Save somebody new and return their number. password: its hash.  sqlite3.IntegrityError: the name is taken."""
    cursor = database.execute(
        "INSERT INTO persons (name, password, locale, created_at) VALUES (?, ?, ?, ?)",
        (name, password, locale, now),
    )
    person = int(cursor.lastrowid or 0)
    _add_grants(database, person, grants)
    return person


def set_grants(database: Database, person: int, grants: Iterable[Grant]) -> None:
    """Replace somebody's roles. Links made for them or by them under the old roles hold no more."""
    with transaction(database):
        drop_links_of(database, person)
        database.execute("DELETE FROM grants WHERE person = ?", (person,))
        _add_grants(database, person, grants)


def set_password(database: Database, person: int, password: str) -> None:
    """Replace somebody's password hash."""
    database.execute("UPDATE persons SET password = ? WHERE id = ?", (password, person))


def set_locale(database: Database, person: int, locale: str) -> None:
    database.execute("UPDATE persons SET locale = ? WHERE id = ?", (locale, person))


def erase_person(database: Database, person: int, *, now: str) -> None:
    """Forget who somebody is: name, password, passkeys, sessions, roles, links, drafts that nobody else has seen.

    What they handed in or published stays, without a name.
    """
    with transaction(database):
        for table in ("sessions", "passkeys", "grants", "keepers", "keeping_settings", "risk_readers"):
            database.execute(f"DELETE FROM {table} WHERE person = ?", (person,))
        drop_links_of(database, person)
        database.execute(
            "UPDATE drafts SET state = 'dropped', data = NULL, note = '', decided_by = author, decided_at = ?"
            " WHERE author = ? AND state = 'draft'",
            (now, person),
        )
        database.execute(
            "UPDATE persons SET name = NULL, password = '', erased_at = ? WHERE id = ?", (now, person)
        )


def add_invitation(database: Database, invitation: Invitation) -> None:
    """Save a one-time link; those that ran out are forgotten."""
    grants = [[grant.role, grant.scope, grant.locale] for grant in invitation.grants]
    with transaction(database):
        database.execute("DELETE FROM invitations WHERE expires_at < ?", (invitation.created_at,))
        if invitation.kind == "first":
            database.execute("DELETE FROM invitations WHERE kind = 'first'")
        database.execute(
            "INSERT INTO invitations (token_hash, kind, person, grants, invited_by, created_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                invitation.token_hash,
                invitation.kind,
                invitation.person,
                json.dumps(grants),
                invitation.invited_by,
                invitation.created_at,
                invitation.expires_at,
            ),
        )


def find_invitation(database: Database, token_hash: str, *, now: str) -> Invitation | None:
    """Return a link that still holds."""
    row = database.execute(
        "SELECT token_hash, kind, grants, created_at, expires_at, person, invited_by FROM invitations"
        " WHERE token_hash = ? AND used_at IS NULL AND expires_at >= ?",
        (token_hash, now),
    ).fetchone()
    return _invitation(row) if row else None


def open_invitations(database: Database, *, now: str) -> tuple[Invitation, ...]:
    """Return the links that nobody has used yet, newest first."""
    rows = database.execute(
        "SELECT token_hash, kind, grants, created_at, expires_at, person, invited_by FROM invitations"
        " WHERE used_at IS NULL AND expires_at >= ? ORDER BY created_at DESC, token_hash",
        (now,),
    )
    return tuple(_invitation(row) for row in rows)


def use_invitation(database: Database, token_hash: str, *, now: str) -> bool:
    """Use a link up, within the caller's transaction; False where somebody was quicker."""
    cursor = database.execute(
        "UPDATE invitations SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at >= ?",
        (now, token_hash, now),
    )
    return cursor.rowcount == 1


def drop_invitation(database: Database, token_hash: str) -> None:
    database.execute("DELETE FROM invitations WHERE token_hash = ?", (token_hash,))


def drop_links_of(database: Database, person: int) -> None:
    """Take back the links that are for somebody, and those they gave."""
    database.execute("DELETE FROM invitations WHERE person = ? OR invited_by = ?", (person, person))


def add_session(database: Database, session: Session) -> None:
    database.execute(
        "INSERT INTO sessions (token_hash, person, device, created_at, seen_at) VALUES (?, ?, ?, ?, ?)",
        (session.token_hash, session.person, session.device, session.created_at, session.seen_at),
    )


def find_session(database: Database, token_hash: str, *, since: str) -> Session | None:
    """Return a session that was used since then."""
    row = database.execute(
        "SELECT token_hash, person, device, created_at, seen_at FROM sessions"
        " WHERE token_hash = ? AND seen_at >= ?",
        (token_hash, since),
    ).fetchone()
    return Session(*row) if row else None


def sessions_of(database: Database, person: int, *, since: str) -> tuple[Session, ...]:
    """Return where somebody is signed in, last used first."""
    rows = database.execute(
        "SELECT token_hash, person, device, created_at, seen_at FROM sessions"
        " WHERE person = ? AND seen_at >= ? ORDER BY seen_at DESC",
        (person, since),
    )
    return tuple(Session(*row) for row in rows)


def touch_session(database: Database, token_hash: str, *, now: str) -> None:
    database.execute("UPDATE sessions SET seen_at = ? WHERE token_hash = ?", (now, token_hash))


def drop_sessions(database: Database, person: int, *, only: str = "", but: str = "") -> None:
    """End a session, or all of somebody's but one. only, but: token hashes."""
    if only:
        database.execute("DELETE FROM sessions WHERE person = ? AND token_hash = ?", (person, only))
    else:
        database.execute("DELETE FROM sessions WHERE person = ? AND token_hash != ?", (person, but))


def drop_old_sessions(database: Database, *, before: str) -> None:
    """Forget sessions that were last used before that moment."""
    database.execute("DELETE FROM sessions WHERE seen_at < ?", (before,))


def drop_old_links(database: Database, *, now: str) -> None:
    """Forget one-time links that were used or ran out."""
    database.execute("DELETE FROM invitations WHERE used_at NOT NULL OR expires_at < ?", (now,))


def _grants(database: Database, person: int) -> tuple[Grant, ...]:
    rows = database.execute(
        "SELECT role, scope, locale FROM grants WHERE person = ? ORDER BY role, scope, locale", (person,)
    )
    return tuple(Grant(*row) for row in rows)


def _add_grants(database: Database, person: int, grants: Iterable[Grant]) -> None:
    for grant in grants:
        database.execute(
            "INSERT OR IGNORE INTO grants (person, role, scope, locale) VALUES (?, ?, ?, ?)",
            (person, grant.role, grant.scope, grant.locale),
        )


def _invitation(row: Any) -> Invitation:
    token_hash, kind, grants, created_at, expires_at, person, invited_by = row
    return Invitation(
        token_hash,
        kind,
        tuple(Grant(*one) for one in json.loads(grants)),
        created_at,
        expires_at,
        person,
        invited_by,
    )
