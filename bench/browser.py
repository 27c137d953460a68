"""What a reader's phone gets over the wire: a real Chromium through the counting proxy.

Chromium runs headless at 360 × 640, each reader in a context of its own with nothing cached. Chromium asks
loopback for Brotli without TLS, as it asks a site with TLS. Where the line is slowed, so is the pages' processor.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, Response, Route, sync_playwright
from playwright.sync_api import Error as BrowserError

from bench.measuring import MeasurementError
from bench.talk import Traffic
from bench.wire import Wire

QUIET_S = 1.0  # and two round trips: then the line counts as quiet
SILENT_MS = 2000  # between a line's death and its end
LIMIT_MS = 300_000  # of anything: a county over GPRS takes half a minute
_TRIES = 20  # of a navigation
_IN_BETWEEN = "is interrupted by another navigation"
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
_LOADED = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
_FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')"
_PAINTED = f"{_FIRST_PAINT}[0].startTime"
# Notes moments, in ms from the start of navigation: when all of main was laid out and a frame drawn since; the last
# click; the last change of which edition is kept.
_WATCH = """(() => {
  const noted = window.orientationNoted = { shown: 0, clicked: 0, kept: 0 };
  const whole = (main) => main && (main.nextElementSibling || document.readyState !== "loading");
  const laidOut = (main) => main.getClientRects().length && main.innerText.trim();
  const note = () => { noted.shown = performance.now(); };
  const look = () => {
    const main = document.querySelector("main");
    requestAnimationFrame(whole(main) && laidOut(main) ? note : look);
  };
  look();
  document.addEventListener("click", () => { noted.clicked = performance.now(); }, true);
  let known = null;
  const compare = () => {
    const found = document.querySelector("[data-kept]");
    if ((found && found.dataset.kept) !== known) noted.kept = performance.now();
    known = found && found.dataset.kept;
  };
  const options = { subtree: true, attributes: true, attributeFilter: ["data-kept"] };
  new MutationObserver(compare).observe(document, options);
})()"""


@dataclass(frozen=True, slots=True)
class Opened:
    """What it took to open a page with nothing cached."""

    traffic: Traffic  # until loaded and quiet
    shown_s: float  # from the start of navigation until all of main was shown
    painted_s: float  # until the first words were
    shown_bytes: int  # that had come by then


@dataclass(frozen=True, slots=True)
class Pressed:
    """What it took from pressing a button until the guide was kept."""

    traffic: Traffic  # until kept
    seconds: float
    edition: str  # that is kept


@dataclass(frozen=True, slots=True)
class Kept:
    """What it took to keep a guide."""

    opened: Opened
    pressed: Pressed
    whole: Traffic  # from opening the page until kept, and quiet where that was waited for


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


def keep(context: BrowserContext, wire: Wire, path: str, *, until_quiet: bool = False) -> Kept:
    """Open a guide's front page and keep the guide; wait until the line is quiet, too, where asked to."""
    before = wire.traffic()
    page = new_page(context, wire)
    opened = open_page(page, wire, path)
    pressed = press(page, wire, "keep")
    if until_quiet:
        _settle(page, wire)
    page.close()
    return Kept(opened, pressed, wire.traffic(before))


def update(context: BrowserContext, wire: Wire, path: str) -> Pressed:
    """Open a kept guide's front page and ask for a newer edition; the traffic is that until the line is quiet."""
    page = new_page(context, wire)
    page.goto(wire.url + path)
    page.wait_for_selector("[data-kept]", state="attached")
    _settle(page, wire)
    before = wire.traffic()
    pressed = press(page, wire, "update")
    _settle(page, wire)
    page.close()
    return replace(pressed, traffic=wire.traffic(before))


def new_page(context: BrowserContext, wire: Wire) -> Page:
    """Return a page on the phone at the end of this wire."""
    page = context.new_page()
    page.set_default_timeout(LIMIT_MS)
    page.add_init_script(_WATCH)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": wire.profile.processor_slowed})
    return page


def open_page(page: Page, wire: Wire, path: str) -> Opened:
    """Open a page and wait until it is shown and the line is quiet."""
    before = wire.traffic()
    page.goto(wire.url + path)
    while not page.evaluate(f"window.orientationNoted.shown && {_FIRST_PAINT}.length"):
        page.wait_for_timeout(20)  # a function to wait for is evaluated in the page, whose policy forbids it
    shown_ms, painted_ms, origin_ms = page.evaluate(
        f"[orientationNoted.shown, {_PAINTED}, performance.timeOrigin]"
    )
    _settle(page, wire)
    shown_ms = max(shown_ms, painted_ms)
    shown_bytes = wire.down_bytes_at((origin_ms + shown_ms) / 1000) - before.down_bytes
    return Opened(wire.traffic(before), shown_ms / 1000, painted_ms / 1000, shown_bytes)


def press(page: Page, wire: Wire, action: str) -> Pressed:
    """Press "keep" or "update" and wait until an edition is kept that was not kept before."""
    known = page.evaluate("(document.querySelector('[data-kept]') || { dataset: {} }).dataset.kept || ''")
    button = page.locator(f'button[data-action="{action}"]')
    button.scroll_into_view_if_needed()
    before = wire.traffic()
    button.click()
    kept = page.wait_for_selector(f'[data-kept]:not([data-kept="{known}"])', state="attached")
    traffic = wire.traffic(before)
    took_ms = page.evaluate("orientationNoted.kept - orientationNoted.clicked")
    return Pressed(traffic, took_ms / 1000, (kept and kept.get_attribute("data-kept")) or "")


def keep_until_dead(context: BrowserContext, wire: Wire, path: str) -> None:
    """Begin to keep a guide over a line that dies meanwhile; return once every connection is cut.

    The line is silent for a while before, as lines are that die.
    """
    page = new_page(context, wire)
    open_page(page, wire, path)
    page.locator('button[data-action="keep"]').click()
    end = time.monotonic() + LIMIT_MS / 1000
    while not wire.dead.is_set():
        if time.monotonic() > end:
            raise MeasurementError(f"{path}: the line did not die while the guide was kept")
        page.wait_for_timeout(50)
    page.wait_for_timeout(SILENT_MS)
    wire.close()
    page.close()


def answered_by_worker(context: BrowserContext, url: str, paths: Sequence[str]) -> list[str]:
    """Navigate to each path; return those that the worker answered with status 200."""
    page = context.new_page()
    answered = [path for path in paths if _is_answered(page, url + path)]
    _go(
        page, "about:blank", until="load"
    )  # closing a page that still loads may hang: Playwright 1.64, Chromium 156
    page.close()
    return answered


def _is_answered(page: Page, url: str) -> bool:
    try:
        response = _go(page, url, until="commit")
    except BrowserError:  # no answer at all
        return False
    return response is not None and response.from_service_worker and response.status == 200


def _go(page: Page, url: str, *, until: Literal["commit", "load"]) -> Response | None:
    """Navigate, again where the browser's own page on the failure before came in between: it comes when it likes."""
    for _ in range(_TRIES):
        try:
            return page.goto(url, wait_until=until)
        except BrowserError as error:
            if _IN_BETWEEN not in str(error):
                raise
        page.wait_for_timeout(50)
    raise MeasurementError(f"{url}: {_TRIES} times another page came in between")


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
    while wire.quiet_s() < QUIET_S + 2 * wire.profile.round_trip_s:
        page.wait_for_timeout(100)
