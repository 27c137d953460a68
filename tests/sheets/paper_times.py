"""What a stop's sheet says leaves there, read off the paper's own tables, beside what a phone works out."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag

from orientation.domain.edition import Page

ROOT = Path(__file__).resolve().parents[2]
WEEK_S = 7 * 86400
Departure = tuple[int, str, str]  # seconds since 1970, the line's number, where it goes
_PHONE = """
const vm = require("node:vm"), fs = require("node:fs");
const { script, lines, asks, holidays } = JSON.parse(fs.readFileSync(0, "utf8"));
const context = vm.createContext({ Intl, Date });
vm.runInContext(fs.readFileSync(script, "utf8"), context);
const { parseService, parseRun, next } = context.Orientation.departures;
for (const line of lines) {
  line.services = line.services.map(parseService);
  for (const pattern of line.patterns) pattern.runs = pattern.runs.map(parseRun);
}
console.log(JSON.stringify(asks.map(([from, now]) => next(lines, { from, now: new Date(now * 1000), count: 9999, holidays })
  .map((one) => [one.at / 1000, one.line.number, one.to]))));
"""


def phone_says(
    pages: Sequence[Page], asks: Sequence[tuple[Sequence[str], datetime]], holidays: Sequence[str]
) -> list[set[Departure]]:
    """Return what static/js/departures.js says leaves within a week; asks: (slugs of a stop, moment)."""
    given = {
        "script": str(ROOT / "static/js/departures.js"),
        "lines": [_line(page) for page in pages if page.kind == "line"],
        "asks": [(list(slugs), moment.timestamp()) for slugs, moment in asks],
        "holidays": list(holidays),
    }
    run = subprocess.run(
        ["node", "-e", _PHONE], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    return [{(int(at), number, to) for at, number, to in found} for found in json.loads(run.stdout)]


def _line(page: Page) -> dict[str, object]:
    """Return a line as readLine() in static/js/lines.js gives it."""
    root = BeautifulSoup(page.html, "html5lib")
    box = root.select_one("[data-line]")
    return {
        "slug": page.path,
        "number": box["data-line"],
        "zone": box["data-zone"],
        "services": [one["data-service"] for one in root.select("[data-service]")],
        "patterns": [
            {
                "to": one["data-to"],
                "stops": one["data-pattern"].split(" "),
                "pickup": one.get("data-pickup", ""),
                "dropOff": one.get("data-drop", ""),
                "runs": one["data-runs"].split(";"),
            }
            for one in root.select("[data-pattern]")
        ],
    }


def paper_says(html: str, moment: datetime, zone: str, holidays: Sequence[str]) -> set[Departure]:
    """Return what a stop's sheet says leaves within a week: its columns' rules, hours and minutes."""
    start, found = int(moment.timestamp()), set()
    today = moment.astimezone(ZoneInfo(zone)).date()
    blocks = BeautifulSoup(html, "html5lib").select("article[data-line]")
    for ahead in range(-2, 9):
        day = today + timedelta(ahead)
        zero = _start_of_service(day, zone)
        for block in blocks:
            leaving = [zero + minute * 60 for minute in _minutes(block, day, holidays)]
            found |= {
                (at, block["data-line"], block["data-to"])
                for at in leaving
                if start // 60 * 60 <= at < start // 60 * 60 + WEEK_S
            }
    return found


def _start_of_service(day: date, zone: str) -> int:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return int(noon.timestamp()) - 12 * 3600


def _minutes(block: Tag, day: date, holidays: Sequence[str]) -> Iterator[int]:
    for table in block.select("table.times"):
        rules = [one["data-days"] for one in table.select("thead th[data-days]")]
        for row in table.select("tbody tr"):
            hour = int(row.th.bdi.get_text()) + 24 * bool(row.th.small)
            for rule, cell in zip(rules, row.select("td"), strict=True):
                if runs_on(rule, day, holidays):
                    yield from (
                        hour * 60 + int(minute) for minute in re.findall(r"(?<!\d)\d\d(?!\d)", _plain(cell))
                    )


def _plain(cell: Tag) -> str:
    return " ".join(one.find(string=True) for one in cell.select(".minute"))


def runs_on(rule: str, day: date, holidays: Sequence[str]) -> bool:
    """Tell whether a service runs on a day, written apart from the product."""
    weekdays, start, end, on_holidays, *changes = rule.split(" ")
    stamp = day.isoformat()
    if f"+{stamp}" in changes or f"-{stamp}" in changes:
        return f"+{stamp}" in changes
    within = (start == "-" or start <= stamp) and (end == "-" or stamp <= end)
    if within and stamp in holidays and on_holidays != "-":
        return on_holidays == "on"
    return within and str(day.isoweekday()) in weekdays
