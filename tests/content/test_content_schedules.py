"""Courses, events, organisations: what their files may say, and on which days a schedule takes place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_builders import FILES, SOURCE, TODAY, build_folder

from orientation.content.check import check
from orientation.content.read import read_guides
from orientation.content.schedules import days_of, is_every_week, schedule_words, utc
from orientation.content.write import write_guides
from orientation.domain.courses import Schedule
from orientation.domain.inheritance import resolve

WEEKLY = Schedule("2027-03-15", "18:30", "20:00", "2027-04-05", "FREQ=WEEKLY;BYDAY=MO", ("2027-03-29",))
COURSES = f"""\
[spanish]
organisation = "house"
more = "services/padron"
levels = ["A1"]
where = ["near", "online"]
town = "Equis"
free = false
price = "3 EUR"
childcare = false
names = {{ es = "Español" }}
[spanish.schedule]
first = "2027-03-15"
starts = "18:30"
ends = "20:00"
last = "2027-04-05"
rule = "FREQ=WEEKLY;BYDAY=MO"
without = ["2027-03-29"]
[spanish.source]
{SOURCE}
"""
EVENTS = f'[fair]\nnames = {{ es = "Feria" }}\n[fair.source]\n{SOURCE}'
ORGANISATIONS = f'[house]\nkind = "association"\nnames = {{ es = "Casa" }}\n[house.source]\n{SOURCE}'
ADDED = {
    "es-x/courses.toml": COURSES,
    "es-x/events.toml": EVENTS,
    "es-x/organisations.toml": ORGANISATIONS,
}


def _findings(folder: Path, changed: dict[str, str]) -> list[str]:
    return [str(one) for one in check(build_folder(folder, FILES | ADDED | changed), today=TODAY)]


def test_courses_events_and_organisations_read_back_the_same(tmp_path: Path) -> None:
    assert _findings(tmp_path / "in", {}) == []
    library = read_guides(tmp_path / "in")
    assert library.courses[0].schedule == WEEKLY
    assert (library.courses[0].free, library.courses[0].childcare) == (False, False)
    write_guides(library, tmp_path / "out")
    assert read_guides(tmp_path / "out") == library


def test_the_nearest_layer_wins_and_what_has_no_dates_comes_last(tmp_path: Path) -> None:
    parent = COURSES.replace('"Español"', '"Castellano"').replace('organisation = "house"\n', "")
    later = parent.replace("spanish", "french").replace("2027-03-15", "2027-03-08")
    undated = f'[ask]\nnames = {{ es = "?" }}\n[ask.source]\n{SOURCE}'
    folder = build_folder(tmp_path, FILES | ADDED | {"es/courses.toml": undated + parent + later})
    guide = resolve(read_guides(folder), "es-x")
    assert [(one.slug, dict(one.names)["es"]) for one in guide.courses] == [
        ("french", "Castellano"),
        ("spanish", "Español"),
        ("ask", "?"),
    ]


SCHEDULES = [
    ('ends = "20:00"', 'ends = "18:30"', 14, "ends: '18:30' is not after '18:30'; write when it ends on the same day"),
    ('first = "2027-03-15"', 'first = "2027-03-16"', 12, "first: '2027-03-16' is no day of the rule; write the first one"),
    ('last = "2027-04-05"', 'last = "2027-03-01"', 15, "last: '2027-03-01' is before the first day, '2027-03-15'"),
    ('last = "2027-04-05"\n', "", 15, "rule: a rule ends in one way: write COUNT=… in it, or the last day as last"),
    ("BYDAY=MO", "BYDAY=MO;COUNT=3", 16, "rule: a rule ends in one way: write COUNT=… in it, or the last day as last"),
    ("BYDAY=MO", "UNTIL=20270405", 16, "rule: a rule ends in one way: write COUNT=… in it, or the last day as last"),
    (
        "FREQ=WEEKLY;BYDAY=MO", "FREQ=HOURLY", 16,
        "rule: 'FREQ=HOURLY': write DAILY, WEEKLY or MONTHLY as iCalendar does: FREQ=WEEKLY;BYDAY=MO,WE",
    ),
    (
        "BYDAY=MO", "BYDAY=XX", 16,
        "rule: 'FREQ=WEEKLY;BYDAY=XX': write DAILY, WEEKLY or MONTHLY as iCalendar does: FREQ=WEEKLY;BYDAY=MO,WE",
    ),
    ('last = "2027-04-05"', 'last = "2037-04-05"', 16, "rule: it has more than 200 days; write an earlier end"),
    ('["2027-03-29"]', '["2027-03-30"]', 17, "without: '2027-03-30' is no day of the rule; remove it"),
    (
        '["2027-03-29"]', '["2027-03-15"]', 12,
        "first: '2027-03-15' stands in without too; write the first day on which it takes place",
    ),
    (
        'rule = "FREQ=WEEKLY;BYDAY=MO"\n', "", 15,
        "last: without a rule it takes place once, on its first day; remove it or write a rule",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "line", "problem"), SCHEDULES, ids=lambda one: str(one)[:24])
def test_a_wrong_schedule_says_one_line(tmp_path: Path, was: str, now: str, line: int, problem: str) -> None:
    broken = {"es-x/courses.toml": COURSES.replace(was, now, 1)}
    place = "spanish.schedule." + problem.partition(":")[0]
    expected = f"es-x/courses.toml:{line}: error: {place}:{problem.partition(':')[2]}"
    assert _findings(tmp_path, broken) == [expected]


OTHERS = [
    ("courses", "free = false", "free = true", 8, "spanish.price: it cannot be free and have a price; remove one"),
    (
        "courses", '["A1"]', '["A0"]', 4,
        "spanish.levels: 'A0': write literacy or A1 or A2 or B1 or B2 or C1 or C2",
    ),
    ("courses", "services/padron", "services/none", 3, "spanish.more: there is no entry 'services/none'"),
    ("courses", '"house"', '"none"', 2, "spanish.organisation: 'none' is not in organisations.toml"),
    ("courses", f"[spanish.source]\n{SOURCE}", "", 1, "spanish has no source; add one"),
    ("events", "[fair", "[spanish", 1, "spanish: a course has this name too; choose another"),
    (
        "organisations", "[house.source]", 'protected = true\naddress = "x"\n[house.source]', 5,
        "house.address: people who need protection live there; remove address",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("file", "was", "now", "line", "problem"), OTHERS, ids=lambda one: str(one)[:24])
def test_a_wrong_course_event_or_organisation_says_one_line(
    tmp_path: Path, file: str, was: str, now: str, line: int, problem: str
) -> None:
    path = f"es-x/{file}.toml"
    found = _findings(tmp_path, {path: ADDED[path].replace(was, now)})
    assert f"{path}:{line}: error: {problem}" in found


def test_a_course_of_those_who_house_protected_people_has_no_address(tmp_path: Path) -> None:
    hidden = ORGANISATIONS.replace("[house.source]", "protected = true\n[house.source]")
    assert _findings(tmp_path, {"es-x/organisations.toml": hidden}) == [
        "es-x/courses.toml:6: error: spanish.town: people who need protection live there; remove town"
    ]


def test_a_course_that_a_region_inherits_has_no_address_where_its_organisation_is_protected_there(
    tmp_path: Path,
) -> None:
    hidden = ORGANISATIONS.replace("[house.source]", "protected = true\n[house.source]")
    inherited = COURSES.replace('more = "services/padron"\n', "")
    files = {"es/courses.toml": inherited, "es/organisations.toml": ORGANISATIONS}
    found = _findings(tmp_path, files | {"es-x/courses.toml": "", "es-x/organisations.toml": hidden})
    assert found == [
        "es/courses.toml:5: error: spanish.town: people who need protection live there; remove town"
    ]


def test_days_are_those_of_the_rule_but_for_those_left_out() -> None:
    assert days_of(WEEKLY) == ("2027-03-15", "2027-03-22", "2027-04-05")
    assert days_of(Schedule("2027-05-01", "10:00", "12:00")) == ("2027-05-01",)


def test_a_lesson_stays_at_its_hour_when_the_clocks_change() -> None:
    assert [utc(day, WEEKLY.starts, "Europe/Madrid") for day in days_of(WEEKLY)] == [
        "2027-03-15T17:30Z",
        "2027-03-22T17:30Z",
        "2027-04-05T16:30Z",
    ]


def test_weekdays_are_said_in_the_readers_language() -> None:
    both = replace(WEEKLY, rule="FREQ=WEEKLY;BYDAY=MO,WE")
    assert schedule_words(both, "pl") == (("poniedziałek, środa", "18:30–20:00"),)


@pytest.mark.parametrize(
    ("rule", "every_week"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", True),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO", True),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", False),
        ("FREQ=MONTHLY;BYDAY=3MO", False),
        ("FREQ=DAILY", True),
    ],
)
def test_what_is_not_every_week_does_not_look_so(rule: str, every_week: bool) -> None:
    assert is_every_week(replace(WEEKLY, rule=rule)) is every_week
