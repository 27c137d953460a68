"""Getting in: one-time links, passwords, sessions. No mail server: links are handed over by people."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlite_utils import Database

from orientation.domain.roles import Grant, Person, may_grant, may_manage
from orientation.errors import BadField, LinkUsedUp, NotAllowed, TooManyTries
from orientation.store import persons
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.passkeys import drop_passkeys

PASSWORD_MIN = (
    10  # characters.  Source: OWASP ASVS 4.0.3, 2.1.1 asks for 12 without a second factor; see security.md
)
PASSWORD_MAX = 128  # a longer one would only keep the hasher busy
LINK_DAYS = 7
SESSION_DAYS = 30  # unused for so long, a session ends
_NAME = re.compile(r"[^\W_](?:[ ._-]?[^\W_]){1,29}")  # letters and digits of any script, 2 to about 30
# Source: OWASP Password Storage Cheat Sheet (Argon2id, 19 MiB, 2 passes)
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_HASHING = threading.Semaphore(2)  # at once: more would only take memory from readers
_NOBODY = _HASHER.hash(secrets.token_hex(16))  # so that an unknown name takes as long as a wrong password

Clock = Callable[[], datetime]


class Tries:
    """Counts wrong tries, by name and by where they come from; forgets them after a while."""

    BY_NAME = RateLimitItemPerMinute(5, 15)  # wrong passwords for one name in fifteen minutes
    BY_ADDRESS = RateLimitItemPerMinute(30, 15)  # and from one address

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, name: str, address: str) -> None:
        """Raises TooManyTries where either has been wrong too often."""
        if not (
            self._limiter.test(self.BY_NAME, "name", name.casefold(), address)
            and self._limiter.test(self.BY_ADDRESS, "address", address)
        ):
            raise TooManyTries("too many wrong passwords; wait a quarter of an hour")

    def count(self, name: str, address: str) -> None:
        self._limiter.hit(self.BY_NAME, "name", name.casefold(), address)
        self._limiter.hit(self.BY_ADDRESS, "address", address)


def stamp(moment: datetime) -> str:
    """Return a moment as the store writes it: UTC ISO 8601, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(secret: str) -> str:
    """Return what the store keeps of a link's or session's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def first_link(database: Database, *, clock: Clock) -> str:
    """Return the secret of a one-time link for an administrator of everything; an earlier one holds no more.

    For whoever runs the server: they have its files, so there is nothing to ask them for.
    """
    return _make_link(database, "first", (Grant("administrator"),), clock=clock)


def invite(database: Database, by: Person, grants: Iterable[Grant], *, clock: Clock) -> str:
    """Return the secret of an invitation to these roles.  Raises NotAllowed."""
    given = tuple(grants)
    if not given or not may_grant(by, given):
        raise NotAllowed("an invitation reaches no further than its giver's own regions")
    note_act(database, "invite", " ".join(map(_told, given)), person=by.id, now=stamp(clock()))
    return _make_link(database, "invite", given, by=by, clock=clock)


def recover(database: Database, by: Person, lost: Person, *, clock: Clock) -> str:
    """Return the secret of a link with which somebody sets a new password.  Raises NotAllowed.

    Nobody makes one for themselves, nor for somebody whose roles reach further than their own.
    """
    if not may_manage(by, lost):
        raise NotAllowed("another administrator of all of this person's regions makes the link")
    note_act(database, "recover", f"person {lost.id}", person=by.id, now=stamp(clock()))
    return _make_link(database, "recover", (), by=by, lost=lost, clock=clock)


def _make_link(
    database: Database,
    kind: str,
    grants: tuple[Grant, ...],
    *,
    clock: Clock,
    by: Person | None = None,
    lost: Person | None = None,
) -> str:
    secret = secrets.token_urlsafe(24)
    now = clock()
    persons.add_invitation(
        database,
        persons.Invitation(
            digest(secret),
            kind,
            grants,
            stamp(now),
            stamp(now + timedelta(days=LINK_DAYS)),
            person=lost.id if lost else None,
            invited_by=by.id if by else None,
        ),
    )
    return secret


def open_link(database: Database, secret: str, *, clock: Clock) -> persons.Invitation:
    """Return what a one-time link is for.  Raises LinkUsedUp."""
    found = persons.find_invitation(database, digest(secret), now=stamp(clock()))
    if found is None:
        raise LinkUsedUp("this link was used or ran out; ask for a new one")
    return found


def join(database: Database, secret: str, *, name: str, password: str, locale: str, clock: Clock) -> int:
    """Use a link up: become somebody, or set a lost password anew. Return the person's number.

    Raises LinkUsedUp, and BadField for a name or password that will not do; the link holds on then.
    """
    invitation = open_link(database, secret, clock=clock)
    hashed = hash_password(password)
    now = stamp(clock())
    with transaction(database):
        if not persons.use_invitation(database, invitation.token_hash, now=now):
            raise LinkUsedUp("this link was used a moment ago; ask for a new one")
        if invitation.person is not None:
            persons.set_password(database, invitation.person, hashed)
            persons.drop_sessions(database, invitation.person)
            drop_passkeys(database, invitation.person)  # they may be in the phone that was lost
            person = invitation.person
        else:
            person = _add(database, name, hashed, locale=locale, grants=invitation.grants, now=now)
        note_act(database, f"join by {invitation.kind}", f"person {person}", person=person, now=now)
    return person


def _add(
    database: Database, name: str, hashed: str, *, locale: str, grants: tuple[Grant, ...], now: str
) -> int:
    chosen = " ".join(name.split())
    if not _NAME.fullmatch(chosen):
        raise BadField("name", "2 to 30 letters or digits; a name of your choice, not your e-mail address")
    try:
        return persons.add_person(database, chosen, hashed, locale=locale, grants=grants, now=now)
    except sqlite3.IntegrityError as error:
        raise BadField("name", "somebody has it already; choose another", taken=True) from error


def hash_password(password: str) -> str:
    """Return a password's Argon2id hash.  Raises BadField for one that will not do."""
    if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX or len(set(password)) < 5:
        why = f"{PASSWORD_MIN} to {PASSWORD_MAX} characters, at least five different ones"
        raise BadField("password", why)
    with _HASHING:
        return _HASHER.hash(password)


