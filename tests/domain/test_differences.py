"""Differences say every word that came or went, and nothing twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from orientation.domain.differences import Piece, changes_between, compare
from orientation.domain.guide import Entry, Fact, Source, Text

TEXT = st.lists(st.text("ab ا.", max_size=6), max_size=9).map("\n".join)
ENTRY = Entry(
    "es",
    "banking",
    "account",
    "es",
    (Text("es", "La cuenta", "uno\ndos"),),
    facts=(Fact("es", "fee", "money", "1"),),
)


def side(pieces, mark: str) -> str:
    return "".join(one.text for one in pieces if one.mark in ("", mark))


@given(TEXT, TEXT)
def test_pieces_hold_both_versions(before, after):
    pieces = list(compare(before, after))
    if not any(one.mark == "gap" for one in pieces):
        assert side(pieces, "del").rstrip("\n") == before.rstrip("\n")
        assert side(pieces, "ins").rstrip("\n") == after.rstrip("\n")


def test_only_words_that_changed_are_marked():
    marks = [(one.mark, one.text) for one in compare("Llame al 910.", "Llame al 911.")]
    assert marks == [("", "Llame al "), ("del", "910"), ("ins", "911"), ("", ".")]


def test_long_text_shows_the_lines_next_to_a_change_alone():
    lines = [str(number) for number in range(50)]
    pieces = list(compare("\n".join(lines), "\n".join([*lines[:25], "new", *lines[25:]])))
    assert [one.text for one in pieces] == ["…\n", "23\n24\n", "new\n", "25\n26\n", "…\n"]


def test_changes_name_field_and_locale():
    changed = replace(
        ENTRY,
        texts=(Text("en", "Account", "one"), *ENTRY.texts),
        facts=(Fact("es", "fee", "money", "2", source=Source("u", "t")),),
    )
    assert {(one.field, one.locale) for one in changes_between(ENTRY, changed)} == {
        ("title", "en"), ("body", "en"), ("state", "en"), ("facts", ""),
    }  # fmt: skip
    assert changes_between(ENTRY, ENTRY) == ()
    assert changes_between(ENTRY, replace(ENTRY, layer="es-soria")) == ()
    assert {one.pieces[0].mark for one in changes_between(None, ENTRY)} == {"ins"}


def test_value_without_a_language_is_shown_before_and_after_as_a_whole():
    (change,) = changes_between(ENTRY, replace(ENTRY, read_on="2026-11"))
    assert change.pieces == (Piece("ins", "2026-11"),)
    (change,) = changes_between(replace(ENTRY, read_on="2026-10"), replace(ENTRY, read_on="2026-11"))
    assert change.pieces == (Piece("del", "2026-10"), Piece("ins", "2026-11"))
