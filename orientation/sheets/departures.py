"""What leaves a stop, by line and direction, as tables of hours and minutes.

A departure is what `static/js/departures.js` calls one: of every trip that one may get on there and that goes on
from there, each minute of a line's goal once.  `bench/stops.py` holds this file to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from orientation.sheets.line_pages import Call, Days, LinePage, Pattern, Run

BOOK, WAVE, ABOUT = "book", "wave", "about"  # what one must know of a departure
_MARKS = {"2": BOOK, "3": WAVE}
_COLUMNS_MAX = 4  # of one table; a fifth would leave no room for minutes
_DAY = 1440  # minutes
_YEAR = 366  # days that are looked at for which is the last of a day
_SHORTER = 8  # days: services that end so much before the others say so


@dataclass(frozen=True, slots=True)
class Minute:
    """One departure: minutes past the hour."""

    text: str
    marks: tuple[str, ...] = ()
    last: bool = False  # nothing of this line and direction follows on that day


@dataclass(frozen=True, slots=True)
class Row:
    """One hour."""

    hour: str
    after_midnight: bool
    cells: tuple[tuple[Minute, ...], ...]  # one for each column of days


@dataclass(frozen=True, slots=True)
class Table:
    """Hours by days."""

    columns: tuple[Days, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Onward:
    """A stop that all trips of a direction go on to."""

    slug: str
    name: Markup
    minutes: str  # from here, "5" or "5–7"


@dataclass(frozen=True, slots=True)
class Direction:
    """What leaves one post of a stop for one goal."""

    line: LinePage
    pattern: Pattern  # the longest of those that leave here
    post: Call
    onward: tuple[Onward, ...]
    tables: tuple[Table, ...]
    always: tuple[str, ...]  # marks that every departure has; they stand nowhere else

    @property
    def marks(self) -> frozenset[str]:
        """Return the marks that stand at minutes."""
        rows = (row for table in self.tables for row in table.rows)
        return frozenset(mark for row in rows for cell in row.cells for one in cell for mark in one.marks)

    @property
    def books(self) -> bool:
        """Tell whether something that leaves here must be ordered."""
        return BOOK in self.always or BOOK in self.marks


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a sheet is for."""

    first: date  # of the sheet
    holidays: tuple[str, ...]  # YYYY-MM-DD
    over: bool = False  # all times have ended: what they were is shown

    def has(self, days: Days) -> bool:
        """Tell whether a service still runs."""
        return self.over or not days.end or days.end >= self.first.isoformat()

    def days_of(self, one: Days, all_of: Sequence[Days]) -> frozenset[date]:
        """Return the days of a year on which a service runs; where all are over, of the last year of them."""
        last = max((other.end for other in all_of), default="") if self.over else ""
        start = date.fromisoformat(last) - timedelta(_YEAR) if last else self.first
        year = (start + timedelta(ahead) for ahead in range(_YEAR + 1))
        return frozenset(day for day in year if one.run_on(day, self.holidays))


Way = tuple[Pattern, int]  # a pattern, and at which of its stops one gets on


def directions(line: LinePage, slugs: Sequence[str], period: Period) -> tuple[Direction, ...]:
    """Return what leaves some stops, a direction for each stop and goal; slugs: of one station."""
    ways: dict[tuple[str, str], list[Way]] = defaultdict(list)
    for slug in slugs:
        for pattern, index in _boardings(line, slug):
            ways[slug, pattern.to].append((pattern, index))
    found = (_direction(line, held, period) for held in ways.values())
    return tuple(one for one in found if one.tables)


def whole_line(line: LinePage, period: Period) -> tuple[Direction, ...]:
    """Return what leaves where its trips begin, a direction for each first stop and goal."""
    ways: dict[tuple[str, str], list[Way]] = defaultdict(list)
    for pattern in line.patterns:
        ways[pattern.calls[0].slug, pattern.to].append((pattern, 0))
    found = (_direction(line, held, period) for held in ways.values())
    return tuple(one for one in found if one.tables)


def _boardings(line: LinePage, slug: str) -> Iterator[Way]:
    """Yield where one may get on: never at the last stop."""
    for pattern in line.patterns:
        for index, call in enumerate(pattern.calls[:-1]):
            if call.slug == slug and call.boarding != "1":
                yield pattern, index


