"""Opening hours as the templates are given them: in words, and as a phone reads them."""

from __future__ import annotations

from dataclasses import dataclass

from orientation.content.hours_words import Line, times_words, week_words
from orientation.content.words import date_words
from orientation.domain.hours import DAY, UNKNOWN, WHOLE, Day, Hours, Period

DATED_TOLD, PERIODS_TOLD = 8, 6  # more is told by "on some days the hours are different"
_MARKS = {"open": "", "appointment": "a", "unknown": "u"}  # static/js/hours.js reads them


@dataclass(frozen=True, slots=True)
class HoursView:
    """When a place is open, in words and for the phone."""

    periods: tuple[tuple[str, tuple[Line, ...]], ...]  # (since when, in words; its week)
    holidays: str  # times on public holidays, "" where it is closed or not known
    holidays_closed: bool
    dated: tuple[tuple[str, str], ...]  # (day in words, times; "" where it is closed)
    more: bool  # there are days that are not told here
    by_appointment: bool
    comments: tuple[str, ...]
    # for the phone, as static/js/hours.js reads them:
    week: str  # "540-840 1980-2280|2026-04-01 540-900"
    on_holidays: str  # "600-720"
    on_dates: str  # "2026-12-24|2026-12-31 540-720"


def hours_view(hours: Hours, locale: str) -> HoursView:
    """Return a place's hours for a reader of that locale."""
    only_by_appointment = hours.states == {"appointment"} and _is_whole_week(hours)
    few = len(hours.periods) <= PERIODS_TOLD
    periods = hours.periods if few else ()
    dated = hours.dated if len(hours.dated) <= DATED_TOLD else ()
    return HoursView(
        periods=() if only_by_appointment else tuple(_period_words(one, locale) for one in periods),
        holidays="" if hours.holidays == UNKNOWN else times_words(hours.holidays),
        holidays_closed=not hours.holidays,
        dated=tuple((date_words(day, locale), times_words(slots)) for day, slots in dated),
        more=len(dated) < len(hours.dated) or not few,
        by_appointment=hours.by_appointment,
        comments=hours.comments,
        week="|".join(map(_period_slots, hours.periods)),
        on_holidays=_slots(hours.holidays),
        on_dates="|".join(f"{day} {_slots(slots)}".strip() for day, slots in hours.dated),
    )


def _is_whole_week(hours: Hours) -> bool:
    days = {day for period in hours.periods for day in period.week}
    return all(len(day) == 1 and (day[0].start, day[0].end) == (WHOLE[0].start, DAY) for day in days)


def _period_words(period: Period, locale: str) -> tuple[str, tuple[Line, ...]]:
    return (date_words(period.first, locale) if period.first else ""), week_words(period.week, locale)


def _period_slots(period: Period) -> str:
    """Return "2026-04-01 540-840 1980-2280": since when, then minutes since Monday 00:00."""
    slots = [_slots(day, number * DAY) for number, day in enumerate(period.week)]
    return " ".join(filter(None, [period.first, *slots]))


def _slots(day: Day, since: int = 0) -> str:
    """Return a day's slots as "540-840 960-1080a".

    >>> from orientation.domain.hours import Slot
    >>> _slots((Slot(540, 840), Slot(960, 1080, "appointment")), 1440)
    '1980-2280 2400-2520a'
    """
    return " ".join(f"{slot.start + since}-{slot.end + since}{_MARKS[slot.state]}" for slot in day)
