"""What answers say around their pages: status, place, how long they hold, who may keep them."""

from __future__ import annotations

import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from page_contract import html_of

from orientation.domain.locale import Locale
from orientation.errors import SheetError, StoreError
from orientation.store.editions import newest_edition, pages_of, save_edition
from orientation.store.library import append_item
from orientation.web import sheet_requests
from orientation.web import sheets as sheet_views
from orientation.web.assets import Memory, remembered
from orientation.web.services import EXTENSION

SENSITIVE = "emergency/violence-against-women/"


def get(client, path, **headers):
    return client.get(path, headers={"Accept-Encoding": "br", **headers})


@pytest.fixture
def services(app):
    return app.extensions[EXTENSION]


@pytest.fixture
def careful(app):
    """The client of an app that is not under test: errors become pages."""
    app.testing = False
    yield app.test_client()
    app.testing = True


# -- redirects -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/en", "/en/"),
        ("/en/es-soria/banking", "/en/es-soria/banking/"),
        ("/en/es-soria/search?q=nie", "/en/es-soria/search/?q=nie"),
        ("/en//es-soria/", "/en/es-soria/"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_redirect_names_no_host(client, asked, told, scheme):
    host = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    response = client.get(asked, headers=host, base_url=f"{scheme}://evil.example", follow_redirects=False)
    assert response.status_code in (301, 308)
    assert response.headers["Location"] == told
    assert response.headers["Cache-Control"] == ("no-store" if response.status_code == 308 else "no-cache")
    assert b"evil.example" not in response.get_data()


# -- what is not there, and what goes wrong --------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/xx-yy/es-soria/banking/sheet.pdf",
        "/en/es-soria/nope/sheet.pdf",
        "/en/es-soria/places/sheet.pdf",
        "/en/es-soria/%00/sheet.pdf",
        f"/en/es-soria/{'a' * 300}/sheet.pdf",
        "/static/%00",
        f"/static/{'a' * 300}",
        f"/static/{'a/' * 3000}",
        f"/packs/blobs/{'a' * 300}",
        f"/packs/{'a' * 300}/en.json",
        f"/en/{'a' * 3000}/",
        "/en/es-soria/%00/",
        "/en/es-soria/%ff%fe/",
        "/en/es-soria/banking/%00/with/es/",
        "/en/es-soria/banking/nope/with/es/",
        "/en/es-soria/services/padron/with/xx/",
    ],
)
def test_odd_address_is_not_found(careful, path):
    assert careful.get(path).status_code == 404


def test_counter_view_needs_an_entry_in_both_languages(app, client, services):
    assert get(client, "/en/es-soria/services/padron/with/ar/").status_code == 200
    database = services.site.database
    where = "edition_id IN (SELECT id FROM editions WHERE locale = 'ar') AND path = '/ar/es-soria/services/padron/'"
    database.execute(f"UPDATE pages SET kind = 'removed' WHERE {where}")
    assert get(client, "/en/es-soria/services/padron/with/ar/").status_code == 404
    assert get(client, "/ar/es-soria/services/padron/with/en/").status_code == 404
    database.execute(f"UPDATE pages SET kind = 'entry' WHERE {where}")


def test_wrong_method_is_said_in_the_language_of_the_address(careful):
    response = careful.post("/es/es-soria/")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert '<html lang="es"' in html_of(response)


@pytest.mark.parametrize(
    ("error", "status"),
    [(SheetError("padre"), 400), (StoreError("padre"), 500), (ZeroDivisionError("padre"), 500)],
    ids=["sheet", "store", "bug"],
)
def test_error_is_a_short_page_and_its_words_are_not_logged(careful, monkeypatch, caplog, error, status):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(sheet_views, "kept_sheet", fail)
    with caplog.at_level(logging.ERROR):
        response = careful.get("/ar/es-soria/banking/sheet.pdf?q=secreto")
    assert response.status_code == status
    assert '<html lang="ar" dir="rtl">' in html_of(response)
    assert "Traceback" not in html_of(response)
    assert type(error).__name__ in caplog.text
    assert "/ar/es-soria/banking/sheet.pdf" in caplog.text
    assert "secreto" not in caplog.text
    assert "padre" not in caplog.text


def test_trouble_with_the_database_is_said_in_the_language_of_the_address(careful, monkeypatch, services):
    def fail(*_):
        raise StoreError("locked")

    monkeypatch.setattr(services, "page", fail)
    response = careful.get("/fa/es-soria/")
    assert (response.status_code, response.headers["Cache-Control"]) == (500, "no-store")
    assert '<html lang="fa" dir="rtl">' in html_of(response)


# -- what browsers may keep ------------------------------------------------------------------------------------


def test_page_that_is_gone_is_not_called_unchanged(client):
    path = "/en/es-soria/nope/"
    gone = get(client, path)
    again = get(client, path, **{"If-None-Match": gone.headers["ETag"]})
    assert (gone.status_code, again.status_code) == (404, 404)


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("", "no-cache"),
        ("services/padron/", "no-cache"),
        ("search/?q=nie", "no-store"),
        ("search/", "no-store"),
        ("search/suggest/?q=nie", "no-store"),
        ("services/padron/with/es/", "no-store"),
        (SENSITIVE, "no-store"),
        (f"{SENSITIVE}with/es/", "no-store"),
        (SENSITIVE.rstrip("/"), "no-store"),
    ],
)
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_browser_may_store_what_nobody_need_hide(client, locale, path, cache):
    assert get(client, f"/{locale}/es-soria/{path}").headers["Cache-Control"] == cache


# -- what the server keeps -------------------------------------------------------------------------------------


