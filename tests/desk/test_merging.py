"""Merging two versions of an item loses no word of either."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orientation.desk.merging import ABSENT, merge
from orientation.domain.guide import Entry, Fact, Place, Source, Text
from orientation.errors import BadInput

WORDS = st.sampled_from(["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho"])
LINE = st.lists(WORDS, max_size=3).map(" ".join)
BODY = st.lists(LINE, max_size=6).map("\n".join)
LOCALES = st.lists(st.sampled_from(("ar", "en", "es")), unique=True).map(sorted)
NAMES = st.sets(WORDS, max_size=3).map(lambda found: tuple(sorted(found)))


@st.composite
def entries(draw) -> Entry:
    texts = tuple(
        Text(tag, draw(LINE), draw(BODY), draw(st.sampled_from(("machine", "checked"))))
        for tag in draw(LOCALES)
    )
    facts = tuple(Fact("es", name, "phone", draw(WORDS)) for name in draw(NAMES))
    keywords = tuple((tag, draw(NAMES)) for tag in draw(LOCALES))
    sources = tuple(Source(f"https://{name}.example/", draw(WORDS)) for name in draw(NAMES))
    return Entry("es", "banking", "account", "es", texts, order=draw(st.integers(0, 2)), read_on=draw(WORDS),
                 audience=draw(NAMES), keywords=keywords, sources=sources, facts=facts)  # fmt: skip


KEY = "entry/es/banking/account"
ENTRY = Entry("es", "banking", "account", "es", (Text("es", "La cuenta", "uno\ndos\ntres\ncuatro"),))


def words(value: object) -> set[str]:
    """Return the words of an item or a side; who checked a text is none of them: a mixed one nobody did."""
    found = "" if value is ABSENT else msgspec.json.encode(value).decode()
    return set(re.findall(r"\w+", found.replace("\\n", " "))) - {"checked", "machine"}


def outcome(merged) -> set[str]:
    """All words that somebody sees at merging: what is settled, and each side of what is not."""
    settled = merged.item({one.name: one.mine for one in merged.conflicts})
    sides = [side for one in merged.conflicts for side in (one.mine, one.theirs)]
    return words(settled).union(*map(words, sides))


@given(entries(), entries())
def test_unchanged_side_gives_way_to_the_other(base, changed):
    for merged in (merge(KEY, base, changed, base), merge(KEY, base, base, changed)):
        assert merged.conflicts == ()
        assert merged.item() == changed


@given(entries(), entries(), entries())
@settings(max_examples=150)
def test_no_word_that_a_side_wrote_is_lost(base, mine, theirs):
    merged = merge(KEY, base, mine, theirs)
    seen = outcome(merged)
    assert words(mine) - words(base) <= seen
    assert words(theirs) - words(base) <= seen


@given(entries(), entries(), entries())
def test_sides_may_be_swapped(base, mine, theirs):
    one, other = merge(KEY, base, mine, theirs), merge(KEY, base, theirs, mine)
    swapped = {(c.name, str(c.theirs), str(c.mine)) for c in other.conflicts}
    assert {(c.name, str(c.mine), str(c.theirs)) for c in one.conflicts} == swapped
    choices = {c.name: c.mine for c in one.conflicts}
    assert sorted(msgspec.json.encode(one.item(choices))) == sorted(msgspec.json.encode(other.item(choices)))


@given(entries(), entries(), entries())
def test_every_choice_of_a_side_makes_a_whole_item(base, mine, theirs):
    merged = merge(KEY, base, mine, theirs)
    for side in ("mine", "theirs"):
        assert isinstance(merged.item({one.name: getattr(one, side) for one in merged.conflicts}), Entry)


def body(text: str) -> Entry:
    return replace(ENTRY, texts=(Text("es", "La cuenta", text),))


def test_lines_far_apart_come_together():
    merged = merge(KEY, ENTRY, body("UNO\ndos\ntres\ncuatro"), body("uno\ndos\ntres\nCUATRO"))
    assert merged.item() == body("UNO\ndos\ntres\nCUATRO")


def test_one_line_changed_twice_is_a_conflict_that_is_chosen_or_written_anew():
    merged = merge(KEY, ENTRY, body("uno\nDOS\ntres\ncuatro"), body("uno\n2\ntres\ncuatro"))
    (conflict,) = merged.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == ("dos", "DOS", "2")
    with pytest.raises(BadInput):
        merged.item()
    assert merged.item({conflict.name: "dos y 2"}) == body("uno\ndos y 2\ntres\ncuatro")


def test_blank_lines_alone_are_no_conflict():
    merged = merge(KEY, ENTRY, body("uno\n\ndos\ntres\ncuatro"), body("uno\n\n\ndos\ntres\ncuatro"))
    assert merged.conflicts == ()


def test_text_that_nobody_read_in_whole_counts_as_checked_no_more():
    checked = replace(
        ENTRY, texts=(replace(body("UNO\ndos\ntres\ncuatro").texts[0], state="checked", by="a"),)
    )
    alone = merge(KEY, ENTRY, checked, ENTRY).item()
    assert alone.texts[0].state == "checked"
    mixed = merge(KEY, ENTRY, checked, body("uno\ndos\ntres\nCUATRO")).item()
    assert (mixed.texts[0].state, mixed.texts[0].by) == ("machine", "")


def test_facts_go_by_name_and_what_one_side_added_is_kept():
    mine = replace(ENTRY, facts=(Fact("es", "fee", "money", "1"),))
    theirs = replace(ENTRY, facts=(Fact("es", "phone", "phone", "2"),))
    assert {fact.name for fact in merge(KEY, ENTRY, mine, theirs).item().facts} == {"fee", "phone"}


def test_removal_against_a_change_is_asked():
    changed = replace(ENTRY, order=5)
    merged = merge(KEY, ENTRY, None, changed)
    (conflict,) = merged.conflicts
    assert merged.item({conflict.name: ABSENT}) is None
    assert merged.item({conflict.name: conflict.theirs}) == changed
    assert merge(KEY, ENTRY, None, ENTRY).item() is None


def test_choice_that_makes_no_item_is_refused():
    place = Place("es", "hall", (("es", "A"),), order=1)
    merged = merge("place/es/hall", place, replace(place, order=2), replace(place, order=3))
    with pytest.raises(BadInput):
        merged.item({"order": "many"})


def test_names_go_by_locale():
    place = Place("es", "hall", (("en", "Hall"), ("es", "Sala")))
    mine = replace(place, names=(("en", "Town hall"), ("es", "Sala")))
    theirs = replace(place, names=(("ar", "بلدية"), ("en", "Hall"), ("es", "Casa")))
    merged = merge("place/es/hall", place, mine, theirs).item()
    assert merged.names == (("ar", "بلدية"), ("en", "Town hall"), ("es", "Casa"))
