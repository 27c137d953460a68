"""OpenStreetMap opening_hours -> weeks, public holidays and single days, for the years whose holidays are known.

Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification, as opening-hours-py reads it.
How, and what is left out: docs/decisions/0022-opening-hours.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from opening_hours import (  # type: ignore[attr-defined]  # its stubs forget the error
    OpeningHours,
    ParserError,
    State,
)

from orientation.content.public_holidays import names_holidays, with_holidays
from orientation.domain.hours import DAY, Day, Hours, Period, Slot

PERIODS_MAX, DATED_MAX = 24, 300  # what differs more often is no use to a reader, and long

# school holidays, the sun, an open end ("18:00+"), what holds where nothing else does, the day after a holiday:
# the library does not know when they are, or reads them otherwise than they are written
_NOT_KNOWN = re.compile(r"\bSH\b|sunrise|sunset|dawn|dusk|\d\+(?!\d)|\|\||\bPH\s*[-+]")
_APPOINTMENT = re.compile(
    r"appointment|cita|rendez-?vous|\brdv\b|um[oó]wi|ραντεβο[υύ]|запис|موعد", re.IGNORECASE
)
_AROUND = 28  # days looked at before and after, so that the first and last weeks are told from single days

Days = Mapping[date, Day]


@lru_cache(maxsize=4096)
def expand(hours: str, *, holidays: tuple[str, ...], years: tuple[int, int]) -> Hours | None:
    """Return opening hours for those years, first and last; None where nobody can tell a phone what they mean.

    holidays: the public ones of those years, YYYY-MM-DD; () where they are not known.
    Hours that do not name public holidays (PH) are not known on them: a town hall writes "Mo-Fr" and is closed.
    """
    if not hours or _NOT_KNOWN.search(hours) or not (holidays or _names_no_day(hours)):
        return None
    named = hours if names_holidays(hours) or _names_no_day(hours) else f"{hours}; PH unknown"
    try:
        real, usual = with_holidays(named, holidays), with_holidays(named, ())
        if real is None or usual is None:
            return None
        return _expand(OpeningHours(real), OpeningHours(usual), holidays=holidays, years=years)
    except ParserError:
        return None


def _names_no_day(hours: str) -> bool:
    return hours.strip() == "24/7"


def _expand(
    real: OpeningHours, usual: OpeningHours, *, holidays: Sequence[str], years: tuple[int, int]
) -> Hours | None:
    """Return what the library says. usual: as if no day were a holiday."""
    first, last = date(years[0], 1, 1), date(years[1], 12, 31)
    span = (first - timedelta(days=_AROUND), last + timedelta(days=_AROUND))
    truth, comments = _days(real, *span)
    periods = _periods(_days(usual, *span)[0], first, last)
    found = [truth[date.fromisoformat(day)] for day in holidays]
    known = Hours(periods, Counter(found).most_common(1)[0][0] if found else periods[0].week[0])
    own = (first + timedelta(days=number) for number in range((last - first).days + 1))
    dated = tuple((day.isoformat(), truth[day]) for day in own if known.on(day, holidays) != truth[day])
    if len(periods) > PERIODS_MAX or len(dated) > DATED_MAX:
        return None
    return Hours(periods, known.holidays, dated, comments)


def _days(hours: OpeningHours, first: date, last: date) -> tuple[Days, tuple[str, ...]]:
    """Return each day from first to last, and the comments that say more than "by appointment"."""
    slots: dict[date, list[Slot]] = {}
    comments: dict[str, None] = {}
    end = datetime(last.year, last.month, last.day) + timedelta(days=1)
    for start, stop, state, comment in hours.intervals(datetime(first.year, first.month, first.day), end):
        own = _state(state, comment)
        if comment and own != "appointment":
            comments[comment] = None
        while own and start < stop:
            midnight = datetime(start.year, start.month, start.day) + timedelta(days=1)
            _add(
                slots.setdefault(start.date(), []),
                Slot(_minute(start), _until(start, min(stop, midnight)), own),
            )
            start = midnight
    numbers = range((last - first).days + 1)
    return {
        day: tuple(slots.get(day, ())) for day in (first + timedelta(days=one) for one in numbers)
    }, tuple(comments)


def _state(state: State, comment: str) -> str:
    """Return a slot's state, "" for closed. A comment may be a condition, which no phone can read: then ask first."""
    if state == State.CLOSED:
        return ""
    if _APPOINTMENT.search(comment):
        return "appointment"
    return "unknown" if comment or state == State.UNKNOWN else "open"


def _add(slots: list[Slot], slot: Slot) -> None:
    """Add a slot; one that goes on as the last one was makes that longer."""
    if slots and slots[-1].end == slot.start and slots[-1].state == slot.state:
        slot = Slot(slots.pop().start, slot.end, slot.state)
    slots.append(slot)


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _until(start: datetime, stop: datetime) -> int:
    return _minute(stop) if stop.date() == start.date() else DAY


def _periods(days: Days, first: date, last: date) -> tuple[Period, ...]:
    """Return the weeks from first to last; single days that differ from them are left to be named."""
    smooth = _without_single_days(days, last)
    found: list[Period] = []
    day = first
    while day <= last:
        if not found or found[-1].week[day.weekday()] != smooth[day]:
            following = [day + timedelta(days=number) for number in range(7)]
            week = tuple(smooth[one] for one in sorted(following, key=date.weekday))
            found.append(Period(day.isoformat() if found else "", week))
        day += timedelta(days=1)
    return tuple(found)


def _without_single_days(days: Days, last: date) -> dict[date, Day]:
    """Return the days, where one that differs is as a week before if that comes back within a fortnight."""
    smooth = dict(days)
    week = timedelta(weeks=1)
    for day in days:
        usual = smooth.get(day - week)
        if usual is not None and day <= last and usual in (days[day + week], days[day + 2 * week]):
            smooth[day] = usual
    return smooth
