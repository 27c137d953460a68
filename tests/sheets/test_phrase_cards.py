"""Phrases as cards to cut: ten on a page, the sentence to show, what it means, how it sounds."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sheet_builders import ASSETS, a_logo, info_of, make_request, text_of

from orientation.domain.edition import Page
from orientation.errors import BadChoice, SheetError
from orientation.sheets.compose import compose_sheet, sheet_html
from orientation.sheets.phrase_cards import phrase_cards
from orientation.sheets.request import SheetRequest

MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MEANINGS = {
    "en": ("Help!", "I have an appointment."),
    "ar": ("النجدة", "عندي موعد"),
    "uk": ("Допоможіть!", "Мене записано."),
}
SITUATIONS = {
    "en": ("In an emergency", "At the bank"),
    "ar": ("في حالة الطوارئ", "في البنك"),
    "uk": ("У біді", "У банку"),
}


def make_phrases(locale: str, *, more: int = 0, host: str = "¡Ayuda!") -> Page:
    """Return the page of phrases: two situations; more: so many further sentences in the second."""
    one = '<article{}>{}<h3 lang="es" dir="ltr">{}</h3><p>{}</p><p class="from">{}</p></article>'
    (help_me, appointment), (emergency, bank) = MEANINGS[locale], SITUATIONS[locale]
    html = '<h1>x</h1><div><p class="acts"><a href="#say-bank">x</a></p><template><p>y</p></template>'
    html += f'<h2 id="say-emergency">{emergency}</h2>' + one.format("", "", host, help_me, "ayuda")
    html += f'<h2 id="say-bank">{bank}</h2>'
    html += one.format(" data-opening", f"<p>{help_me}</p>", "Tengo cita.", appointment, "tengo thita")
    html += (
        "".join(one.format("", "", f"Frase {i}.", appointment, f"frasse {i}") for i in range(more)) + "</div>"
    )
    return Page(f"/{locale}/es-soria/phrases/", "What to say", html, kind="phrases")


def make_cards(
    locale: str = "en", *takes: str, more: int = 0, host: str = "¡Ayuda!", **changes: str
) -> SheetRequest:
    page = make_phrases(locale, more=more, host=host)
    return make_request(locale, page, layout="phrase-cards", takes=takes, **changes)


def words(request: SheetRequest) -> str:
    return " ".join(MARKS.sub("", text_of(compose_sheet(request, asset_root=ASSETS))).split())


@pytest.mark.parametrize("locale", ["en", "ar", "uk"])
def test_cards_have_sentence_meaning_sound_situation_and_guide(locale: str) -> None:
    request = make_cards(locale)
    text = words(request)
    region = request.frame.name
    expected = ("¡Ayuda!", "ayuda", "Tengo cita.", region, *MEANINGS[locale], *SITUATIONS[locale])
    assert [word for word in expected if word not in text] == []
    assert "Edition 1795296000" in text
    assert "Valid until" in text


def test_only_chosen_situations_are_there() -> None:
    (card,) = phrase_cards(make_cards("en", "phrases/bank"))
    assert (card.situation, card.sentence, card.locale) == ("At the bank", "Tengo cita.", "es")


def test_sentence_that_opens_a_call_says_so() -> None:
    assert [card.first for card in phrase_cards(make_cards())] == ["", "Help!"]


def test_what_is_no_phrase_is_left_aside() -> None:
    assert len(phrase_cards(make_cards("en", "health"))) == 2


def test_unknown_situation_is_named() -> None:
    with pytest.raises(BadChoice, match="phrases/nothing"):
        phrase_cards(make_cards("en", "phrases/nothing"))


def test_page_without_phrases_is_said() -> None:
    request = make_cards()
    page = replace(request.own.pages[0], html="<h1>x</h1>")
    with pytest.raises(SheetError, match="no phrases"):
        compose_sheet(replace(request, own=replace(request.own, pages=(page,))), asset_root=ASSETS)


@pytest.mark.parametrize(("more", "pages"), [(8, "1"), (9, "2")])
def test_ten_cards_fill_a_page(more: int, pages: str) -> None:
    pdf = compose_sheet(make_cards("ar", more=more), asset_root=ASSETS)
    assert info_of(pdf)["Pages"] == pages
    assert f"Frase {more - 1}." in text_of(pdf, page=int(pages))
    assert len(pdf) <= 60_000


def test_long_sentence_is_printed_smaller_and_stays_on_its_card() -> None:
    long = " ".join(["Necesito que alguien me explique este formulario."] * 6)
    pdf = compose_sheet(make_cards(more=8, host=long), asset_root=ASSETS)
    assert info_of(pdf)["Pages"] == "1"
    assert text_of(pdf).count("formulario.") == 6


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize(
    "name", ["Casa Abierta", "Casa de las Asociaciones de Vecinos y Vecinas de Soria y de su Tierra"]
)
def test_every_card_bears_name_hours_and_logo_of_who_hands_it_out(locale: str, name: str) -> None:
    plain = make_cards(locale, more=8, name=name, hours="Mo 10:00-13:00")
    for request in (plain, replace(plain, logo=a_logo())):
        pdf = compose_sheet(request, asset_root=ASSETS)
        assert info_of(pdf)["Pages"] == "1"
        text = " ".join(MARKS.sub("", text_of(pdf)).split())
        assert text.count(name.split()[0]) == text.count("Mo 10:00-13:00") == 10
    assert sheet_html(request, asset_root=ASSETS).count("<img") == 10


def test_foot_says_all_it_has_to_say_though_it_needs_two_lines() -> None:
    request = make_cards()
    long = replace(request.own, translate=lambda message: f"{message} {message}")
    assert "2027. · guide.example.org/en/es-soria/" in words(replace(request, own=long))


def test_every_page_has_cut_marks_and_who_hands_it_out() -> None:
    request = make_cards(more=9, name="Casa Abierta")
    assert sheet_html(request, asset_root=ASSETS).count('class="mark cut"') == 3 * 2 + 6 * 2
    pdf = compose_sheet(request, asset_root=ASSETS)
    assert ["Casa Abierta" in text_of(pdf, page=page) for page in (1, 2)] == [True, True]
