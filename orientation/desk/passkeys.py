"""Signing in with a passkey: a phone's own lock instead of a password.

Source: W3C Web Authentication Level 2, sections 7.1 (to register) and 7.2 (to sign in), by py_webauthn.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlite_utils import Database
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from orientation.desk.access import Clock, stamp
from orientation.domain.roles import Person
from orientation.errors import BadInput
from orientation.store.audit import note_act
from orientation.store.passkeys import Passkey, add_passkey, count_use, find_passkey, passkeys_of
from orientation.store.persons import find_person

CHALLENGE_MINUTES = 10
CHALLENGES_MAX = 10_000  # asked for and not used yet; the oldest go first, so that memory is bounded
PASSKEYS_MAX = 20  # a person's
_ANSWER_MAX = 20_000  # characters of an authenticator's answer

# What the library raises over an answer that no authenticator wrote: wrong types, or lists in lists in lists.
_NONSENSE = (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """What a passkey is bound to."""

    id: str  # a host name: "guide.example.org"
    origin: str  # "https://guide.example.org"


class Challenges:
    """Random numbers that an authenticator signs, each once and soon; kept in memory."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, datetime] = OrderedDict()
        self._lock = threading.Lock()

    def make(self, *, clock: Clock) -> str:
        challenge = secrets.token_urlsafe(32)
        with self._lock:
            self._open[challenge] = clock() + timedelta(minutes=CHALLENGE_MINUTES)
            while len(self._open) > CHALLENGES_MAX:
                self._open.popitem(last=False)
        return challenge

    def use(self, challenge: str, *, clock: Clock) -> bytes:
        """Use a challenge up and return its bytes.  Raises BadInput for an old, used or unknown one."""
        with self._lock:
            until = self._open.pop(challenge, None)
        if until is None or until < clock():
            raise BadInput("passkey: the question is too old; ask again")
        return base64url_to_bytes(challenge)


def relying_party(url: str, host: str) -> RelyingParty | None:
    """Return what passkeys are bound to; None where browsers allow none: over plain http, or at a bare number.

    url: the site's public address, "" where none is set; host: what the browser asked for, "localhost:8000".
    """
    if url:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        name = parts.hostname or ""
        return RelyingParty(name, origin) if parts.scheme == "https" or name == "localhost" else None
    return RelyingParty("localhost", f"http://{host}") if host.partition(":")[0] == "localhost" else None


def register_options(database: Database, person: Person, party: RelyingParty, challenge: str) -> str:
    """Return, as JSON, what a browser is asked to make a passkey of."""
    there = [
        PublicKeyCredentialDescriptor(base64url_to_bytes(one.id)) for one in passkeys_of(database, person.id)
    ]
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=party.id,
        user_id=str(person.id).encode(),
        user_name=person.name,
        challenge=base64url_to_bytes(challenge),
        exclude_credentials=there,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json(options)


def register(
    database: Database,
    person: Person,
    answer: str,
    *,
    party: RelyingParty,
    challenge: bytes,
    name: str,
    clock: Clock,
) -> None:
    """Save the passkey that a browser made.  Raises BadInput for an answer that is none, or one too many."""
    if len(passkeys_of(database, person.id)) >= PASSKEYS_MAX or len(answer) > _ANSWER_MAX:
        raise BadInput("passkey: too many, or too long an answer")
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except _NONSENSE as error:
        raise BadInput(f"passkey: {type(error).__name__}") from error
    now = stamp(clock())
    number = bytes_to_base64url(made.credential_id)
    try:
        add_passkey(
            database, Passkey(number, person.id, made.credential_public_key, made.sign_count, name[:60], now)
        )
    except sqlite3.IntegrityError as error:
        raise BadInput("passkey: it is there already") from error
    note_act(database, "add passkey", f"person {person.id}", person=person.id, now=now)


def sign_in_options(party: RelyingParty, challenge: str) -> str:
    """Return, as JSON, what a browser is asked to sign; it offers whichever passkeys it has for this site."""
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=base64url_to_bytes(challenge),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def check_passkey(database: Database, answer: str, *, party: RelyingParty, challenge: bytes) -> Person | None:
    """Return who signed the challenge; None where nobody did whom we know."""
    if len(answer) > _ANSWER_MAX:
        return None
    try:
        credential = parse_authentication_credential_json(answer)
        known = find_passkey(database, bytes_to_base64url(credential.raw_id))
        if known is None:
            return None
        seen = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except _NONSENSE:
        return None
    count_use(database, known.id, seen.new_sign_count)
    return find_person(database, known.person)
