from __future__ import annotations

from sheet_builders import make_entry, make_request, make_side, make_topic

from orientation.sheets.block import TextBlock
from orientation.sheets.blocks import sheet_blocks
from orientation.sheets.choosing import choose
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
    assert "La llamada" in block.rows[0][0]


def test_trust_is_one_line_without_the_translation_state() -> None:
    (block,) = text_blocks(make_request("en"))
    assert block.trust == "Read 2026-11. · Ley 12/2009 (112.es) (2023)"
