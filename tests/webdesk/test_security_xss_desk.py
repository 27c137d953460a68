"""What is typed into the desk's forms, sent by readers or answered by link is never markup, at the desk and for readers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import html5lib
import pytest
from desk_builders import add
from flask.testing import FlaskClient
from page_contract import html_of
from test_security_routes import signed
from test_security_xss import PAYLOADS, live_markup
from walking import make_sample

from orientation.desk.drafting import publish_draft
from orientation.desk.publish import publish
from orientation.desk.translation_files import export_translation
from orientation.desk.voices import take_looked_for
from orientation.domain.roles import Grant
from orientation.errors import BadContent
from orientation.exchange.po import write_translation_po
from orientation.exchange.units import Translation
from orientation.exchange.xliff import write_xliff
from orientation.store.drafts import drafts_of
from orientation.store.editions import pages_of
from orientation.store.items import read_guide
from orientation.store.keeping import finish_confirmation, proposals
from orientation.web.services import EXTENSION

REGION = "es-soria"
SHIFTS = range(0, len(PAYLOADS), 4)  # so many forms are sent, each field with another payload in each
FORMS = ("place", "fact", "word", "course", "event", "organisation", "layer", "entry")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def ana(desk_app):
    desk_app.config.update(WTF_CSRF_METHODS=[], WTF_CSRF_ENABLED=False)  # the token is another test's subject
    return add(desk_app, "Ana", Grant("administrator"), Grant("translator", REGION, "ar"))


@pytest.fixture
def client(desk_app, ana):
    return signed(desk_app, FlaskClient(desk_app, desk_app.response_class), ana)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def seen(client, path: str, *words: str) -> str:
    """Return a page that holds no live markup, and all these words as words."""
    return checked(client.get(path, follow_redirects=True), *words)


def checked(response, *words: str) -> str:
    html = html_of(response)
    assert response.status_code in (200, 400, 409), response.status_code
    assert list(live_markup(html)) == []
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    shown = " ".join(" ".join((*tree.itertext(), *(one.get("value") or "" for one in tree.iter()))).split())
    assert [one for one in words if " ".join(one.split()) not in shown] == []
    return html


def fields_of(html: str) -> Iterator[str]:
    """Yield the names of the fields in which one writes."""
    for one in html5lib.parse(html, namespaceHTMLElements=False).iter():
        is_line = one.tag == "input" and one.get("type", "text") in (
            "text",
            "tel",
            "url",
            "email",
            "search",
            "number",
        )
        if one.get("name") and (is_line or one.tag == "textarea"):
            yield str(one.get("name"))


def hidden_of(html: str) -> dict[str, str]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return {str(one.get("name")): one.get("value") or "" for one in tree.iter() if one.tag == "input" and one.get("type") == "hidden"}  # fmt: skip


def test_comments_notes_and_refusals_of_drafts_are_no_markup(desk_app, client, ana, database):
    for number, bad in enumerate(PAYLOADS):
        author = ana if number % 2 else add(desk_app, f"Eva {number}", Grant("suggester", REGION))
        one = make_sample(desk_app, REGION, f"x{number}", author, state="draft")
        at = f"/desk/drafts/{one.draft}/"
        writer = (
            client if number % 2 else signed(desk_app, FlaskClient(desk_app, desk_app.response_class), author)
        )
        assert writer.post(f"{at}hand-in/", data={"version": one.version, "note": bad}).status_code == 303
        assert writer.post(f"{at}comment/", data={"text": bad}).status_code == 303
        seen(client, at, bad)
        checked(client.post(f"{at}decline/", data={"version": one.version, "text": bad * 400}))
        seen(client, "/desk/review/")
        assert client.post(f"{at}decline/", data={"version": one.version, "text": bad}).status_code == 303
        seen(writer, at, bad)
    seen(client, "/desk/")


def test_answers_by_link_and_of_phone_rounds_are_no_markup(desk_app, client, ana, database):
    for number, bad in enumerate(PAYLOADS):
        one = make_sample(desk_app, REGION, f"x{number}", ana)
        if number % 2:
            at = f"/desk/confirm/{one.token}/"
            given = {"found": "changed", "text": bad}
            where = {"REMOTE_ADDR": f"10.0.0.{number}"}
            assert client.post(at, data=given, environ_base=where).status_code == 303
            checked(client.post(at, data=given | {"text": bad * 500}, environ_base=where))
        else:
            at = f"/desk/in/{REGION}/round/"
            given = {"item": one.key, "found-1": "changed", "revision-1": one.place, "text-1": bad}
            checked(client.post(at, data=given | {"text-1": bad * 500}))
            assert client.post(at, data=given).status_code == 303
        seen(client, "/desk/due/", bad)
        for said in proposals(database):
            finish_confirmation(database, said.id, now="2026-11-21")
    for path in (f"/desk/in/{REGION}/due/", f"/desk/in/{REGION}/round/"):
        seen(client, path)


def test_what_readers_say_and_look_for_is_no_markup(desk_app, client):
    services = desk_app.extensions[EXTENSION]
    publish(services.site, services, clock=now)
    reader = FlaskClient(desk_app, desk_app.response_class)
    for number, bad in enumerate(PAYLOADS):
        where = {"REMOTE_ADDR": f"10.0.0.{number}"}
        given = {"page": "transport/bus/", "kind": "missing", "words": bad, "edition": "1"}
        said = reader.post(f"/es/{REGION}/say/", data=given, environ_base=where)
        assert said.status_code < 400, bad
        assert not list(live_markup(html_of(said)))
        for wrong in ({"words": bad * 500}, {"page": bad}, {"kind": bad}, {"fact": bad}):
            answer = reader.post(f"/es/{REGION}/say/", data=given | wrong, environ_base=where)
            assert not list(live_markup(html_of(answer)))
        assert not list(live_markup(html_of(reader.get(f"/es/{REGION}/say/", query_string={"page": bad, "words": bad, "q": bad}))))  # fmt: skip
    seen(client, "/desk/inbox/", *PAYLOADS)
    seen(client, f"/desk/in/{REGION}/numbers/")


def test_words_looked_for_in_vain_are_no_markup(desk_app, client, database):
    for bad in PAYLOADS:
        take_looked_for(database, REGION, "es", bad, clock=now)
        answer = client.post(f"/desk/in/{REGION}/looked-for/", data={"locale": "es", "words": f"no {bad}"})
        checked(client.get(answer.headers["Location"]), bad.casefold())


def test_sentences_of_a_translation_are_no_markup(desk_app, client, ana, database):
    at = f"/desk/in/{REGION}/translate/ar/transport/bus/"
    taken = 0
    for shift in range(len(PAYLOADS)):
        html = seen(client, at)
        bad = PAYLOADS[shift]
        names = [name for name in fields_of(html) if name[:2] in ("s-", "x-")]
        assert names
        given = hidden_of(html) | dict.fromkeys(names, bad)
        answer = client.post(at, data=given | {"do": "save"})
        if answer.status_code == 303:
            taken += 1
            seen(client, at, bad)
            client.post(at, data=hidden_of(seen(client, at)) | dict.fromkeys(names, bad) | {"do": "hand on"})
        else:
            checked(answer, bad)
    assert taken
    _readers_see_no_markup(desk_app, database, "ar")


@pytest.mark.parametrize("ending", ["xlf", "po"])
def test_files_of_translation_tools_bring_no_markup(desk_app, client, database, ending):
    guide = read_guide(database, REGION)
    found = export_translation(database, guide, "ar", source_locale="es")
    write = write_xliff if ending == "xlf" else write_translation_po
    at = f"/desk/in/{REGION}/translate/ar/"
    for bad in PAYLOADS:
        units = tuple(
            type(one)(one.entry, one.name, one.kind, one.source, bad, one.state) for one in found.units
        )
        data = write(Translation(found.region, found.source_locale, found.locale, units))
        shown = checked(client.post(f"{at}file/", data={"file": (BytesIO(data), f"guide.{ending}")}))
        kept = hidden_of(shown).get("kept", "")
        if kept:
            assert client.post(f"{at}file/save/", data={"kept": kept}).status_code == 303
        seen(client, at)
        seen(client, f"{at}transport/bus/")
        checked(client.post(f"{at}file/", data={"file": (BytesIO(bad.encode()), bad)}))


@pytest.mark.parametrize("kind", FORMS)
def test_what_is_typed_into_a_form_is_no_markup(desk_app, client, ana, database, kind):
    new = f"/desk/in/{REGION}/{kind}/new/"
    for shift in SHIFTS:
        bad = PAYLOADS[shift]
        at = f"/desk/in/{REGION}/layer/region/edit/"
        if kind != "layer":
            given = {"name": bad, "title": bad, "topic": "transport", "locale": "es", "fact_kind": "address"}
            checked(client.post(new, data=given | {"name": " ", "title": " "}))
            made = client.post(new, data=given)
            assert made.status_code == 303, bad
            at = made.headers["Location"]
        html = seen(client, at)
        others = itertools.cycle(PAYLOADS[shift:] + PAYLOADS[:shift])
        typed = {name: next(others) for name in fields_of(html)}
        given = hidden_of(html) | typed
        if kind == "entry":
            given |= {"locale": "es", "sources.0.url": bad, "sources.0.title": bad}
            page = f"{REGION}/" + "/".join(at.split("/")[5:7])
            checked(client.post("/desk/preview/", data=given | {"page": page}))
        assert client.post(at, data=given | {"act": "save"}).status_code == 303
        seen(client, at)
    for draft in drafts_of(database, ana.id):
        seen(client, f"/desk/drafts/{draft.id}/")
        try:
            publish_draft(database, ana, draft.id, version=draft.version, clock=now)
        except BadContent:
            continue
        seen(client, f"/desk/items/{draft.item}/history/")
    for path in ("", "below/", "coverage/", "translate/", "due/", "round/"):
        seen(client, f"/desk/in/{REGION}/{path}")
    _readers_see_no_markup(desk_app, database, "es")


def test_imprint_is_no_markup(desk_app, client, database):
    at = f"/desk/in/{REGION}/imprint/"
    for bad in PAYLOADS:
        checked(client.post(at, data={"name": bad, "contact": bad, "url": bad}), bad)
        assert client.post(at, data={"name": bad, "contact": bad, "url": ""}).status_code == 303
        seen(client, at, bad)
    _readers_see_no_markup(desk_app, database, "es")


def _readers_see_no_markup(app, database, locale: str) -> None:
    services = app.extensions[EXTENSION]
    publish(services.site, services, wanted=[REGION], clock=now)
    reader = FlaskClient(app, app.response_class)
    pages = pages_of(database, REGION, locale)
    assert pages
    wrong = {one.path: found for one in pages if (found := list(live_markup(html_of(reader.get(one.path)))))}
    assert wrong == {}
