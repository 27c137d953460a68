"""Courses as iCalendar files, read back by two readers that know nothing of how they were made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest
import recurring_ical_events
import vobject

from orientation.content.schedules import days_of, utc
from orientation.domain.courses import Course, Event, Schedule
from orientation.exchange.calendars import build_calendar, on_day, uid_of

MADRID = "Europe/Madrid"
BOTH_CHANGES = Schedule(
    "2027-03-15", "18:30", "20:00", "2027-11-15", "FREQ=WEEKLY;BYDAY=MO", ("2027-03-29", "2027-10-25")
)
SCHEDULES = [
    BOTH_CHANGES,
    replace(
        BOTH_CHANGES, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=30", last="", without=("2027-04-01",)
    ),
    replace(BOTH_CHANGES, rule="FREQ=MONTHLY;BYDAY=3MO", without=()),
    replace(BOTH_CHANGES, first="2027-03-27", rule="FREQ=DAILY;COUNT=3", last="", without=()),
    Schedule("2027-10-31", "01:30", "02:30"),
    replace(BOTH_CHANGES, first="2026-11-02", last="2028-01-31", without=()),
]
NAME = "Español; para todos, «A1»\nRRULE:FREQ=DAILY " + "دورة اللغة الإسبانية للقادمين الجدد " * 4


def _course(schedule: Schedule | None, **more: str) -> Course:
    return Course("es-soria", "spanish", (("es", "Español"),), schedule=schedule, read_on="2026-11", **more)  # type: ignore[arg-type]


def _file(schedule: Schedule, timezone: str = MADRID) -> str:
    course = _course(schedule)
    return build_calendar(course, timezone=timezone, summary=NAME, description="x", location="Calle 1, Soria")


def _expected(schedule: Schedule, timezone: str) -> list[tuple[str, str]]:
    """Return the moments, in UTC, of each day of the schedule."""
    return [
        (utc(day, schedule.starts, timezone), utc(day, schedule.ends, timezone)) for day in days_of(schedule)
    ]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _by_icalendar(text: str) -> list[tuple[str, str]]:
    calendar = icalendar.Calendar.from_ical(text)
    found = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2029, 1, 1))
    return sorted((_utc(one["DTSTART"].dt), _utc(one["DTEND"].dt)) for one in found)


def _by_vobject(text: str) -> list[tuple[str, str]]:
    event = vobject.readOne(text).vevent
    length = event.dtend.value - event.dtstart.value
    zone = event.dtstart.value.tzinfo
    starts = list(event.rruleset) if event.rruleset else [event.dtstart.value]
    local = [one.replace(tzinfo=zone) for one in starts]
    return sorted(
        (_utc(one), _utc((one.replace(tzinfo=None) + length).replace(tzinfo=zone))) for one in local
    )


@pytest.mark.parametrize("timezone", [MADRID, "Europe/Athens", "Europe/Warsaw"])
@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda one: one.rule or "once")
@pytest.mark.parametrize("read", [_by_icalendar, _by_vobject])
def test_two_readers_find_the_days_of_the_schedule_across_both_changes_of_the_clocks(
    read, schedule: Schedule, timezone: str
) -> None:
    assert read(_file(schedule, timezone)) == _expected(schedule, timezone)


@pytest.mark.parametrize("read", [_by_icalendar, _by_vobject])
def test_one_date_of_a_series_is_that_date_alone(read) -> None:
    for day in ("2027-03-22", "2027-04-05", "2027-11-15"):
        (moments,) = read(on_day(_file(BOTH_CHANGES), day))
        assert moments == (utc(day, "18:30", MADRID), utc(day, "20:00", MADRID))


@pytest.mark.parametrize("name", ["icalendar", "vobject"])
def test_words_come_back_as_they_were(name: str) -> None:
    text = _file(BOTH_CHANGES)
    if name == "icalendar":
        event = icalendar.Calendar.from_ical(text).events[0]
        assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (NAME, "Calle 1, Soria")
    else:
        event = vobject.readOne(text).vevent
        assert (event.summary.value, event.location.value) == (NAME, "Calle 1, Soria")


def test_lines_are_short_and_end_as_the_standard_wants() -> None:
    for text in (_file(BOTH_CHANGES), on_day(_file(BOTH_CHANGES), "2027-04-05")):
        lines = text.encode().split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert b"\n" not in b"".join(lines)
        assert lines[-1] == b""


def test_last_day_is_told_in_utc_as_the_standard_wants() -> None:
    assert "UNTIL=20271115T173000Z" in _file(BOTH_CHANGES)
    summer = replace(BOTH_CHANGES, last="2027-07-05", without=())
    assert "UNTIL=20270705T163000Z" in _file(summer)


def test_equal_courses_give_equal_bytes_dated_by_when_the_source_was_read() -> None:
    assert _file(BOTH_CHANGES) == _file(BOTH_CHANGES)
    assert "\r\nDTSTAMP:20261101T000000Z\r\n" in _file(BOTH_CHANGES)


def test_a_calendar_knows_a_course_again_whatever_changes_but_each_date_and_kind_apart() -> None:
    course = _course(BOTH_CHANGES)
    event = Event("es-soria", "spanish", (("es", "Español"),), schedule=BOTH_CHANGES)
    assert uid_of(course) == uid_of(replace(course, names=(("ar", "دورة"),), schedule=None))
    assert uid_of(course) != uid_of(event)
    single = icalendar.Calendar.from_ical(on_day(_file(BOTH_CHANGES), "2027-04-05")).events[0]
    assert str(single["UID"]) == f"{uid_of(course)}-20270405"


def test_what_has_no_dates_gives_no_file() -> None:
    with pytest.raises(ValueError, match="no dates"):
        build_calendar(_course(None), timezone=MADRID, summary="", description="", location="")
