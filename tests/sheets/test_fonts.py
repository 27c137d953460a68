from __future__ import annotations

import hashlib
import re

import pytest
from fontTools.ttLib import TTFont
from sheet_builders import ASSETS

from orientation.domain.choice import Choice
from orientation.errors import BadChoice, SheetError
from orientation.sheets.fonts import SUBSETS, WEIGHTS, check_letters, check_typed, file_name, printable

FONTS = ASSETS / "fonts"
LETTERS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى؟،؛ًٌٍَُِّْ",
    "fa": "پچژگکی‌۰۱۲۳",
    "ps": "ټډړږښګڼۍېځڅ",
    "ur": "ٹڈڑںےہھ",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊΐ",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    "pl": "ąćęłńóśźż€→",
}


@pytest.mark.parametrize("locale", LETTERS)
def test_vendored_fonts_have_the_letters_of(locale: str) -> None:
    check_letters(LETTERS[locale], where=locale, asset_root=ASSETS)


def test_letter_without_a_font_is_refused_by_name_and_place() -> None:
    with pytest.raises(SheetError, match=r"^/zh/x/: no vendored font has '中' \(U\+4E2D\)$"):
        check_letters("abc 中", where="/zh/x/", asset_root=ASSETS)


def test_missing_font_file_is_a_sheet_error(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SheetError, match="cannot be read"):
        printable(tmp_path)


def test_both_weights_of_a_subset_have_the_same_letters() -> None:
    for subset in SUBSETS.values():
        regular, bold = (
            TTFont(ASSETS / file_name(subset, weight)).getBestCmap().keys() for weight in WEIGHTS
        )
        assert regular == bold


def test_readme_names_every_font_file_and_its_bytes() -> None:
    written = dict(re.findall(r"([0-9a-f]{64})  (\S+\.woff2)", (FONTS / "README.md").read_text()))
    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in FONTS.glob("*.woff2")}
    assert written == found


def test_fonts_weigh_at_most_700_kb() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.woff2")) <= 700_000


def test_letter_that_somebody_typed_is_refused_by_field_and_letter() -> None:
    typed = Choice(region="es-soria", locale="en", name="Casa \U0001f3e0")
    with pytest.raises(BadChoice) as refused:
        check_typed(typed, ASSETS)
    assert (refused.value.field, refused.value.value, refused.value.why) == ("name", "\U0001f3e0", "letters")
