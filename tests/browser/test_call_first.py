"""Hours and fees that nobody checked for two intervals give way to "call first", by the phone's own clock."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Server, free_port, keep
from playwright.sync_api import Locator, Page, expect

from orientation.desk.site import Site
from orientation.domain.guide import Place
from orientation.store.items import current_item
from orientation.store.library import append_item

pytestmark = pytest.mark.browser
PLACE = "place/es-soria/bus-booking"
PLACES = "/en/es-soria/places/"
ENTRY = "/en/es-soria/transport/village-bus/"  # which tells a fee
WORDS = "Nobody has checked the opening hours and fees here for a long time. Call first."


@pytest.fixture
def server(published: Path, tmp_path: Path) -> Iterator[Server]:
    """A server whose guide tells the opening hours of one place; those that are shipped tell none yet."""
    data = tmp_path / "data"
    shutil.copytree(published, data)
    site = Site(data)
    place = current_item(site.database, PLACE).item
    assert isinstance(place, Place)
    told = replace(place, hours="Mo-Fr 09:00-14:00")  # only this test ever sees them
    append_item(site.database, PLACE, told, author="test", now="2026-11-21")
    site.close()
    server = Server(data, free_port())
    server.start()
    yield server
    server.kill()


def open_on(page: Page, url: str, day: date) -> None:
    """Open a page with a phone whose clock shows that day, at noon."""
    page.clock.set_fixed_time(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    page.goto(url)


def place_with_hours(page: Page) -> Locator:
    return page.locator("article:has(.open[data-old])")


def last_day(page: Page, url: str) -> date:
    """Return the day before hours or fees of a page give way."""
    page.goto(url)
    found = page.locator("[data-call-first]").first.get_attribute("data-call-first")
    return date.fromisoformat(found or "") - timedelta(1)


def file_from_server(server: Server, page: Page, folder: Path) -> str:
    (folder / "guide.html").write_text(server.get("/en/es-soria/guide.html")[1], encoding="utf-8")
    return (folder / "guide.html").as_uri()


def file_from_phone(server: Server, page: Page, folder: Path) -> str:
    keep(page, f"{server.url}/en/es-soria/")
    page.goto(f"{server.url}/en/es-soria/share/")
    with page.expect_download() as download:
        page.locator('[data-island="give"]').click()
    download.value.save_as(folder / "guide.html")
    return (folder / "guide.html").as_uri()


def file_shown_by_phone(server: Server, page: Page, folder: Path) -> str:
    keep(page, f"{server.url}/en/es-soria/")
    server.kill()
    return f"{server.url}/en/es-soria/guide.html"


@pytest.mark.parametrize("made", [file_from_server, file_from_phone, file_shown_by_phone])
def test_hours_give_way_in_a_file_that_went_from_hand_to_hand(
    server: Server, page: Page, tmp_path: Path, made: Callable[[Server, Page, Path], str]
):
    last = last_day(page, server.url + PLACES)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    url = made(server, page, tmp_path)
    open_on(page, url, last)
    place = place_with_hours(page)
    expect(place.locator("dd[data-old]")).to_be_visible()
    expect(place.locator("[data-call-first]")).to_be_hidden()
    open_on(page, url, last + timedelta(1))
    expect(place.locator("[data-call-first]")).to_have_text(WORDS)
    expect(place.locator("dd[data-old]")).to_be_hidden()
    expect(place.locator("a[href^='tel:']").first).to_be_visible()
    expect(
        page.locator("#emergency-112, [id='places/:emergency-112']").locator("p", has_text="It is free.")
    ).to_be_visible()
    assert [one for one in said if "script" in one] == []


def test_file_on_a_phone_that_lives_in_the_past_goes_by_the_edition_s_day(
    server: Server, page: Page, tmp_path: Path
):
    open_on(page, file_from_server(server, page, tmp_path), date(2001, 1, 1))
    expect(place_with_hours(page).locator("dd[data-old]")).to_be_visible()
    assert (
        page.evaluate("document.body.dataset.edition * 1000")
        > datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000
    )


@pytest.mark.parametrize("kept", [False, True], ids=["from the server", "from the phone"])
def test_hours_give_way_after_two_missed_intervals(server: Server, page: Page, kept: bool):
    last = last_day(page, server.url + PLACES)
    if kept:
        keep(page, f"{server.url}/en/es-soria/")
        server.kill()
    open_on(page, server.url + PLACES, last)
    place = place_with_hours(page)
    expect(place.locator("dd[data-old]").first).to_be_visible()
    expect(place.locator(".open")).to_be_visible()
    expect(place.locator("[data-call-first]")).to_be_hidden()
    open_on(page, server.url + PLACES, last + timedelta(1))
    expect(place.locator("[data-call-first]")).to_have_text(WORDS)
    for old in place.locator("[data-old]").all():
        expect(old).to_be_hidden()
    expect(place.locator("a[href^='tel:']").first).to_be_visible()  # the number to call stays


def test_what_is_open_day_and_night_and_what_is_a_mere_number_stays(server: Server, page: Page):
    last = last_day(page, server.url + PLACES)
    open_on(page, server.url + PLACES, last + timedelta(5 * 365))
    for line, words in (("linea-024", "Open day and night."), ("emergency-112", "It is free.")):
        place = page.locator(f"#{line}")
        expect(place.get_by_text(words)).to_be_visible()
        expect(place.locator("[data-call-first]")).to_have_count(0)


def test_page_with_a_fee_says_so_above_it(running: Server, page: Page):
    last = last_day(page, running.url + ENTRY)
    open_on(page, running.url + ENTRY, last)
    expect(page.locator("[data-call-first]")).to_be_hidden()
    open_on(page, running.url + ENTRY, last + timedelta(1))
    expect(page.locator("[data-call-first]")).to_have_text(WORDS)


def test_phone_that_lives_in_the_past_goes_by_the_edition_s_day(server: Server, page: Page):
    open_on(page, server.url + PLACES, date(2001, 1, 1))
    expect(place_with_hours(page).locator("dd[data-old]").first).to_be_visible()
