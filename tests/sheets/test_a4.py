"""What stands on an A4 sheet beside the entries: two languages by choice, who hands it out, large print."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from PIL import Image
from sheet_builders import ASSETS, info_of, make_entry, make_request, make_side, make_topic, text_of

from orientation.domain.edition import Page
from orientation.errors import BadChoice
from orientation.sheets.compose import compose_sheet, sheet_html
from orientation.sheets.request import SheetRequest


def bilingual(locale: str = "ar", second: str = "uk", **changes: object) -> SheetRequest:
    request = make_request(
        locale, make_topic(locale), make_entry(locale, topic="emergency", state="checked"), **changes
    )
    return replace(request, choice=replace(request.choice, second=second), second=make_side(second))


def test_second_language_stands_beside_paragraph_by_paragraph() -> None:
    html = sheet_html(bilingual(), asset_root=ASSETS)
    pairs = re.findall(r'<div class="pair">(.*?)</div>\s*</div>', html, re.DOTALL)
    assert len(pairs) == 2
    assert ["مجاني" in pairs[0], "безкоштовний" in pairs[0]] == [True, True]
    assert ["قل أين" in pairs[1], "Скажіть" in pairs[1]] == [True, True]
    assert html.count('lang="uk" dir="ltr"') >= 2


def test_numbers_go_on_from_row_to_row_alike_in_both_languages_and_begin_anew_with_each_list() -> None:
    steps = "<li>one<ol><li>two</li><li>three</li></ol></li><li>four</li>"
    body = f"<ol>{steps}<li>five</li></ol><h3>six</h3><ol>{steps}</ol>"
    own, host = (make_side(locale, make_entry(locale, body=body)) for locale in ("en", "es"))
    sheet = compose_sheet(
        make_request("en", *own.pages, host=host, takes=("emergency/call-112",)), asset_root=ASSETS
    )
    numbered = re.findall(r"(\d)\.\s+(one|two|three|four|five)", text_of(sheet))
    once = [("1", "one"), ("1", "two"), ("2", "three"), ("2", "four")]
    assert numbered == [step for step in (*once, ("3", "five"), *once) for _ in range(2)]


def test_entry_missing_in_the_second_language_stands_alone_and_says_so() -> None:
    request = bilingual()
    other = make_side("uk", make_topic("uk"), make_entry("uk", state="missing"))
    html = sheet_html(replace(request, second=other), asset_root=ASSETS)
    assert "one of the two languages only" in html
    assert 'class="pair"' not in html


def test_unchecked_emergency_stands_in_the_language_at_the_counter_too_below_two_others() -> None:
    request = replace(bilingual(), own=make_side("ar"))
    html = sheet_html(request, asset_root=ASSETS)
    below = re.findall(r'<div class="below" lang="es" dir="ltr">(.*?)</div>', html)
    assert ["gratis" in below[0], "Di dónde" in below[1]] == [True, True]
    assert "Below it stands the text" in html


def test_unchecked_emergency_stands_beside_the_language_at_the_counter_once() -> None:
    request = replace(bilingual("ar", "es"), own=make_side("ar"), second=make_side("es"))
    assert sheet_html(request, asset_root=ASSETS).count("La llamada al") == 1


def test_sheet_says_in_both_languages_that_nobody_checked_it() -> None:
    request = make_request("ar", make_topic("ar"), make_entry("ar", topic="health"), takes=("health",))
    shelf, text = (replace(make, topic="health") for make in (make_topic("ar"), make_entry("ar")))
    other = [replace(one, topic="health") for one in (make_topic("uk"), make_entry("uk"))]
    own = make_side("ar", replace(shelf, path="/ar/es-soria/health/"), text)
    second = replace(make_side("uk", *other), translate=lambda words: f"UK {words}")
    html = sheet_html(replace(request, own=own, second=second), asset_root=ASSETS)
    assert 'lang="uk" dir="ltr"' in html
    assert "UK A machine wrote these texts and nobody checked them." in html


def test_desk_hours_are_printed_without_a_name_too() -> None:
    assert "Mo-Fr 10-13" in sheet_html(make_request("en", hours="Mo-Fr 10-13"), asset_root=ASSETS)


def test_every_page_says_until_when_the_sheet_holds() -> None:
    entries = tuple(make_entry("en", slug=f"e{i}", body="<p>word</p>" * 30) for i in range(3))
    pdf = compose_sheet(make_request("en", make_topic("en"), *entries), asset_root=ASSETS)
    pages = [text_of(pdf, page=page) for page in range(1, int(info_of(pdf)["Pages"]) + 1)]
    assert len(pages) > 1
    assert [page for page in pages if "Valid until 21 May 2027" not in page] == []


def test_topics_are_named_where_several_stand_on_a_sheet() -> None:
    health = replace(
        make_topic("en"), path="/en/es-soria/health/", title="Health", html="<h1>x</h1>", topic="health"
    )
    entry = make_entry("en", slug="card", topic="health", path="/en/es-soria/health/card/")
    request = make_request("en", make_topic("en"), make_entry("en"), health, entry)
    several = replace(request, choice=replace(request.choice, takes=("emergency", "health")))
    named = re.findall(r'<h2 class="topic">([^<]*)<', sheet_html(several, asset_root=ASSETS))
    assert named == ["Emergency", "Health"]
    assert '<h2 class="topic">' not in sheet_html(request, asset_root=ASSETS)


def test_places_stand_in_the_order_they_were_taken() -> None:
    request = make_request("en", takes=("places/bank", "places/hospital"))
    html = sheet_html(request, asset_root=ASSETS)
    assert html.index("Caja Rural") < html.index("Hospital Santa")


def test_stop_on_a_sheet_of_texts_is_refused_with_what_to_choose() -> None:
    lines = Page("/en/es-soria/lines/", "Lines", '<li id="mrozy">Mrozy</li>', kind="lines")
    request = make_request(
        "en", make_topic("en"), make_entry("en"), lines, takes=("emergency", "stops/mrozy")
    )
    with pytest.raises(BadChoice, match="layout of their own"):
        sheet_html(request, asset_root=ASSETS)


def test_places_have_their_names_in_the_second_language() -> None:
    html = sheet_html(bilingual(), asset_root=ASSETS)
    assert re.search(r'<div class="host-name"><p lang="uk" dir="ltr">Номер екстреної допомоги', html)


def test_who_hands_it_out_stands_at_its_head_with_logo_and_hours() -> None:
    logo = io.BytesIO()
    Image.new("RGB", (60, 20), "black").save(logo, "PNG")
    request = replace(make_request("en", name="Cruz Roja <Soria>", hours="Mo-Fr 10-13"), logo=logo.getvalue())
    text = text_of(compose_sheet(request, asset_root=ASSETS), page=1)
    assert "Cruz Roja <Soria>" in text
    assert "Mo-Fr 10-13" in text
    assert b"/Image" in compose_sheet(request, asset_root=ASSETS)


def test_title_of_120_letters_keeps_the_sheet_whole() -> None:
    pdf = compose_sheet(make_request("en", title="Wort " * 24), asset_root=ASSETS)
    assert text_of(pdf, page=1).count("Wort") >= 24


def test_large_print_is_larger_and_holds_the_same_words() -> None:
    small, large = (
        compose_sheet(make_request("en", layout=one), asset_root=ASSETS) for one in ("a4", "large")
    )
    assert int(info_of(large)["Pages"]) > int(info_of(small)["Pages"])
    assert "The call to 112 is free" in " ".join(text_of(large).split())


def test_old_hours_give_way_to_call_first() -> None:
    places = (
        '<article id="hospital"><h2>Hospital</h2><p class="note" data-call-first="2026-05-01" hidden></p>'
        "<p data-old>Open day and night.</p><dl><dt data-old>Opening hours</dt><dd data-old>09:00</dd></dl></article>"
    )
    request = make_request("en", takes=("places/hospital",))
    page = replace(request.own.pages[-1], html=places)
    html = sheet_html(replace(request, own=replace(request.own, pages=(page,))), asset_root=ASSETS)
    assert "Call first." in html
    assert ["09:00" in html, "day and night" in html] == [False, False]
