"""A phone: a Chromium whose every byte comes over the line. All that the suite knows of pages and worker is here."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, Playwright, ViewportSize

from .guide import LOCALES, REGION, Known
from .hooks import ASK_PASSED
from .line import LOOKOUT, Line
from .seen import Inside, Kept, Shown

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
VIEWPORT: ViewportSize = {"width": 360, "height": 640}
ANSWER_LIMIT_S = 25  # for a page: a worker that must be started first, and gives a silent line 15 s

# what stands in the worker's storage, read in one transaction
_LOOK = """async () => {
    const requests = (await caches.has("assets")) ? await (await caches.open("assets")).keys() : [];
    const assets = requests.map((one) => one.url.slice(location.origin.length));
    const inside = { guides: [], parts: [], pages: [], shells: [], assets };
    const there = (await indexedDB.databases()).some((one) => one.name === "orientation");
    if (!there) return inside;
    const db = await new Promise((resolve, reject) => {
        const asked = indexedDB.open("orientation");
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
    });
    const names = ["guides", "parts", "pages", "shells"].filter((name) => db.objectStoreNames.contains(name));
    const transaction = names.length ? db.transaction(names) : null;
    const all = (name) => new Promise((resolve, reject) => {
        const asked = transaction.objectStore(name).getAll();
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
    });
    await Promise.all(names.map((name) => all(name).then((rows) => { inside[name] = rows; })));
    db.close();
    return JSON.parse(JSON.stringify(inside));
}"""
_PASSED = """async (question) => {
    const registration = await navigator.serviceWorker.getRegistration("/");
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => { port1.onmessage = (event) => resolve(event.data); });
    registration.active.postMessage(question, [port2]);
    return answer;
}"""
# ask the worker how the guide stands, and give the page's own listener time to show it
_SETTLED = """async (guide) => {
    const registration = await navigator.serviceWorker.getRegistration("/");
    if (!registration || !registration.active) return false;
    const told = new Promise((resolve) => {
        navigator.serviceWorker.addEventListener("message", (event) => event.data.guide === guide && setTimeout(resolve, 50));
        setTimeout(resolve, 1500);
    });
    registration.active.postMessage({ do: "state", guide });
    await told;
    return true;
}"""
_BUTTONS = """Array.from(document.querySelectorAll('button[data-action="keep"], button[data-action="update"]'))
    .filter((one) => one.offsetParent && !one.disabled)"""
_CAN_PRESS = f"() => {_BUTTONS}.length > 0"
_PRESS = (
    f"() => {_BUTTONS}.slice(0, 1).map((one) => one.click()).length > 0"  # also in a tab that is not in front
)
_ISLAND_READY = (
    "() => { const box = document.querySelector('[data-island=keep]'); return box && !box.hidden; }"
)
# as if the last question to the server had been long ago
_AGE = """async () => {
    const asked = indexedDB.open("orientation");
    const db = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
    const transaction = db.transaction("guides", "readwrite");
    const done = new Promise((resolve) => { transaction.oncomplete = resolve; });
    const rows = transaction.objectStore("guides").getAll();
    rows.onsuccess = () => rows.result.forEach((row) => transaction.objectStore("guides").put({ ...row, askedAt: 0, triedAt: 0 }));
    await done;
    db.close();
}"""


class Phone:
    """One browser context with a tab for the guide in each locale that the reader keeps.

    folder: of a browser of its own whose power can be cut; without it the phone is a context of `browser`.
    """

    def __init__(
        self,
        playwright: Playwright,
        browser: Browser,
        line: Line,
        *,
        locales: Sequence[str],
        folder: Path | None,
    ) -> None:
        self._playwright, self._browser, self._line = playwright, browser, line
        self._locales, self._folder = locales, folder
        self._start()

    def _start(self) -> None:
        if self._folder is None:
            self._context = self._browser.new_context(viewport=VIEWPORT)
        else:
            self._context = self._playwright.chromium.launch_persistent_context(
                self._folder, executable_path=CHROMIUM, args=ARGUMENTS, viewport=VIEWPORT
            )
        self._lookout = self._context.new_page()
        self._lookout.goto(self._line.url + LOOKOUT)
        self._tabs = {locale: self._context.new_page() for locale in self._locales}

    def close(self) -> None:
        with contextlib.suppress(Error):
            self._context.close()

    # -- what a reader does ---------------------------------------------------------------------------------------

    def open_fronts(self) -> None:
        """Open the front page of the guide in every locale, and wait until it can be kept."""
        for locale, tab in self._tabs.items():
            tab.goto(self._line.url + front(locale))
            tab.wait_for_function(_ISLAND_READY, timeout=ANSWER_LIMIT_S * 1000)

    def press(self, locale: str) -> bool:
        """Press the button that keeps or updates the guide; say whether there was one to press."""
        with contextlib.suppress(Error):  # the tab shows no page
            return bool(self._tabs[locale].evaluate(_PRESS))
        return False

    def press_all(self) -> None:
        for locale in self._locales:
            self.press(locale)

    def said(self, locale: str) -> int:
        """Return the edition that the open page says is kept whole; 0 where it says none."""
        found = self._tabs[locale].query_selector("[data-kept]")
        return int(found.get_attribute("data-kept") or 0) if found else 0

    def said_at_last(self, locale: str) -> int:
        """Return the same when the page has heard of the worker."""
        with contextlib.suppress(Error):  # no page of the site: it says nothing
            self._tabs[locale].evaluate(_SETTLED, f"{REGION}/{locale}")
        return self.said(locale)

    def is_through(self, editions: Mapping[str, Known]) -> bool:
        """Tell whether these tabs say that their edition is kept whole, and that nothing is under way."""
        return all(
            self.said(locale) == edition.number and self._tabs[locale].evaluate(_CAN_PRESS)
            for locale, edition in editions.items()
        )

    def wait(self, seconds: float) -> None:
        self._lookout.wait_for_timeout(seconds * 1000)

    def wait_through(self, editions: Mapping[str, Known], *, limit_s: float) -> bool:
        end = time.monotonic() + limit_s
        while not self.is_through(editions):
            if time.monotonic() > end:
                return False
            self.wait(0.02)
        return True

    def read(self, path: str, *, limit_s: float = ANSWER_LIMIT_S) -> Shown:
        """Open a page."""
        tab = self._tabs[path.split("/")[1]]
        try:
            response = tab.goto(self._line.url + path, wait_until="domcontentloaded", timeout=limit_s * 1000)
        except Error:
            self._blank(tab)  # while a tab waits for an answer, it can be asked nothing
            response = None
        return Shown(path, response.status, response.text()) if response else Shown(path, 0, "")

    # -- what happens to a phone ----------------------------------------------------------------------------------

    def leave_pages(self) -> None:
        for tab in self._tabs.values():
            self._blank(tab)

    def _blank(self, tab: Page) -> None:
        """Show an empty page; the browser's own page of an error may come in between."""
        for _ in range(5):
            try:
                tab.goto("about:blank")
                return
            except Error:
                self.wait(0.3)
        raise RuntimeError("the tab does not let go of its page")

    def stop_workers(self) -> None:
        session = self._context.new_cdp_session(self._lookout)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()

    def cut_power(self) -> None:
        """Kill the browser (-9) and start it again over what it left."""
        assert self._folder is not None
        _kill_browsers(f"--user-data-dir={self._folder}")
        self.close()
        (self._folder / "SingletonLock").unlink(missing_ok=True)
        self._start()

    def let_a_day_pass(self) -> None:
        """Let the worker think that it last asked the server long ago."""
        self._lookout.evaluate(_AGE)

    # -- what stands in it ----------------------------------------------------------------------------------------

    def look_inside(self) -> Inside:
        """Read the worker's storage from an empty page of the site."""
        found = self._lookout.evaluate(_LOOK)
        shells = {
            shell["sha256"]: frozenset(path for path, _, mark in shell["assets"] if not mark)
            for shell in found["shells"]
        }
        marked = {path for shell in found["shells"] for path, _, mark in shell["assets"] if mark}
        guides = {locale: _kept(found, f"{REGION}/{locale}") for locale in LOCALES}
        return Inside(guides, shells, frozenset(found["assets"]) - marked)

    def passed(self) -> dict[int, int]:
        """Return how often the worker has passed each await since it was started."""
        found = self._lookout.evaluate(_PASSED, ASK_PASSED)
        return {int(number): times for number, times in found.items()}


