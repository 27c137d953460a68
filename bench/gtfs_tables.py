"""What leaves a stop, read off a GTFS feed's tables one row after another: slow, and written apart from the product.

Every table is kept as it is; each question looks at every row that may matter.
Source: https://gtfs.org/documentation/schedule/reference/
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

Row = dict[str, str]
Departure = tuple[int, str, str]  # (seconds since 1970, the line's number or name, where it says it goes)
WEEK_S = 7 * 86400
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class GtfsTables:
    """A feed, unpacked."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self._tables = {
                name: _rows(archive.read(name)) for name in archive.namelist() if name.endswith(".txt")
            }
        self.zone = ZoneInfo(self.rows("agency.txt")[0]["agency_timezone"])
        self._trips = {row["trip_id"]: row for row in self.rows("trips.txt")}
        self._routes = {row["route_id"]: row for row in self.rows("routes.txt")}
        self._stops = {row["stop_id"]: row for row in self.rows("stops.txt")}
        self._calls: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows("stop_times.txt"):
            if row.get("stop_id") and (row.get("departure_time") or row.get("arrival_time")):
                self._calls[row["trip_id"]].append(row)
        for calls in self._calls.values():
            calls.sort(key=lambda row: int(row["stop_sequence"]))
        self._at: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for trip, calls in self._calls.items():
            for index, call in enumerate(calls[:-1]):  # nobody gets on where it ends
                self._at[call["stop_id"]].append((trip, index))
        self._repeated: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows("frequencies.txt"):
            self._repeated[row["trip_id"]].append(row)
        self._known: dict[tuple[str, date], bool] = {}
        self._longest_days = (
            2 + max(_seconds(row) for calls in self._calls.values() for row in calls) // 86400
        )

    def rows(self, name: str) -> list[Row]:
        return self._tables.get(name, [])

    @property
    def stops(self) -> list[str]:
        """Return the ids of the stops where something leaves."""
        return sorted(self._at)

    def runs_on(self, service: str, day: date) -> bool:
        if (service, day) not in self._known:
            self._known[service, day] = self._runs_on(service, day)
        return self._known[service, day]

    def _runs_on(self, service: str, day: date) -> bool:
        stamp = day.strftime("%Y%m%d")
        for row in self.rows("calendar_dates.txt"):
            if row["service_id"] == service and row["date"] == stamp:
                return row["exception_type"] == "1"
        return any(
            row["service_id"] == service
            and row["start_date"] <= stamp <= row["end_date"]
            and row[_WEEKDAYS[day.weekday()]] == "1"
            for row in self.rows("calendar.txt")
        )

    def departures(self, stop: str, moment: datetime) -> list[Departure]:
        """Return what leaves a stop within a week of a moment, each (minute, line, goal) once."""
        start = int(moment.timestamp())
        today = moment.astimezone(self.zone).date()
        found = set()
        for ahead in range(-self._longest_days, 9):
            day = today + timedelta(days=ahead)
            noon = datetime(day.year, day.month, day.day, 12, tzinfo=self.zone).astimezone(UTC)
            zero = int(noon.timestamp()) - 12 * 3600
            for trip, index in self._at[stop]:
                if self._calls[trip][index].get("pickup_type") == "1":
                    continue
                for seconds in self._leaving(trip, index):
                    at = zero + seconds // 60 * 60
                    if start <= at < start + WEEK_S and self.runs_on(self._trips[trip]["service_id"], day):
                        found.add((at, self._line(trip), self._goal(trip)))
        return sorted(found)

    def _leaving(self, trip: str, index: int) -> Iterator[int]:
        """Yield when a trip, or each of its repetitions, leaves; seconds since noon minus twelve hours."""
        calls = self._calls[trip]
        after = _seconds(calls[index]) - _seconds(calls[0])
        if trip not in self._repeated:
            yield _seconds(calls[index])
        for row in self._repeated.get(trip, ()):
            start = _clock(row["start_time"])
            while start < _clock(row["end_time"]):
                yield start + after
                start += int(row["headway_secs"])

    def _line(self, trip: str) -> str:
        route = self._routes[self._trips[trip]["route_id"]]
        return route.get("route_short_name") or route.get("route_long_name") or route["route_id"]

    def _goal(self, trip: str) -> str:
        last = self._stops[self._calls[trip][-1]["stop_id"]]
        return self._trips[trip].get("trip_headsign") or last["stop_name"]

    def days(self) -> tuple[date, date, list[date]]:
        """Return the first day, the last, and those that are exceptions."""
        stamps = [row[name] for row in self.rows("calendar.txt") for name in ("start_date", "end_date")]
        special = sorted({_day(row["date"]) for row in self.rows("calendar_dates.txt")})
        known = [*map(_day, stamps), *special]
        return min(known), max(known), special


def _rows(data: bytes) -> list[Row]:
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [{name.strip(): (value or "").strip() for name, value in row.items() if name} for row in reader]


def _seconds(call: Row) -> int:
    return _clock(call.get("departure_time") or call["arrival_time"])


def _clock(time: str) -> int:
    hours, minutes, seconds = map(int, time.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def _day(stamp: str) -> date:
    return date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:]))
