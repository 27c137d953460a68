from __future__ import annotations

from sheet_builders import make_request

from orientation.sheets.block import PlaceRow
from orientation.sheets.choosing import choose
from orientation.sheets.places import place_rows
from orientation.sheets.request import SheetRequest


def rows(request: SheetRequest) -> tuple[PlaceRow, ...]:
    return place_rows(request, choose(request.choice, request.own.pages))


def test_places_are_the_topics_numbers_and_the_places_it_links_to() -> None:
    assert [row.phone.striptags() for row in rows(make_request("en"))] == ["016", "975 000 000"]


def test_place_has_its_name_in_both_languages() -> None:
    first = rows(make_request("ar"))[0]
    assert (first.name, first.other_name) == ("الاتصال برقم الطوارئ", "Llamar a emergencias")


def test_other_name_is_left_out_where_it_is_the_same() -> None:
    assert rows(make_request("en"))[1].other_name == ""


def test_place_says_where_it_was_read() -> None:
    assert rows(make_request("en"))[1].trust == "Source: Sacyl"
