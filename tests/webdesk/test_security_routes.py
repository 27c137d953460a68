"""Every address of the desk: who gets in, what a form without its token does, what odd names do."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_builders import NOW, add, make_library, sign_in
from walking import address_of, rules_of

from orientation.domain.library import items_of
from orientation.domain.roles import ROLES, Grant
from orientation.store.persons import Session, add_session
from orientation.web.services import EXTENSION

COLUMNS = ("nobody", *ROLES)
FORMS = {  # what is sent; else nothing
    "/desk/people/invite/": {"role": "curator", "scope": "es-soria", "locale": ""},
    "/desk/people/<int:number>/roles/add/": {"role": "curator", "scope": "es-soria", "locale": ""},
    "/desk/people/<int:number>/roles/drop/": {"role": "translator", "scope": "es-soria", "locale": "ar"},
    "/desk/me/password/": {"old": "not it", "new": "x"},
}
ODD = ("'; DROP TABLE persons; --", '" OR 1=1 --', "../../../etc/passwd", "..", "a/../b", "%00", "\x00", "x" * 3000, "é'\"<", "\ud800", "-1", "%27%20OR%201=1", "${7*7}", "\\..\\x", "{{7*7}}")  # fmt: skip


def table() -> list[tuple[str, str, str, list[int]]]:
    """Return (method, rule, whom it is about, statuses by COLUMNS)."""
    lines = Path(__file__).with_name("access.txt").read_text("utf-8").splitlines()
    found = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            method, rule, *rest = line.split()
            found.append((method, rule, rest[0] if len(rest) > 6 else "", [int(one) for one in rest[-6:]]))
    return found


def test_table_names_every_address_of_the_desk(desk_app):
    there = {(method, rule.rule) for method in ("GET", "POST") for rule in rules_of(desk_app, method)}
    named = {(method, rule) for method, rule, _, _ in table()}
    assert sorted(there - named) == [], "write into access.txt who may open these"
    assert sorted(named - there) == []


@pytest.mark.parametrize("role", COLUMNS)
def test_every_address_answers_each_role_as_the_table_says(desk_app, role):
    desk_app.config.update(WTF_CSRF_METHODS=[], WTF_CSRF_ENABLED=False)  # the token is another test's subject
    wrong = []
    for turn, (method, rule, about, statuses) in enumerate(table()):
        client = _client(desk_app, role, turn)
        whom = {"far": "es-teruel"}.get(about, "es-soria")
        other = add(desk_app, f"Other {turn}", Grant("suggester", whom), Grant("translator", whom, "ar"))
        found = next(one for one in rules_of(desk_app, method) if one.rule == rule)
        address = address_of(desk_app, found, number=other.id)
        status = client.open(address, method=method, data=FORMS.get(rule, {})).status_code
        if status != statuses[COLUMNS.index(role)]:
            wrong.append(f"{method} {rule} {about}: {status}")
    assert wrong == []


def _client(app, role, turn):
    """Return a client that is signed in without the time that a password takes."""
    client = app.test_client()
    if role == "nobody":
        return client
    who = add(app, f"{role} {turn}", Grant(role, "es-soria", "ar" if role == "translator" else ""))
    return signed(app, client, who)


def signed(app, client, who):
    from orientation.desk.access import digest

    database = app.extensions[EXTENSION].site.database
    add_session(database, Session(digest(f"secret {who.id}"), who.id, "test", "2999", "2999"))
    with client.session_transaction(path="/desk") as session:
        session["secret"] = f"secret {who.id}"
    return client


def test_no_form_is_taken_without_its_token(desk_app):
    database = desk_app.extensions[EXTENSION].site.database
    client = signed(desk_app, desk_app.test_client(), add(desk_app, "Ana", Grant("administrator")))
    before = list(database.conn.iterdump())
    for rule in rules_of(desk_app, "POST"):
        address = address_of(desk_app, rule)
        assert client.post(address, data=FORMS.get(rule.rule, {})).status_code == 400, rule.rule
        assert client.post(address, data={"csrf_token": "made up"}).status_code == 400, rule.rule
    assert list(database.conn.iterdump()) == before


def test_nothing_but_the_desk_takes_a_form(desk_app):
    outside = [
        rule.rule
        for method in ("POST", "PUT", "PATCH", "DELETE")
        for rule in rules_of(desk_app, method, under="/")
        if not rule.rule.startswith("/desk/")
    ]
    assert outside == []


def test_every_page_of_the_desk_has_its_policy_and_is_kept_by_nobody(desk_app):
    client = signed(desk_app, desk_app.test_client(), add(desk_app, "Ana", Grant("administrator")))
    for rule in rules_of(desk_app, "GET"):
        response = client.get(address_of(desk_app, rule))
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, rule.rule
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy or "frame-ancestors 'self'" in policy, rule.rule
        assert response.headers["Cache-Control"] == "no-store", rule.rule
        assert response.headers["X-Content-Type-Options"] == "nosniff", rule.rule


@pytest.mark.parametrize("odd", ODD)
def test_odd_names_in_addresses_and_questions_are_no_trouble(desk_app, odd):
    database = desk_app.extensions[EXTENSION].site.database
    client = signed(desk_app, desk_app.test_client(), add(desk_app, "Ana", Grant("administrator")))
    for rule in rules_of(desk_app, "GET", under="/"):
        names = [name for name in rule._converters if name not in ("number", "draft", "revision", "locale")]
        if names:
            given = dict.fromkeys(names, odd)
            try:
                address = address_of(desk_app, rule, **given)
            except (UnicodeEncodeError, ValueError):
                continue  # no browser can ask so
            assert client.get(address).status_code < 500, address
        try:
            asked = {name: odd for name in ("q", "next", "from", "topic", "show", "state", "page", "locale")}
            answer = client.get(address_of(desk_app, rule), query_string=asked)
        except UnicodeEncodeError:
            continue
        assert answer.status_code < 500, rule.rule
    assert database.execute("SELECT count(*) FROM persons").fetchone() == (1,)
    assert database.execute("SELECT count(*) FROM items").fetchone() == (len(items_of(make_library())),)


def test_signing_in_takes_no_sql(desk_app):
    add(desk_app, "Ana", Grant("administrator"))
    client = desk_app.test_client()
    for name in ("Ana' --", "' OR '1'='1", "%", "_na"):
        assert client.send("/desk/sign-in/", name=name, password="x").status_code == 403
    assert sign_in(desk_app, "Ana").get("/desk/").status_code == 200
    assert NOW