def check_password(
    database: Database, name: str, password: str, *, tries: Tries, address: str
) -> Person | None:
    """Return who has that name and password, None where nobody has.  Raises TooManyTries.

    address: where the question comes from; only a count by it is kept, in memory.
    """
    tries.check(name, address)
    found = persons.password_of(database, name.strip()) if len(password) <= PASSWORD_MAX else None
    person, hashed = found or (0, _NOBODY)
    if not _matches(hashed, password[:PASSWORD_MAX]) or not found:
        tries.count(name, address)
        return None
    if _HASHER.check_needs_rehash(hashed):
        persons.set_password(database, person, hash_password(password))
    return persons.find_person(database, person)


def change_password(
    database: Database,
    person: Person,
    old: str,
    new: str,
    *,
    tries: Tries,
    address: str,
    session: str,
    clock: Clock,
) -> None:
    """Replace somebody's password and end all their sessions but one.

    session: the secret of the one they do it in.  Raises TooManyTries, and BadField: "old password"
    where the former is another, "password" where the new one will not do.
    """
    if check_password(database, person.name, old, tries=tries, address=address) is None:
        raise BadField("old password", "it is another")
    persons.set_password(database, person.id, hash_password(new))
    persons.drop_sessions(database, person.id, but=digest(session))
    note_act(database, "change password", f"person {person.id}", person=person.id, now=stamp(clock()))


def _matches(hashed: str, password: str) -> bool:
    try:
        with _HASHING:
            return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def start_session(database: Database, person: int, *, device: str, clock: Clock) -> str:
    """Return the secret of a new session, for a cookie."""
    secret = secrets.token_urlsafe(32)
    now = stamp(clock())
    persons.add_session(database, persons.Session(digest(secret), person, device[:60], now, now))
    return secret


def person_of_session(database: Database, secret: str, *, clock: Clock) -> Person | None:
    """Return who is signed in with this secret; note, once an hour at most, that the session is in use."""
    now = clock()
    since = stamp(now - timedelta(days=SESSION_DAYS))
    session = persons.find_session(database, digest(secret), since=since)
    if session is None:
        return None
    if session.seen_at < stamp(now - timedelta(hours=1)):
        persons.touch_session(database, session.token_hash, now=stamp(now))
    return persons.find_person(database, session.person)


def _told(grant: Grant) -> str:
    return ":".join(part for part in (grant.role, grant.scope, grant.locale) if part)
