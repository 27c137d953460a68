from __future__ import annotations

import json

import hours_vectors
import pytest

from orientation.content.hours import expand
from orientation.content.hours_words import week_words
from orientation.content.public_holidays import holidays_of, with_holidays
from orientation.domain.hours import UNKNOWN, WHOLE, Day, Hours, Period, Slot

YEARS = (2026, 2027)
HOLIDAYS = holidays_of("ES", "CL", YEARS)
COMMITTED = json.loads((hours_vectors.VECTORS / "opening_hours.json").read_text(encoding="utf-8"))
MORNING: Day = (Slot(540, 840),)
MORNINGS = (*[MORNING] * 5, (), ())


def known(rule: str) -> Hours:
    found = expand(rule, holidays=HOLIDAYS, years=YEARS)
    assert found is not None
    return found


def weekly(*week: Day, holidays: Day = UNKNOWN) -> Hours:
    return Hours((Period("", week),), holidays)


@pytest.mark.parametrize("country", ["ES", "FR", "GR", "PL"])
def test_library_still_says_of_every_value_what_the_phone_is_tested_with(country: str) -> None:
    made = [hours_vectors.vector(*one) for one in hours_vectors.values() if one[0] == country]
    assert json.loads(json.dumps(made)) == [
        one for one in COMMITTED["values"] if one.get("calendar") == country
    ]


def test_two_hundred_values_are_asked() -> None:
    assert sum(one["week"] is not None for one in COMMITTED["values"]) >= 200


@pytest.mark.parametrize("hours", [one["hours"] for one in COMMITTED["values"] if one["week"] is None])
def test_hours_that_no_phone_could_tell_are_not_known(hours: str) -> None:
    assert expand(hours, holidays=HOLIDAYS, years=YEARS) is None


# Source of the grammar: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
EXPANDED = [
    ("24/7", weekly(*[WHOLE] * 7, holidays=WHOLE)),
    ("24/7; PH off", weekly(*[WHOLE] * 7, holidays=())),
    ("Mo-Fr 09:00-14:00", weekly(*MORNINGS)),
    ("Mo-Fr 09:00-14:00; PH off", weekly(*MORNINGS, holidays=())),
    ("Mo-Fr,PH 09:00-14:00", weekly(*MORNINGS, holidays=MORNING)),
    ("Mo-Fr 09:00-14:00; PH 10:00-12:00", weekly(*MORNINGS, holidays=(Slot(600, 720),))),
    ("Mo 09:00-14:00 unknown; PH off", weekly((Slot(540, 840, "unknown"),), *[()] * 6, holidays=())),
    ('Mo 09:00-14:00 "cita previa"; PH off', weekly((Slot(540, 840, "appointment"),), *[()] * 6, holidays=())),
    ("Su 20:00-04:00; PH off", weekly((Slot(0, 240),), *[()] * 5, (Slot(1200, 1440),), holidays=())),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "expected"), EXPANDED)
def test_hours_become_a_week_and_a_holiday(hours: str, expected: Hours) -> None:
    assert known(hours) == expected


def test_season_becomes_a_period_and_a_single_day_a_date() -> None:
    found = known("Apr-Sep Mo-Fr 09:00-14:00; Oct-Mar Mo-Fr 10:00-13:00; Dec 24 off; PH off")
    assert [one.first for one in found.periods] == [
        "",
        "2026-04-01",
        "2026-10-01",
        "2027-04-01",
        "2027-10-01",
    ]
    assert found.periods[1].week == MORNINGS
    assert found.dated == (("2026-12-24", ()), ("2027-12-24", ()))


def test_holiday_beside_a_date_that_the_library_cannot_take_apart_is_not_known() -> None:
    assert expand("Mo-Fr 09:00-14:00; Dec 25, PH off", holidays=HOLIDAYS, years=YEARS) is None


def test_comment_that_names_holidays_is_left_as_it_is_written() -> None:
    found = known('Mo-Fr 09:00-14:00; PH off; Sa 10:00-12:00 "ring first; PH too"')
    assert found.holidays == ()
    assert found.comments == ("ring first; PH too",)


def test_comment_that_names_holidays_does_not_tell_whether_it_is_open_on_them() -> None:
    assert known('Mo-Fr 09:00-14:00; Sa 10:00-12:00 "not on PH"').holidays == UNKNOWN


def test_condition_in_a_comment_is_kept_and_its_times_are_not_sure() -> None:
    found = known('Mo 09:00-14:00 "women only"; PH off')
    assert (found.periods[0].week[0], found.comments) == ((Slot(540, 840, "unknown"),), ("women only",))


