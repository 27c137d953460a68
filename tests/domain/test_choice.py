from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.domain.choice import (
    HOURS_MAX,
    LAYOUTS,
    NAME_MAX,
    TAKES_MAX,
    TITLE_MAX,
    Choice,
    choice_query,
    read_choice,
)
from orientation.errors import BadChoice

words = st.text(st.characters(blacklist_categories=("Cc", "Cf", "Cs")), max_size=60).map(
    lambda text: " ".join(text.split())
)
slugs = st.from_regex(r"[a-z][a-z0-9-]{0,12}(/[a-z][a-z0-9-]{0,12})?", fullmatch=True)
choices = st.builds(
    Choice,
    region=st.just("es-soria"),
    locale=st.just("ar"),
    layout=st.sampled_from(LAYOUTS),
    second=st.sampled_from(["", "es", "fa-AF"]),
    takes=st.lists(slugs, max_size=TAKES_MAX, unique=True).map(tuple),
    title=words,
    name=words,
    hours=words,
)


@given(choices)
def test_an_address_tells_the_whole_choice(choice: Choice) -> None:
    pairs = parse_qsl(choice_query(choice), keep_blank_values=True)
    assert read_choice("es-soria", "ar", pairs) == choice


def test_a_form_that_sends_empty_fields_and_twice_the_same_chooses_it_once() -> None:
    pairs = [
        ("layout", ""),
        ("with", "ar"),
        ("take", "health/"),
        ("take", "health"),
        ("take", ""),
        ("csrf", "x"),
    ]
    assert read_choice("es-soria", "ar", pairs) == Choice(region="es-soria", locale="ar", takes=("health",))


@pytest.mark.parametrize(
    ("pairs", "field", "why", "most"),
    [
        pytest.param([("layout", "a3-foil")], "layout", "unknown", 0, id="unknown layout"),
        pytest.param(
            [("take", f"health/{i}") for i in range(500)], "take", "many", TAKES_MAX, id="500 entries"
        ),
        pytest.param([("title", "x" * 2000)], "title", "long", TITLE_MAX, id="title of 2,000 letters"),
        pytest.param([("name", "x" * 81)], "name", "long", NAME_MAX, id="name"),
        pytest.param([("hours", "x" * 121)], "hours", "long", HOURS_MAX, id="hours"),
    ],
)
def test_what_no_sheet_can_hold_is_refused_by_field(
    pairs: list[tuple[str, str]], field: str, why: str, most: int
) -> None:
    with pytest.raises(BadChoice) as caught:
        read_choice("es-soria", "ar", pairs)
    assert (caught.value.field, caught.value.why, caught.value.most) == (field, why, most)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\u200f", "\x00", "\ufeff"])
def test_letters_that_nobody_sees_are_left_out(unseen):
    choice = read_choice("es-soria", "ar", [("name", f"Casa{unseen} Abierta")])
    assert choice.name == "Casa Abierta"


def test_joiners_of_persian_stay():
    assert read_choice("es-soria", "fa", [("title", "می\u200cشود")]).title == "می\u200cشود"
