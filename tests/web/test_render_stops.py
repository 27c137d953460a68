"""At a place: the stop nearest to it, told at publishing, with the way to what leaves there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import Tag
from render_builders import make_guide, make_place, page_at, show

from orientation.domain.guide import Place, Village
from orientation.domain.inheritance import Guide
from orientation.domain.timetable import Line, Pattern, Run, Service, Stop, Timetable

CLINIC = make_place(latitude="41.7640", longitude="-2.4690")
IN_TOWN = make_place()  # only its town is known
SORIA = Village("Soria", (), "41.7640", "-2.4690", 39112)
MARKET = Stop(
    "market-2", (("es", "Plaza 2"),), (("ar", "الساحة"), ("es", "Plaza <b>")), "Soria", "41.7670", "-2.4690"
)
TWIN = replace(MARKET, slug="market-1", latitude="41.7740")
LAST = Stop(
    "school", (("es", "Escuela"),), (), "Soria", "41.7641", "-2.4690"
)  # the nearest; nobody gets on there


def guide(*places: Place, stops: tuple[Stop, ...] = (TWIN, MARKET, LAST), pickup: str = "") -> Guide:
    run = Run("week", tuple((minute, minute) for minute in range(420, 420 + len(stops))))
    line = Line("l1", "L1", (Pattern(tuple(stop.slug for stop in stops), (run,), pickup=pickup),))
    one = Timetable("region", "buses", (("es", "Buses"),), (line,), stops, (Service("week", ("Mo",)),))
    return replace(make_guide(places=places or (CLINIC,)), timetables=(one,), villages=(SORIA,))


def told(found: Guide, *, locale: str = "en") -> Tag | None:
    return show(found, "places/", locale=locale).find(id="clinic").select_one("[data-next]")


def words(note: Tag | None) -> str:
    return note.get_text() if note else ""


def test_place_names_the_nearest_stop_and_leads_to_its_station_on_the_page_of_lines():
    note = told(guide())
    assert note is not None
    assert words(note) == "Plaza <b> · 350 m"
    assert note.find_previous("dt").text == "Nearest stop that we know"
    address, _, mark = note.a["href"].partition("#")
    assert address == "../lines/"
    station = show(guide(), "lines/").find(id=mark)
    assert (station["data-stop"], station.b.text) == ("market-1 market-2", "Plaza <b>")


def test_stop_where_nobody_gets_on_is_none():
    assert words(told(guide(pickup="010"))) == "Plaza <b> · 1.1 km"
    assert told(guide(pickup="110")) is None


@pytest.mark.parametrize(
    ("latitude", "said"),
    [("41.76401", "50 m"), ("41.7724", "950 m"), ("41.7729", "1 km"), ("41.7909", "3 km"), ("41.7911", "")],
)
def test_distance_is_in_steps_of_fifty_metres_then_in_kilometres_and_nothing_from_three_on(latitude, said):
    found = guide(stops=(replace(MARKET, latitude=latitude), LAST))
    assert words(told(found)).removeprefix("Plaza <b> · ") == said


@pytest.mark.parametrize(
    ("latitude", "said"),
    [("41.7670", "in the same village or town"), ("41.7740", "about 1.1 km"), ("41.7911", "")],
)
def test_place_of_which_only_the_town_is_known_is_measured_from_its_middle_and_says_about(latitude, said):
    found = guide(IN_TOWN, stops=(replace(MARKET, latitude=latitude), LAST))
    assert words(told(found)).removeprefix("Plaza <b> · ") == said


@pytest.mark.parametrize("hidden", [{"protected": True}, {"location": "by phone only"}])
def test_hidden_place_has_no_stop(hidden):
    page = page_at(guide(replace(CLINIC, **hidden)), "places/")
    assert "lines/" not in page.html


def test_names_and_distances_keep_their_own_direction_in_arabic():
    note = told(guide(), locale="ar")
    assert note is not None
    assert [one.name for one in note.select("bdi")] == ["bdi", "bdi"]
    assert words(note) == "الساحة · 350 م"


def test_stop_without_a_position_is_not_named():
    assert told(guide(stops=(replace(MARKET, latitude="", longitude=""), LAST))) is None


def test_only_a_page_that_names_a_stop_says_how_distances_are_meant_and_loads_the_script():
    near = page_at(guide(), "places/").html
    far = page_at(guide(stops=(replace(MARKET, latitude="42.5"), LAST)), "places/").html
    without = page_at(replace(guide(), timetables=()), "places/").html
    assert 'Next bus or train:">Distances are in a straight line' in near
    assert "data-island=lines" in near
    assert far == without
