"""Make tests/vectors/opening_hours.json: what the library says of each value in opening_hours.txt, at given moments.

Run from the project's folder: PYTHONPATH=tests/content python -m hours_vectors
What is expected comes from the library alone, asked in the place's time zone and with its own public holidays of the
country; what the phone is given comes from `orientation.content.hours`. Where hours do not name public holidays, the
library is asked with "; PH unknown": nobody knows then, whatever the library would say.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

from orientation.content.hours import expand
from orientation.content.public_holidays import names_holidays
from orientation.web.render_hours import hours_view

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
YEARS = (2026, 2027)
ZONES = {"ES": "Europe/Madrid", "FR": "Europe/Paris", "GR": "Europe/Athens", "PL": "Europe/Warsaw"}
AHEAD = 7  # days, as static/js/hours.js looks ahead
APPOINTMENT = ("appointment", "cita previa", "rendez-vous", "RDV", "ραντεβού", "umówieniu")
MOMENTS = (  # in UTC
    "2026-01-01T09:30:00Z",  # the first day that is known
    "2026-03-29T00:30:00Z",  # before and after clocks go forward
    "2026-03-29T01:15:00Z",
    "2026-07-14T08:45:00Z",  # a holiday in one country, summer in all
    "2026-08-15T10:30:00Z",  # a holiday in all
    "2026-10-25T00:30:00Z",  # 02:30 in Madrid, for the first time and for the second
    "2026-10-25T01:30:00Z",
    "2026-11-23T09:30:00Z",  # a Monday
    "2026-11-29T23:10:00Z",  # past midnight, Sunday to Monday
    "2026-12-24T16:30:00Z",
    "2026-12-25T11:00:00Z",
    "2026-12-31T22:45:00Z",  # the last night of the year, and its first
    "2026-12-31T23:30:00Z",
    "2027-12-31T22:30:00Z",  # the last night that is known
    "2028-01-03T10:00:00Z",  # beyond
)
RANDOM_MOMENTS = 4

Spans = list[tuple[datetime, datetime, str]]


def values() -> Iterator[tuple[str, str]]:
    """Yield (country, opening_hours); country "-" for those that are beyond a phone."""
    country = ""
    for line in (VECTORS / "opening_hours.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            country = line[1:-1]
        elif line and not line.startswith("#"):
            yield country, line


def library_holidays(country: str) -> tuple[str, ...]:
    """Return the public holidays that the library itself has."""
    hours, day, found = OpeningHours("PH", country=country), date(YEARS[0], 1, 1), []
    while day.year <= YEARS[1]:
        if hours.is_open(datetime(day.year, day.month, day.day)):
            found.append(day.isoformat())
        day += timedelta(days=1)
    return tuple(found)


def expected(value: str, country: str, now: datetime) -> dict[str, object]:
    """Return what the phone is to say at that moment, by the library."""
    zone = ZoneInfo(ZONES[country])
    local = now.astimezone(zone).replace(tzinfo=None)
    if not YEARS[0] <= local.year <= YEARS[1]:
        return {"state": "unknown"}
    midnight = datetime(local.year, local.month, local.day)
    named = value if names_holidays(value) or value == "24/7" else f"{value}; PH unknown"
    state = _word(*OpeningHours(named, country=country, timezone=zone).state(now.astimezone(zone)))
    spans = _spans(OpeningHours(named, country=country), midnight)
    end = next(end for start, end, _ in spans if start <= local < end)
    if state == "closed":
        opens = next((one[0] for one in spans if one[0] > local and one[2] == "open"), None)
        return {"state": state, **({"opens": _moment(opens, midnight)} if opens else {})}
    if state == "unknown" and OpeningHours("PH", country=country).is_open(local):
        return {"state": state, "holiday": True}
    if state != "open" or end > midnight + timedelta(days=AHEAD):
        return {"state": state}
    return {"state": state, "until": _moment(end, midnight)}


def _spans(hours: OpeningHours, midnight: datetime) -> Spans:
    """Return (start, end, state) by the clock on the wall, for eight days; years nobody knows are unknown."""
    last = midnight + timedelta(days=AHEAD + 1)
    known = min(last, datetime(YEARS[1] + 1, 1, 1))
    found: Spans = []
    for start, end, state, comment in hours.intervals(midnight, known):
        _join(found, (start, end, _word(state, comment)))
    if known < last:
        _join(found, (known, last, "unknown"))
    return found


def _join(spans: Spans, span: tuple[datetime, datetime, str]) -> None:
    if spans and spans[-1][2] == span[2]:
        span = (spans.pop()[0], *span[1:])
    spans.append(span)


def _word(state: State, comment: str) -> str:
    if state == State.CLOSED:
        return "closed"
    if any(one in comment for one in APPOINTMENT):
        return "appointment"
    return "unknown" if comment or state == State.UNKNOWN else "open"


def _moment(at: datetime, midnight: datetime) -> dict[str, int]:
    day = datetime(at.year, at.month, at.day)
    return {
        "day": at.weekday(),
        "days": (day - midnight).days,
        "minutes": int((at - day).total_seconds()) // 60,
    }


def moments(value: str) -> list[str]:
    """Return when a value is asked: the days on which calendars turn, and some that the value itself picks."""
    dice = random.Random(value)
    start = datetime(YEARS[0], 1, 2, tzinfo=UTC)
    picked = (start + timedelta(minutes=dice.randrange(720 * 1440)) for _ in range(RANDOM_MOMENTS))
    return [*MOMENTS, *(one.strftime("%Y-%m-%dT%H:%M:%SZ") for one in picked)]


def vector(country: str, value: str) -> dict[str, object]:
    """Return one value: what the phone is given, and what it is to say."""
    if country == "-":
        return {"hours": value, "week": None}
    hours = expand(value, holidays=library_holidays(country), years=YEARS)
    if hours is None:
        raise SystemExit(f"{value}: beyond a phone; write it below [-]")
    view = hours_view(hours, "en")
    return {
        "hours": value,
        "calendar": country,
        "week": view.week,
        "on_holidays": view.on_holidays,
        "dated": view.on_dates,
        "moments": [[now, expected(value, country, datetime.fromisoformat(now))] for now in moments(value)],
    }


def main() -> None:
    calendars = {
        country: {"timezone": zone, "holidays": library_holidays(country)} for country, zone in ZONES.items()
    }
    lines = ",\n".join(
        json.dumps(vector(*one), ensure_ascii=False, separators=(",", ":")) for one in values()
    )
    head = json.dumps(calendars, separators=(",", ":"))
    text = f'{{"calendars":{head},\n"values":[\n{lines}\n]}}\n'
    (VECTORS / "opening_hours.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
