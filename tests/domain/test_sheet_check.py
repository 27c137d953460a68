"""A sheet's own address tells which of its facts no longer hold."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orientation.domain.edition import Page
from orientation.domain.sheet_check import PARTS_MAX, Check, check_sheet, other_check, read_sheet, sheet_query
from orientation.domain.sheet_facts import Piece, code, fact_lines, facts_in, pieces

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "sheet_check.json").read_text("utf-8"))
named = {"ids": lambda case: case["name"]}


def make_pages(rows: list[list[str]]) -> list[Page]:
    return [Page(path, title, html, kind, target=target) for path, title, html, kind, target in rows]


def make_query(then: list[Page], *taken: str, **changes: int) -> str:
    known = {piece.address: piece for page in then for piece in pieces(page)}
    return sheet_query(1795296000, [known[address] for address in taken or known], **changes)


@pytest.mark.parametrize("case", VECTORS["codes"], ids=lambda case: case["text"])
def test_code_of_the_shared_vectors(case):
    assert code(case["text"], case["letters"]) == case["code"]


@pytest.mark.parametrize("case", VECTORS["facts"], **named)
def test_facts_of_the_shared_vectors(case):
    assert facts_in(case["line"]) == case["facts"]


@pytest.mark.parametrize("case", VECTORS["checks"], **named)
def test_address_of_the_shared_vectors(case):
    assert make_query(make_pages(case["then"]), *case["taken"]) == case["written"]


@pytest.mark.parametrize("case", VECTORS["checks"], **named)
def test_check_of_the_shared_vectors(case):
    check = check_sheet(case["written"], make_pages(case["now"]))
    assert json.loads(json.dumps(asdict(check))) == case["check"]


@pytest.mark.parametrize("case", VECTORS["others"], **named)
def test_check_of_the_other_language_of_the_shared_vectors(case):
    assert other_check(case["written"], locale=case["locale"], beside=case["beside"]) == case["query"]


@pytest.mark.parametrize("written", VECTORS["broken"], ids=lambda written: written[:30])
def test_a_broken_address_is_nobody_s_sheet(written: str):
    assert check_sheet(written, []) is None


# -- what holds for any page ------------------------------------------------------------------------

LETTERS = st.characters(
    categories=["L"], include_characters="اببيتሀሁለΑΒβґї", exclude_characters="ªºµ", max_codepoint=0x2FFF
)
WORD = st.text(LETTERS, min_size=1, max_size=8)
NUMBER = st.one_of(
    st.integers(0, 10**9).map(str), st.sampled_from(["09:30", "12,50", "1.200", "5%", "٣", "۲۴"])
)


@st.composite
def fact_line(draw: st.DrawFn) -> tuple[str, str, str]:
    """A sentence with one fact, as (before, the fact, after): the words around may be any."""
    number, unit = draw(NUMBER), draw(WORD)
    fact = draw(
        st.sampled_from(
            [
                f"{number} {unit}",
                f"{number}&nbsp;<b>{unit}</b>",
                f'<a class="call" href="tel:+34{number}" dir="ltr">{number}</a>',
                f'<span lang="es" dir="ltr">{unit} {number}</span>',
                f"<bdi>{unit} {number}</bdi>",
            ]
        )
    )
    return escape(draw(WORD)), fact, escape(draw(WORD))


def entry_of(lines: list[tuple[str, str, str]], tag: str = "li") -> Page:
    told = "".join(f"<{tag}>{before}: {fact}, {after}." for before, fact, after in lines)
    return Page(
        "/ar/es-soria/health/card/",
        "Card",
        f"<!--c--><h1>Card</h1>{told}<!--/c--><p>2026</p>",
        kind="entry",
    )


def check_of(then: Page, now: Page) -> Check:
    check = check_sheet(make_query([then]), [now])
    assert check is not None
    return check


@given(st.lists(fact_line(), max_size=8))
def test_nothing_changed_where_pages_are_equal(lines: list[tuple[str, str, str]]):
    check = check_of(entry_of(lines), entry_of(lines))
    assert (check.changed, check.changes) == (0, ())


@given(st.lists(fact_line(), min_size=1, max_size=8), st.data())
def test_any_changed_digit_of_a_fact_is_counted(lines: list[tuple[str, str, str]], data: st.DataObject):
    place = data.draw(st.integers(0, len(lines) - 1))
    before, fact, after = lines[place]
    at = data.draw(st.sampled_from([at for at, sign in enumerate(fact) if sign.isdecimal()]))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != fact[at]]))
    is_shown_only = "tel:" in fact and at > fact.index('"', fact.index("href") + 6)
    changed = [*lines[:place], (before, fact[:at] + digit + fact[at + 1 :], after), *lines[place + 1 :]]
    then = {line.code for line in fact_lines(entry_of(lines).html)}
    now = {line.code for line in fact_lines(entry_of(changed).html)}
    check = check_of(entry_of(lines), entry_of(changed))
    assert (check.changed > 0) == (not then <= now)
    assert is_shown_only or then != now  # a phone is what is dialled, not how it is written


@given(st.lists(st.tuples(fact_line(), WORD, WORD), min_size=1, max_size=8))
def test_other_words_are_no_changed_fact(lines: list[tuple[tuple[str, str, str], str, str]]):
    then = entry_of([line for line, _, _ in lines])
    now = entry_of([(before, line[1], after) for line, before, after in lines], tag="p")
    check = check_of(then, now)
    assert check.changed == 0
    assert {change.what for change in check.changes} <= {"words"}


@given(st.text(max_size=200))
def test_whatever_is_asked_there_is_an_answer(written: str):
    check_sheet(written, [entry_of([("a", "3 days", "b")])])


# -- how long an address gets -----------------------------------------------------------------------


def make_piece(name: str, count: int) -> Piece:
    return Piece(f"health/{name}/", name, "".join(f"<p>{number} {name}" for number in range(count)))


def test_pieces_with_most_facts_are_shortened_first():
    query = sheet_query(1, [make_piece("a", 3), make_piece("b", 9), make_piece("c", 2)], letters_max=60)
    read = read_sheet(query)
    assert read is not None
    assert [len(part.words) for part in read[1]] == [4, 0, 4]
    assert len(query) <= 60


def test_a_timetable_is_one_fact_however_much_room_there_is():
    read = read_sheet(sheet_query(1, [make_piece("a", 21), make_piece("b", 20)]))
    assert read is not None
    assert [len(part.facts) for part in read[1]] == [1, 20]


def test_no_address_is_better_than_half_of_one():
    assert sheet_query(1, [make_piece("a", 3)], letters_max=11) == ""
    assert sheet_query(1, [make_piece(str(n), 1) for n in range(PARTS_MAX + 1)]) == ""
    assert sheet_query(1, []) == ""


def test_a_change_is_seen_where_all_facts_are_told_of_by_one_hash():
    then, now = ("".join(f"<p>{n} days" for n in numbers) for numbers in ((1, 2, 3), (1, 2, 4)))
    paths = [Page("/en/es-soria/health/card/", "Card", html, kind="entry") for html in (then, now)]
    check = check_sheet(make_query([paths[0]], letters_max=20), [paths[1]])
    assert check is not None
    assert (check.facts, check.changed, check.changes[0].lines) == (1, 1, ("1 days", "2 days", "4 days"))
