"""A sheet on a wall, a phone number that changed since: what a phone says that keeps the guide, and the site."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from phones import Server, keep
from playwright.sync_api import Page, expect

from orientation.desk.publish import publish
from orientation.domain.choice import Choice
from orientation.domain.guide import Place
from orientation.domain.sheet_check import read_sheet
from orientation.sheets.choosing import choose
from orientation.sheets.codes import check_url
from orientation.store.items import current_item
from orientation.store.library import append_item
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION
from orientation.web.sheet_requests import sheet_request

pytestmark = pytest.mark.browser
PLACE = "place/es-soria/bus-booking"
UPDATE = (
    "navigator.serviceWorker.ready.then((r) => r.active.postMessage({do: 'update', guide: 'es-soria/en'}))"
)


def sheet_address(server: Server, locale: str = "en") -> str:
    """Return what the QR code says of a sheet that is printed now."""
    app = create_app(Settings(server.data, server.url))
    with app.app_context():
        choice = Choice(
            region="es-soria", locale=locale, takes=("places/bus-booking", "transport/village-bus")
        )
        request = sheet_request(app.extensions[EXTENSION], choice)
        address = check_url(request, choose(choice, request.own.pages))
    app.extensions[EXTENSION].site.close()
    return address


def change_the_number(server: Server) -> None:
    """Do what a curator does."""
    services = create_app(Settings(server.data)).extensions[EXTENSION]
    place = current_item(services.site.database, PLACE).item
    assert isinstance(place, Place)
    told = replace(place, phone="+34975000999")  # only this test ever sees it
    append_item(services.site.database, PLACE, told, author="test", now="2026-11-21")
    publish(services.site, services, clock=lambda: datetime.now(UTC))
    services.site.close()


def test_phone_says_without_a_network_what_changed_since_the_sheet(server: Server, page: Page):
    address = sheet_address(server)
    read = read_sheet(address.partition("?s=")[2])
    assert read is not None
    facts = sum(len(part.facts) for part in read[1])
    keep(page, f"{server.url}/en/es-soria/")
    page.goto(address)
    expect(page.locator(".slip")).to_contain_text("Nothing on this sheet has changed.")
    change_the_number(server)
    page.goto(f"{server.url}/en/es-soria/")
    before = page.locator("[data-kept]").get_attribute("data-kept")
    page.evaluate(UPDATE)
    page.wait_for_selector(f'[data-kept]:not([data-kept="{before}"])')
    theirs = server.get(address.removeprefix(server.url))[1]
    server.kill()
    response = page.goto(address)
    assert response is not None
    assert response.from_service_worker
    assert (
        page.locator(".slip .note").inner_text()
        == f"Changed since this sheet was printed: 1 of {facts} facts"
    )
    lines = page.locator(".slip ul a")
    assert [line.get_attribute("href") for line in lines.all()] == ["tel:+34975000999"]
    slip = response.text().partition('<div class="slip">')[2].partition("</div>")[0]
    assert slip == theirs.partition('<div class="slip">')[2].partition("</div>")[0]


def test_slip_is_printed_alone(server: Server, page: Page):
    address = sheet_address(server)
    change_the_number(server)
    page.goto(address)
    expect(page.locator('.slip [data-island="print"]')).to_be_visible()
    page.evaluate("window.print = () => {}")  # a dialog nobody would close
    page.locator('.slip [data-island="print"]').click()
    page.wait_for_timeout(500)  # what is added at printing comes by a script of its own
    page.emulate_media(media="print")
    seen = page.evaluate("document.body.innerText")
    assert "975 00 09 99" in seen
    assert "<bdi>" not in seen
    assert "Soria" in seen
    assert "✂" in seen
    assert "Keep this guide" not in seen
    assert "Print a slip" not in seen
    assert "?s=" not in seen  # nor the address, which is longer than the slip


def test_sheet_of_a_language_that_is_not_kept_is_said_to_be_not_here(server: Server, page: Page):
    address = sheet_address(server, "ar")
    keep(page, f"{server.url}/en/es-soria/")
    server.kill()
    response = page.goto(address)
    assert response is not None
    assert response.status == 503
    expect(page.locator("main h1")).to_have_text("This page is not on your phone")
