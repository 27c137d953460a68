"""The pages of lines: readable without a script, honest about how long their times hold, safe with any name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from render_builders import SOURCE, make_guide, page_at, show

from orientation.domain.inheritance import Guide
from orientation.domain.timetable import Booking, Line, Pattern, Run, Service, Stop, Timetable
from orientation.packs.parts import part_name

NIGHT = Run("week", ((420, 420), (430, 432), (445, 445)), also=(1510,))
SUNDAY = Run("sunday", ((540, 540), (551, 551), (563, 563)))
STOPS = (
    Stop("market-1", (("es", "Plaza 1"),), (("ar", "الساحة"), ("es", "Plaza")), "Soria"),
    Stop("market-2", (("es", "Plaza 2"),), (("ar", "الساحة"), ("es", "Plaza")), "Soria"),
    Stop("school", (("es", "Escuela <b>"),), (), "Vinuesa"),
)
SERVICES = (
    Service("sunday", ("Su",), end="2026-06-30", holidays="on"),
    Service("week", ("Mo", "Tu", "We"), "2026-01-01", "2026-06-30", "off", ("2026-05-02",), ("2026-05-04",)),
)


def make_line(**more: object) -> Line:
    pattern = Pattern(
        ("market-1", "market-2", "school"), (NIGHT, SUNDAY), (("es", "Escuela"),), drop_off="100"
    )
    return Line(
        **{
            "slug": "l1",
            "number": "L1",
            "patterns": (pattern,),
            "names": (("es", "Plaza – Escuela"),),
            **more,
        }
    )  # type: ignore[arg-type]


def with_lines(*lines: Line, **more: object) -> Guide:
    given = {"phone": "+34975000000", "licence": "CC BY 4.0", "source": SOURCE, **more}
    one = Timetable("region", "buses", (("es", "Buses"),), lines or (make_line(),), STOPS, SERVICES, **given)  # type: ignore[arg-type]
    return replace(make_guide(), timetables=(one,))


def test_a_guide_without_lines_has_no_page_and_no_tile_of_them():
    with pytest.raises(StopIteration):
        page_at(make_guide(), "lines/")
    assert not show(make_guide(), "").select('a[href="lines/"]')
    assert show(with_lines(), "").select('a[href="lines/"]')


def test_stops_stand_by_village_each_station_once_with_its_lines():
    page = show(with_lines(), "lines/", locale="ar")
    stations = [(one["data-stop"], one.b.get_text(), one.a["href"]) for one in page.select("[data-stop]")]
    assert [one.get_text() for one in page.select("summary")] == ["Soria", "Vinuesa"]
    assert stations == [("market-1 market-2", "الساحة", "l1/"), ("school", "Escuela <b>", "l1/")]


def test_a_line_tells_its_times_by_day_the_last_in_bold():
    rows = show(with_lines(), "lines/l1/").select("table tr")
    assert [row.get_text(" ", strip=True) for row in rows] == [
        "Monday–Wednesday, not on public holidays 07:00 01:10 (after midnight)",
        "Sunday and public holidays 09:00",
    ]
    assert [row.b.get_text() for row in rows] == ["01:10", "09:00"]


def test_a_line_tells_minutes_between_stops_and_where_nobody_gets_off():
    stops = show(with_lines(), "lines/l1/").select("ol li")
    assert [stop.get_text(" ", strip=True) for stop in stops] == [
        "Plaza 1 0 only to get on", "Plaza 2 11–12", "Escuela <b> 23–25",
    ]  # fmt: skip


def test_times_read_left_to_right_in_arabic():
    page = show(with_lines(), "lines/l1/", locale="ar")
    assert {cell.bdi["dir"] for cell in page.select("table td")} == {"ltr"}


def test_what_the_phone_reckons_with_stands_in_the_page():
    page = show(with_lines(), "lines/l1/")
    pattern = page.select_one("[data-pattern]")
    assert pattern["data-pattern"] == "market-1 market-2 school"
    assert pattern["data-runs"] == "0 420 1090|ad|20;1 540|bc"
    assert (pattern["data-drop"], page.select_one("[data-line]")["data-zone"]) == ("100", "Europe/Madrid")
    assert [one["data-service"] for one in page.select("[data-service]")] == [
        "123 2026-01-01 2026-06-30 off +2026-05-02 -2026-05-04", "7 - 2026-06-30 on",
    ]  # fmt: skip


def test_how_long_times_hold_stands_there_and_what_is_said_later():
    note = show(with_lines(), "lines/l1/").select_one("[data-ends]")
    assert note["data-ends"] == "2026-06-30"
    assert "30 June 2026" in note.get_text()
    assert "ended on 30 June 2026" in note["data-word"]


def test_times_without_an_end_say_nothing_of_one():
    services = tuple(replace(service, end="") for service in SERVICES)
    guide = with_lines()
    guide = replace(guide, timetables=(replace(guide.timetables[0], services=services),))
    assert not show(guide, "lines/l1/").select("[data-ends]")


def test_source_and_licence_stand_on_every_page():
    for path in ("lines/", "lines/l1/"):
        words = show(with_lines(), path).select_one(".from").get_text()
        assert "Ley 7/1985" in words
        assert "CC BY 4.0" in words


def test_a_line_that_is_booked_says_whom_to_call_and_until_when():
    booked = make_line(booking=Booking(phone="+34975111111", days_before=1, before="17:00"))
    note = show(with_lines(booked), "lines/l1/").select_one("[data-book]")
    assert note.select_one("a.call")["href"] == "tel:+34975111111"
    assert "Book before 17:00 on the day before." in note.get_text()
    assert (note["data-days-before"], note["data-before"]) == ("1", "17:00")


def test_lines_travel_in_parts_of_their_own():
    lines = [make_line(slug=f"l{number:02}") for number in range(14)]
    guide = with_lines(*lines)
    names = [part_name(page_at(guide, path)) for path in ("lines/", "lines/l00/", "lines/l13/")]
    assert names == ["lines-0", "lines-0", "lines-1"]


@pytest.mark.parametrize("more", [{"pickup": "020"}, {"drop_off": "002"}])
def test_line_that_stops_somewhere_only_for_who_ordered_it_says_so(more: dict[str, str]):
    pattern = replace(make_line().patterns[0], **more)
    shown = show(with_lines(make_line(patterns=(pattern,))), "lines/l1/")
    assert shown.select("[data-line][data-ordered]")
    assert not show(with_lines(), "lines/l1/").select("[data-ordered]")
