"""Words that a mistyped one may mean, alike on server and phone."""

from __future__ import annotations

import doctest
from typing import Any

import pytest
from search_vectors import ask_javascript, claims

from orientation.search import near


@pytest.mark.parametrize("case", claims("near"))
def test_near_words_are_the_shared_ones(case: Any) -> None:
    further = case.get("further", 0)
    assert list(near.nearest(case["word"], case["vocabulary"], case["locale"], further)) == case["near"]


@pytest.mark.parametrize("case", claims("near"))
def test_order_of_the_vocabulary_does_not_matter(case: Any) -> None:
    backwards = list(reversed(case["vocabulary"]))
    further = case.get("further", 0)
    assert list(near.nearest(case["word"], backwards, case["locale"], further)) == case["near"]


def test_every_letter_of_real_words_is_heard_alike() -> None:
    words = ["щука", "об'їзд", "ёлка", "подъезд", "γκαραζ", "ευχαριστω", "ψυχη", "λλλ", "міст", "ццц"]
    calls = [("nearest", "a" * 9, words, locale) for locale in ("uk", "ru", "el")]
    assert ask_javascript(calls) == [list(near.nearest("a" * 9, words, tag)) for tag in ("uk", "ru", "el")]


def test_examples_hold() -> None:
    assert doctest.testmod(near).failed == 0
