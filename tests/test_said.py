"""What is said of content has a code, its values, and one English sentence made from both."""

from __future__ import annotations

import pytest

from orientation.findings import FINE, Said


def test_said_is_the_sentence_of_its_code_with_its_values():
    assert (
        Said("no_entry_in", entry="topic/slug", layers="es or eu")
        == "there is no entry 'topic/slug' in es or eu"
    )


def test_said_keeps_code_and_values_wherever_it_stands():
    said = Said("missing", name="title").at("places").at("no good name", "; ")
    assert (said, said.code, said.values) == (
        "no good name; places: title is missing",
        "missing",
        {"name": "title"},
    )


def test_nothing_wrong_says_nothing():
    assert not FINE


def test_said_without_a_value_of_its_sentence_is_refused():
    with pytest.raises(KeyError):
        Said("missing")
