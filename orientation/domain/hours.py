"""Opening hours, expanded so that a phone needs no parser.

`static/js/hours.js` reads the same from a page; vectors in tests/vectors/opening_hours.json.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

DAY = 1440  # minutes


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Some time of one day, in minutes since midnight; 1440 is the day's end."""

    start: int
    end: int
    state: str = "open"  # or "appointment": for who has one; "unknown": perhaps open, ask first


Day = tuple[Slot, ...]  # sorted, not overlapping; () is closed
WHOLE: Day = (Slot(0, DAY),)
UNKNOWN: Day = (Slot(0, DAY, "unknown"),)


@dataclass(frozen=True, slots=True)
class Period:
    """From that day on every week is like this one."""

    first: str  # YYYY-MM-DD; "" for the first period
    week: tuple[Day, ...]  # seven, Monday first


@dataclass(frozen=True, slots=True)
class Hours:
    """When a place is open, for the years whose public holidays are known."""

    periods: tuple[Period, ...]  # one where all weeks are alike, holidays and single days apart
    holidays: Day = UNKNOWN  # on every public holiday that is not in `dated`
    dated: tuple[tuple[str, Day], ...] = ()  # (YYYY-MM-DD, that day), sorted: days unlike their weekday
    comments: tuple[str, ...] = ()  # of whoever wrote the hours, in whatever language

    @property
    def always(self) -> bool:
        """Tell whether it is open day and night, holidays too."""
        days = {self.holidays, *(day for period in self.periods for day in period.week)}
        return days == {WHOLE} and not self.dated

    @property
    def states(self) -> frozenset[str]:
        """Return the states of all slots, those of public holidays left out."""
        days = [day for period in self.periods for day in period.week] + [day for _, day in self.dated]
        return frozenset(slot.state for day in days for slot in day)

    @property
    def by_appointment(self) -> bool:
        return "appointment" in self.states

    def on(self, day: date, holidays: Collection[str]) -> Day:
        """Return when it is open that day. holidays: YYYY-MM-DD, public ones of the years around it."""
        name = day.isoformat()
        dated = dict(self.dated)
        if name in dated:
            return dated[name]
        if name in holidays:
            return self.holidays
        period = next(one for one in reversed(self.periods) if one.first <= name)
        return period.week[day.weekday()]
