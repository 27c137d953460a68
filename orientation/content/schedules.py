"""A schedule -> the days on which it takes place, and words for them.

Source of the rules: RFC 5545 section 3.3.10, as python-dateutil reads it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from babel.dates import format_date
from dateutil.rrule import rrulestr

from orientation.content.hours_words import week_words
from orientation.content.words import babel_locale
from orientation.domain.courses import Schedule
from orientation.domain.hours import Slot
from orientation.findings import FINE, Said

MOST_DAYS = 200  # of one course: each is a line on its page
_ENDLESS = datetime(2999, 1, 1)
_RULE = re.compile(
    r"FREQ=(?:DAILY|WEEKLY|MONTHLY)(?:;(?:INTERVAL=[1-9][0-9]?|COUNT=[1-9][0-9]{0,2}|"
    r"BY(?:DAY|MONTHDAY|SETPOS)=[-+0-9A-Z,]+))*"
)
_NOT_EVERY_WEEK = re.compile(r"FREQ=MONTHLY|INTERVAL=(?!1\b)|BYMONTHDAY|BYSETPOS")


def problem_with(schedule: Schedule) -> tuple[str, Said]:
    """Return the field that is wrong with a schedule and how to mend it; ("", "") for nothing."""
    rule = schedule.rule
    if schedule.ends <= schedule.starts:
        return "ends", Said("ends_first", ends=schedule.ends, starts=schedule.starts)
    if not rule:
        return _problem_without_rule(schedule)
    if ("COUNT=" in rule) == bool(schedule.last) or "UNTIL=" in rule:
        return "rule", Said("rule_ends")
    try:
        if not _RULE.fullmatch(rule):
            raise ValueError(rule)
        days = _days(schedule, most=MOST_DAYS + 1)
    except (ValueError, TypeError):
        return "rule", Said("rule", rule=rule)
    return _problem_with_days(schedule, days)


def _problem_without_rule(schedule: Schedule) -> tuple[str, Said]:
    for field in ("last", "without"):
        if getattr(schedule, field):
            return field, Said("without_rule")
    return "", FINE


def _problem_with_days(schedule: Schedule, days: tuple[date, ...]) -> tuple[str, Said]:
    written = [day.isoformat() for day in days]
    if schedule.last and schedule.last < schedule.first:
        return "last", Said("last_first", last=schedule.last, first=schedule.first)
    if len(days) > MOST_DAYS:
        return "rule", Said("rule_long", most=MOST_DAYS)
    if not days or written[0] != schedule.first:
        return "first", Said("first_no_day", day=schedule.first)
    if strange := [day for day in schedule.without if day not in written]:
        return "without", Said("without_no_day", day=strange[0])
    if schedule.first in schedule.without:
        return "first", Said("first_without", day=schedule.first)
    return "", FINE


def days_of(schedule: Schedule) -> tuple[str, ...]:
    """Return the days on which it takes place, YYYY-MM-DD, sorted."""
    days = _days(schedule, most=MOST_DAYS) if schedule.rule else (date.fromisoformat(schedule.first),)
    return tuple(day.isoformat() for day in days if day.isoformat() not in schedule.without)


def moment(day: str, time: str, timezone: str) -> datetime:
    """Return a time of day there, with its zone."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo(timezone))


def utc(day: str, time: str, timezone: str) -> str:
    """Return a time of day there in UTC.

    >>> utc("2027-01-11", "18:30", "Europe/Madrid"), utc("2027-07-05", "18:30", "Europe/Madrid")
    ('2027-01-11T17:30Z', '2027-07-05T16:30Z')
    """
    return moment(day, time, timezone).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def is_every_week(schedule: Schedule) -> bool:
    """Tell whether the weekdays say it all: each week is as the others, but for the days left out."""
    return bool(schedule.rule) and not _NOT_EVERY_WEEK.search(schedule.rule)


def schedule_words(schedule: Schedule, locale: str) -> tuple[tuple[str, str], ...]:
    """Return (weekdays, times) pairs; the times are to be shown left to right.

    >>> schedule_words(Schedule("2027-01-11", "18:30", "20:00", "2027-03-01", "FREQ=WEEKLY;BYDAY=MO"), "es")
    (('lunes', '18:30–20:00'),)
    """
    weekdays = {date.fromisoformat(day).weekday() for day in days_of(schedule)}
    start, end = (int(time[:2]) * 60 + int(time[3:]) for time in (schedule.starts, schedule.ends))
    week = [(Slot(start, end),) if day in weekdays else () for day in range(7)]
    return tuple((days, times) for days, times, _ in week_words(week, locale))


def day_words(day: str, locale: str) -> str:
    """Return a day with its weekday.

    >>> day_words("2027-01-11", "es")
    'lunes, 11 de enero de 2027'
    """
    return format_date(date.fromisoformat(day), "full", locale=babel_locale(locale))


def _days(schedule: Schedule, *, most: int) -> tuple[date, ...]:
    """Return the days of the rule, those left out among them.  Raises ValueError or TypeError."""
    rule = rrulestr(schedule.rule, dtstart=datetime.fromisoformat(schedule.first))
    end = datetime.fromisoformat(schedule.last) + timedelta(hours=12) if schedule.last else _ENDLESS
    found = []
    for one in islice(rule, most):
        if one > end:
            break
        found.append(one.date())
    return tuple(found)
