"""The pages of courses and of who is who, and the files for a calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from render_builders import ROOT, SOURCE, make_guide, page_at, show

from orientation.desk.publish import publish
from orientation.domain.courses import Course, Event, Organisation, Schedule
from orientation.domain.guide import Source
from orientation.domain.inheritance import Guide
from orientation.packs.parts import part_name
from orientation.search.documents import documents, kind_of
from orientation.store.library import append_item
from orientation.web.calendars import calendar_in
from orientation.web.services import EXTENSION

MONDAYS = Schedule("2027-03-15", "18:30", "20:00", "2027-04-05", "FREQ=WEEKLY;BYDAY=MO", ("2027-03-29",))
SPANISH = Course(
    "region",
    "spanish",
    (("ar", "الإسبانية"), ("en", 'Spanish "A1" & you'), ("es", "Español")),
    what=(("en", "Learn <b>Spanish</b>."),),
    organisation="house",
    more="health/card",
    schedule=MONDAYS,
    where=("near", "online"),
    address="Calle Mayor 1",
    town="Soria",
    free=True,
    childcare=True,
    languages=("es", "ar"),
    enrol=(("en", "Call."),),
    phone="+34975000000",
    read_on="2026-11",
    as_of="2026-09",
    source=SOURCE,
    levels=("literacy", "A1"),
)
ASK = Course("region", "ask", (("en", "Ask us"),), source=replace(SOURCE, confidence="memory"))
FAIR = Event(
    "region", "fair", (("en", "Fair"),), schedule=Schedule("2027-03-01", "10:00", "12:00"), price="3 EUR"
)
HOUSE = Organisation(
    "region",
    "house",
    (("en", "House"),),
    "association",
    source=SOURCE,
)
SHELTER = replace(HOUSE, protected=True, address="Calle Secreta 9")


def _guide(
    *courses: Course, events: tuple[Event, ...] = (), organisations: tuple[Organisation, ...] = ()
) -> Guide:
    return replace(make_guide(), courses=courses, events=events, organisations=organisations)


FULL = _guide(SPANISH, ASK, events=(FAIR,), organisations=(HOUSE,))


def _text(guide: Guide, slug: str, *, locale: str = "en") -> str:
    return " ".join(show(guide, "courses/", locale=locale).find(id=slug).get_text(" ").split())


def test_courses_and_events_stand_together_by_first_day():
    assert [one["id"] for one in show(FULL, "courses/").find_all("article")] == ["fair", "spanish", "ask"]


def test_course_says_all_that_one_needs_to_go_there():
    text = _text(FULL, "spanish")
    for said in (
        "Learn <b>Spanish</b>.", "House", "Reading and writing, A1", "Monday 18:30–20:00",
        "First date: Monday, 15 March 2027 Last date: Monday, 5 April 2027 Not on: 29 March 2027",
        "Online Calle Mayor 1, Soria", "It is free.", "Somebody looks after children there.", "Spanish, Arabic",
        "Call.", "975 00 00 00", "The health card", "Ley 7/1985", "November 2026", "September 2026",
    ):  # fmt: skip
        assert said in text
    links = [one["href"] for one in show(FULL, "courses/").find(id="spanish").find_all("a")]
    assert links[:4] == ["../organisations/#house", "tel:+34975000000", "../health/card/", "spanish.ics"]


def test_weekdays_and_dates_are_in_the_readers_language():
    assert "lunes 18:30–20:00" in _text(FULL, "spanish", locale="es")
    assert "الاثنين، 15 مارس 2027" in _text(FULL, "spanish", locale="ar")


def test_course_without_dates_says_to_ask_and_offers_no_calendar():
    assert "Ask for the next dates." in _text(FULL, "ask")
    assert "We did not read this at that address. Ask before you rely on it." in _text(FULL, "ask")
    assert show(FULL, "courses/").find(id="ask").find("a", href="ask.ics") is None


def test_what_takes_place_once_shows_its_day_and_its_price():
    text = _text(FULL, "fair")
    assert "10:00–12:00 Monday, 1 March 2027" in text
    assert "€3" in text
    assert "First date" not in text


def test_what_is_not_every_week_says_so():
    every_other = replace(MONDAYS, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", without=())
    assert "Not every week: look at the dates." in _text(
        _guide(replace(SPANISH, schedule=every_other)), "spanish"
    )
    assert "Not every week" not in _text(FULL, "spanish")


def test_page_tells_the_phone_when_each_date_ends_across_the_change_of_the_clocks():
    ends = [one["data-ends"] for one in show(FULL, "courses/").find(id="spanish").find_all("li")]
    assert ends == ["2027-03-15T19:00Z", "2027-03-22T19:00Z", "2027-04-05T18:00Z"]
    assert show(FULL, "courses/").find(id="spanish")["data-ends"] == "2027-04-05T18:00Z"


def test_fragment_of_courses_is_the_same_whenever_it_is_made():
    assert page_at(FULL, "courses/") == page_at(FULL, "courses/")


def test_where_protected_people_live_is_not_said_whatever_the_file_says():
    shown = page_at(_guide(organisations=(SHELTER,)), "organisations/").html
    assert "House" in shown
    assert "Calle Secreta" not in shown


def test_where_a_course_of_a_shelter_takes_place_is_not_said_nor_put_into_its_calendar():
    guide = _guide(
        SPANISH, events=(replace(FAIR, organisation="house", town="Soria"),), organisations=(SHELTER,)
    )
    shown = page_at(guide, "courses/").html
    for slug in ("spanish", "fair"):
        series = calendar_in(shown, slug, "")
        assert "SUMMARY" in series
        assert "LOCATION" not in series
    assert "Calle" not in unquote(shown)
    assert "Soria" not in unquote(shown)
    assert "Near you: ask for the place." in _text(guide, "spanish")


def test_organisation_says_what_it_tried_out_and_what_that_taught():
    house = replace(HOUSE, pilot=(("en", "Lessons in a van."),), learned=(("en", "Villages want evenings."),))
    text = show(_guide(organisations=(house,)), "organisations/").find(id="house").get_text(" ")
    for said in ("Association", "What they tried out here", "Lessons in a van.", "Villages want evenings."):
        assert said in text


def test_front_page_leads_to_courses_and_who_is_who_where_there_are_any():
    def tiles(guide: Guide) -> set[str]:
        return {one["href"] for one in show(guide, "").select("ul.tiles a")} & {"courses/", "organisations/"}

    assert tiles(FULL) == {"courses/", "organisations/"}
    assert tiles(make_guide()) == set()
    assert part_name(page_at(FULL, "courses/")) == part_name(page_at(FULL, "organisations/")) == "aids"


def test_courses_and_organisations_are_found_by_a_search():
    found = [*documents(page_at(FULL, "courses/")), *documents(page_at(FULL, "organisations/"))]
    assert [(one.path.partition("#")[2], one.title) for one in found] == [
        ("fair", "Fair"), ("spanish", 'Spanish "A1" & you'), ("ask", "Ask us"), ("house", "House"),
    ]  # fmt: skip
    assert [kind_of(one.path) for one in found] == ["course", "course", "course", "organisation"]
    assert all("VCALENDAR" not in one.body for one in found)


VECTORS = json.loads((ROOT / "tests" / "vectors" / "calendars.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_calendars_of_the_shared_vectors(case):
    assert calendar_in(case["fragment"], case["slug"], case["day"]) == case["calendar"]


def test_calendar_comes_out_of_the_page_as_it_went_in():
    html = page_at(FULL, "courses/").html
    calendar = calendar_in(html, "spanish", "")
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert 'SUMMARY:Spanish "A1" & you\r\n' in calendar
    assert unquote(show(FULL, "courses/").find(id="spanish")["data-ics"]) == calendar


def test_server_answers_with_a_series_and_one_date_of_it_and_nothing_else(app):
    services = app.extensions[EXTENSION]
    course = replace(SPANISH, layer="es-soria", source=Source("https://a.b", "x"))
    append_item(services.site.database, "course/es-soria/spanish", course, author="t", now="2026-11-22")
    publish(services.site, services, clock=lambda: datetime(2026, 11, 22, 10, tzinfo=UTC))
    client = app.test_client()
    series = client.get("/ar/es-soria/courses/spanish.ics")
    assert (series.status_code, series.mimetype) == (200, "text/calendar")
    assert "SUMMARY:الإسبانية" in series.text
    assert "RRULE" in series.text
    single = client.get("/ar/es-soria/courses/spanish.ics?on=2027-04-05")
    assert "DTSTART;TZID=Europe/Madrid:20270405T183000" in single.text
    assert "RRULE" not in single.text
    for path in ("spanish.ics?on=2027-03-29", "none.ics", "adult-centres.ics"):
        assert client.get(f"/ar/es-soria/courses/{path}").status_code == 404