def front(locale: str) -> str:
    """Return the path of the guide's front page."""
    return f"/{locale}/{REGION}/"


def _kept(found: Mapping[str, Any], guide: str) -> Kept:
    row = next((one for one in found["guides"] if one["id"] == guide), None)
    parts = {one["sha256"]: one for one in found["parts"] if one["guide"] == guide}
    pages = {(one["path"], one["part"]): one for one in found["pages"] if one["guide"] == guide}
    return Kept(row, parts, pages)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Kill every browser that this process started where a block takes longer: then what waits in it raises Error."""
    timer = threading.Timer(seconds, lambda: _kill_browsers(""))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _kill_browsers(word: str) -> None:
    """Kill (-9) the browsers that this process started, or the one that has this word in its command."""
    for process, command in _descendants(os.getpid()):
        if "chromium" in command.partition("\0")[0] and word in command:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def _descendants(ancestor: int) -> Iterator[tuple[int, str]]:
    """Return the processes that came of one, each with its command, words parted by NUL."""
    parents: dict[int, int] = {}
    commands: dict[int, str] = {}
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            commands[int(path.name)] = (path / "cmdline").read_text()
    for process, command in commands.items():
        above = process
        while above in parents and above != ancestor:
            above = parents[above]
        if above == ancestor and process != ancestor:
            yield process, command
