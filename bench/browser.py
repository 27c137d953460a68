"""What a reader's phone gets over the wire: a real Chromium through the counting proxy.

Chromium runs headless at 360 × 640, each reader in a context of its own with nothing cached. Chromium asks
loopback for Brotli without TLS, as it asks a site with TLS.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from bench.installation import MeasurementError
from bench.talk import Traffic
from bench.wire import Wire

QUIET_S = 1.0  # the line counts as quiet after it
KEEP_LIMIT_MS = 60_000
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
_LOADED = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


@dataclass(frozen=True, slots=True)
class Kept:
    """What it took to keep a guide."""

    first_page: Traffic  # until loaded and quiet
    whole: Traffic  # from opening the page until kept and quiet
    seconds: float  # from click to kept


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Give a reader who has never been here."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    try:
        yield context
    finally:
        context.close()


def open_html_alone(browser: Browser, wire: Wire, path: str) -> tuple[Traffic, str]:
    """Open a page with everything but its HTML blocked; return the traffic and the words a reader sees."""
    before = wire.traffic()
    with reader(browser) as context:
        page = context.new_page()
        page.route("**/*", _only_html)
        page.goto(wire.url + path)
        _settle(page, wire)
        main = page.locator("main")
        shown = main.is_visible() and page.locator("main h1").is_visible()
        return wire.traffic(before), main.inner_text() if shown else ""


def _only_html(route: Route) -> None:
    if route.request.resource_type == "document":
        route.continue_()
    else:
        route.abort()


def keep(context: BrowserContext, wire: Wire, path: str) -> Kept:
    """Open a guide's front page and keep the guide."""
    before = wire.traffic()
    page = context.new_page()
    page.goto(wire.url + path)
    _settle(page, wire)
    first_page = wire.traffic(before)
    button = page.locator('button[data-action="keep"]')
    button.scroll_into_view_if_needed()
    start = time.perf_counter()
    button.click()
    page.wait_for_selector("[data-kept]", state="attached", timeout=KEEP_LIMIT_MS)
    seconds = time.perf_counter() - start
    _settle(page, wire)
    page.close()
    return Kept(first_page, wire.traffic(before), seconds)


def kept_page_ms(context: BrowserContext, url: str, paths: Sequence[str]) -> float:
    """Return the median time until a kept page is there (DOMContentLoaded), with nothing to ask but the worker."""
    page = context.new_page()
    times = []
    for path in paths:
        response = page.goto(url + path, wait_until="load")
        if response is None or response.status != 200 or not response.from_service_worker:
            raise MeasurementError(f"{path}: not answered by the worker")
        times.append(float(page.evaluate(_LOADED)))
    page.close()
    return statistics.median(times)


def _settle(page: Page, wire: Wire) -> None:
    """Wait until the line is quiet."""
    while wire.quiet_s() < QUIET_S:
        page.wait_for_timeout(100)
