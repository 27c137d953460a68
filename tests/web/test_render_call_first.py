"""Hours and fees that nobody checked for two intervals give way to "call first": the day stands in the page."""

from __future__ import annotations

from dataclasses import replace

from render_builders import EMERGENCY, make_entry, make_guide, make_place, show

from orientation.domain.guide import Fact, Text


def days(guide, path):
    return [one["data-call-first"] for one in show(guide, path).select("[data-call-first]")]


def test_place_with_hours_names_the_day():
    assert days(make_guide(places=(make_place(read_on="2026-11-01"),)), "places/") == ["2027-04-30"]


def test_what_is_always_open_never_gives_way():
    assert (
        days(make_guide(make_entry(texts=(Text("en", "Card", "Ask."),)), places=(EMERGENCY,)), "places/")
        == []
    )


def test_number_that_is_merely_free_never_gives_way():
    line = replace(EMERGENCY, hours="")
    card = make_entry(texts=(Text("en", "Card", "Ask."),))
    assert days(make_guide(card, places=(line,)), "places/") == []
    assert days(make_guide(card, places=(replace(line, location="public"),)), "places/") != []


def test_chosen_interval_counts():
    guide = make_guide(places=(make_place(read_on="2026-11-01"),))
    assert days(replace(guide, intervals=(("place/region/clinic", 10),)), "places/") == ["2026-11-21"]


def test_hours_stand_where_a_phone_can_hide_them():
    article = show(make_guide(places=(make_place(free=True),)), "places/").select_one("#clinic")
    assert article.select_one("p.open").has_attr("data-old")
    assert {one.text for one in article.select("dt[data-old]")} == {"Opening hours"}
    assert any("It is free." in one.text for one in article.select("p[data-old]"))


def test_entry_that_names_a_fee_or_hours_names_the_day():
    fee = Fact("region", "fee", "money", "12 EUR")
    text = (Text("en", "The card", "It costs {fee}."),)
    hours = (Text("en", "The card", "Open: {place.clinic.hours}."),)
    for entry in (make_entry(texts=text, facts=(fee,)), make_entry(texts=hours)):
        assert days(make_guide(entry), "health/card/") == ["2027-10-27"]


def test_entry_without_fees_and_hours_says_no_such_thing():
    assert days(make_guide(), "health/card/") == []
