"""The change that an update is measured with is small, real and the same each time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.edits import edited
from bench.measuring import MeasurementError
from orientation.domain.guide import Entry, Text


def make_entry(topic: str, slug: str, *locales: str) -> Entry:
    texts = tuple(Text(locale, "title", f"body in {locale}") for locale in locales)
    return Entry(layer="es-soria", topic=topic, slug=slug, source_locale="ar", texts=texts)


ENTRIES = [
    make_entry(topic, slug, "ar", "en")
    for topic in ("health", "transport", "work", "money")
    for slug in ("a", "b", "c")
]


def test_edit_changes_one_entry_in_each_of_three_topics() -> None:
    assert [one.address for one in edited(ENTRIES, "en", turn=1)] == ["health/b", "transport/b", "work/b"]


def test_edit_adds_a_sentence_in_the_locale_and_nothing_elsewhere() -> None:
    changed = edited(ENTRIES, "en", turn=1)[0]
    assert changed.text("ar") == ENTRIES[1].text("ar")
    text = changed.text("en")
    assert text is not None
    assert text.body.startswith("body in en\n\n")
    assert text.body.count(".") == 1


def test_another_turn_says_something_else_of_the_same_entries() -> None:
    first, second = (edited(ENTRIES, "en", turn=turn) for turn in (1, 2))
    assert [one.address for one in first] == [one.address for one in second]
    assert all(one != other for one, other in zip(first, second, strict=True))


def test_edit_is_refused_where_three_topics_have_no_text_in_the_locale() -> None:
    with pytest.raises(MeasurementError, match="2 topics"):
        edited(ENTRIES[:6], "en", turn=1)
