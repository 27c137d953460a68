"""Addresses that moved or went, headers, and the reader's choices: the same from the server and from the phone."""

from __future__ import annotations

import http.client
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from phones import Server, keep
from playwright.sync_api import Page, expect

from orientation.desk.publish import publish
from orientation.store.library import append_item, read_library
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION

pytestmark = pytest.mark.browser

HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
           "permissions-policy", "content-type")  # fmt: skip


@pytest.fixture
def changed(server: Server) -> Server:
    """A server whose entry on the basic account has moved, and whose entry on IBANs was removed."""
    services = create_app(Settings(server.data)).extensions[EXTENSION]
    database = services.site.database
    entries = {entry.address: entry for entry in read_library(database).entries}
    moved = replace(entries["banking/basic-account"], aliases=("banking/old-address",))
    append_item(database, "entry/es/banking/basic-account", moved, author="test", now="2026-11-21")
    append_item(database, "entry/es/banking/iban-bizum-scams", None, author="test", now="2026-11-21")
    publish(services.site, services, clock=lambda: datetime.now(UTC))
    services.site.close()
    return server


def headers_of(server: Server, path: str) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    found = {name.lower(): value for name, value in response.getheaders()}
    connection.close()
    return {name: found.get(name, "") for name in HEADERS}


def test_moved_entry_is_found_at_its_old_address_by_both(changed: Server, page: Page):
    assert changed.get("/ar/es-soria/banking/old-address/")[0] == 301
    keep(page, f"{changed.url}/ar/es-soria/")
    changed.kill()
    page.goto(f"{changed.url}/ar/es-soria/banking/old-address/")
    assert page.url == f"{changed.url}/ar/es-soria/banking/basic-account/"
    expect(page.locator("[data-translation]").first).to_be_visible()


def test_removed_entry_says_so_in_both(changed: Server, page: Page):
    path = "/ar/es-soria/banking/iban-bizum-scams/"
    status, html = changed.get(path)
    keep(page, f"{changed.url}/ar/es-soria/")
    changed.kill()
    response = page.goto(changed.url + path)
    assert response is not None
    assert (status, response.status) == (410, 410)
    assert page.locator("main h1").inner_text() in html


def test_removed_entry_is_not_found_by_searching(changed: Server, page: Page):
    keep(page, f"{changed.url}/es/es-soria/")
    changed.kill()
    page.goto(f"{changed.url}/es/es-soria/search/?q=bizum")
    addresses = [link.get_attribute("href") for link in page.locator("a[data-result]").all()]
    assert "/es/es-soria/banking/iban-bizum-scams/" not in addresses


def test_page_from_the_phone_is_protected_as_one_from_the_server(server: Server, page: Page):
    paths = ["/en/es-soria/", "/en/es-soria/services/padron/", "/en/es-soria/nope/"]
    theirs = [headers_of(server, path) for path in paths]
    keep(page, f"{server.url}/en/es-soria/")
    server.kill()
    ours = []
    for path in paths:
        response = page.goto(server.url + path)
        assert response is not None
        ours.append({name: response.headers.get(name, "") for name in HEADERS})
    assert ours == theirs


def test_links_of_the_counter_view_lead_where_the_entrys_do(server: Server, page: Page):
    page.goto(f"{server.url}/en/es-soria/services/padron/with/es/")
    links = page.locator(".counter a").evaluate_all("(all) => all.map((link) => link.pathname)")
    inside = [path for path in links if path.startswith("/en/")]
    assert inside
    assert {server.get(path)[0] for path in inside} == {200}


def test_reader_may_choose_the_guide_to_start_with(server: Server, page: Page):
    keep(page, f"{server.url}/ar/es-soria/")
    page.goto(f"{server.url}/?start")
    assert page.url.endswith("/?start")
    page.goto(f"{server.url}/ar/es-soria/")
    page.locator("[data-start] input").check()
    page.wait_for_timeout(300)
    server.kill()
    page.goto(f"{server.url}/?start")
    assert page.url == f"{server.url}/ar/es-soria/"


def test_entry_without_a_page_in_the_readers_language_is_still_listed(server: Server, page: Page):
    services = create_app(Settings(server.data)).extensions[EXTENSION]
    database = services.site.database
    entry = next(one for one in read_library(database).entries if one.address == "banking/basic-account")
    without = replace(entry, texts=tuple(text for text in entry.texts if text.locale != "ar"))
    append_item(database, "entry/es/banking/basic-account", without, author="test", now="2026-11-21")
    publish(services.site, services, clock=lambda: datetime.now(UTC))
    services.site.close()
    page.goto(f"{server.url}/ar/es-soria/banking/")
    page.locator('main a[href="basic-account/"]').click()
    expect(page.locator("main .note").first).to_be_visible()
    languages = page.locator("main div[lang]").evaluate_all("(all) => all.map((one) => [one.lang, one.dir])")
    assert languages == [["es", "ltr"], ["en", "ltr"]]


@pytest.mark.parametrize(
    ("moment", "open_now"),
    [
        pytest.param("2026-11-25T10:00:00+01:00", True, id="Wednesday morning"),
        pytest.param("2026-11-25T15:00:00+01:00", False, id="Wednesday afternoon"),
        pytest.param("2026-12-25T10:00:00+01:00", False, id="Christmas, a Friday"),
        pytest.param("2026-12-09T13:00:00+01:00", False, id="a Wednesday with other hours"),
    ],
)
def test_phone_says_whether_a_place_is_open_now(server: Server, page: Page, moment: str, open_now: bool):
    services = create_app(Settings(server.data)).extensions[EXTENSION]
    database = services.site.database
    place = next(one for one in read_library(database).places if one.slug == "dgt-060")
    opened = replace(place, hours="Mo-Fr 09:00-14:00; PH off; Dec 09 10:00-12:00")
    append_item(database, "place/es/dgt-060", opened, author="test", now="2026-11-21")
    publish(services.site, services, clock=lambda: datetime(2026, 11, 21, tzinfo=UTC))
    services.site.close()
    keep(page, f"{server.url}/ar/es-soria/")
    server.kill()
    page.clock.set_fixed_time(moment)
    page.goto(f"{server.url}/ar/es-soria/places/")
    said = page.locator("#dgt-060 [data-hours]")
    expect(said).not_to_be_empty()
    assert ("14:00" in said.inner_text()) is open_now
