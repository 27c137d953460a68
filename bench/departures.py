"""Compare what leaves next on a phone with a feed's tables: `python bench/departures.py FEED.zip [--pairs N]`.

The feed is imported, published and kept on a phone, Chromium with the network off; there the pages' own script says what
leaves at random moments. `bench/gtfs_tables.py` reads the same off the tables. Exit status 1 where they differ.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import brotli
from playwright.sync_api import Browser, Page

from bench.browser import LIMIT_MS, chromium, reader
from bench.gtfs_tables import Departure, GtfsTables
from bench.installation import Installation, serving
from bench.subjects import Subject
from orientation.content.read import read_guides
from orientation.content.write import write_guides
from orientation.domain.address import distinct
from orientation.domain.guide import Guides, Layer, Topic
from orientation.domain.locale import Locale
from orientation.errors import OrientationError
from orientation.exchange.gtfs import Wanted, import_gtfs
from orientation.exchange.slugs import slug_of

REGION = "lines-region"
NEXT = 5
ASKED = 40  # so many that all of the minute of the fifth are among them
SHOWN = 10  # differences
Pair = tuple[str, datetime]  # stop_id, moment
_ASK = """async (pairs) => {
  const { loadLine } = await import(document.querySelector("[data-island=lines]").dataset.src.replace(/^[.][.]\\/[.][.]\\/[.][.]/, ""));
  const answers = [];
  for (const [slug, now, count] of pairs) {
    const item = document.querySelector(`[data-stop~="${slug}"]`);
    const hrefs = item ? Array.from(item.querySelectorAll("a"), (link) => link.getAttribute("href")) : [];
    const lines = await Promise.all(hrefs.map(loadLine));
    const found = Orientation.departures.next(lines, { from: [slug], now: new Date(now), count });
    answers.push(found.map((one) => [one.at / 1000, one.line.number, one.to]));
  }
  return answers;
}"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare next departures with a feed's tables.")
    parser.add_argument("feed", type=Path)
    parser.add_argument("--pairs", type=int, default=1000, help="how many (stop, moment) to ask (1000)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    try:
        return compare(given.feed, count=given.pairs, seed=given.seed)
    except OrientationError as error:
        print(error, file=sys.stderr)
        return 1


def compare(feed: Path, *, count: int, seed: int) -> int:
    """Ask both; print what differs, and how many.  Raises OrientationError for a feed that cannot be imported."""
    with tempfile.TemporaryDirectory() as folder:
        guides = _guides(feed, Path(folder) / "guides")
        tables = GtfsTables(feed)
        pairs = list(random_pairs(tables, count, seed))
        ids = [row["stop_id"] for row in tables.rows("stops.txt")]
        slugs = dict(zip(ids, distinct(slug_of(one) or "stop" for one in ids), strict=True))
        questions = [(slugs[stop], int(moment.timestamp() * 1000), ASKED) for stop, moment in pairs]
        with chromium() as browser:
            phone = _phone(browser, Path(folder) / "data", guides, feed, questions)
    table = [tables.departures(*pair) for pair in pairs]
    wrong = [one for one in zip(pairs, table, phone, strict=True) if _first(one[1]) != _first(one[2])]
    for pair, expected, actual in wrong[:SHOWN]:
        print(f"{pair[0]} at {pair[1].isoformat()}:\n  tables {_first(expected)}\n  phone  {_first(actual)}")
    asked = sum(bool(found) for found in table)
    print(f"of {len(pairs)} pairs, {asked} have a departure within a week")
    print(f"{len(pairs)} pairs, {len(wrong)} differences")
    return 1 if wrong else 0


def random_pairs(tables: GtfsTables, count: int, seed: int) -> Sequence[Pair]:
    """Return random stops and moments: any day, days of exceptions, hours around midnight, changes of clocks."""
    dice = random.Random(seed)
    first, last, special = tables.days()
    days = [first + timedelta(days=ahead) for ahead in range(-3, (last - first).days + 4)]
    changes = [day for day in days if _clocks_change(tables, day)] or days
    pairs = []
    for turn in range(count):
        day = dice.choice((days, special or days, days, changes)[turn % 4])
        minutes = dice.choice((range(1440), range(1440), range(1320, 1560), range(300)))
        midnight = datetime(day.year, day.month, day.day, tzinfo=tables.zone).astimezone(UTC)
        pairs.append((dice.choice(tables.stops), midnight + timedelta(minutes=dice.choice(minutes))))
    return pairs


def _clocks_change(tables: GtfsTables, day: date) -> bool:
    offsets = [
        datetime(one.year, one.month, one.day, tzinfo=tables.zone).utcoffset()
        for one in (day, day + timedelta(days=1))
    ]
    return offsets[0] != offsets[1]


def _first(found: Sequence[Departure]) -> list[Departure]:
    """Return the next departures, with all that leave in the same minute as the last of them."""
    ordered = sorted((int(at), " ".join(line.split()), " ".join(to.split())) for at, line, to in found)
    return [one for one in ordered if one[0] <= ordered[min(NEXT, len(ordered)) - 1][0]]


def _guides(feed: Path, folder: Path) -> Guides:
    """Import a feed into a region made for it."""
    with zipfile.ZipFile(feed) if zipfile.is_zipfile(feed) else zipfile.ZipFile(BytesIO(), "w") as archive:
        zone = _zone(archive)
    layer = Layer(REGION, (("en", "Lines"),), kind="region", timezone=zone, host_locale="en", locales=("en",))
    topics = (Topic("transport", "transport", 10, (("en", "Transport"),)),)
    write_guides(Guides(topics, (Locale("en", "English", "ltr", "Latn"),), (layer,)), folder)
    import_gtfs(feed, Wanted(REGION), folder=folder, today=datetime.now(UTC).date())
    return read_guides(folder)


def _zone(archive: zipfile.ZipFile) -> str:
    """Return the feed's time zone; the importer says what is wrong with a feed that has none."""
    if "agency.txt" not in archive.namelist():
        return "UTC"
    lines = archive.read("agency.txt").decode("utf-8-sig", "replace").splitlines()
    names = [name.strip().strip('"') for name in lines[0].split(",")] if lines else []
    row = next(csv.DictReader(lines[1:2], names), {}) if len(lines) > 1 else {}
    return row.get("agency_timezone") or "UTC"


def _phone(
    browser: Browser, data: Path, guides: Guides, feed: Path, questions: Sequence[tuple[str, int, int]]
) -> list[list[Any]]:
    """Publish the guide, keep it on a phone and ask there with the network off."""
    data.mkdir()
    installation = Installation(data, Subject("lines", REGION, ("en", "en"), guides, large=False))
    installation.publish()
    published = installation.published("en")
    installation.close()
    _say_bytes(published.parts, feed)
    with serving(data) as server, reader(browser) as context:
        page = context.new_page()
        page.set_default_timeout(LIMIT_MS)
        url = f"http://127.0.0.1:{server.port}/en/{REGION}/"
        page.goto(url)
        page.locator('button[data-action="keep"]').click()
        page.wait_for_selector("[data-kept]", state="attached")
        context.set_offline(True)
        server.process.kill()
        page.goto(f"{url}lines/")
        page.wait_for_selector("[data-island=lines]:not([hidden])")
        return _ask(page, questions)


def _ask(page: Page, questions: Sequence[tuple[str, int, int]]) -> list[list[Any]]:
    return [
        answer
        for at in range(0, len(questions), 100)
        for answer in page.evaluate(_ASK, questions[at : at + 100])
    ]


def _say_bytes(parts: Sequence[bytes], feed: Path) -> None:
    """Print what the pages of lines take in a pack, beside the feed without its shapes."""
    pages = [
        page for part in parts for page in json.loads(part)["pages"] if page.get("kind") in ("lines", "line")
    ]
    pack = len(brotli.compress(json.dumps(pages, ensure_ascii=False).encode()))
    zipped = BytesIO()
    with (
        zipfile.ZipFile(feed) as source,
        zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as copy,
    ):
        for name in source.namelist():
            if name != "shapes.txt":
                copy.writestr(name, source.read(name))
    size = len(zipped.getvalue())
    print(f"pages of lines in the pack: {pack:,} B; feed without shapes.txt: {size:,} B; 1/{size / pack:.1f}")


if __name__ == "__main__":
    sys.exit(main())
