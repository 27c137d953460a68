"""Many sheets in one go: asked for, made, stopped, packed, bounded."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from page_contract import html_of
from PIL import Image

from orientation.desk.retention import forget_old
from orientation.domain.many import SHEETS_MAX
from orientation.store.sheet_jobs import find_job
from orientation.web import sheet_many
from orientation.web.services import EXTENSION, Services
from orientation.web.sheet_askers import OFTEN, OWN_MAX
from orientation.web.sheet_many import ASKERS, JOBS_MAX
from orientation.web.sheet_requests import translate_into
from orientation.web.sheet_runner import SheetRunner

MANY = "/ar/es-soria/sheet/many/"
ENTRY = "banking/basic-account"
VIOLENCE = "emergency/violence-against-women"
ASKED = {"take": ENTRY, "locale": ["ar", "es"]}


@pytest.fixture
def found(app) -> Iterator[Services]:
    found = app.extensions[EXTENSION]
    yield found
    found.site.database.execute("DELETE FROM sheet_jobs")
    app.extensions.pop(ASKERS, None)


def ask(client, *, by: str = "127.0.0.1", **given) -> str:
    """Ask for many from an address, and return that of the page that shows them."""
    response = answer_to(client, by, **given)
    assert response.status_code == 303, html_of(response)
    return response.headers["Location"]


def answer_to(client, by: str, **given):
    return client.post(MANY, data=given or ASKED, environ_overrides={"REMOTE_ADDR": by})


def said(app, words: str, **values: int) -> str:
    """Return what the page says in its language."""
    with app.app_context():
        return translate_into("ar")(words) % values


def make_all(found) -> None:
    runner = SheetRunner(found)
    while runner._work():
        pass


def state_of(client, address) -> dict:
    response = client.get(address, headers={"Accept": "application/json"})
    assert response.headers["Cache-Control"] == "no-store"
    return json.loads(html_of(response))


def files_in(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name) for name in zipped.namelist()}


def test_many_are_asked_for_made_and_packed(client, found):
    address = ask(client)
    assert re.fullmatch(re.escape(MANY) + r"[\w-]{22}/", address)
    assert state_of(client, address) == {"files": ["waiting", "waiting"], "ready": 0, "under_way": True}
    waiting = html_of(client.get(address))
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert "sheets.zip" not in waiting
    assert client.get(f"{address}sheets.zip").status_code == 303
    make_all(found)
    assert state_of(client, address) == {"files": ["ready", "ready"], "ready": 2, "under_way": False}
    ready = html_of(client.get(address))
    assert 'href="sheets.zip"' in ready
    assert 'http-equiv="refresh"' not in ready
    response = client.get(f"{address}sheets.zip")
    assert response.mimetype == "application/zip"
    files = files_in(response.data)
    assert list(files) == [
        "es-soria-banking-basic-account-ar.pdf",
        "es-soria-banking-basic-account-es.pdf",
    ]
    for name, sheet in files.items():
        assert client.get(f"{address}{name}").data == sheet
    assert client.get(f"/es/es-soria/sheet/print.pdf?take={ENTRY}").data == list(files.values())[1]
    assert client.get(f"{address}sheets.zip").data == response.data


def test_each_sheet_can_be_had_as_soon_as_it_is_ready_and_no_sooner(client, found):
    address = ask(client)
    SheetRunner(found)._work()
    assert client.get(f"{address}es-soria-banking-basic-account-ar.pdf").data.startswith(b"%PDF-")
    assert client.get(f"{address}es-soria-banking-basic-account-es.pdf").status_code == 303
    assert client.get(f"{address}es-soria-banking-other-es.pdf").status_code == 404
    page = html_of(client.get(address))
    assert 'data-state="ready"><a href="es-soria-banking-basic-account-ar.pdf"' in page
    assert 'data-state="waiting"><a data-href="es-soria-banking-basic-account-es.pdf"' in page


def test_topics_and_languages_are_spread_over_sheets_and_the_rest_of_the_choice_stays(client, found):
    address = ask(client, topic=["banking", "health"], locale="*", **{"with": "es", "name": "ACCEM"})
    job = find_job(found.site.database, "es-soria", address.split("/")[-2])
    assert {(one.locale, one.query) for one in job.files} == {
        (locale, f"{'with=es&' if locale != 'es' else ''}take={topic}&name=ACCEM")
        for locale in ("ar", "en", "es", "fr")
        for topic in ("banking", "health")
    }


def test_logo_that_comes_with_them_is_on_each_of_them(client, found):
    without = client.get(f"/es/es-soria/sheet/print.pdf?take={ENTRY}").data
    picture = io.BytesIO()
    Image.new("RGB", (60, 20), "black").save(picture, "PNG")
    response = client.post(
        MANY, data={"take": ENTRY, "locale": "es", "logo": (io.BytesIO(picture.getvalue()), "logo.png")}
    )
    address = response.headers["Location"]
    make_all(found)
    (sheet,) = files_in(client.get(f"{address}sheets.zip").data).values()
    assert b"/Subtype /Image" in sheet
    assert b"/Subtype /Image" not in without
    assert client.get(f"{address}es-soria-banking-basic-account-es.pdf").data == sheet


def test_the_same_asked_by_two_is_stopped_by_each_for_itself(client, found):
    first, second = ask(client), ask(client, by="192.0.2.7")
    assert first != second
    client.post(first, data={"do": "stop"})
    assert not state_of(client, first)["under_way"]
    make_all(found)
    assert state_of(client, first)["ready"] == 0
    assert state_of(client, second) == {"files": ["ready", "ready"], "ready": 2, "under_way": False}


def test_the_same_asked_by_two_is_laid_out_once(client, found):
    first, second = ask(client), ask(client, by="192.0.2.7")
    before = next(found.sheets_made)
    for path in found.site.sheets.iterdir():
        path.unlink()
    make_all(found)
    assert next(found.sheets_made) - before == 1 + len(ASKED["locale"])
    assert client.get(f"{first}sheets.zip").data == client.get(f"{second}sheets.zip").data


def test_stopped_job_makes_nothing_more_until_it_is_taken_up(client, found):
    address = ask(client)
    SheetRunner(found)._work()
    assert client.post(address, data={"do": "stop"}).headers["Location"] == address
    make_all(found)
    assert state_of(client, address) == {"files": ["ready", "waiting"], "ready": 1, "under_way": False}
    assert list(files_in(client.get(f"{address}sheets.zip").data)) == [
        "es-soria-banking-basic-account-ar.pdf"
    ]
    assert ask(client) != address
    client.post(address, data={"do": "again"})
    make_all(found)
    assert state_of(client, address)["ready"] == 2


def test_sheet_that_cannot_be_made_is_named_and_the_others_are_made(app, client, found):
    address = ask(client, topic=["banking", "nowhere"], locale="es")
    make_all(found)
    assert state_of(client, address)["files"] == ["ready", "failed"]
    page = html_of(client.get(address))
    assert page.count(f"<p>{said(app, 'What you chose is not there in this language.')}") == 1
    files = files_in(client.get(f"{address}sheets.zip").data)
    assert list(files) == ["es-soria-banking-es.pdf", "not-made.txt"]
    assert files["not-made.txt"].decode("utf-8-sig").startswith("es-soria-nowhere-es.pdf\t")
    client.post(address, data={"do": "again"})
    assert state_of(client, address)["files"] == ["ready", "waiting"]


def test_zip_is_never_short_of_a_sheet_that_was_removed_meanwhile(client, found):
    address = ask(client)
    make_all(found)
    for path in found.site.sheets.iterdir():
        path.unlink()
    assert "sheets.zip" not in html_of(client.get(address))
    assert client.get(f"{address}sheets.zip").status_code == 303
    assert state_of(client, address)["under_way"]
    make_all(found)
    assert len(files_in(client.get(f"{address}sheets.zip").data)) == 2


# -- bounds ----------------------------------------------------------------------------------------------------


def test_more_sheets_than_anybody_may_ask_are_refused(app, client, found):
    topics = [f"t{n}" for n in range(SHEETS_MAX // 2)]
    assert client.post(MANY, data={"topic": topics, "locale": ["ar", "es"]}).status_code == 303
    refused = client.post(MANY, data={"topic": [*topics, "one-more"], "locale": ["ar", "es"]})
    assert refused.status_code == 400
    words = "At most %(n)s sheets are made in one go. Choose fewer languages or topics."
    assert said(app, words, n=SHEETS_MAX) in html_of(refused)
    assert client.post(MANY, data={"take": ENTRY, "locale": "xx"}).status_code == 400
    assert client.post(MANY, data={"take": "x" * 200_000}).status_code == 400


def test_form_for_many_sends_a_logo_and_need_not(client, found):
    page = html_of(client.get(f"/ar/es-soria/sheet/?take={ENTRY}"))
    form = re.search(r'<form[^>]*action="many/".*?</form>', page, re.DOTALL)[0]
    assert 'enctype="multipart/form-data"' in form
    assert re.search(r'<input type="file" name="logo"(?![^>]*required)', form)
    address = ask(client, **ASKED, logo=(io.BytesIO(b""), ""))
    assert find_job(found.site.database, "es-soria", address.split("/")[-2]).logo == b""


def test_logo_is_asked_for_again_where_too_many_are_being_made(client, found, monkeypatch):
    monkeypatch.setattr(sheet_many, "JOBS_MAX", 0)
    picture = io.BytesIO()
    Image.new("RGB", (60, 20), "black").save(picture, "PNG")
    sent = (io.BytesIO(picture.getvalue()), "logo.png")
    full = html_of(client.post(MANY, data={**ASKED, "logo": sent}))
    assert '<input type="file" name="logo"' in full
    assert 'enctype="multipart/form-data"' in full
    assert 'name="logo"' not in html_of(client.post(MANY, data=ASKED))


def test_more_jobs_than_can_wait_are_told_to_come_back(client, found):
    for n in range(JOBS_MAX):
        ask(client, by=f"192.0.2.{n}", take=f"t{n}", locale="es")
    full = client.post(MANY, data={"take": ENTRY, "locale": ["ar", "es"]})
    assert (full.status_code, full.headers["Retry-After"]) == (503, "120")
    page = html_of(full)
    assert '<html lang="ar" dir="rtl">' in page
    assert f'<input type="hidden" name="take" value="{ENTRY}"' in page
    make_all(found)
    ask(client)


def test_one_visitor_leaves_places_for_others(client, found):
    for n in range(OWN_MAX):
        ask(client, take=f"t{n}", locale="es")
    assert answer_to(client, "127.0.0.1").status_code == 503
    ask(client, by="192.0.2.7")
    make_all(found)
    ask(client)


def test_visitor_who_stops_has_the_place_again_and_who_takes_up_takes_one(client, found):
    stopped = [ask(client, take=f"t{n}", locale="es") for n in range(OWN_MAX)]
    client.post(stopped[0], data={"do": "stop"})
    ask(client, take="another", locale="es")
    assert client.post(stopped[0], data={"do": "again"}).status_code == 503
    assert not state_of(client, stopped[0])["under_way"]
    make_all(found)
    assert client.post(stopped[0], data={"do": "again"}).status_code == 303
    assert state_of(client, stopped[0])["under_way"]


def test_visitor_who_asks_and_stops_again_and_again_waits_a_while_and_no_other_does(client, found):
    for _ in range(OFTEN.amount):
        client.post(ask(client), data={"do": "stop"})
    assert answer_to(client, "127.0.0.1").status_code == 503
    ask(client, by="192.0.2.7")


def test_visitor_is_the_network_where_a_phone_changes_its_address_at_will(client, found):
    for n in range(OWN_MAX):
        ask(client, by=f"2001:db8:1:2::{n}", take=f"t{n}", locale="es")
    assert answer_to(client, "2001:db8:1:2:aaaa::9").status_code == 503
    ask(client, by="2001:db8:1:3::1")


def test_nothing_that_is_saved_tells_who_asked(client, found):
    ask(client, by="192.0.2.77")
    assert not [line for line in found.site.database.conn.iterdump() if "192.0.2.77" in line]


def test_another_sites_page_cannot_ask_or_stop(client, found):
    address = ask(client)
    for path, data in ((MANY, ASKED), (address, {"do": "stop"})):
        refused = client.post(path, data=data, headers={"Sec-Fetch-Site": "cross-site"})
        assert refused.status_code == 403
    assert state_of(client, address)["under_way"]


def test_job_is_seen_by_its_address_alone_and_forgotten_after_a_day(client, found):
    address = ask(client)
    assert client.get(address.replace("es-soria", "es-teruel")).status_code == 404
    assert client.get(f"{MANY}{'x' * 22}/").status_code == 404
    forget_old(found.site.database, clock=lambda: datetime.now(UTC) + timedelta(hours=23))
    assert client.get(address).status_code == 200
    forget_old(found.site.database, clock=lambda: datetime.now(UTC) + timedelta(hours=25))
    assert client.get(address).status_code == 404
    assert found.site.database.execute("SELECT count(*) FROM sheet_files").fetchone() == (0,)


def test_who_stops_and_asks_again_and_again_fills_no_disk(client, found, monkeypatch):
    monkeypatch.setattr(sheet_many, "JOBS_KEPT", 3)
    for n in range(JOBS_MAX + 3):
        client.post(ask(client, by=f"192.0.2.{n}", take=f"t{n}", locale="es"), data={"do": "stop"})
    assert found.site.database.execute("SELECT count(*) FROM sheet_jobs").fetchone() == (3 + 1,)


def test_jobs_under_way_are_not_forgotten_for_newer_ones(client, found, monkeypatch):
    monkeypatch.setattr(sheet_many, "JOBS_KEPT", 0)
    first = ask(client, take="t0", locale="es")
    ask(client, take="t1", locale="es")
    assert client.get(first).status_code == 200


def test_second_language_that_is_not_there_is_refused(client, found):
    assert client.post(MANY, data={**ASKED, "with": "../xx"}).status_code == 400


@pytest.mark.parametrize(
    "asked", [{"take": [ENTRY, VIOLENCE]}, {"topic": ["banking", "emergency"]}], ids=["the text", "its topic"]
)
def test_job_on_violence_can_be_left_at_once_and_any_other_need_not(client, found, asked):
    address = ask(client, locale=["ar", "es"], **asked)
    shown = html_of(client.get(address))
    assert 0 < shown.find('<a class="leave"') < shown.find("<h1")
    client.post(address, data={"do": "stop"})
    assert 'class="leave"' not in html_of(client.get(ask(client)))


def test_page_that_says_too_many_can_be_left_at_once_too(client, found, monkeypatch):
    monkeypatch.setattr(sheet_many, "JOBS_MAX", 0)
    assert 'class="leave"' in html_of(client.post(MANY, data={"take": VIOLENCE, "locale": "ar"}))
    assert 'class="leave"' not in html_of(client.post(MANY, data=ASKED))


def test_one_of_many_is_kept_by_no_browser(client, found):
    address = ask(client)
    make_all(found)
    sheet = client.get(f"{address}es-soria-banking-basic-account-ar.pdf")
    assert sheet.headers["Cache-Control"] == "no-store"


def test_documents_to_edit_are_packed_too(client, found):
    address = ask(client, **ASKED, format="odt")
    make_all(found)
    files = files_in(client.get(f"{address}sheets.zip").data)
    assert sorted(files) == [f"es-soria-banking-basic-account-{locale}.odt" for locale in ("ar", "es")]
    assert all(file[38:77] == b"application/vnd.oasis.opendocument.text" for file in files.values())
