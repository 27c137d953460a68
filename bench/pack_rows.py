"""Rows on bytes: the pack beside its limit, and what the wire carried."""

from __future__ import annotations

import json
from collections.abc import Iterable

import brotli
from playwright.sync_api import Browser, BrowserContext

from bench.browser import Kept, keep, kept_page_ms, open_html_alone, reader
from bench.installation import Installation, Published, Server
from bench.limit import limit_bytes
from bench.measuring import MeasurementError
from bench.table import Row
from bench.talk import Traffic
from bench.wire import Wire

FIRST_PAGE_BAR = 14_000
RATIO_BAR = 1.15
MANIFEST_BAR = 1_000
FIRST_PART_BAR = 10_000
PART_BAR = 20_000
ELSE_BAR = 28_000
KEPT_PAGES = 20  # navigations


def pack_rows(published: Published, locale: str, *, large: bool) -> list[Row]:
    """Return what the manifest says of a locale's pack, beside the limit."""
    value = json.loads(published.manifest)
    pack = value["pack"]["wire_bytes"]
    parts = [part["wire_bytes"] for part in value["parts"]]
    limit = limit_bytes(page["html"] for page in published.pages)
    return [
        Row(f"{locale}: pack", pack, note=f"{len(published.pages)} pages, {len(parts)} parts"),
        Row(f"{locale}: limit", limit),
        Row(f"{locale}: pack ÷ limit", pack / limit, "x", RATIO_BAR if large else None),
        Row(f"{locale}: manifest, Brotli", _manifest_bytes(published.manifest), bar=MANIFEST_BAR),
        Row(f"{locale}: first part", parts[0], bar=FIRST_PART_BAR),
        Row(f"{locale}: largest part", max(parts), bar=PART_BAR, note=" ".join(map(str, parts))),
    ]


def _manifest_bytes(manifest: str) -> int:
    return len(brotli.compress(manifest.encode(), quality=7))  # the quality that the server sends it with


def wire_rows(
    browser: Browser, installation: Installation, server: Server
) -> tuple[list[Row], tuple[Kept, Kept]]:
    """Keep the guide in both locales, then stop the server and read."""
    subject = installation.subject
    first, second = subject.locales
    published = installation.published(first)
    with Wire(server.port) as wire, reader(browser) as context:
        rows = _html_rows(browser, wire, f"/{first}/{subject.region}/")
        kept = keep(context, wire, f"/{first}/{subject.region}/", until_quiet=True)
        rows += _first_page_rows(kept) + _kept_rows(kept, published, first)
        other = keep(context, wire, f"/{second}/{subject.region}/", until_quiet=True)
        rows += _second_rows(other, installation.published(second), second)
        server.kill()
        wire.close()
        rows.append(Row("a kept page, server killed, median", *_offline(context, wire, published)))
    return rows, (kept, other)


def _html_rows(browser: Browser, wire: Wire, path: str) -> list[Row]:
    traffic, words = open_html_alone(browser, wire, path)
    if not words:
        raise MeasurementError(f"{path}: main is not visible after its HTML alone")
    note = f"readable: {len(words)} characters of main are shown; body {traffic.body_of(path):,} B"
    return [Row("first page: its HTML alone", traffic.down_bytes, note=note)]


def _first_page_rows(kept: Kept) -> list[Row]:
    traffic = kept.opened.traffic
    return [
        Row(
            "first page: all on the wire", traffic.down_bytes, bar=FIRST_PAGE_BAR, note=requests_note(traffic)
        )
    ]


def _kept_rows(kept: Kept, published: Published, locale: str) -> list[Row]:
    received = _received(kept.whole, published)
    rest = kept.whole.down_bytes - received
    return [
        Row(f"{locale}: pack, received", received),
        Row(f"{locale}: everything else until kept", rest, bar=ELSE_BAR, note=requests_note(kept.whole)),
        Row(f"{locale}: click to kept", kept.pressed.seconds, "s", note="once, line not slowed"),
    ]


def _second_rows(kept: Kept, published: Published, locale: str) -> list[Row]:
    rest = kept.whole.down_bytes - _received(kept.whole, published)
    return [Row(f"{locale} as second locale: beyond its pack", rest, note=requests_note(kept.whole))]


def _received(traffic: Traffic, published: Published) -> int:
    """Return the bytes of the pack that came; it must be what the manifest says."""
    received, said = (
        traffic.body_of(published.pack_path),
        json.loads(published.manifest)["pack"]["wire_bytes"],
    )
    if received != said:
        raise MeasurementError(f"{received} bytes of a pack of {said} came")
    return received


def _offline(context: BrowserContext, wire: Wire, published: Published) -> tuple[float, str, None, str]:
    paths = [page["path"] for page in published.pages if page["kind"] == "entry"][:KEPT_PAGES]
    milliseconds = kept_page_ms(context, wire.url, paths)
    return milliseconds, "ms", None, f"{len(paths)} navigations"


def requests_note(traffic: Traffic) -> str:
    heads = f"{traffic.head_bytes:,} B of heads"
    return f"{len(traffic.exchanges)} requests, {heads}; {traffic.up_bytes:,} B sent"


def traffic_lines(kept: Kept) -> Iterable[tuple[str, str, str]]:
    """Return (address, bytes of head, bytes of body) of every answer until the guide was kept."""
    for one in kept.whole.exchanges:
        yield (
            one.path if len(one.path) < 60 else one.path[:57] + "…",
            f"{one.head_bytes:,}",
            f"{one.body_bytes:,}",
        )
