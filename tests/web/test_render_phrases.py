"""The page of phrases: what stands on a card, in which language, and what a call begins with."""

from __future__ import annotations

from dataclasses import replace

from render_builders import make_guide, page_at, show, soria, soup

from orientation.domain.inheritance import Guide
from orientation.domain.phrases import Phrase
from orientation.search.documents import documents, kind_of

PHRASES = (
    Phrase(
        "region",
        "opening",
        "phone",
        (("ar", "لا أتكلم <الإسبانية>."), ("es", "No hablo español. Hablo {language}.")),
        ipa=(("es", "nˈo ˈaβlo espaɲˈol, ˈaβlo {language}"),),
    ),
    Phrase("region", "help", "emergency", (("en", "Help!"), ("es", "¡Ayuda!")), ipa=(("es", "aʝˈuða"),)),
    Phrase("region", "bread", "bus", (("en", "Bread"), ("fr", "Du pain"))),
    Phrase("region", "language-ar", "language", (("es", "árabe"),), ipa=(("es", "ˈaɾaβe"),)),
)


def guide() -> Guide:
    return replace(make_guide(), phrases=PHRASES)


def test_card_says_it_in_the_host_language_and_what_it_means_and_how_it_sounds():
    page = show(guide(), "phrases/", locale="en")
    card = page.select_one("article")
    assert (card.h3.text, card.h3["lang"]) == ("¡Ayuda!", "es")
    assert [one.text for one in card.find_all("p")] == ["Help!", "ayootha"]


def test_host_language_runs_its_own_way_in_a_page_from_right_to_left():
    headings = show(guide(), "phrases/", locale="ar").select("article h3")
    assert {one["dir"] for one in headings} == {"ltr"}


def test_meaning_that_is_missing_stands_in_english_and_says_so():
    card = show(guide(), "phrases/", locale="ar").select_one("article")
    assert (card.p.span["lang"], card.p.text) == ("en", "Help!")


def test_call_begins_with_the_readers_own_language():
    opening = show(guide(), "phrases/", locale="ar").select_one("[data-opening]")
    assert opening.h3.text == "No hablo español. Hablo árabe."
    assert "لا أتكلم <الإسبانية>." in opening.text
    assert "أبلو أرابي" in opening.select_one(".from").text


def test_call_of_a_reader_whose_language_has_no_name_there_begins_with_nothing():
    assert show(guide(), "phrases/", locale="en").select_one("[data-opening]") is None


def test_sentence_that_nobody_can_say_at_the_counter_is_left_out():
    page = show(guide(), "phrases/", locale="en")
    assert [one["href"] for one in page.select(".acts a")] == ["#say-emergency"]
    assert {one["id"] for one in page.select("h2")} == {"say-emergency"}


def test_page_in_the_host_language_has_the_sentences_alone():
    page = show(guide(), "phrases/", locale="es")
    assert [one.text for one in page.select("article")] == ["¡Ayuda!"]
    assert page.select_one("article [lang]") is None
    assert page.select_one("[data-island=phrases]")["data-lang"] == "es"


def test_page_says_that_a_machine_wrote_it():
    page = page_at(guide(), "phrases/", locale="en")
    assert "machine" in soup(page.html).select_one("p.note").text


def test_each_situation_is_found_with_its_sentences_in_both_languages_and_leads_to_its_heading():
    page = page_at(guide(), "phrases/", locale="en")
    found = documents(page)
    assert [(one.title, one.body) for one in found] == [
        ("What to say", ""), ("In an emergency", "¡Ayuda! Help!"),
    ]  # fmt: skip
    assert {kind_of(one.path) for one in found} == {"phrase"}
    assert soup(page.html).find(id=found[1].path.partition("#")[2]).name == "h2"


def test_front_page_leads_to_the_phrases_where_there_are_any():
    assert show(guide(), "").select_one('.tiles a[href="phrases/"]') is not None
    assert show(make_guide(), "").select_one('.tiles a[href="phrases/"]') is None


def test_shipped_phrases_begin_a_call_in_every_language_on_offer():
    found = soria()
    readers = [tag for tag in found.region.locales if tag != found.host_locale()]
    lines = {tag: show(found, "phrases/", locale=tag).select_one("[data-opening]") for tag in readers}
    assert [tag for tag, line in lines.items() if line is None or "{" in line.text] == []
