from __future__ import annotations

from dataclasses import replace

from sheet_builders import ASSETS, make_entry, make_request, make_side, make_topic

from orientation.sheets.block import TextBlock
from orientation.sheets.blocks import sheet_blocks
from orientation.sheets.choosing import choose
from orientation.sheets.compose import sheet_html
from orientation.sheets.request import SheetRequest


def text_blocks(request: SheetRequest) -> list[TextBlock]:
    blocks = sheet_blocks(request, choose(request.choice, request.own.pages))
    return [block for block in blocks if isinstance(block, TextBlock)]


def test_unchecked_emergency_entry_stands_beside_the_host_language_section_by_section() -> None:
    (block,) = text_blocks(make_request("ar"))
    assert block.beside
    assert ["مجاني" in block.rows[0][0], "gratis" in block.rows[0][1]] == [True, True]
    assert ["قل أين" in block.rows[1][0], "Di dónde" in block.rows[1][1]] == [True, True]


def test_rows_are_not_paired_when_the_texts_are_cut_differently() -> None:
    host = make_entry("es", body="<p>Todo en un párrafo.</p>")
    (block,) = text_blocks(make_request("en", host=make_side("es", host)))
    assert len(block.rows) == 1


def test_checked_emergency_entry_stands_alone() -> None:
    (block,) = text_blocks(make_request("en", make_topic("en"), make_entry("en", state="checked")))
    assert (block.beside, block.checked) == (None, True)


def test_unchecked_entry_of_another_topic_stands_alone() -> None:
    (block,) = text_blocks(
        make_request("en", make_entry("en", topic="health"), takes=("emergency/call-112",))
    )
    assert not block.beside


def test_host_language_sheet_has_one_column() -> None:
    (block,) = text_blocks(make_request("es"))
    assert (block.beside, block.missing) == (None, False)


def test_missing_entry_shows_the_host_text_in_its_own_language() -> None:
    (block,) = text_blocks(make_request("ar", make_topic("en"), make_entry("en", state="missing")))
    assert (block.missing, block.side.locale, block.side.direction) == (True, "es", "ltr")
    assert "La llamada" in "".join(row[0] for row in block.rows)


def test_trust_is_one_line_without_the_translation_state() -> None:
    (block,) = text_blocks(make_request("en"))
    assert block.trust == "Read 2026-11. · Ley 12/2009 (112.es) (2023)"


def in_two(own: str, second: str) -> SheetRequest:
    """Return an Arabic sheet with Ukrainian beside; own, second: the states of the emergency entry."""
    request = make_request("ar", make_topic("ar"), make_entry("ar", state=own), second="uk")
    return replace(request, second=make_side("uk", make_topic("uk"), make_entry("uk", state=second)))


def test_unchecked_text_that_stands_for_a_missing_one_has_the_text_at_the_counter_beside_it() -> None:
    (block,) = text_blocks(in_two("missing", "machine"))
    assert (block.side.locale, block.beside and block.beside.locale) == ("uk", "es")
    assert (block.missing, block.guarded, block.checked) == (True, True, False)
    assert ["безкоштовний" in block.rows[0][0], "gratis" in block.rows[0][1]] == [True, True]


def test_unchecked_text_beside_a_checked_one_has_the_text_at_the_counter_below_it() -> None:
    (block,) = text_blocks(in_two("checked", "machine"))
    assert (block.guarded, block.below and block.below.locale) == (True, "es")


def test_checked_texts_in_two_languages_need_no_third() -> None:
    (block,) = text_blocks(in_two("checked", "checked"))
    assert (block.guarded, block.below) == (False, None)


def test_sheet_says_of_such_a_text_both_that_it_is_another_language_and_that_nobody_checked_it() -> None:
    html = sheet_html(in_two("missing", "machine"), asset_root=ASSETS)
    assert "This text is not in your language yet. Here it is in" in html
    assert "Beside it stands the text in" in html
