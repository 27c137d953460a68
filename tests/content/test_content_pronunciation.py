"""Sounds in letters: known sentences in each script, stress, and every sound that the shipped phrases have."""

from __future__ import annotations

from pathlib import Path

import pytest

from orientation.content.pronunciation import pronunciation_html, spellings, unknown_sounds
from orientation.content.read import read_guides
from orientation.domain.phrases import SLOT

GUIDES = Path(__file__).parents[2] / "guides"
ES, FR = "neθesˈito ˈun mˈeðiko", "ʒə nə pˈaʁl pa fʁɑ̃sˈɛ"
EL, PL = "efxaristˈo, adˈio", "dʑɛŋkˈujɛ, dɔ vidʑˈɛɲa"


@pytest.mark.parametrize(
    ("ipa", "locale", "letters"),
    [
        pytest.param(ES, "en", "nethe<b>see</b>to oon <b>me</b>theeko", id="Spanish, English letters"),
        pytest.param(ES, "ru", "нэсэ<b>си</b>то ун <b>мэ</b>дико", id="Spanish, Russian"),
        pytest.param(ES, "ar", "نيثيسيتو أون ميذيكو", id="Spanish, Arabic"),
        pytest.param(FR, "tr", "jı nı parl pa fran<b>se</b>", id="French, Turkish"),
        pytest.param(FR, "fa-AF", "ژِ نِ پارل پا فرانسه", id="French, Dari as Persian"),
        pytest.param(EL, "uk", "ефхаріс<b>то</b>, а<b>ді</b>о", id="Greek, Ukrainian"),
        pytest.param(EL, "ti", "ኤፍኻሪስቶ፣ ኣዲኦ", id="Greek, Ethiopic"),
        pytest.param(PL, "fr", "djén<b>kou</b>yé, do vi<b>djé</b>gna", id="Polish, French"),
        pytest.param(PL, "ur", "جینکویے، دو ویجینیا", id="Polish, Urdu"),
        pytest.param(PL, "ps", "جېنکویې، دو ويجېنیا", id="Polish, Pashto"),
    ],
)
def test_sentence_is_spelled_in_the_readers_own_letters(ipa: str, locale: str, letters: str) -> None:
    assert pronunciation_html(ipa, locale) == letters


def test_word_of_one_syllable_shows_no_stress() -> None:
    assert pronunciation_html("nˈo", "en") == "no"


def test_stressed_syllable_at_the_start_of_a_word_takes_all_its_consonants() -> None:
    assert pronunciation_html("stˈasi", "en") == "<b>sta</b>see"


def test_reader_whose_letters_nobody_wrote_gets_no_line() -> None:
    assert pronunciation_html(ES, "de") == ""


def test_every_table_spells_the_same_sounds() -> None:
    sounds = {tag: {key for key in one.letters if len(key) == 1} for tag, one in spellings().items()}
    assert [tag for tag in sounds if sounds["en"] - sounds[tag]] == []


def test_every_sound_of_the_shipped_phrases_is_spelled_for_every_reader() -> None:
    phrases = read_guides(GUIDES).phrases
    assert {unknown_sounds(ipa.replace(SLOT, "")) for phrase in phrases for _, ipa in phrase.ipa} == {""}
    spelled = {
        tag
        for tag in spellings()
        for phrase in phrases
        for _, ipa in phrase.ipa
        if not pronunciation_html(ipa, tag)
    }
    assert spelled == set()
