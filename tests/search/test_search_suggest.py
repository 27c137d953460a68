"""What is suggested and what may have been meant, alike on server and phone."""

from __future__ import annotations

import doctest
from typing import Any

import pytest
from search_vectors import read_vectors

from orientation.domain.edition import Page
from orientation.search import documents
from orientation.search.analysis import question_words
from orientation.search.suggest import meant, names, suggest

SUGGEST = read_vectors("suggest")
MEANT = read_vectors("meant")


def _pages(vectors: Any, case: Any) -> list[Page]:
    return [Page(**page) for page in vectors["pages"][case["pages"]]]


@pytest.mark.parametrize("case", SUGGEST["cases"], ids=lambda case: case["claim"])
@pytest.mark.parametrize("order", [1, -1], ids=["pages in order", "pages backwards"])
def test_suggestions_are_the_shared_ones(case: Any, order: int) -> None:
    known = names(_pages(SUGGEST, case)[::order], case["locale"])
    found = suggest(known, case["text"], case["locale"])
    assert [[one.path, one.title, one.kind, one.lang] for one in found] == case["suggested"]


@pytest.mark.parametrize("case", MEANT["cases"], ids=lambda case: case["claim"])
def test_words_meant_are_the_shared_ones(case: Any) -> None:
    assert list(meant(_pages(MEANT, case), case["text"], case["locale"])) == case["meant"]


def test_words_skipped_are_those_that_shells_hold() -> None:
    assert {tag: set(words) for tag, words in SUGGEST["skip"].items()} == {
        tag: question_words(tag) for tag in SUGGEST["skip"]
    }


def test_examples_hold() -> None:
    assert doctest.testmod(documents).failed == 0
