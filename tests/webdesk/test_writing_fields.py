"""Items to fields of a form and back, and what somebody types made tidy."""

from __future__ import annotations

import pytest

from orientation.content.read import read_guides
from orientation.desk.checking import problems_of
from orientation.desk.form_table import FIELDS
from orientation.desk.item_fields import fields_of, overlaid, problems_with_fields, read_fields
from orientation.desk.tidy import duration_of, duration_parts, tidy
from orientation.domain.guide import Entry, Fact, Layer
from orientation.domain.library import items_of, key_of
from orientation.store.library import load_items
from orientation.web.services import EXTENSION


def shipped():
    from pathlib import Path

    return read_guides(Path(__file__).resolve().parents[2] / "guides")


@pytest.fixture(scope="module")
def guides():
    return shipped()


def test_every_shipped_item_survives_its_form(guides):
    for item in items_of(guides).values():
        if type(item) in FIELDS:
            name = (
                item.address
                if isinstance(item, Entry)
                else getattr(item, "slug", "") or getattr(item, "name", "")
            )
            layer = item.id if isinstance(item, Layer) else item.layer
            fields = overlaid(fields_of(item), {}, type(item), country="ES")
            again, problems = read_fields(type(item), layer, name, fields)
            texts = item.texts if isinstance(item, Entry) else None
            assert not problems, key_of(item)
            assert fields_of(again) == fields_of(item), key_of(item)
            assert texts is None or again.texts == ()


def test_shipped_items_have_no_errors(guides, desk_app):
    """What is in the guide already can be published again."""
    database = desk_app.extensions[EXTENSION].site.database
    load_items(database, items_of(guides), now="2026-11-21T10:00:00Z", theirs=True)
    for key, item in list(items_of(guides).items())[::60]:
        if type(item) in FIELDS:
            found = [one for one in problems_of(database, item, today="2026-11-21") if not one.warning]
            assert not found, key


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("phone", "975 23 45 67", "+34975234567"),
        ("phone", "0034 975-23-45-67", "+34975234567"),
        ("phone", "+48 22 536 18 00", "+48225361800"),
        ("phone", "112", "112"),
        ("phone", "ask Ana", "ask Ana"),
        ("money", "3,50 €", "3.50 EUR"),
        ("money", "€ 3", "3 EUR"),
        ("money", "17", "17 EUR"),
        ("money", "much", "much"),
        ("number", "4,7", "4.7"),
        ("date", "31/12/2026", "2026-12-31"),
        ("time", "9:30", "09:30"),
        ("url", "www.soria.es/x", "https://www.soria.es/x"),
        ("code", " EX-15 ", "EX-15"),
    ],
)
def test_what_is_meant_is_kept(kind, typed, kept):
    assert tidy(kind, typed, "ES") == kept


def test_length_of_time_has_a_number_and_a_unit():
    for value in ("P6M", "PT45M", "P2Y", "P15D", "PT2H", "P1W"):
        assert duration_of(*duration_parts(value)) == value
    assert duration_of("many", "PM") == "many"


def test_wrong_value_is_kept_and_told_at_its_field():
    fact = Fact("es", "fee", "money", "a lot")
    (problem,) = problems_with_fields(fact)
    assert problem.field == "value"
    item, _ = read_fields(Fact, "es", "fee", fields_of(fact))
    assert item == fact


def test_table_of_which_all_was_left_empty_is_none():
    layer = Layer("es-soria", (("es", "Soria"),), parent="es", locales=("es",), kind="region")
    typed = {"helper.phone": [""], "helper.names.es": [""], "helper.names.en": [""]}
    assert "helper" not in overlaid(fields_of(layer), typed, Layer, country="ES")
    phone = {**typed, "helper.phone": ["975 23 45 67"]}
    assert overlaid(fields_of(layer), phone, Layer, country="ES")["helper"] == {"phone": "+34975234567"}
