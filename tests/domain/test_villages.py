"""Villages: addresses that stay, names that a reader can read, positions that give nobody away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orientation.domain.guide import Place, Village
from orientation.domain.villages import (
    Position,
    host_name,
    kilometres,
    name_for,
    other_names,
    position_of,
    slugs,
)

ALMAZAN = Village("Almazán", ("Almazan", "آلمازان", "Алмасан"), "41.48648", "-2.53088", 5773)
SORIA = Village("Soria", ("صوريا", "Сорія"), "41.76401", "-2.46883", 39112)
KARDITSA = Village("Kardítsa", ("Kardhitsa", "Καρδίτσα"), "39.36485", "21.92191", 32789)
OFFICE = Place("region", "office", (("en", "Office"),), town="Almazán")


def test_second_village_of_a_name_gets_another_address_and_the_first_keeps_its_own():
    assert slugs((ALMAZAN, SORIA, ALMAZAN)) == ("almazan", "soria", "almazan-2")


def test_village_gets_no_address_that_stands_on_the_page_already():
    assert slugs((SORIA, ALMAZAN), taken={"soria"}) == ("soria-2", "almazan")


def test_village_without_a_latin_letter_has_an_address_all_the_same():
    assert slugs((Village("Ωδός", (), "39.1", "-21.9", 5),)) == ("39-1-21-9",)


def test_name_on_the_signs_is_in_the_script_of_the_host_language():
    assert host_name(KARDITSA, "Grek") == "Καρδίτσα"
    assert host_name(ALMAZAN, "Grek") == "Almazán"


def test_other_names_begin_with_the_readers_script_and_leave_out_mere_accents():
    assert other_names(ALMAZAN, reader="Cyrl", host="Latn") == ("Алмасан", "آلمازان")
    assert other_names(KARDITSA, reader="Arab", host="Grek") == ("Kardítsa", "Kardhitsa")


def test_reader_gets_a_name_in_their_script_else_the_one_on_the_signs():
    assert name_for(SORIA, reader="Arab", host="Latn") == "صوريا"
    assert name_for(SORIA, reader="Ethi", host="Latn") == "Soria"


def test_place_is_where_its_file_says_else_in_its_town():
    exact = replace(OFFICE, latitude="41.5", longitude="-2.5")
    assert position_of(exact, (ALMAZAN,)) is not None
    assert position_of(exact, (ALMAZAN,)) != position_of(OFFICE, (ALMAZAN,))
    about = position_of(OFFICE, (SORIA, ALMAZAN))
    assert about is not None
    assert (about.latitude, about.longitude, about.town) == (41.48648, -2.53088, "Almazán")


def test_town_is_known_by_any_of_its_names():
    assert position_of(replace(OFFICE, town="Καρδίτσα"), (KARDITSA,)) is not None


def test_no_town_is_guessed_of_two_with_one_name():
    assert position_of(OFFICE, (ALMAZAN, replace(ALMAZAN, latitude="42"))) is None


@pytest.mark.parametrize("hidden", [{"protected": True}, {"location": "by phone only"}])
def test_hidden_place_has_no_position_whatever_its_file_says(hidden):
    place = replace(OFFICE, latitude="41.5", longitude="-2.5", **hidden)
    assert position_of(place, (ALMAZAN,)) is None


def test_kilometres_are_those_that_phones_measure():
    """The numbers of tests/js/near.test.js."""
    soria, almazan = Position(41.764, -2.469), Position(41.486, -2.531)
    assert kilometres(soria, soria) == 0
    assert abs(kilometres(soria, almazan) - 31.3) < 0.1
    assert abs(kilometres(Position(48.8566, 2.3522), Position(51.5074, -0.1278)) - 343.6) < 1
    assert abs(kilometres(Position(0, 179.9), Position(0, -179.9)) - 22.2) < 0.1
