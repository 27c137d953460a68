from __future__ import annotations

from dataclasses import replace

import pytest
from sheet_builders import make_entry, make_places, make_topic

from orientation.domain.choice import Choice
from orientation.errors import BadChoice
from orientation.sheets.choosing import ENTRIES_MAX, choose

PAGES = (make_topic("ar"), make_entry("ar"), make_entry("ar", slug="police"), make_places("ar"))


def chosen(*takes: str) -> list[tuple[str, str]]:
    choice = Choice(region="es-soria", locale="ar", takes=takes)
    return [(one.kind, one.slug or one.page.path) for one in choose(choice, PAGES)]


def test_topic_unfolds_into_its_numbers_and_its_entries() -> None:
    assert chosen("emergency") == [
        ("topic", "/ar/es-soria/emergency/"),
        ("entry", "/ar/es-soria/emergency/call-112/"),
        ("entry", "/ar/es-soria/emergency/police/"),
    ]


def test_things_stand_in_the_order_they_were_taken_and_once() -> None:
    assert chosen("places/hospital", "emergency/police", "emergency") == [
        ("place", "hospital"),
        ("entry", "/ar/es-soria/emergency/police/"),
        ("topic", "/ar/es-soria/emergency/"),
        ("entry", "/ar/es-soria/emergency/call-112/"),
    ]


@pytest.mark.parametrize(
    "take", ["emergency/nothing", "places/nothing", "search", "../x", "places/hospital/more"]
)
def test_what_the_guide_does_not_have_is_named(take: str) -> None:
    with pytest.raises(BadChoice, match=f"take '{take}'"):
        chosen(take)


def test_topic_of_too_many_entries_is_refused() -> None:
    pages = (make_topic("en"), *(replace(make_entry("en", slug=f"e{i}")) for i in range(ENTRIES_MAX + 1)))
    with pytest.raises(BadChoice, match=f"{ENTRIES_MAX} at most on one sheet"):
        choose(Choice(region="es-soria", locale="en", takes=("emergency",)), pages)
