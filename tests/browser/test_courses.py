"""Courses on the phone: what is past goes, filters hide, and dates go into the calendar without a network."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from phones import Server, keep
from playwright.sync_api import Page

from orientation.desk.publish import publish
from orientation.domain.courses import Course, Event, Schedule
from orientation.domain.guide import Source
from orientation.store.library import append_item
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION

pytestmark = pytest.mark.browser

SOURCE = Source("https://example.org", "x")
START = date.today() - timedelta(days=14)
WEEKLY = Schedule(START.isoformat(), "00:00", "00:01", rule="FREQ=WEEKLY;COUNT=4")  # the last one is to come
PAST = Schedule(START.isoformat(), "10:00", "12:00")
COMING = (START + timedelta(days=21)).isoformat()
ITEMS = {
    "course/es-soria/weekly": Course(
        "es-soria", "weekly", (("en", "Weekly"),), schedule=WEEKLY, levels=("A1",), free=True, source=SOURCE
    ),
    "course/es-soria/other": Course(
        "es-soria", "other", (("en", "Other"),), levels=("A2",), free=True, source=SOURCE
    ),
    "event/es-soria/past": Event("es-soria", "past", (("en", "Past"),), schedule=PAST, source=SOURCE),
}


@pytest.fixture
def teaching(server: Server) -> Server:
    """A server whose guide has a course with dates, one without, and an event that is over."""
    services = create_app(Settings(server.data)).extensions[EXTENSION]
    for key, item in ITEMS.items():
        append_item(services.site.database, key, item, author="test", now="2026-11-21")
    publish(services.site, services, clock=lambda: datetime.now(UTC))
    services.site.close()
    return server


def download(page: Page, selector: str) -> tuple[str, bytes]:
    with page.expect_download() as found:
        page.locator(selector).click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def test_dates_go_into_the_calendar_from_the_kept_guide_with_the_servers_bytes(teaching: Server, page: Page):
    series, single = '[href="weekly.ics"]', f'[href="weekly.ics?on={COMING}"]'
    address = f"{teaching.url}/en/es-soria/courses/"
    page.goto(address)
    page.locator("summary").click()
    served = [download(page, one) for one in (series, single)]
    keep(page, f"{teaching.url}/en/es-soria/")
    page.wait_for_function("navigator.serviceWorker.controller")
    teaching.kill()
    assert page.goto(address).from_service_worker
    page.locator("summary").click()
    assert [download(page, one) for one in (series, single)] == served
    assert [name for name, _ in served] == ["weekly.ics", "weekly.ics"]
    assert b"RRULE" in served[0][1]
    assert COMING.replace("-", "").encode() in served[1][1]


def test_what_is_past_is_gone_and_filters_leave_what_fits(teaching: Server, page: Page):
    page.goto(f"{teaching.url}/en/es-soria/courses/")
    page.wait_for_selector("[data-filters]:not([hidden])")
    assert page.locator("article#past").count() == 0
    assert page.locator("article#weekly li").count() == 1
    assert page.locator("[data-filters] [value=online]").is_hidden()  # nothing here is
    page.locator("[data-filters] [value=A1]").check()
    assert page.locator("article:visible").evaluate_all("all => all.map((one) => one.id)") == ["weekly"]
    page.locator("[data-filters] [value=A2]").check()
    page.locator("[data-filters] [value=literacy]").check()
    assert page.locator("article:visible").count() == 3
    page.locator("[data-filters] [name=free]").check()
    assert page.locator("article:visible").count() == 2
    for level in ("A1", "A2"):
        page.locator(f"[data-filters] [value={level}]").uncheck()
    assert page.locator("[data-none]").is_visible()
