from __future__ import annotations

import pytest

from orientation.content.hours import expand, holidays_of, week_words
from orientation.domain.hours import Hours

MORNINGS = tuple((day * 1440 + 540, day * 1440 + 840) for day in range(5))
FULL = ((0, 10080),)

# Source of the grammar: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
EXPANDED = [
    ("24/7", Hours(FULL, always=True, open_on_holidays=True)),
    ("24/7; PH off", Hours(FULL)),
    ("Mo-Fr 09:00-14:00", Hours(MORNINGS)),
    ("Mo-Fr 09:00-14:00; PH off", Hours(MORNINGS)),
    ("Mo-Fr,PH 09:00-14:00", Hours(MORNINGS, open_on_holidays=True)),
    ('Mo-Fr 09:00-14:00 "by appointment"', Hours(MORNINGS, by_appointment=True)),
    ('"by appointment"', Hours((), by_appointment=True)),
    ("Su 20:00-04:00", Hours(((9840, 10320),))),
    ("off", Hours(())),
    ("", None),
    ("nonsense", None),
    ("Mo-Fr 09:00-14:00; Aug off", None),
    ("Mo[1] 10:00-12:00", None),
    ("week 1-53/2 Mo 09:00-10:00", None),
    ("2026 Mo 09:00-10:00", None),
    ("Mo 09:00+", None),
    ("sunrise-sunset", None),
    ("Mo-Fr 09:00-14:00; SH off", None),
    ("Mo-Fr 09:00-14:00; PH 10:00-12:00", None),
    ('Mo-Fr 09:00-14:00 "women only"', None),
    ("Mo-Fr 09:00-14:00 unknown", None),
]


@pytest.mark.parametrize(("hours", "expected"), EXPANDED)
def test_hours_expand_to_a_plain_week_or_to_none(hours: str, expected: Hours | None) -> None:
    assert expand(hours, country="ES", subdivision="CL") == expected


def test_holidays_of_a_country_nobody_knows_leave_the_hours_unexpanded() -> None:
    assert expand("Mo-Fr 09:00-14:00; PH off", country="XX") is None


WORDS = [
    ("Mo-Fr 09:00-14:00", "en", (("Monday–Friday", "09:00–14:00"),)),
    ("Mo-Fr 09:00-14:00", "ar", (("الاثنين–الجمعة", "09:00–14:00"),)),
    ("Mo,We,Fr 9:00-12:00,16:00-18:30", "es", (("lunes, miércoles, viernes", "09:00–12:00, 16:00–18:30"),)),
    ("Mo,We 9:00-12:00", "fa", (("دوشنبه، چهارشنبه", "09:00–12:00"),)),
    ("Mo 9:00-12:00; Tu 10:00-12:00", "en", (("Monday", "09:00–12:00"), ("Tuesday", "10:00–12:00"))),
    ("Mo 22:00-02:00", "en", (("Monday", "22:00–02:00"),)),
    ("Sa 00:00-24:00", "en", (("Saturday", "00:00–24:00"),)),
    ("Sa 20:00-24:00; Su 00:00-24:00", "en", (("Saturday", "20:00–24:00"), ("Sunday", "00:00–24:00"))),
    ("24/7", "uk", (("понеділок–неділя", "00:00–24:00"),)),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "locale", "expected"), WORDS)
def test_a_week_is_said_with_days_of_the_locale_and_latin_digits(
    hours: str, locale: str, expected: tuple[tuple[str, str], ...]
) -> None:
    known = expand(hours, country="ES")
    assert known is not None
    assert week_words(known, locale) == expected


# Source: Junta de Castilla y León, calendario laboral 2026: Holy Thursday and 23 April are holidays there.
@pytest.mark.parametrize("day", ["2026-01-06", "2026-04-02", "2026-04-23", "2026-12-25"])
def test_a_regions_holidays_are_in_the_list(day: str) -> None:
    assert day in holidays_of("ES", "CL", (2026, 2027))


def test_a_subdivision_nobody_knows_gives_the_countrys_holidays() -> None:
    assert holidays_of("ES", "XX", (2026,)) == holidays_of("ES", "", (2026,))


def test_a_country_nobody_knows_has_no_holidays() -> None:
    assert holidays_of("", "", (2026,)) == ()
