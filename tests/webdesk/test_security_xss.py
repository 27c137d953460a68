"""What somebody types is never markup: each payload of xss.txt through each field, on readers' pages and at the desk."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import html5lib
import pytest
from desk_builders import PASSWORD, add, make_desk, sign_in
from flask.testing import FlaskClient
from page_contract import html_of
from walking import address_of, rules_of

from orientation.desk import access
from orientation.desk.access import invite
from orientation.desk.publish import publish
from orientation.domain.courses import Course, Event, Organisation
from orientation.domain.guide import (
    Entry,
    Fact,
    Guides,
    Helper,
    Layer,
    Place,
    Responsible,
    Source,
    Text,
    Topic,
    Word,
)
from orientation.domain.locale import Locale
from orientation.domain.roles import Grant
from orientation.store.editions import pages_of
from orientation.store.passkeys import Passkey, add_passkey
from orientation.web.services import EXTENSION

PAYLOADS = [line for line in Path(__file__).with_name("xss.txt").read_text("utf-8").splitlines() if line]
REGION = "es-soria"
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "{http://www.w3.org/1999/xlink}href",
)
NEVER = ("object", "embed", "base", "applet", "math", "style", "noscript", "template", "marquee", "frame")


def live_markup(html: str) -> Iterator[str]:
    """Yield what a browser would run or load of a page, as far as it is not ours."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        tag = str(element.tag)
        given: dict[str, str] = {str(name): str(value) for name, value in element.attrib.items()}
        said = f"<{tag} {given}>"
        if any(name.startswith("on") for name in given) or "autofocus" in given:
            yield said
        if (
            tag == "script"
            and given.get("type") != "application/json"
            and "alert" in f"{element.text}{given}"
        ):
            yield said
        if tag in NEVER and not (tag == "style" and "alert" not in (element.text or "")):
            yield said
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            yield said
        for name in ADDRESSES:
            address = "".join(given.get(name, "").split()).lower()
            if address.startswith(("javascript:", "vbscript:", "data:text")):
                yield said
        if tag in ("link", "iframe", "img", "script") and "evil.example" in str(given):
            yield said


def poisoned() -> Guides:
    """Return a region in which every field that somebody types holds a payload."""
    entries, places, facts, words, topics = [], [], [], [], []
    courses, events, organisations = [], [], []
    for number, bad in enumerate(PAYLOADS):
        slug, source = f"x{number}", Source(bad, bad, "memory", "2026-10")
        body = f"{bad}\n\n## {bad}\n\n- {bad}\n\n> {bad}\n\n| {bad.replace('|', '')} |\n|---|\n| {{{f'fact{number}'}}} {{place.{slug}.phone}} |"
        topics.append(Topic(slug, "banking", number, (("es", bad), ("en", bad))))
        texts = tuple(Text(one, bad, body, "checked", bad, "2026-10-01") for one in ("en", "es"))
        entries.append(
            Entry(
                REGION,
                slug,
                slug,
                "es",
                texts,
                number,
                as_of="2026-10",
                keywords=(("es", (bad,)),),
                words=(slug,),
                sources=(source,),
            )
        )
        names = (("es", bad), ("en", bad))
        places.append(
            Place(REGION, slug, names, names, topic=slug, phone=bad, address=bad, town=bad, bring=names,
                  who_pays=names, website=bad, as_of="2026-10", source=source)
        )  # fmt: skip
        kind = ("address", "code", "url", "email", "phone")[number % 5]
        facts.append(Fact(REGION, f"fact{number}", kind, bad, as_of="2026-10", source=source))
        words.append(Word(REGION, slug, bad, "es", names, (bad,)))
        told = {"what": names, "phone": bad, "email": bad, "website": bad, "address": bad, "town": bad,
                "as_of": "2026-10", "source": source}  # fmt: skip
        organisations.append(Organisation(REGION, slug, names, pilot=names, learned=names, **told))
        met = {"organisation": slug, "enrol": names, "price": bad, "languages": (bad,), **told}
        courses.append(Course(REGION, slug, names, **met))
        events.append(Event(REGION, f"event-{slug}", names, **met))
    bad = PAYLOADS[1]
    names = (("es", bad), ("en", bad))
    helper, responsible = Helper(bad, names), Responsible(bad, bad, PAYLOADS[18])
    layer = Layer(REGION, names, kind="region", country="ES", timezone="Europe/Madrid", host_locale="es",
                  locales=("en", "es"), helper=helper, responsible=responsible)  # fmt: skip
    locales = (Locale("en", "English", "ltr", "Latn"), Locale("es", "Español", "ltr", "Latn"))
    return Guides(tuple(topics), locales, (layer,), tuple(facts), tuple(places), tuple(words), tuple(entries),
                  courses=tuple(courses), events=tuple(events), organisations=tuple(organisations))  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[Any]:
    app = make_desk(tmp_path_factory.mktemp("xss") / "data", poisoned())
    services = app.extensions[EXTENSION]
    publish(services.site, services, clock=lambda: datetime.now(UTC))
    yield app
    services.site.search.close()
    services.site.close()