def _direction(line: LinePage, ways: Sequence[Way], period: Period) -> Direction:
    pattern, index = max(ways, key=lambda way: len(way[0].calls) - way[1])
    times = _times(line, ways, period)
    every = [marks for minutes in times.values() for marks in minutes.values()]
    always = frozenset.intersection(*every) if every else frozenset()
    if line.ordered_always:
        always |= {BOOK}
    return Direction(
        line=line,
        pattern=pattern,
        post=pattern.calls[index],
        onward=tuple(_onward(ways, pattern, index)),
        tables=tuple(_tables(times, always, period)),
        always=tuple(sorted(always)),
    )


Times = dict[Days, dict[int, frozenset[str]]]  # service → minute → marks


def _times(line: LinePage, ways: Sequence[Way], period: Period) -> Times:
    """Return each departure once; what can be had without booking at that minute needs none."""
    found: Times = defaultdict(dict)
    for pattern, index in ways:
        for run in pattern.runs:
            if not period.has(line.days[run.days]):
                continue
            held, marks = found[line.days[run.days]], _marks(pattern.calls[index], run)
            for start in run.starts:
                minute = start + run.after[index]
                held[minute] = held.get(minute, marks) & marks
    return {days: found[days] for days in line.days if days in found}


def _marks(call: Call, run: Run) -> frozenset[str]:
    known = {_MARKS[call.boarding]} if call.boarding in _MARKS else set()
    return frozenset(known | ({ABOUT} if run.approximate else set()))


def _tables(times: Times, always: frozenset[str], period: Period) -> Iterator[Table]:
    last = _last_of_day(times, period)
    services = tuple(times)
    for at in range(0, len(services), _COLUMNS_MAX):
        columns = services[at : at + _COLUMNS_MAX]
        hours = sorted({minute // 60 for days in columns for minute in times[days]})
        yield Table(
            columns,
            tuple(
                Row(
                    str(hour % 24),
                    hour >= 24,
                    tuple(tuple(_minutes(times[days], hour, always, last.get(days))) for days in columns),
                )
                for hour in hours
            ),
        )


def _minutes(
    times: dict[int, frozenset[str]], hour: int, always: frozenset[str], last: int | None
) -> Iterator[Minute]:
    for minute in sorted(one for one in times if one // 60 == hour):
        yield Minute(f"{minute % 60:02}", tuple(sorted(times[minute] - always)), minute == last)


def _last_of_day(times: Times, period: Period) -> dict[Days, int]:
    """Return the last departure of each service; none where another service of the same day goes on later."""
    ends = {days: max(minutes) for days, minutes in times.items()}
    running = {days: period.days_of(days, tuple(times)) for days in times}
    return {
        days: end
        for days, end in ends.items()
        if not any(ends[other] > end and running[other] & running[days] for other in times)
    }


def _onward(ways: Sequence[Way], pattern: Pattern, index: int) -> Iterator[Onward]:
    """Yield the stops that every trip goes on to, with the minutes from here."""
    after = [[call.slug for call in one.calls[at + 1 :]] for one, at in ways]
    for call in pattern.calls[index + 1 :]:
        if all(call.slug in slugs for slugs in after):
            minutes = [
                run.arrivals[at + 1 + slugs.index(call.slug)] - run.after[at]
                for (one, at), slugs in zip(ways, after, strict=True)
                for run in one.runs
            ]
            least, most = min(minutes, default=0), max(minutes, default=0)
            yield Onward(call.slug, call.name, str(least) if least == most else f"{least}–{most}")


def changes(days: Days, period: Period) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the single days, from the sheet's own on, on which a service runs too, and does not: YYYY-MM-DD."""
    first = period.first.isoformat()
    return tuple(day for day in days.added if day >= first), tuple(
        day for day in days.removed if day >= first
    )


def own_period(days: Days, all_of: Sequence[Days], period: Period) -> tuple[str, str]:
    """Return from when and until when a service runs, "" where the sheet's other words say it: YYYY-MM-DD."""
    ends = max((one.end for one in all_of), default="")
    late = days.start if days.start > period.first.isoformat() else ""
    if not days.end or not ends:
        return late, days.end if any(not one.end for one in all_of) else ""
    ahead = (date.fromisoformat(ends) - date.fromisoformat(days.end)).days
    return late, days.end if ahead >= _SHORTER else ""
