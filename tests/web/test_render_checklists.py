"""Checklists: who is led to them, and what a rule shows."""

from __future__ import annotations

from dataclasses import replace

from render_builders import SOURCE, YEARS, make_entry, make_guide, page_at, renderer, show

from orientation.domain.checklists import Checklist, Deadline, Step
from orientation.domain.guide import Fact, Source, Topic
from orientation.domain.inheritance import Guide
from orientation.packs.parts import part_name
from orientation.search.documents import documents, kind_of

RULE = Fact("region", "term", "duration", "P21D", source=SOURCE)


def guide(*, rule: Fact = RULE, before: bool = False) -> Guide:
    deadline = Deadline("term", (("en", "the day you came"),), before)
    steps = (
        Step("card", (("ar", "اطلب البطاقة"), ("en", "Ask for the card")), "health/card", deadline),
        Step("gone", (("en", "Keep the letter"),), "health/gone"),
    )
    one = Checklist(
        "region", "asked", (("en", "You asked"),), steps, entry="health/card", lawyer="health/card"
    )
    plain = make_guide(make_entry(), make_entry("start", "first-steps"))
    topics = (*plain.topics, Topic("first-steps", "first-steps", 5, (("en", "First steps"),)))
    return replace(plain, checklists=(one,), facts=(*plain.facts, rule), topics=topics)


def test_first_steps_and_the_entry_in_sentences_lead_to_the_checklist():
    assert show(guide(), "first-steps/").select_one(".acts a")["href"] == "../steps/"
    assert show(guide(), "steps/").select_one(".list a")["href"] == "asked/"
    assert show(guide(), "health/card/").select_one('.acts a[href*="steps"]')["href"] == "../../steps/asked/"


def test_guide_without_checklists_says_nothing_of_them():
    plain = replace(guide(), checklists=())
    assert not any(
        page.kind == "steps" or "/steps/" in page.html for page in renderer().pages(plain, "en", years=YEARS)
    )


def test_step_links_to_its_entry_and_only_to_one_that_is_there():
    steps = show(guide(), "steps/asked/").select("[data-step]")
    assert [step.select_one("label a, label b").name for step in steps] == ["a", "b"]
    assert steps[0].select_one("label a")["href"] == "../../health/card/"


def test_rule_is_told_in_words_with_its_source_and_the_way_to_a_lawyer():
    rule = show(guide(), "steps/asked/").select_one('[data-duration="P21D"]')
    assert rule.p.text == "Time limit: 21 days. It is counted from: the day you came"
    assert [link["href"] for link in rule.select("a")] == ["../../health/card/", SOURCE.url]


def test_time_limit_before_a_day_is_told_as_one():
    rule = show(guide(before=True), "steps/asked/").select_one("[data-duration][data-before]")
    assert rule.p.text == "Time limit: at the latest 21 days before this day: the day you came"


def test_rule_that_nobody_read_at_its_address_says_so():
    weak = replace(RULE, source=Source("https://a.es/", "Law", "elsewhere"))
    said = "We did not read this at that address."
    assert said in show(guide(rule=weak), "steps/asked/").text
    assert said not in show(guide(), "steps/asked/").text


def test_rule_of_unknown_age_says_so():
    old = replace(RULE, source=Source("https://a.es/", "Law", "page", "2024"))
    ageless = replace(RULE, source=Source("https://a.es/", "Law", "page"))
    said = "We do not know how old this rule is."
    assert said in show(guide(rule=ageless), "steps/asked/").text
    assert said not in show(guide(rule=old), "steps/asked/").text


def test_rule_without_a_source_shows_no_time_limit():
    assert not show(guide(rule=replace(RULE, source=None)), "steps/asked/").select("[data-duration]")


def test_what_is_not_in_the_reader_s_language_carries_its_own():
    link, letter = show(guide(), "steps/asked/", locale="ar").select("label a, label b")
    assert link.text == "اطلب البطاقة"
    assert letter.span["lang"] == "en"


def test_checklist_is_found_by_its_name_and_its_steps():
    (found,) = documents(page_at(guide(), "steps/asked/"))
    assert (found.title, found.body) == ("You asked", "Ask for the card Keep the letter")
    assert kind_of(found.path) == "checklist"
    assert [one.body for one in documents(page_at(guide(), "steps/"))] == [""]


def test_checklists_travel_in_a_part_of_their_own():
    paths = ("first-steps/", "steps/", "steps/asked/")
    assert [part_name(page_at(guide(), path)) for path in paths] == ["first", "aids", "aids"]


def test_browser_fills_no_box_again_by_itself():
    inputs = show(guide(), "steps/asked/").select("input")
    assert [one["autocomplete"] for one in inputs] == ["off"] * 3
