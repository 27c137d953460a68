"""The plain reading of a feed that phones are measured by, against answers worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from gtfs_builders import TABLES, make_feed

from bench.gtfs_tables import GtfsTables


def leaving(feed: Path, stop: str, moment: str) -> list[str]:
    found = GtfsTables(feed).departures(stop, datetime.fromisoformat(moment))
    return [f"{datetime.fromtimestamp(at, UTC):%m-%d %H:%M} {line} {to}" for at, line, to in found[:2]]


def test_a_trip_past_midnight_belongs_to_the_day_before(tmp_path: Path) -> None:
    assert leaving(make_feed(tmp_path), "s2", "2026-06-05T20:00+00:00") == [
        "06-05 22:42 7 Szpital", "06-08 05:12 7 Szpital",
    ]  # fmt: skip


def test_exceptions_frequencies_and_the_end_of_a_trip_are_heeded(tmp_path: Path) -> None:
    dates = "service_id,date,exception_type\nweek,20260608,2\nweek,20260606,1\n"
    often = "trip_id,start_time,end_time,headway_secs\nt1,06:00:00,06:40:00,1200\n"
    feed = make_feed(tmp_path, calendar_dates=dates, frequencies=often)
    assert leaving(feed, "s1", "2026-06-06T00:00+00:00") == ["06-06 04:00 7 Szpital", "06-06 04:20 7 Szpital"]
    assert leaving(feed, "s1", "2026-06-07T00:00+00:00") == ["06-09 04:00 7 Szpital", "06-09 04:20 7 Szpital"]
    assert leaving(feed, "s3", "2026-06-06T00:00+00:00") == []


def test_hours_count_from_noon_where_clocks_change(tmp_path: Path) -> None:
    daily = TABLES["calendar.txt"].replace("1,1,1,1,1,0,0", "0,0,0,0,0,0,1")
    times = TABLES["stop_times.txt"].replace("07:00:00", "02:30:00")
    feed = make_feed(tmp_path, calendar=daily, stop_times=times)
    assert leaving(feed, "s1", "2027-03-27T20:00+00:00")[0] == "03-28 00:30 7 Szpital"
