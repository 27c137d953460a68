"""stop_times.txt and frequencies.txt -> when each trip is where."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field

from orientation.exchange.gtfs_feed import Feed
from orientation.exchange.gtfs_rows import Frequency, StopTime

CALLS_LIMIT = 600_000  # a whole country: nobody's phone keeps that
_TOO_MANY = f"more than {CALLS_LIMIT:,} stop times; name a part of it by --box or --stops"
_TIME = re.compile(r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Call:
    """A trip at a stop; seconds since the service day began."""

    sequence: int
    stop_id: str
    arrival_s: int
    departure_s: int
    pickup: str
    drop_off: str
    booking: str = ""


@dataclass(frozen=True, slots=True)
class Calls:
    """What the trips of a feed do, by trip_id."""

    by_trip: dict[str, list[Call]] = field(default_factory=dict)
    untimed: list[str] = field(default_factory=list)  # "stop_times.txt:12"


def read_calls(feed: Feed, trips: Collection[str], *, stops: Collection[str], kept: Collection[str]) -> Calls:
    """Return the calls of every trip that stops at a kept stop, in order.

    trips, stops: all ids of the feed.  A call without a time is left out: when it is, nobody knows.
    Raises BadInput.
    """
    near = _trips_near(feed, kept) if len(kept) < len(stops) else trips
    found = Calls()
    count = 0
    for line, row in feed.rows(StopTime):
        place = f"stop_times.txt:{line}"
        if row.trip_id not in trips:
            raise feed.bad(place, f"trip {row.trip_id!r} is missing in trips.txt")
        if row.trip_id not in near:
            continue
        if row.stop_id and row.stop_id not in stops:
            raise feed.bad(place, f"stop {row.stop_id!r} is missing in stops.txt")
        count += 1
        if count > CALLS_LIMIT:
            raise feed.bad("", _TOO_MANY)
        call = _call(feed, place, row)
        if call:
            found.by_trip.setdefault(row.trip_id, []).append(call)
        else:
            found.untimed.append(place)
    for trip, calls in found.by_trip.items():
        found.by_trip[trip] = _in_order(feed, trip, calls)
    return found


def _trips_near(feed: Feed, kept: Collection[str]) -> set[str]:
    return {row.trip_id for _, row in feed.rows(StopTime) if row.stop_id in kept}


def _call(feed: Feed, place: str, row: StopTime) -> Call | None:
    arrival, departure = row.arrival_time or row.departure_time, row.departure_time or row.arrival_time
    if not (row.stop_id and arrival):
        return None
    codes = (row.pickup_type, row.drop_off_type)
    if not all(code in ("0", "1", "2", "3") for code in codes):
        raise feed.bad(place, f"pickup_type and drop_off_type are 0 to 3, not {' and '.join(codes)}")
    times = (seconds_of(feed, place, arrival), seconds_of(feed, place, departure))
    return Call(row.stop_sequence, row.stop_id, *times, *codes, row.pickup_booking_rule_id)


def seconds_of(feed: Feed, place: str, time: str) -> int:
    """Return "25:10:30" as seconds.  Raises BadInput."""
    found = _TIME.fullmatch(time)
    if not found:
        raise feed.bad(place, f"{time!r} is no time such as 07:05:00")
    hours, minutes, seconds = map(int, found.groups())
    return hours * 3600 + minutes * 60 + seconds


def _in_order(feed: Feed, trip: str, calls: list[Call]) -> list[Call]:
    calls.sort(key=lambda call: call.sequence)
    last, sequence = 0, -1
    for call in calls:
        if call.sequence == sequence:
            raise feed.bad("stop_times.txt", f"trip {trip!r} has stop_sequence {sequence} twice")
        if not last <= call.arrival_s <= call.departure_s:
            problem = f"trip {trip!r} goes back in time at stop_sequence {call.sequence}"
            raise feed.bad("stop_times.txt", problem)
        last, sequence = call.departure_s, call.sequence
    return calls


@dataclass(frozen=True, slots=True)
class Headway:
    """A trip that is repeated."""

    starts_s: range
    exact: bool


def read_headways(
    feed: Feed, trips: Container[str], calls: Mapping[str, Sequence[Call]]
) -> dict[str, list[Headway]]:
    """Return, by trip_id, when repeated trips leave their first stop.

    trips: all ids of the feed.  calls: of the trips that are wanted.  Raises BadInput, also where repeating gives
    more calls than a feed may have.
    """
    found: dict[str, list[Headway]] = {}
    count = sum(map(len, calls.values()))
    for line, row in feed.rows(Frequency):
        place = f"frequencies.txt:{line}"
        if row.trip_id not in trips:
            raise feed.bad(place, f"trip {row.trip_id!r} is missing in trips.txt")
        if row.trip_id not in calls:
            continue
        starts = _starts(feed, place, row)
        count += len(starts) * len(calls[row.trip_id])
        if count > CALLS_LIMIT:
            raise feed.bad(place, _TOO_MANY)
        found.setdefault(row.trip_id, []).append(Headway(starts, row.exact_times == 1))
    return found


def _starts(feed: Feed, place: str, row: Frequency) -> range:
    if row.headway_secs < 60:
        raise feed.bad(place, f"headway_secs {row.headway_secs}: no bus comes more often than once a minute")
    start, end = seconds_of(feed, place, row.start_time), seconds_of(feed, place, row.end_time)
    if end <= start:
        raise feed.bad(place, f"it ends at {row.end_time}, not after it starts")
    return range(start, end, row.headway_secs)
