"""What stands on an A4 sheet beside the entries: two languages by choice, who hands it out, large print."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from PIL import Image
from sheet_builders import ASSETS, info_of, make_entry, make_request, make_side, make_topic, text_of

from orientation.sheets.compose import compose_sheet, sheet_html
from orientation.sheets.request import SheetRequest


def bilingual(locale: str = "ar", second: str = "uk", **changes: object) -> SheetRequest:
    request = make_request(
        locale, make_topic(locale), make_entry(locale, topic="emergency", state="checked"), **changes
    )
    return replace(request, choice=replace(request.choice, second=second), second=make_side(second))


def test_second_language_stands_beside_paragraph_by_paragraph() -> None:
    html = sheet_html(bilingual(), asset_root=ASSETS)
    pairs = re.findall(r'<div class="pair">(.*?)</div>\s*</div>\s*</div>', html, re.DOTALL)
    assert len(pairs) == 2
    assert ["مجاني" in pairs[0], "безкоштовний" in pairs[0]] == [True, True]
    assert ["قل أين" in pairs[1], "Скажіть" in pairs[1]] == [True, True]
    assert html.count('lang="uk" dir="ltr"') >= 2


def test_entry_missing_in_the_second_language_stands_alone_and_says_so() -> None:
    request = bilingual()
    other = make_side("uk", make_topic("uk"), make_entry("uk", state="missing"))
    html = sheet_html(replace(request, second=other), asset_root=ASSETS)
    assert "one of the two languages only" in html
    assert 'class="pair"' not in html


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
