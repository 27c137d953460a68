"""Lines and their timetables, in the words of GTFS but for "line" (its "route").

Times are whole minutes since the service day began, which is noon minus twelve hours: 1510 is ten past one of the
night that follows.  Source: https://gtfs.org/documentation/schedule/reference/#field-types (Time).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orientation.domain.locale import Names
from orientation.domain.source import Source

REGULAR, NONE, CALL, DRIVER = "0", "1", "2", "3"  # pickup_type and drop_off_type
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True, slots=True)
class Service:
    """The days on which trips run."""

    name: str
    days: tuple[str, ...]  # of DAYS
    start: str = ""  # YYYY-MM-DD, the first day; "" where not known
    end: str = ""  # the last day
    holidays: str = (
        ""  # "on": runs on public holidays too; "off": not then; "": a holiday is a day like any other
    )
    added: tuple[str, ...] = ()  # YYYY-MM-DD, sorted
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """One place where a line stops; a station or a pair of poles has several."""

    slug: str
    names: Names
    station: Names = ()  # what it is a part of
    village: str = ""
    latitude: str = ""  # degrees north, WGS 84
    longitude: str = ""  # degrees east, WGS 84


@dataclass(frozen=True, slots=True)
class Run:
    """Trips of one service that take the same time from stop to stop."""

    service: str
    times: tuple[tuple[int, int], ...]  # (arrival, departure) of the first trip, a pair a stop
    also: tuple[int, ...] = ()  # when further trips leave the first stop
    approximate: bool = False  # "about every 20 minutes"

    @property
    def starts(self) -> tuple[int, ...]:
        """Return when trips leave the first stop, in order."""
        return tuple(sorted((self.times[0][1], *self.also)))


@dataclass(frozen=True, slots=True)
class Pattern:
    """Trips of a line that stop at the same stops."""

    stops: tuple[str, ...]  # slugs
    runs: tuple[Run, ...]
    to: Names = ()  # where it says it goes; "" where it says nothing
    pickup: str = ""  # a GTFS code for each stop; "" where one may get on everywhere
    drop_off: str = ""

    def boardings(self) -> Iterator[str]:
        """Yield the slugs of the stops where one may get on: never the last."""
        codes = self.pickup or REGULAR * len(self.stops)
        yield from (slug for slug, code in zip(self.stops[:-1], codes, strict=False) if code != NONE)


@dataclass(frozen=True, slots=True)
class Booking:
    """How one orders a line that runs only when somebody did."""

    phone: str = ""
    website: str = ""
    days_before: int = 0
    before: str = ""  # "17:00" on that day
    minutes_before: int = 0  # where it is not a matter of days
    note: Names = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line, as one knows it by number or name."""

    slug: str
    number: str  # "M1"
    patterns: tuple[Pattern, ...]
    names: Names = ()
    kind: str = "bus"  # bus, train, tram, metro, ferry or other
    operator: str = ""  # where the timetable has several
    phone: str = ""
    booking: Booking | None = None

    @property
    def ordered(self) -> bool:
        """Tell whether it runs, or stops somewhere, only for who ordered it."""
        return self.booking is not None or any(CALL in one.pickup + one.drop_off for one in self.patterns)

    def stops(self) -> Iterator[str]:
        """Yield the slugs of its stops, each once."""
        yield from dict.fromkeys(slug for pattern in self.patterns for slug in pattern.stops)


@dataclass(frozen=True, slots=True)
class Timetable:
    """Lines that are published together, with their stops and days."""

    layer: str
    slug: str
    names: Names  # who runs the lines
    lines: tuple[Line, ...]  # sorted by slug
    stops: tuple[Stop, ...]
    services: tuple[Service, ...]
    timezone: str = ""  # IANA; "" for the layer's
    phone: str = ""
    website: str = ""
    licence: str = ""  # "CC BY 4.0"
    licence_url: str = ""
    read_on: str = ""
    source: Source | None = None

    def boardings(self) -> tuple[Stop, ...]:
        """Return the stops where one may get on."""
        patterns = (pattern for line in self.lines for pattern in line.patterns)
        slugs = {slug for pattern in patterns for slug in pattern.boardings()}
        return tuple(stop for stop in self.stops if stop.slug in slugs)


def clock(minutes: int) -> str:
    """Return a time as timetables print it; it may pass midnight.

    >>> clock(1510)
    '25:10'
    """
    return f"{minutes // 60:02}:{minutes % 60:02}"
