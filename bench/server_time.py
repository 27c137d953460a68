"""How long the server takes for a page: asked over one kept-alive connection on loopback."""

from __future__ import annotations

import http.client
import itertools
import re
import statistics
import time
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from bench.installation import Published, Server
from bench.measuring import MeasurementError
from bench.subjects import Subject
from bench.table import Row

REQUESTS = 200
FRONT_PAGE_BAR_MS = 50
_WORD = re.compile(r"\w{4,}")


def page_rows(server: Server, subject: Subject, published: Published) -> list[Row]:
    """Return median and 95th percentile for each kind of page, and how long the server took to start."""
    rows = [Row("server: start to first answer", server.start_s, "s", note="nothing to publish")]
    for kind, paths in _paths(subject, published).items():
        median_ms, p95_ms = _times_ms(server.port, paths)
        bar = FRONT_PAGE_BAR_MS if kind == "front page" else None
        note = f"p95 {p95_ms:.1f} ms; {REQUESTS} requests over {len(paths)} addresses"
        rows.append(Row(f"server: {kind}, median", median_ms, "ms", bar, note))
    return rows


def warm(server: Server, path: str) -> None:
    """Ask for a page, so that the next answer does not wait for what the server does once."""
    _times_ms(server.port, [path])


def _paths(subject: Subject, published: Published) -> dict[str, list[str]]:
    base = f"/{subject.locales[0]}/{subject.region}/"
    of_kind = {
        kind: [page["path"] for page in published.pages if page["kind"] == kind]
        for kind in ("topic", "entry")
    }
    words = dict.fromkeys(
        word.lower()
        for page in published.pages
        if page["kind"] == "entry"
        for word in _WORD.findall(page["title"])
    )
    searches = [f"{base}search/?q={quote(word)}" for word in list(words)[:20]]
    return {
        "front page": [base],
        "topic page": of_kind["topic"],
        "entry": of_kind["entry"],
        "search": searches,
    }


def _times_ms(port: int, paths: Sequence[str]) -> tuple[float, float]:
    """Return median and 95th percentile over the requests, the paths asked for in turn."""
    if not paths:
        raise MeasurementError("no such page")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        times = [_ask_ms(connection, path) for path in _turns(paths)]
    finally:
        connection.close()
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _turns(paths: Sequence[str]) -> Iterable[str]:
    return itertools.islice(itertools.cycle(paths), REQUESTS)


def _ask_ms(connection: http.client.HTTPConnection, path: str) -> float:
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "br"})
    response = connection.getresponse()
    response.read()
    elapsed_ms = (time.perf_counter() - start) * 1000
    if response.status != 200:
        raise MeasurementError(f"{path}: {response.status}")
    return elapsed_ms
