"""One's own page: password, passkeys, leaving."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from desk_builders import NOW, PASSWORD, add, said, sign_in, text_of

from orientation.desk.passkeys import (
    CHALLENGE_MINUTES,
    CHALLENGES_MAX,
    Challenges,
    RelyingParty,
    check_passkey,
    register,
    relying_party,
)
from orientation.domain.roles import Grant
from orientation.errors import BadInput
from orientation.store.passkeys import Passkey, add_passkey, find_passkey
from orientation.store.persons import find_person
from orientation.web.services import EXTENSION

NEW = "otras palabras del todo"


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def test_password_is_changed_by_who_knows_it_and_others_are_signed_out(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    here, there = sign_in(desk_app, "Ana"), sign_in(desk_app, "Ana")
    wrong = here.send("/desk/me/password/", old="something else", new=NEW)
    assert (wrong.status_code, "The old password is another." in text_of(wrong)) == (400, True)
    assert here.send("/desk/me/password/", old=PASSWORD, new="short").status_code == 400
    assert there.get("/desk/").status_code == 200
    assert here.send("/desk/me/password/", old=PASSWORD, new=NEW).status_code == 303
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302
    fresh = desk_app.test_client()
    assert fresh.send("/desk/sign-in/", name="Ana", password=PASSWORD).status_code == 403
    assert fresh.send("/desk/sign-in/", name="Ana", password=NEW).status_code == 303


@pytest.mark.parametrize("path", ["/desk/me/", "/desk/help/"])
def test_desk_says_that_a_machine_wrote_its_words_and_whom_to_tell(desk_app, path):
    add(desk_app, "Ana", Grant("curator", "es-soria"), locale="es")
    told = text_of(sign_in(desk_app, "Ana").get(path))
    assert said("Is a word wrong? Tell an administrator which word, and on which page.") in told
    assert 'href="/desk/people/"' in told.partition("<main")[2]
    assert "A machine wrote" not in told


def test_old_password_is_not_guessed_by_trying(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    client = sign_in(desk_app, "Ana")
    codes = [client.send("/desk/me/password/", old="wrong", new=NEW).status_code for _ in range(6)]
    assert codes == [400] * 5 + [429]


def test_who_leaves_is_forgotten_and_signed_out(desk_app, database):
    ana = add(desk_app, "Ana", Grant("curator", "es-soria"))
    client = sign_in(desk_app, "Ana")
    assert f"/desk/people/{ana.id}/erase/" in text_of(client.get("/desk/me/"))
    assert client.send(f"/desk/people/{ana.id}/erase/").location == "/desk/sign-in/"
    assert client.get("/desk/").status_code == 302
    assert find_person(database, ana.id) is None


def test_somebody_elses_passkey_is_not_removed(desk_app, database):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    ben = add(desk_app, "Ben", Grant("curator", "es-soria"))
    add_passkey(database, Passkey("abc", ben.id, b"", 0, "Firefox, Android", NOW))
    client = sign_in(desk_app, "Ana")
    client.send("/desk/me/passkeys/drop/", at="/desk/me/", passkey="abc")
    assert find_passkey(database, "abc")
    sign_in(desk_app, "Ben").send("/desk/me/passkeys/drop/", at="/desk/me/", passkey="abc")
    assert find_passkey(database, "abc") is None


NONSENSE = [
    "",
    "{}",
    "null",
    "[1]",
    '{"id":"a","rawId":"a"}',
    '{"id":1,"rawId":[]}',
    "x" * 30_000,
    "[" * 9999,
    "é",
]


@pytest.mark.parametrize("answer", NONSENSE)
def test_answer_that_is_none_opens_nothing(desk_app, database, answer):
    ana = add(desk_app, "Ana", Grant("curator", "es-soria"))
    party = RelyingParty("localhost", "http://localhost")
    given = {"party": party, "challenge": b"x" * 32}
    assert check_passkey(database, answer, **given) is None
    with pytest.raises(BadInput):
        register(database, ana, answer, name="", clock=lambda: datetime.now(UTC), **given)


def test_question_that_was_not_asked_is_not_answered(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    wrong = desk_app.test_client().send("/desk/sign-in/passkey/", at="/desk/sign-in/", credential="{}")
    assert wrong.status_code == 403
    client = sign_in(desk_app, "Ana")
    assert client.send("/desk/me/passkeys/", at="/desk/me/", credential="{}").status_code == 303
    assert "That did not work" in text_of(client.get("/desk/me/"))


def test_challenge_holds_once_and_soon_and_memory_is_bounded():
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    later = moment + timedelta(minutes=CHALLENGE_MINUTES, seconds=1)
    challenges = Challenges()
    once, old = (challenges.make(clock=lambda: moment) for _ in range(2))
    assert len(challenges.use(once, clock=lambda: moment)) == 32
    for wrong, now in ((once, moment), (old, later), ("", moment), ("made up", moment)):
        with pytest.raises(BadInput):
            challenges.use(wrong, clock=lambda now=now: now)
    for _ in range(CHALLENGES_MAX + 10):
        challenges.make(clock=lambda: moment)
    assert len(challenges._open) == CHALLENGES_MAX


@pytest.mark.parametrize(
    ("url", "host", "expected"),
    [
        ("https://guide.example.org", "evil.example", ("guide.example.org", "https://guide.example.org")),
        ("https://guide.example.org:8443", "x", ("guide.example.org", "https://guide.example.org:8443")),
        ("http://guide.example.org", "guide.example.org", None),
        ("", "localhost:8000", ("localhost", "http://localhost:8000")),
        ("", "192.168.1.2:8000", None),
        ("", "evil.example", None),
    ],
)
def test_passkey_is_bound_to_the_sites_own_address(url, host, expected):
    party = relying_party(url, host)
    assert (party and (party.id, party.origin)) == expected
