"""Bus times on a phone: what leaves next, with the network off, also near a place, and nothing current of what has ended."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from phones import PHONE, Server, free_port, keep
from playwright.sync_api import Browser, Locator, Page, expect
from shipped import one_region

LINES = """
[buses]
names = { es = "Autobuses" }
phone = "+34975111111"
source = { url = "https://example.org/", title = "Autobuses", confidence = "page" }
services.week = { days = ["Mo", "Tu", "We", "Th", "Fr"], start = "2026-01-01", end = "2027-06-30", holidays = "off" }
stops.soria = { names = { es = "Soria" }, village = "Soria", latitude = "41.7645", longitude = "-2.4685" }
stops.abejar = { names = { es = "Abejar" }, village = "Abejar" }
stops.vinuesa = { names = { es = "Vinuesa" }, village = "Vinuesa" }
[buses.lines.l1]
number = "L1"
booking = { days_before = 1, before = "17:00" }
[[buses.lines.l1.patterns]]
stops = "soria abejar vinuesa"
pickup = "020"
to = { es = "Vinuesa" }
runs = [{ service = "week", times = "07:00 07:30 07:50", also = "16:00 24:10" }]
"""


@pytest.fixture(scope="module")
def buses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a region that has one line."""
    guides = one_region(tmp_path_factory.mktemp("files") / "guides")
    (guides / "es-soria/transport/lines.toml").write_text(LINES, encoding="utf-8")
    server = Server(tmp_path_factory.mktemp("buses"), free_port())
    subprocess.run([sys.executable, "-m", "orientation", "load", guides, "--data", server.data], check=True)
    server.start()
    yield server
    server.kill()


def open_lines(browser: Browser, url: str, *, now: str) -> Page:
    page = browser.new_context(**PHONE).new_page()
    page.clock.set_fixed_time(now)
    page.goto(f"{url}lines/")
    page.wait_for_selector("[data-from]")
    return page


def leaving(page: Page, stop: str) -> list[str]:
    page.select_option("[data-from]", label=stop)
    page.wait_for_selector("[data-list] li")
    return [one.replace("\n", " ") for one in page.locator("[data-list] li").all_inner_texts()]


def test_a_kept_guide_says_what_leaves_next_with_the_network_off(browser: Browser, buses: Server) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    keep(page, f"{buses.url}/ar/es-soria/")
    context.set_offline(True)
    page.clock.set_fixed_time("2026-12-10T14:30:00Z")
    page.goto(f"{buses.url}/ar/es-soria/lines/")
    found = leaving(page, "Soria")
    assert [one[:12] for one in found[:2]] == ["16:00 · L1 ·", "00:10 · L1 ·"]
    assert page.locator("[data-list] bdi").first.get_attribute("dir") == "ltr"
    page.select_option("[data-to]", label="Vinuesa")
    page.wait_for_function("document.querySelector('[data-list] p').textContent.includes('16:50')")
    context.close()


def test_a_line_that_is_booked_shows_whom_to_call_and_what_is_too_late(
    browser: Browser, buses: Server
) -> None:
    page = open_lines(browser, f"{buses.url}/en/es-soria/", now="2026-12-10T16:30:00Z")
    found = leaving(page, "Abejar")
    assert "too late" in found[0]
    assert "Book before 17:00 on the day before." in found[-1]
    assert page.locator("[data-calls] a").get_attribute("href") == "tel:+34975111111"
    page.context.close()


def test_a_stop_that_a_search_found_is_chosen(browser: Browser, buses: Server) -> None:
    page = browser.new_context(**PHONE).new_page()
    page.goto(f"{buses.url}/en/es-soria/search/?q=Abejar")
    page.locator('a[data-result][href*="lines/#"]').click()
    page.wait_for_selector("[data-list] li")
    assert page.locator("[data-from] option:checked").inner_text() == "Abejar"
    page.context.close()


def test_what_has_ended_is_not_shown_as_leaving(browser: Browser, buses: Server) -> None:
    page = open_lines(browser, f"{buses.url}/en/es-soria/", now="2027-07-01T08:00:00Z")
    assert leaving(page, "Soria") == [
        "These times ended on 30 June 2027. Now other times may hold. Ask before you travel."
    ]
    assert "ended on 30 June 2027" in page.locator("main .note").first.inner_text()
    page.context.close()


NEAR = "article:has([data-next])"  # the places in Soria


def near_a_place(page: Page, url: str, *, now: str) -> Locator:
    page.clock.set_fixed_time(now)
    page.goto(f"{url}places/")
    note = page.locator(f"{NEAR} [data-next]").first
    note.scroll_into_view_if_needed()
    return note


def test_kept_guide_says_what_leaves_next_near_a_place_with_the_network_off(
    browser: Browser, buses: Server
) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    keep(page, f"{buses.url}/ar/es-soria/")
    context.set_offline(True)
    note = near_a_place(page, f"{buses.url}/ar/es-soria/", now="2026-12-10T14:30:00Z")
    expect(note.locator("div")).to_contain_text("16:00 · L1 · Vinuesa")
    assert note.locator("div bdi").first.get_attribute("dir") == "ltr"
    page.clock.set_fixed_time(
        "2026-12-10T15:01:00Z"
    )  # a minute after it left, the phone comes out of a pocket
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(note.locator("div")).to_contain_text("00:10 · L1 · Vinuesa")
    note.locator("a").first.click()
    page.wait_for_selector("[data-list] li")
    assert page.locator("[data-from] option:checked").inner_text() == "Soria"
    context.close()


def test_near_a_place_what_has_ended_is_said_to_have_ended(browser: Browser, buses: Server) -> None:
    page = browser.new_context(**PHONE).new_page()
    note = near_a_place(page, f"{buses.url}/en/es-soria/", now="2027-07-01T08:00:00Z")
    expect(note.locator("div")).to_have_text(
        "These times ended on 30 June 2027. Now other times may hold. Ask before you travel."
    )
    page.context.close()


def test_places_that_nobody_looks_at_ask_for_no_times(browser: Browser, buses: Server) -> None:
    page = browser.new_context(**PHONE).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{buses.url}/en/es-soria/places/", wait_until="networkidle")
    assert any("departures.js" in url for url in asked)
    assert not any(url.endswith("/lines/") for url in asked)
    page.locator(f"{NEAR} [data-next]").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-next] div")
    pages = [url for url in asked if "/lines/" in url]
    assert sorted(pages) == [f"{buses.url}/en/es-soria/lines/", f"{buses.url}/en/es-soria/lines/l1/"]
    assert all(url.startswith(buses.url) for url in asked)
    page.context.close()


def test_without_a_script_a_place_tells_its_stop_and_how_far_it_is(browser: Browser, buses: Server) -> None:
    page = browser.new_context(java_script_enabled=False, **PHONE).new_page()
    page.goto(f"{buses.url}/en/es-soria/places/")
    assert page.locator(f"{NEAR} [data-next]").first.inner_text() == "Soria · in the same village or town"
    page.context.close()
