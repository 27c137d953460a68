"""One-time links, signing in and out, sessions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from desk_builders import NOW, PASSWORD, add, sign_in, text_of

from orientation.desk.access import first_link, hash_password, invite, person_of_session, recover
from orientation.domain.roles import Grant
from orientation.errors import BadField, NotAllowed
from orientation.store.passkeys import Passkey, add_passkey, passkeys_of
from orientation.web.services import EXTENSION


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def test_first_link_makes_an_administrator_once(desk_app, database):
    link = f"/desk/join/{first_link(database, clock=now)}/"
    client = desk_app.test_client()
    response = client.send(link, name="Ana", password=PASSWORD, locale="es")
    assert response.status_code == 303
    assert "Ana" in text_of(client.get("/desk/"))
    assert desk_app.test_client().get(link).status_code == 410


def test_link_holds_on_where_name_or_password_will_not_do(desk_app, database):
    link = f"/desk/join/{first_link(database, clock=now)}/"
    client = desk_app.test_client()
    for name, password, said in (
        ("Ana", "short", "The password needs 10 to 128 characters"),
        ("ana@example.org", PASSWORD, "The name needs 2 to 30 letters or digits."),
    ):
        refused = client.send(link, name=name, password=password, locale="es")
        assert (refused.status_code, said in text_of(refused)) == (400, True)
    assert client.send(link, name="Ana", password=PASSWORD, locale="es").status_code == 303


def test_link_runs_out(desk_app, database):
    link = first_link(database, clock=lambda: now() - timedelta(days=8))
    assert desk_app.test_client().get(f"/desk/join/{link}/").status_code == 410


def test_taken_name_is_refused_whatever_its_case(desk_app, database):
    add(desk_app, "Ana", Grant("administrator"))
    link = f"/desk/join/{first_link(database, clock=now)}/"
    refused = desk_app.test_client().send(link, name="ANA", password=PASSWORD, locale="es")
    assert (refused.status_code, "Somebody has this name already." in text_of(refused)) == (400, True)


def test_invitation_reaches_no_further_than_its_giver(desk_app, database):
    soria = add(desk_app, "Ana", Grant("administrator", "es-soria"))
    assert invite(database, soria, [Grant("curator", "es-soria")], clock=now)
    for grant in (Grant("curator", "es-teruel"), Grant("curator"), Grant("administrator", "es")):
        with pytest.raises(NotAllowed):
            invite(database, soria, [grant], clock=now)


def test_lost_phone_is_mended_by_another_administrator_alone(desk_app, database):
    ana = add(desk_app, "Ana", Grant("administrator"))
    ben = add(desk_app, "Ben", Grant("administrator"))
    lost = sign_in(desk_app, "Ana")
    for person in (ana, ben):
        add_passkey(database, Passkey(f"of {person.name}", person.id, b"", 0, "Firefox, Android", NOW))
    with pytest.raises(NotAllowed):
        recover(database, ana, ana, clock=now)
    link = f"/desk/join/{recover(database, ben, ana, clock=now)}/"
    assert (
        desk_app.test_client().send(link, password="otras palabras del todo", locale="es").status_code == 303
    )
    assert lost.get("/desk/").status_code == 302  # signed out where the phone was lost
    assert passkeys_of(database, ana.id) == ()  # nor does what is kept in it sign in again
    assert len(passkeys_of(database, ben.id)) == 1


def test_wrong_password_and_unknown_name_are_told_the_same(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    client = desk_app.test_client()
    answers = [
        client.send("/desk/sign-in/", name=name, password="something else") for name in ("Ana", "Nobody")
    ]
    told = [text_of(one).replace("Nobody", "Ana") for one in answers]
    strip = [one.split("<main")[1].split("csrf")[0] for one in told]
    assert [one.status_code for one in answers] == [403, 403]
    assert strip[0] == strip[1]


def test_tries_are_slowed_down(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    client = desk_app.test_client()
    codes = [client.send("/desk/sign-in/", name="Ana", password="wrong words").status_code for _ in range(7)]
    assert codes == [403] * 5 + [429] * 2
    assert client.send("/desk/sign-in/", name="Ana", password=PASSWORD).status_code == 429


def test_signing_in_makes_a_new_session_and_signing_out_ends_it(desk_app, database):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    client = desk_app.test_client()
    client.get("/desk/sign-in/")
    before = client.get_cookie("desk", path="/desk").value
    client.send("/desk/sign-in/", name="Ana", password=PASSWORD)
    cookie = client.get_cookie("desk", path="/desk")
    assert cookie.value != before
    assert (cookie.path, cookie.http_only, cookie.same_site) == ("/desk", True, "Lax")
    with client.session_transaction(path="/desk") as session:
        secret = session["secret"]
    assert person_of_session(database, secret, clock=now)
    client.send("/desk/sign-out/", at="/desk/me/")
    assert person_of_session(database, secret, clock=now) is None


def test_form_without_its_token_changes_nothing(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    client = sign_in(desk_app, "Ana")
    assert client.post("/desk/sign-out/").status_code == 400
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/es/", "/desk/\\evil", "/desk//x"]
)
def test_signing_in_leads_to_no_foreign_address(desk_app, wanted):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    client = desk_app.test_client()
    response = client.send("/desk/sign-in/", name="Ana", password=PASSWORD, next=wanted)
    assert response.headers["Location"] == "/desk/"


def test_other_sessions_are_listed_and_ended(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    here, there = sign_in(desk_app, "Ana"), sign_in(desk_app, "Ana")
    here.send("/desk/me/sessions/end/", at="/desk/me/", session="")
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200


def test_password_is_neither_short_nor_one_letter_again_and_again():
    for wrong in ("short", "a" * 20, "x" * 200):
        with pytest.raises(BadField):
            hash_password(wrong)


def test_readers_get_no_cookie(desk_app):
    assert "Set-Cookie" not in desk_app.test_client().get("/").headers