def test_corpus_is_large_and_would_be_found():
    assert len(PAYLOADS) >= 40
    found = [bad for bad in PAYLOADS if list(live_markup(f"<p>{bad}<p title=\"{bad}\"><p title='{bad}'>"))]
    assert len(found) > 25


def test_readers_pages_hold_no_live_markup(app):
    client = FlaskClient(app, app.response_class)  # the page contract looks for ours, not for theirs
    pages = pages_of(app.extensions[EXTENSION].site.database, REGION, "es")
    assert len(pages) > 2 * len(PAYLOADS)
    wrong = {
        page.path: found for page in pages if (found := list(live_markup(html_of(client.get(page.path)))))
    }
    assert wrong == {}
    whole = html_of(client.get(f"/es/{REGION}/guide.html"))
    assert list(live_markup(whole)) == []


@pytest.mark.parametrize("bad", PAYLOADS)
def test_what_is_searched_for_is_no_markup(app, bad):
    client = FlaskClient(app, app.response_class)
    for path in (f"/es/{REGION}/search/", f"/es/{REGION}/search/suggest/"):
        response = client.get(path, query_string={"q": bad})
        assert response.status_code == 200
        if response.mimetype == "text/html":
            assert list(live_markup(html_of(response))) == []


def test_pages_of_the_desk_hold_no_live_markup(app):
    database = app.extensions[EXTENSION].site.database
    ana = add(app, "Ana", Grant("administrator"))
    for number, bad in enumerate(PAYLOADS):
        add_passkey(database, Passkey(f"key{number}{bad}", ana.id, b"", 0, bad, bad))
        invite(database, ana, [Grant("curator", bad)], clock=lambda: datetime.now(UTC))
        add(app, f"Person {number}", Grant("curator", bad, bad))
    client = sign_in(app, "Ana")
    seen = 0
    for kind, rule in itertools.product(
        ("place", "course", "event", "organisation", "word"), rules_of(app, "GET")
    ):
        given = {"region": REGION, "layer": REGION, "topic": "x0", "slug": "x0", "kind": kind}
        name = "event-x0" if kind == "event" else "x0"
        key = f"{kind}/{REGION}/{name}"
        asked = {"item": key, "region": REGION, "page": f"/es/{REGION}/x0/x0/"}
        if kind != "place" and "kind" not in rule._converters and "key" not in rule._converters:
            continue
        response = client.get(address_of(app, rule, **given, name=name, key=key), query_string=asked)
        if response.status_code == 200 and response.mimetype == "text/html":
            seen += 1
            assert list(live_markup(html_of(response))) == [], rule.rule
    assert seen >= 40


def test_what_is_sent_to_the_desk_comes_back_as_text_alone(desk_app, monkeypatch):
    monkeypatch.setattr(access, "hash_password", lambda password: "x")
    monkeypatch.setattr(access, "_matches", lambda hashed, password: False)
    monkeypatch.setattr(access.Tries, "check", lambda *given: None)
    client = desk_app.test_client()
    database = desk_app.extensions[EXTENSION].site.database
    link = f"/desk/join/{access.first_link(database, clock=lambda: datetime.now(UTC))}/"
    for bad in PAYLOADS:
        answers = [
            client.get("/desk/sign-in/", query_string={"next": bad}),
            client.send("/desk/sign-in/", name=bad, password=bad, next=bad),
            client.send(link, name=bad, password=PASSWORD, locale="es"),
            client.send(link, name="Ana", password="x", locale=bad),
        ]
        assert [one.status_code for one in answers] == [200, 403, 400, 400]  # no such name is taken
        assert [found for one in answers for found in live_markup(html_of(one))] == []
