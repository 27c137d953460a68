"""Sheets keep what a program can look at of PDF/UA-1, the standard for files that are read aloud: of each layout one."""

from __future__ import annotations

import pytest
from goldens.cases import cases
from goldens.pictures import sheet_of
from goldens.standard import broken_rules
from sheet_builders import ASSETS
from weasyprint import pdf

from orientation.sheets.glyph_letters import letters
from orientation.sheets.press import press

CASES = {case.name: case for case in cases()}
OF_EACH = (
    *(
        "a4-ti",
        "emergency-ar",
        "bilingual-fa",
        "lists-ar",
        "line-es",
        "large-uk",
        "leaflet-ur",
        "given-stop-ar",
    ),
    *("wallet-el", "given-phrase-cards-es", "poster-ar", "card-ti"),
)


@pytest.mark.parametrize("name", OF_EACH)
def test_sheet_keeps_the_standard(name: str) -> None:
    assert broken_rules(sheet_of(CASES[name])) == []


def test_every_layout_of_paper_is_among_them() -> None:
    assert {CASES[name].row.layout for name in OF_EACH} == {case.row.layout for case in cases()} - {"picture"}


def test_what_breaks_the_standard_is_found() -> None:
    found = broken_rules(
        press(ASSETS).pdf("<html lang='en'><head></head><body><p>no title</p></body></html>")
    )
    assert any("TITLE" in rule for rule in found), found


@pytest.mark.parametrize(
    "words", ["ليلًا", "ليلًا بلا"], ids=["met with a mark first", "met without one first"]
)
def test_joined_letters_and_a_mark_on_them_have_each_their_own(
    monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    told: list[dict[int, str]] = []
    build = pdf.build_fonts_dictionary

    def noting(document: object, fonts: dict[str, object], *given: object) -> object:
        done = build(document, fonts, *given)
        told.extend(font.to_unicode for font in fonts.values())  # type: ignore[attr-defined]
        return done

    monkeypatch.setattr(pdf, "build_fonts_dictionary", noting)
    style = "<style>body { font-family: 'Sheet Arabic' }</style>"
    press(ASSETS).pdf(
        f"<html lang='ar' dir='rtl'><head><title>x</title>{style}</head><body><p>{words}</p></body></html>"
    )
    (letters_of,) = [of_font for of_font in told if of_font]
    assert "لا" in letters_of.values()
    assert "\N{ARABIC FATHATAN}" in letters_of.values()
    assert [text for text in letters_of.values() if text == "" or "\N{ARABIC FATHATAN}" in text[1:]] == []


def test_letters_follow_from_the_tables_of_a_font() -> None:
    content = (ASSETS / "fonts/vazirmatn-arabic-400-normal.woff2").read_bytes()
    assert {"ا", "لا", "لأ", "\N{ARABIC FATHATAN}"} <= set(letters(content).values())
