"""Sheets look as they did when somebody looked: a sample; `make goldens` compares all."""

from __future__ import annotations

from pathlib import Path

import pytest
from goldens import pictures
from goldens.cases import SAMPLE, cases
from goldens.pictures import DIFFERENCE, FOLDER, SHARE, difference, told
from PIL import Image

CASES = {case.name: case for case in cases()}


@pytest.mark.parametrize("name", SAMPLE)
def test_a_sheet_looks_as_it_did(name: str) -> None:
    assert difference(CASES[name]) == ""


def test_a_line_that_moved_is_seen_and_shown_side_by_side(tmp_path: Path) -> None:
    known = Image.open(FOLDER / "stop-ti.png").convert("L")
    moved = known.crop((0, 60, known.width, known.height))
    made = Image.new("L", known.size, 255)
    made.paste(known.crop((0, 0, known.width, 58)), (0, 0))
    made.paste(moved, (0, 62))
    made.info = {"pages": "1"}
    assert str(tmp_path / "stop-ti.png") in told(made, FOLDER / "stop-ti.png", seen=tmp_path)
    assert (tmp_path / "stop-ti.png").exists()


def test_softer_edges_are_no_difference() -> None:
    known = Image.open(FOLDER / "a4-ar.png").convert("L")
    softer = known.point([min(255, level + DIFFERENCE // 4) for level in range(256)])
    assert pictures._share(known, softer) <= SHARE


def test_every_golden_picture_belongs_to_a_case_and_all_are_small() -> None:
    found = sorted(FOLDER.glob("*.png"))
    assert [path.stem for path in found] == sorted(CASES)
    assert sum(path.stat().st_size for path in found) <= 1_500_000


def test_a_few_words_that_are_gone_are_seen() -> None:
    with Image.open(FOLDER / "a4-en.png") as opened:
        known = opened.convert("L")
    boxes = [(30, top, 120, top + 9) for top in range(150, 400)]
    without = known.copy()
    without.paste(255, min(boxes, key=lambda box: sum(known.crop(box).tobytes())))
    assert pictures._share(known, without) > SHARE
