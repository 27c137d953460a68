"""Every address of the desk: who gets in, what a form without its token does, what odd names do."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from desk_builders import NOW, add, make_library, sign_in
from walking import Sample, address_of, make_sample, rules_of

from orientation.desk.access import digest
from orientation.domain.library import items_of
from orientation.domain.roles import ROLES, Grant
from orientation.store.persons import Session, add_session
from orientation.web.services import EXTENSION

COLUMNS = ("nobody", *ROLES)
Asked = Callable[[Sample], dict[str, Any]]
FORMS: dict[str, Asked] = {  # what is sent; else the version of the draft alone
    "/desk/people/invite/": lambda _: {"role": "curator", "scope": "es-soria", "locale": ""},
    "/desk/people/<int:number>/roles/add/": lambda _: {"role": "curator", "scope": "es-soria", "locale": ""},
    "/desk/people/<int:number>/roles/drop/": lambda one: {
        "role": "translator",
        "scope": one.region,
        "locale": "ar",
    },
    "/desk/me/password/": lambda _: {"old": "not it", "new": "x"},
    "/desk/confirm/<token>/": lambda one: {"found": "true", "revision": one.place},
    "/desk/drafts/<int:draft>/comment/": lambda _: {"text": "Why?"},
    "/desk/drafts/<int:draft>/merge/": lambda one: {"version": one.version, "revision": one.place},
    "/desk/drafts/<int:draft>/decline/": lambda one: {"text": "No.", "version": one.version},
    "/desk/due/": lambda one: {"item": one.key, "found": "true", "revision": one.place},
    "/desk/due/offer/": lambda _: {"hours": "2"},
    "/desk/in/<region>/<kind>/<path:name>/edit/": lambda _: {"town": "Ágreda"},
    "/desk/in/<region>/<kind>/<path:name>/remove/": lambda _: {"version": 0},
    "/desk/in/<region>/entry/<topic>/<slug>/remove/": lambda _: {"version": 0},
    "/desk/in/<region>/<kind>/new/": lambda one: {"name": f"{one.name} again"},
    "/desk/in/<region>/below/": lambda one: {"item": one.key, "revision": one.place},
    "/desk/in/<region>/entry/<topic>/<slug>/edit/": lambda _: {"locale": "es", "title": "El metro"},
    "/desk/in/<region>/entry/new/": lambda one: {"title": f"{one.name} again", "topic": "transport"},
    "/desk/in/<region>/looked-for/": lambda _: {"locale": "es", "words": "taxi"},
    "/desk/in/<region>/round/": lambda one: {"item": one.key, "found-1": "unknown", "revision-1": one.place},
    "/desk/in/<region>/translate/<locale>/<topic>/<slug>/": lambda one: {"version": 0, "base": one.entry},
    "/desk/in/<region>/translate/<locale>/file/": lambda one: {
        "file": (BytesIO(b'msgid ""\nmsgstr ""\n'), "x.po")
    },
    "/desk/in/<region>/translate/<locale>/file/save/": lambda one: {"kept": KEPT},
    "/desk/inbox/<int:voice>/": lambda _: {"answer": "right"},
    "/desk/items/<path:key>/history/": lambda one: {"revision": one.place - 1, "base": one.place},
    "/desk/keepers/": lambda one: {"item": one.key, "days": "100"},
    "/desk/preview/": lambda one: {"page": f"{one.region}/transport/{one.name}", "locale": "es"},
}
QUESTIONS: dict[str, Asked] = {  # what is asked for behind the "?"
    "/desk/ask/": lambda one: {"item": one.key, "region": one.region},
    "/desk/keepers/": lambda one: {"item": one.key},
    "/desk/mend/": lambda one: {"page": f"/es/{one.region}/transport/{one.name}/"},
}
STATES = {"/desk/drafts/<int:draft>/hand-in/": "draft", "/desk/drafts/<int:draft>/take-up/": "dropped"}
ABOUTS = ("far", "shared", "own", "foreign", "itself", "broken")
KEPT = '{"source_locale": "es", "changes": [], "left": []}'
ODD = ("'; DROP TABLE persons; --", '" OR 1=1 --', "../../../etc/passwd", "..", "a/../b", "%00", "\x00", "x" * 3000, "é'\"<", "\ud800", "-1", "%27%20OR%201=1", "${7*7}", "\\..\\x", "{{7*7}}")  # fmt: skip


def table() -> list[tuple[str, str, str, list[int]]]:
    """Return (method, rule, whom it is about, statuses by COLUMNS)."""
    lines = Path(__file__).with_name("access.txt").read_text("utf-8").splitlines()
    found = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            method, *address = line.split()[:-6]
            about = address.pop() if address[-1] in ABOUTS else ""
            found.append((method, " ".join(address), about, [int(one) for one in line.split()[-6:]]))
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
        status = _ask(desk_app, role, turn, method, rule, about)
        if status != statuses[COLUMNS.index(role)]:
            wrong.append(f"{method} {rule} {about}: {status}")
    assert wrong == []


def _ask(app, role, turn, method, rule, about) -> int:
    """Ask for an address as somebody of a role, about things made for that, and return the status."""
    region = "es-teruel" if about == "far" else "es-soria"
    grants = () if role == "nobody" else (Grant(role, "es-soria", "ar" if role == "translator" else ""),)
    asker = add(app, f"{role} {turn}", *grants)
    other = add(app, f"Other {turn}", Grant("suggester", region), Grant("translator", region, "ar"))
    author = asker if about == "own" and grants else other
    layer = "es" if about == "shared" else region
    one = make_sample(app, region, f"sample-{turn}", author, layer=layer, state=STATES.get(rule, "review"))
    found = next(each for each in rules_of(app, method) if each.rule == rule)
    number = one.confirmation if rule.startswith("/desk/due/") else other.id
    given = one.given(number=number) | ({"locale": "en"} if about == "foreign" else {})
    if about == "broken":
        given["token"] = "x"
    if about == "itself":
        given |= {"kind": "layer", "name": region}
    sent = FORMS.get(rule, lambda one: {"version": one.version})(one) if method == "POST" else None
    client = signed(app, app.test_client(), asker) if grants else app.test_client()
    address = address_of(app, found, **given)
    asked = QUESTIONS[rule](one) if method == "GET" and rule in QUESTIONS else None
    return client.open(address, method=method, data=sent, query_string=asked).status_code


def signed(app, client, who):
    """Let somebody in without the time that a password takes."""
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
        assert client.post(address, data={"name": "x"}).status_code == 400, rule.rule
        assert client.post(address, data={"csrf_token": "made up"}).status_code == 400, rule.rule
    assert list(database.conn.iterdump()) == before


def test_nothing_but_the_desk_what_readers_say_and_what_they_print_takes_a_form(desk_app):
    outside = [
        rule.rule
        for method in ("POST", "PUT", "PATCH", "DELETE")
        for rule in rules_of(desk_app, method, under="/")
        if not rule.rule.startswith("/desk/")
    ]
    assert sorted(outside) == [
        "/<tag:locale>/<region>/say/",
        "/<tag:locale>/<region>/sheet/many/",
        "/<tag:locale>/<region>/sheet/many/<job>/",
        "/<tag:locale>/<region>/sheet/print.<any(pdf,png,odt):suffix>",
    ]


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
