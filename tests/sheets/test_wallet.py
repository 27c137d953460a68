"""The wallet card: emergency numbers in both languages, room for notes, five on a page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sheet_builders import ASSETS, a_logo, info_of, make_places, make_request, make_side, make_topic, text_of

from orientation.errors import BadChoice, SheetError
from orientation.sheets.compose import compose_sheet, sheet_html
from orientation.sheets.cutting import Grid
from orientation.sheets.request import SheetRequest
from orientation.sheets.wallet import GRID, wallet_numbers

MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NOTES = ("My address:", "My doctor:", "My interpreter or helper:", "Medicines I take, allergies:")


def make_wallet(locale: str = "en", *, numbers: int = 3, **changes: str) -> SheetRequest:
    """Return a wallet card's request; numbers: so many on the emergency page."""
    request = make_request(
        locale, _topic(locale, numbers), make_places(locale), layout="wallet", takes=(), **changes
    )
    return replace(request, host=make_side("es", _topic("es", numbers)) if request.host else None)


def _topic(locale: str, numbers: int):
    page = make_topic(locale)
    item = re.search(r"<li><a href=\"tel:.*?</li>", page.html)[0]
    return replace(
        page,
        html=page.html.replace(
            item, "".join(item.replace("016", f"{number}") for number in range(112, 112 + numbers))
        ),
    )


def words(pdf: bytes) -> str:
    return " ".join(MARKS.sub("", text_of(pdf)).split())


@pytest.mark.parametrize("locale", ["en", "ar", "el"])
def test_card_has_numbers_names_notes_helper_and_edition_five_times_on_one_page(locale: str) -> None:
    pdf = compose_sheet(make_wallet(locale), asset_root=ASSETS)
    text = words(pdf)
    assert info_of(pdf)["Pages"] == "1"
    for expected in (
        "112",
        "113",
        "114",
        "Llamar a emergencias",
        "900 000 000",
        "Edition 1795296000",
        "Valid until",
        *NOTES,
    ):
        assert text.count(expected) >= GRID.rows, expected
    assert len(pdf) <= 60_000


def test_card_leaves_places_out() -> None:
    text = words(compose_sheet(make_wallet(), asset_root=ASSETS))
    assert [word for word in ("Hospital", "975", "Sacyl") if word in text] == []


def test_host_name_is_left_out_where_it_is_the_same() -> None:
    assert {number.host_name for number in wallet_numbers(make_wallet("es"))} == {""}


def test_more_numbers_than_fit_stay_on_one_page_and_the_first_are_there() -> None:
    pdf = compose_sheet(make_wallet(numbers=30), asset_root=ASSETS)
    assert info_of(pdf)["Pages"] == "1"
    assert "112" in words(pdf)
    assert "141" not in words(pdf)


def test_name_and_hours_of_who_hands_it_out_are_there() -> None:
    text = words(compose_sheet(make_wallet(name="Casa Abierta", hours="Mo 10:00-13:00"), asset_root=ASSETS))
    assert text.count("Casa Abierta") == text.count("Mo 10:00-13:00") == GRID.rows


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_logo_of_who_hands_it_out_is_on_each_and_takes_no_number_away(locale: str) -> None:
    plain = make_wallet(locale, numbers=6, name="Casa Abierta", hours="Mo 10:00-13:00")
    without, pdf = (compose_sheet(one, asset_root=ASSETS) for one in (plain, replace(plain, logo=a_logo())))
    assert info_of(pdf)["Pages"] == "1"
    assert sorted(words(pdf).split()) == sorted(words(without).split())
    assert sheet_html(replace(plain, logo=a_logo()), asset_root=ASSETS).count("<img") == GRID.rows


def test_arabic_card_with_a_name_and_hours_keeps_its_numbers() -> None:
    request = make_wallet("ar", numbers=6, name="Casa Abierta de Soria", hours="lunes a viernes 10:00-13:00")
    request = replace(request, own=replace(request.own, translate=lambda message: f"{message} {message}"))
    pdf = compose_sheet(request, asset_root=ASSETS)
    assert info_of(pdf)["Pages"] == "1"
    assert "117" in words(pdf)


def test_pieces_are_a_bank_cards_size_with_marks_around_them() -> None:
    html = sheet_html(make_wallet(), asset_root=ASSETS)
    assert (GRID.width / 2, GRID.height) == (85.6, 54)
    assert html.count('class="mark cut"') == 2 * 2 + 2 * 6
    assert html.count('class="mark fold"') == 1


def test_marks_stand_outside_the_pieces() -> None:
    marks = Grid(columns=2, rows=1, width=50, height=40).marks
    cuts = [mark for mark in marks if mark[0] == "cut"]
    assert len(cuts) == 10
    assert all(x + wide < 55 or x > 155 or y + high < 128.5 or y > 168.5 for _, x, y, wide, high in cuts)


def test_guide_without_emergency_numbers_has_no_card() -> None:
    with pytest.raises(SheetError, match="no emergency numbers"):
        compose_sheet(make_wallet(numbers=0), asset_root=ASSETS)


def test_what_can_never_fit_is_said() -> None:
    with pytest.raises(BadChoice, match="too much for the paper"):
        compose_sheet(make_wallet(name="word " * 150), asset_root=ASSETS)
