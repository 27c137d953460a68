"""Signing in under attack: guessing, timing, fixed sessions, foreign addresses, what stands in logs."""

from __future__ import annotations

import logging
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta

import limits.storage.memory
import pytest
from desk_builders import PASSWORD, add, make_desk, sign_in, text_of

from orientation.desk import access
from orientation.desk.access import (
    SESSION_DAYS,
    Tries,
    check_password,
    first_link,
    person_of_session,
    start_session,
)
from orientation.domain.roles import Grant
from orientation.errors import TooManyTries
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION

HOURS = 3600


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


class Clock:
    """A clock that only the limits see."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def time(self) -> float:
        return self.seconds


@pytest.fixture
def limits_clock(monkeypatch) -> Clock:
    from limits import strategies

    clock = Clock()
    monkeypatch.setattr(limits.storage.memory, "time", clock)
    monkeypatch.setattr(strategies, "time", clock)
    return clock


@pytest.fixture
def quick(monkeypatch) -> None:
    """Passwords are compared as they are: ten thousand Argon2 hashes take minutes."""
    monkeypatch.setattr(access, "_matches", lambda hashed, password: password == PASSWORD)


def try_in(database, tries, name, password, address):
    """Return "in", "no" or "wait"."""
    try:
        found = check_password(database, name, password, tries=tries, address=address)
    except TooManyTries:
        return "wait"
    return "in" if found else "no"


def test_ten_thousand_wrong_passwords_and_then_the_right_one(desk_app, database, limits_clock, monkeypatch):
    monkeypatch.setattr(access, "_matches", lambda hashed, password: password == PASSWORD)
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    tries = Tries()
    seen = [try_in(database, tries, "Ana", f"wrong {number}", "192.0.2.1") for number in range(10_000)]
    assert (seen.count("no"), seen.count("wait")) == (5, 9_995)
    assert try_in(database, tries, "Ana", PASSWORD, "192.0.2.1") == "wait"
    assert try_in(database, tries, "Ana", PASSWORD, "192.0.2.2") == "in"  # from elsewhere nobody is kept out
    limits_clock.seconds += 15 * 60 + 1
    assert try_in(database, tries, "Ana", PASSWORD, "192.0.2.1") == "in"


@pytest.mark.parametrize(("proxies", "kept_out"), [(0, True), (1, False)])
def test_behind_a_proxy_wrong_passwords_are_counted_by_who_sent_them(tmp_path, quick, proxies, kept_out):
    app = make_desk(tmp_path / "data", proxies=proxies)
    add(app, "Ana", Grant("curator", "es-soria"))

    def signs_in(name: str, password: str, forwarded: str) -> bool:
        client = app.test_client()
        client.environ_base["HTTP_X_FORWARDED_FOR"] = forwarded
        return client.send("/desk/sign-in/", name=name, password=password).status_code == 303

    for number in range(30):  # from one address, whatever it says to have been before
        assert not signs_in(f"Name {number}", "wrong", f"198.51.100.{number}, 203.0.113.5")
    assert not signs_in("Ana", PASSWORD, "192.0.2.9, 203.0.113.5")
    assert signs_in("Ana", PASSWORD, "192.0.2.9") != kept_out
    app.extensions[EXTENSION].site.search.close()
    app.extensions[EXTENSION].site.close()


def test_what_is_counted_stays_small_however_many_names_are_tried(database, limits_clock, monkeypatch):
    monkeypatch.setattr(access, "_matches", lambda hashed, password: False)
    tries = Tries()
    seen = [try_in(database, tries, f"name {number}", "wrong", "192.0.2.1") for number in range(10_000)]
    assert seen.count("no") == 30
    events = tries._limiter.storage.events
    assert sum(len(one) for one in events.values()) <= 60 + 1
    assert sys.getsizeof(events) < 10_000


def test_unknown_name_takes_as_long_as_a_wrong_password(desk_app, database):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    took: dict[str, list[float]] = {"Ana": [], "Nobody": []}
    for turn in range(15):
        for name in took:
            before = time.thread_time()  # of this thread alone: others may be busy
            check_password(database, name, "wrong", tries=Tries(), address=f"192.0.2.{turn}")
            took[name].append(time.thread_time() - before)
    known, unknown = (statistics.median(one) for one in took.values())
    assert abs(known - unknown) <= 0.2 * known


def test_session_that_was_planted_is_not_the_one_that_is_signed_in(desk_app, database):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    add(desk_app, "Eve", Grant("curator", "es-teruel"))
    eve = sign_in(desk_app, "Eve")
    planted = eve.get_cookie("desk", path="/desk").value
    victim = desk_app.test_client()
    victim.set_cookie("desk", planted, path="/desk")
    victim.send("/desk/sign-out/", at="/desk/me/")
    victim.send("/desk/sign-in/", name="Ana", password=PASSWORD)
    assert "Ana" in text_of(victim.get("/desk/"))
    replay = desk_app.test_client()
    replay.set_cookie("desk", planted, path="/desk")
    assert replay.get("/desk/").status_code == 302


def test_cookie_made_with_another_key_or_changed_is_none(desk_app, database, tmp_path):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    cookie = sign_in(desk_app, "Ana").get_cookie("desk", path="/desk").value
    body, _, rest = cookie.partition(".")
    for wrong in (f"{body[:-2]}xx.{rest}", cookie[:-3], "x", ""):
        client = desk_app.test_client()
        client.set_cookie("desk", wrong, path="/desk")
        assert client.get("/desk/").status_code == 302
    other = make_desk(tmp_path / "other")
    client = other.test_client()
    client.set_cookie("desk", cookie, path="/desk")
    assert client.get("/desk/").status_code == 302
    other.extensions[EXTENSION].site.search.close()
    other.extensions[EXTENSION].site.close()


def test_session_ends_where_it_is_not_used(desk_app, database):
    ana = add(desk_app, "Ana", Grant("curator", "es-soria"))
    secret = start_session(database, ana.id, device="x", clock=now)
    soon, late = (now() + timedelta(days=SESSION_DAYS + days) for days in (-1, 1))
    assert person_of_session(database, secret, clock=lambda: late) is None
    assert person_of_session(database, secret, clock=lambda: soon) == ana
    assert person_of_session(database, secret, clock=lambda: late) == ana  # it was used


@pytest.mark.parametrize(("url", "secure"), [("https://guide.example.org", True), ("", False)])
def test_cookie_goes_to_the_desk_alone_and_to_no_script(tmp_path, url, secure):
    app = create_app(Settings(tmp_path / "data", url))
    set_by = app.test_client().get("/desk/sign-in/").headers["Set-Cookie"]
    flags = {one.strip() for one in set_by.split(";")[1:]}
    assert {"HttpOnly", "Path=/desk", "SameSite=Lax"} <= flags
    assert ("Secure" in flags) is secure
    assert "Domain" not in set_by
    app.extensions[EXTENSION].site.search.close()
    app.extensions[EXTENSION].site.close()


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/desk/../../evil", "/desk/\n//evil.example",
     "javascript:alert(1)", "/desk/\t/x", "desk/", "/desk//evil.example", "/desk/%0d%0aSet-Cookie:x", "\\\\evil", ""],
)  # fmt: skip
def test_signing_in_leads_on_within_the_desk_alone(desk_app, wanted):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    client = desk_app.test_client()
    for response in (
        client.send("/desk/sign-in/", name="Ana", password=PASSWORD, next=wanted),
        client.get("/desk/sign-in/", query_string={"next": wanted}),
    ):
        assert response.headers["Location"].startswith("/desk/")
        assert "//" not in response.headers["Location"]


def test_logs_hold_no_secret_whatever_goes_wrong(desk_app, database, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    link = first_link(database, clock=now)
    client = sign_in(desk_app, "Ana")
    with client.session_transaction(path="/desk") as session:
        secret = session["secret"]
    client.send("/desk/me/password/", old="the wrong old one", new="quite another new one")
    fresh = desk_app.test_client()
    fresh.send("/desk/sign-in/", name="Ana", password="guess guess guess")
    fresh.get("/desk/join/not-a-link-of-ours/")
    desk_app.testing = False
    desk_app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("orientation.web.desk.getting_in.open_link", lambda *given, **named: 1 / 0)
    assert desk_app.test_client().get(f"/desk/join/{link}/").status_code == 500
    assert "ZeroDivisionError" in caplog.text
    for hidden in (link, secret, PASSWORD, "the wrong old", "quite another", "guess guess", "not-a-link"):
        assert hidden not in caplog.text
