"""Passkeys: public keys with which somebody signs in without a password."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey, as the server knows it: nothing of it is secret."""

    id: str  # the credential's, base64url
    person: int
    public_key: bytes  # COSE
    sign_count: int
    name: str  # where it was made: "Chrome, Android"
    created_at: str


_COLUMNS = "id, person, public_key, sign_count, name, created_at"


def add_passkey(database: Database, passkey: Passkey) -> None:
    """Save a new passkey.  sqlite3.IntegrityError: it is there already."""
    database.execute(
        f"INSERT INTO passkeys ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
        (
            passkey.id,
            passkey.person,
            passkey.public_key,
            passkey.sign_count,
            passkey.name,
            passkey.created_at,
        ),
    )


def find_passkey(database: Database, number: str) -> Passkey | None:
    row = database.execute(f"SELECT {_COLUMNS} FROM passkeys WHERE id = ?", (number,)).fetchone()
    return Passkey(*row) if row else None


def passkeys_of(database: Database, person: int) -> tuple[Passkey, ...]:
    """Return somebody's passkeys, oldest first."""
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM passkeys WHERE person = ? ORDER BY created_at, id", (person,)
    )
    return tuple(Passkey(*row) for row in rows)


def count_use(database: Database, passkey: str, sign_count: int) -> None:
    """Note how often an authenticator says it has signed: a lower number later would be a copy of it."""
    database.execute("UPDATE passkeys SET sign_count = ? WHERE id = ?", (sign_count, passkey))


def drop_passkeys(database: Database, person: int) -> None:
    """Forget all of somebody's passkeys."""
    database.execute("DELETE FROM passkeys WHERE person = ?", (person,))


def drop_passkey(database: Database, person: int, passkey: str) -> None:
    database.execute("DELETE FROM passkeys WHERE person = ? AND id = ?", (person, passkey))