def test_memory_keeps_to_its_limit_and_forgets_what_was_asked_for_longest_ago():
    memory = Memory(100)
    made = []

    def ask(key):
        return memory.get(key, lambda: made.append(key) or b"x" * 40)

    for key in "abacab":
        ask(key)
    assert made == ["a", "b", "c", "b"]
    assert memory.size_bytes == 80


def test_what_is_larger_than_the_memory_is_not_kept():
    memory = Memory(10)
    assert memory.get("a", lambda: b"x" * 11) == b"x" * 11
    assert memory.size_bytes == 0


def test_server_remembers_pages_but_nothing_that_a_reader_asked(client):
    get(client, "/en/es-soria/places/")
    before = remembered.size_bytes
    for path in (
        "places/",
        "search/?q=guardia",
        "search/suggest/?q=guard",
        "nope/",
        SENSITIVE,
        "services/padron/with/ar/",
    ):
        get(client, f"/en/es-soria/{path}")
    assert remembered.size_bytes == before
    get(client, "/en/es-soria/banking/basic-account/")
    assert remembered.size_bytes > before


# -- sheets ----------------------------------------------------------------------------------------------------

SHEET = "/en/es-soria/banking/sheet.pdf"


def test_sheet_is_laid_out_once_and_sent_as_it_is(client, services, monkeypatch):
    first = get(client, SHEET)
    monkeypatch.setattr(sheet_requests, "write_sheet", None)
    again = get(client, SHEET)
    assert "Content-Encoding" not in first.headers
    assert first.get_data() == again.get_data()
    number = services.edition("es-soria", "en").number
    kept = [path.name for path in services.site.sheets.glob(f"{number}-en-a4-*.pdf")]
    assert len(kept) == 1


def test_sheet_for_which_many_wait_is_refused_for_ten_seconds(app, careful, monkeypatch):
    begun, go_on, made = threading.Event(), threading.Event(), []

    def write_slowly(*what, logo):
        made.append(what)
        begun.set()
        assert go_on.wait(20)
        return b"%PDF-"

    monkeypatch.setattr(sheet_requests, "write_sheet", write_slowly)
    queue = app.extensions[EXTENSION].sheet_queue

    def ask(n):
        who = {"REMOTE_ADDR": f"192.0.2.{n}"}
        return app.test_client().get("/en/es-soria/services/sheet.pdf", environ_overrides=who).status_code

    with ThreadPoolExecutor(5) as pool:
        asked = [pool.submit(ask, n) for n in range(5)]
        assert begun.wait(10)
        while queue._places._value:
            time.sleep(0.01)
        refused = careful.get("/ar/es-soria/services/sheet.pdf")
        page = careful.get("/ar/es-soria/")
        go_on.set()
        assert {one.result(20) for one in asked} == {200}
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    assert '<html lang="ar" dir="rtl">' in html_of(refused)
    assert page.status_code == 200
    assert len(made) == 1


# -- what a running server learns ------------------------------------------------------------------------------


def asked_of(database, ask):
    """Return the queries that something makes."""
    queries = []
    database.conn.set_trace_callback(queries.append)
    ask()
    database.conn.set_trace_callback(None)
    return [query for query in queries if query.lstrip().startswith("SELECT")]


def test_page_is_one_look_up(client, services):
    get(client, "/ar/es-soria/services/padron/")
    found = asked_of(services.site.database, lambda: get(client, "/ar/es-soria/services/padron/"))
    assert len(found) == 1


def test_guide_in_a_new_language_is_offered_by_a_running_server(client, services):
    database = services.site.database
    assert get(client, "/am/").status_code == 404
    edition, pages = newest_edition(database, "es-soria", "en"), pages_of(database, "es-soria", "en")
    append_item(
        database, "locale/am", Locale("am", "አማርኛ", "ltr", "Ethi"), author="", now="2026-11-21T11:00:00Z"
    )
    moved = [replace(page, path=page.path.replace("/en/", "/am/")) for page in pages]
    save_edition(database, replace(edition, locale="am", number=edition.number + 100), moved)
    assert '<html lang="am" dir="ltr">' in html_of(get(client, "/am/es-soria/"))
    assert '<html lang="am" dir="ltr">' in html_of(get(client, "/am/"))
    languages = html_of(get(client, "/"))
    assert "አማርኛ" in languages
    places = [languages.index(f'href="/{tag}/"') for tag in ("en", "es", "ar", "am", "el")]
    assert max(places[:4]) < places[4]  # those with a guide first


def test_size_of_the_host_languages_guide_is_the_one_now_served(client, services):
    database = services.site.database
    before = html_of(get(client, "/ar/es-soria/"))
    edition, pages = newest_edition(database, "es-soria", "es"), pages_of(database, "es-soria", "es")
    manifest = json.loads(edition.manifest)
    manifest["pack"]["wire_bytes"] += 7_000_000
    larger = replace(edition, number=edition.number + 1, manifest=json.dumps(manifest))
    save_edition(database, larger, pages)
    after = html_of(get(client, "/ar/es-soria/"))
    assert before != after
    assert services.edition("es-soria", "ar").host_bytes > 7_000_000


@pytest.mark.parametrize("query", ["a" * 5000, "ه ا و ي " * 60, "ﷺ" * 200, "de la el en " * 50, "\x00" * 200])
@pytest.mark.parametrize("locale", ["ar", "es"])
def test_search_for_very_much_is_answered_at_once(client, locale, query):
    start = time.perf_counter()
    for path in ("search/", "search/suggest/"):
        response = client.get(f"/{locale}/es-soria/{path}", query_string={"q": query})
        assert response.status_code == 200
    assert time.perf_counter() - start < 2