# Source: Junta de Castilla y León, calendario laboral 2026: Holy Thursday and 23 April are holidays there.
@pytest.mark.parametrize("day", ["2026-01-06", "2026-04-02", "2026-04-23", "2026-12-25"])
def test_a_regions_holidays_are_known_and_count_in_its_hours(day: str) -> None:
    assert day in HOLIDAYS
    assert day not in dict(known("Mo-Fr 09:00-14:00; PH off").dated)


def test_hours_without_known_holidays_are_not_known_except_day_and_night() -> None:
    assert expand("Mo-Fr 09:00-14:00; PH off", holidays=(), years=YEARS) is None
    always = expand("24/7", holidays=(), years=YEARS)
    assert always is not None
    assert always.always


WITH_HOLIDAYS = [
    ("Sa,PH off; Mo-Fr 09:00-14:00", "Sa off; 2026 Dec 25 off; Mo-Fr 09:00-14:00"),
    ("Mo-Fr 09:00-12:00, PH 10:00-11:00", "Mo-Fr 09:00-12:00, 2026 Dec 25 10:00-11:00"),
    ("Apr-Sep PH off; Mo 09:00-14:00", "1900 Jan 01 off; Mo 09:00-14:00"),
    ("Oct-Dec Mo,PH 09:00-14:00", "Oct-Dec Mo 09:00-14:00; 2026 Dec 25 09:00-14:00"),
    ("Mo-Su,PH 20:00-08:00", "Mo-Su 20:00-08:00"),
    ("Sa,PH 20:00-08:00", None),
    ("PH Mo 09:00-14:00", None),
    ("PH +1 day off", None),
    ('Mo 09:00-14:00 "not on PH"', 'Mo 09:00-14:00 "not on PH"'),
    (
        'Mo,PH 09:00-14:00 "ask; PH too"',
        'Mo 09:00-14:00 "ask; PH too"; 2026 Dec 25 09:00-14:00 "ask; PH too"',
    ),
]


@pytest.mark.parametrize(("hours", "expected"), WITH_HOLIDAYS)
def test_public_holidays_are_written_as_days_or_not_at_all(hours: str, expected: str | None) -> None:
    assert with_holidays(hours, ["2026-12-25"]) == expected


WORDS = [
    ("Mo-Fr 09:00-14:00", "en", (("Monday–Friday", "09:00–14:00", "open"),)),
    ("Mo-Fr 09:00-14:00", "ar", (("الاثنين–الجمعة", "09:00–14:00", "open"),)),
    ("Mo,We,Fr 9:00-12:00,16:00-18:30", "es", (("lunes, miércoles, viernes", "09:00–12:00, 16:00–18:30", "open"),)),
    ("Mo,We 9:00-12:00", "fa", (("دوشنبه، چهارشنبه", "09:00–12:00", "open"),)),
    ("Mo 9:00-12:00; Tu 10:00-12:00", "en", (("Monday", "09:00–12:00", "open"), ("Tuesday", "10:00–12:00", "open"))),
    ("Mo 22:00-02:00", "en", (("Monday", "22:00–02:00", "open"),)),
    ("Su 22:00-02:00", "en", (("Sunday", "22:00–02:00", "open"),)),
    ("Mo-Su 22:00-06:00", "en", (("Monday–Sunday", "22:00–06:00", "open"),)),
    ("Sa 00:00-24:00", "en", (("Saturday", "00:00–24:00", "open"),)),
    ("Sa 20:00-24:00; Su 00:00-24:00", "en", (("Saturday", "20:00–24:00", "open"), ("Sunday", "00:00–24:00", "open"))),
    ("24/7", "uk", (("понеділок–неділя", "00:00–24:00", "open"),)),
    ('Mo 9:00-12:00; Mo 12:00-13:00 "by appointment"', "en", (("Monday", "12:00–13:00", "appointment"),)),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "locale", "expected"), WORDS)
def test_a_week_is_said_with_days_of_the_locale_and_latin_digits(
    hours: str, locale: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    assert week_words(known(hours).periods[0].week, locale) == expected


def test_a_subdivision_nobody_knows_gives_the_countrys_holidays() -> None:
    assert holidays_of("ES", "XX", (2026,)) == holidays_of("ES", "", (2026,))


def test_a_country_nobody_knows_has_no_holidays() -> None:
    assert holidays_of("", "", (2026,)) == ()
