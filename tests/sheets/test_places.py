from __future__ import annotations

from sheet_builders import make_request

from orientation.sheets.places import place_rows


def test_places_are_the_topics_numbers_and_the_places_it_links_to() -> None:
    assert [row.phone.striptags() for row in place_rows(make_request("en"))] == ["016", "975 000 000"]


def test_place_has_its_name_in_both_languages() -> None:
    first = place_rows(make_request("ar"))[0]
    assert (first.name, first.host_name) == ("الاتصال برقم الطوارئ", "Llamar a emergencias")


def test_host_name_is_left_out_where_it_is_the_same() -> None:
    assert place_rows(make_request("en"))[1].host_name == ""


def test_place_says_where_it_was_read() -> None:
    assert place_rows(make_request("en"))[1].trust == "Source: Sacyl"
