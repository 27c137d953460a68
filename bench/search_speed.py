"""How long a phone takes to search: the worker's own scripts, in a page whose processor is slowed four times.

Slowing does not reach a worker. So a page of the kept guide loads what the worker imports, over the storage that the
worker filled, and calls what answers a navigation.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from bench.installation import Server
from bench.measuring import MeasurementError
from bench.subjects import ROOT
from bench.table import Row
from orientation.web.scripts import BASE_STEMMER, WORKER_SCRIPTS
from orientation.web.stamp import stamped

SLOWED = 4  # times
SERVER_BAR_MS = 30
MAKE_BAR_S = 2
FIRST_BAR_MS = 500
WARM_BAR_MS = 100
_KEPT = """async (guide) => {
    for (let i = 0; i < 300; i++) {
        if (await get("settings", indexKey(guide))) return true;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
}"""
_MAKE = """async (guide) => {
    const row = await get("guides", guide);
    const start = performance.now();
    await makeIndex(row);
    return performance.now() - start;
}"""
_ASK = """async (addresses) => {
    const times = [];
    for (const address of addresses) {
        const start = performance.now();
        const answer = await fromPhone({ waitUntil: () => {} }, new URL(address, location.href));
        await answer.text();
        times.push(performance.now() - start);
    }
    return times;
}"""


def server_rows(server: Server, milliseconds: Sequence[float]) -> list[Row]:
    """Return how long searches took over HTTP, and what memory the server holds after them."""
    return [
        Row("server: search, p95", p95(milliseconds), "ms", SERVER_BAR_MS, f"{len(milliseconds)} questions"),
        Row("server: memory", _resident_bytes(server.process.pid), note="resident, after the searches"),
    ]


def phone_rows(browser: Browser, context: BrowserContext, address: str, asked: Sequence[str]) -> list[Row]:
    """Return how long searches take in a guide that this phone keeps. address: of the guide; the server runs."""
    locale, region = address.rstrip("/").split("/")[-2:]
    guide = f"{region}/{locale}"
    addresses = [f"{address}search/?q={quote(question[:200])}" for question in asked]
    page, session = _as_worker(context, address, locale)
    if not page.evaluate(_KEPT, guide):
        raise MeasurementError(f"{guide}: no index is kept")
    make_ms = page.evaluate(_MAKE, guide)
    page.close()
    page, session = _as_worker(context, address, locale)  # as after a restart: nothing compiled, nothing open
    before = _heap_bytes(session)
    (first_ms,) = page.evaluate(_ASK, addresses[:1])
    warm_ms = page.evaluate(_ASK, addresses)
    held = _heap_bytes(session) - before
    page.close()
    note = f"in a page slowed {SLOWED} times"
    return [
        Row("phone: index made", make_ms / 1000, "s", MAKE_BAR_S, note),
        Row("phone: first search after a restart", first_ms, "ms", FIRST_BAR_MS, f"{note}, index kept"),
        Row("phone: search, p95", p95(warm_ms), "ms", WARM_BAR_MS, f"median {statistics.median(warm_ms):.0f} ms"),
        Row("phone: memory of searching", held, note="in that page, garbage collected"),
        Row("phone: memory of the worker", _worker_bytes(browser, context), note="all of its heap"),
    ]  # fmt: skip


def p95(milliseconds: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(milliseconds)[int(len(milliseconds) * 0.95)]


def _as_worker(context: BrowserContext, address: str, locale: str) -> tuple[Page, CDPSession]:
    """Return a slowed page of the guide with the worker's scripts in it."""
    page = context.new_page()
    page.goto(f"{address}about/")
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    version = stamped((ROOT / "service-worker.js").read_text("utf-8"))
    page.evaluate("(version) => { window.VERSION = version; }", version)
    for name in (
        BASE_STEMMER,
        *WORKER_SCRIPTS,
    ):  # one by one: in one answer they keep their names to themselves
        page.add_script_tag(url=f"/static/{name}")
    stemmer = page.evaluate("(locale) => Orientation.search.stemmerScript(locale)", locale)
    if stemmer:
        page.add_script_tag(url=f"/static/vendor/snowball/{stemmer}")
    return page, session


def _heap_bytes(session: CDPSession) -> float:
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"])


def _worker_bytes(browser: Browser, context: BrowserContext) -> float:
    """Return what the service worker holds; Playwright has no session for one, so its messages are passed on."""
    origin = context.service_workers[0].url.partition("/service-worker.js")[0]
    session = browser.new_browser_cdp_session()
    targets = session.send("Target.getTargets")["targetInfos"]
    (target,) = (
        one["targetId"]
        for one in targets
        if one["type"] == "service_worker" and one["url"].startswith(origin)
    )
    attached = session.send("Target.attachToTarget", {"targetId": target, "flatten": False})["sessionId"]
    answers: dict[int, Any] = {}

    def note(event: dict[str, str]) -> None:
        answer = json.loads(event["message"])
        answers[answer.get("id", 0)] = answer.get("result")

    session.on("Target.receivedMessageFromTarget", note)
    page = context.new_page()
    for number, method in ((1, "HeapProfiler.collectGarbage"), (2, "Runtime.getHeapUsage")):
        message = json.dumps({"id": number, "method": method})
        session.send("Target.sendMessageToTarget", {"sessionId": attached, "message": message})
        while number not in answers:
            page.wait_for_timeout(20)
    page.close()
    session.detach()
    return float(answers[2]["usedSize"])


def _resident_bytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return float(status.partition("VmRSS:")[2].split()[0]) * 1024
