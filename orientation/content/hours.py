"""OpenStreetMap opening_hours -> a plain week and its words; public holidays.

Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, as opening-hours-py reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import holidays
from opening_hours import (  # type: ignore[attr-defined]  # its stubs forget the two errors
    OpeningHours,
    ParserError,
    State,
    UnknownCountryError,
)

from orientation.content.words import babel_locale
from orientation.domain.hours import Hours

DAY, WEEK = 1440, 10080  # minutes
_MONDAY = datetime(2024, 1, 1)
_WEEKS = 5 * 52  # five years show every season, month and odd week
_NO_PLAIN_WEEK = re.compile(r"\b(?:19|20|21)\d\d\b|\bSH\b|sunrise|sunset|dawn|dusk|easter|\+|\|\|")

Slot = tuple[int, int, str]  # start and end in minutes since Monday 00:00, comment


@lru_cache(maxsize=4096)
def expand(hours: str, *, country: str, subdivision: str = "") -> Hours | None:
    """Return opening hours as a plain week; None where there is none (seasons, days of a month, comments).

    country: ISO 3166-1. Open on holidays means: the hours name them (PH) and are as on any such weekday.
    Hours that do not name them count as closed: a town hall writes "Mo-Fr" and is closed on a holiday.
    subdivision changes nothing: which days are holidays reaches the phone as `holidays_of`.
    """
    if not hours or _NO_PLAIN_WEEK.search(hours):
        return None
    try:
        week = _plain_week(OpeningHours(hours))
        on_holidays = _open_on_holidays(hours, country)
    except ParserError:
        return None
    comments = {comment for _, _, comment in week or ()}
    by_appointment = bool(comments) and all("appointment" in comment.lower() for comment in comments)
    if week is None or on_holidays is None or not (by_appointment or comments <= {""}):
        return None
    times = tuple((start, end) for start, end, _ in week)
    if by_appointment and times == ((0, WEEK),):  # nothing but "by appointment"
        return Hours((), by_appointment=True)
    always = times == ((0, WEEK),) and ("PH" not in hours or on_holidays)
    return Hours(times, always, open_on_holidays=always or on_holidays, by_appointment=by_appointment)


def week_words(hours: Hours, locale: str) -> tuple[tuple[str, str], ...]:
    """Return (days, times) pairs, Monday first; the times are to be shown left to right.

    >>> week_words(Hours(week=((540, 840), (1980, 2280))), "en")
    (('Monday–Tuesday', '09:00–14:00'),)
    """
    times_of: dict[int, list[str]] = {}
    for start, end in (part for interval in hours.week for part in _by_day(interval)):
        times_of.setdefault(start // DAY, []).append(
            f"{_clock(start)}–{_clock(end) if end % DAY else '24:00'}"
        )
    days_of: dict[str, list[int]] = {}
    for day, times in sorted(times_of.items()):
        days_of.setdefault(", ".join(times), []).append(day)
    return tuple((day_words(days, locale), times) for times, days in days_of.items())


def holidays_of(country: str, subdivision: str, years: Iterable[int]) -> tuple[str, ...]:
    """Return the public holidays of a country's part as YYYY-MM-DD, sorted; () for a country nobody knows."""
    known = holidays.list_supported_countries()
    if country not in known:
        return ()
    part = subdivision if subdivision in known[country] else None
    return tuple(day.isoformat() for day in sorted(holidays.country_holidays(country, part, years=years)))


def _plain_week(hours: OpeningHours) -> tuple[Slot, ...] | None:
    """Return the slots of every week, None where weeks differ or it is not known whether it is open."""
    end = _MONDAY + timedelta(weeks=_WEEKS)
    weeks: dict[int, list[Slot]] = {week: [] for week in range(_WEEKS - 1)}
    for start, stop, state, comment in hours.intervals(_MONDAY - timedelta(weeks=1), end):
        week, minute = divmod(_minutes(start), WEEK)
        length = _minutes(stop) - _minutes(start)
        if state == State.UNKNOWN and "appointment" not in comment.lower():
            return None
        if length > WEEK and state != State.CLOSED:  # without end, or a season
            return ((0, WEEK, comment),) if length >= _WEEKS * WEEK else None
        if week in weeks and state != State.CLOSED:
            weeks[week].append((minute, minute + length, comment))
    different = set(map(tuple, weeks.values()))
    return different.pop() if len(different) == 1 else None


def _open_on_holidays(hours: str, country: str) -> bool | None:
    """Tell whether the hours hold on public holidays too, None where they are others on such days."""
    if "PH" not in hours:
        return False
    try:
        days, real = OpeningHours("PH", country=country), OpeningHours(hours, country=country)
    except UnknownCountryError:
        return None
    found = {day for day, _, state, _ in _two_years(days) if state == State.OPEN}
    pairs = [(_slots(real, day), _slots(OpeningHours(hours), day)) for day in found]
    usual = [(held, plain) for held, plain in pairs if plain]
    if not any(held for held, _ in pairs):
        return False
    return True if all(held == plain for held, plain in usual) else None


def _two_years(hours: OpeningHours) -> Iterator[tuple[datetime, datetime, State, str]]:
    return hours.intervals(_MONDAY, _MONDAY + timedelta(weeks=104))


def _slots(hours: OpeningHours, day: datetime) -> list[tuple[datetime, datetime]]:
    found = hours.intervals(day, day + timedelta(days=1))
    return [(start, stop) for start, stop, state, _ in found if state != State.CLOSED]


def _minutes(moment: datetime) -> int:
    return int((moment - _MONDAY).total_seconds()) // 60


def _by_day(interval: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield an interval in pieces of one day each; up to a day long it stays whole: 22:00–04:00."""
    start, end = interval
    if end - start <= DAY:
        yield start, end
        return
    while start < end:
        stop = min(end, (start // DAY + 1) * DAY)
        yield start, stop
        start = stop


def _clock(minute: int) -> str:
    """Return a time of day.

    >>> _clock(540), _clock(1440 + 120)
    ('09:00', '02:00')
    """
    hour, minute = divmod(minute % DAY, 60)
    return f"{hour:02}:{minute:02}"


def day_words(days: Sequence[int], locale: str) -> str:
    """Return weekday numbers (0 is Monday) as words, neighbours as a range."""
    babel = babel_locale(locale)
    names = babel.days["format"]["wide"]  # not "stand-alone": Babel mixes its locales up there
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    comma = "، " if babel.text_direction == "rtl" else ", "
    return comma.join(names[run[0]] + (f"–{names[run[-1]]}" if len(run) > 1 else "") for run in runs)
