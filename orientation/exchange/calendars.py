"""Courses and events as iCalendar files, that a phone's calendar takes; a whole series, or one date of it.

Source: RFC 5545. One series is built with the `icalendar` library when a guide is rendered; one date of it is cut out
of that text, here and, the same, in static/js/worker/calendars.js.
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, vRecur
from icalendar import Event as CalendarEvent

from orientation.content.schedules import days_of, moment
from orientation.domain.courses import Course, Event, Schedule

_NAMESPACE = uuid.UUID("8f1f2c5e-6d0b-4d0e-9a55-3c1d5a0e7b19")  # any, but for ever the same
_SERIES = re.compile(r"\r\n(?:RRULE|EXDATE)[:;][^\r]*(?:\r\n [^\r]*)*")
_DAY = re.compile(r"(?<=\r\n)(DT(?:START|END);TZID=[^:\r]+:)[0-9]{8}")
_UID = re.compile(r"(?<=\r\n)(UID:[0-9a-f-]+)")


def build_calendar(event: Event, *, timezone: str, summary: str, description: str, location: str) -> str:
    """Return an event that has dates as an iCalendar file, the same bytes each time.

    Its UID is the same in all languages and editions, so that a calendar takes a newer file as a change.
    Raises ValueError for an event without dates.
    """
    schedule = event.schedule
    if schedule is None:
        raise ValueError(f"{event.slug} has no dates")
    made = CalendarEvent()
    made.add("uid", uid_of(event))
    made.add("dtstamp", _stamp(event.read_on or schedule.first))
    made.add("dtstart", moment(schedule.first, schedule.starts, timezone))
    made.add("dtend", moment(schedule.first, schedule.ends, timezone))
    if schedule.rule:
        made.add("rrule", _rule(schedule, timezone))
    if schedule.without:
        made.add("exdate", [moment(day, schedule.starts, timezone) for day in schedule.without])
    for name, value in (("summary", summary), ("description", description), ("location", location)):
        if value:
            made.add(name, value)
    return str(_calendar(made, schedule, timezone).to_ical().decode())


def on_day(calendar: str, day: str) -> str:
    """Return one date of a series as a file of its own. day: YYYY-MM-DD, a day of the series."""
    digits = day.replace("-", "")
    return _UID.sub(rf"\g<1>-{digits}", _DAY.sub(rf"\g<1>{digits}", _SERIES.sub("", calendar)))


def uid_of(event: Event) -> str:
    """Return the name by which calendars know an event, wherever and in whatever language it is published."""
    kind = "course" if isinstance(event, Course) else "event"
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{event.layer}/{event.slug}"))


def _calendar(event: CalendarEvent, schedule: Schedule, timezone: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Orientation//Guide//EN")
    years = date(int(schedule.first[:4]), 1, 1), date(int(days_of(schedule)[-1][:4]), 12, 31)
    calendar.add_component(Timezone.from_tzinfo(ZoneInfo(timezone), timezone, *years))
    calendar.add_component(event)
    return calendar


def _rule(schedule: Schedule, timezone: str) -> vRecur:
    """Return the rule; its last day as the moment of that day's start, as the RFC wants it beside a time zone."""
    rule: vRecur = vRecur.from_ical(schedule.rule)
    if schedule.last:
        rule["UNTIL"] = [moment(schedule.last, schedule.starts, timezone).astimezone(UTC)]
    return rule


def _stamp(day: str) -> datetime:
    """Return midnight UTC of a day, or of a month's first."""
    return datetime.fromisoformat(day + "-01"[: 10 - len(day)]).replace(tzinfo=UTC)
