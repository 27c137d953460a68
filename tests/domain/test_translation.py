"""States of sentences follow from texts and their history; nothing flips without a cause."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from orientation.content.read import read
from orientation.domain.guide import Text
from orientation.domain.sentences import fingerprint, split
from orientation.domain.translation import compose, lay_beside, remember, segments_of

GUIDES = Path(__file__).resolve().parents[2] / "guides"
SOURCE = Text(
    "es", "La cuenta", "Llame al {phone}. Es gratis.\n\n## Qué hacer\n1. Vaya.\n2. Lleve su pasaporte."
)
TARGET = Text(
    "en", "The account", "Call {phone}. It is free.\n\n## What to do\n1. Go.\n2. Take your passport."
)


def states(source, target, memory):
    return [one.state for one in segments_of(source, target, memory)]


def edited(text, old, new):
    assert old in text.body
    return replace(text, body=text.body.replace(old, new))


def test_texts_that_come_together_are_current():
    assert states(SOURCE, TARGET, remember({}, None, SOURCE, TARGET)) == ["machine"] * 6


def test_changed_source_outdates_its_own_sentence_alone_until_it_is_changed_back():
    memory = remember({}, None, SOURCE, TARGET)
    source = edited(SOURCE, "Es gratis.", "Cuesta dinero.")
    after = remember(memory, TARGET, source, TARGET)
    assert states(source, TARGET, after) == [
        "machine",
        "machine",
        "outdated",
        "machine",
        "machine",
        "machine",
    ]
    assert set(states(SOURCE, TARGET, after)) == {"machine"}
    target = edited(TARGET, "It is free.", "It costs money.")
    mended = remember(after, TARGET, source, target)
    assert set(states(source, target, mended)) == {"machine"}
    assert "outdated" in states(source, TARGET, mended)


def test_sentence_or_block_that_is_added_is_missing_and_outdates_nothing():
    memory = remember({}, None, SOURCE, TARGET)
    source = edited(SOURCE, "Es gratis.", "Es gratis. Siempre.")
    source = edited(source, "2. Lleve", "2. Espere.\n3. Lleve")
    assert sorted(states(source, TARGET, memory)) == ["machine"] * 6 + ["missing"] * 2
    assert set(states(SOURCE, TARGET, remember(memory, TARGET, source, TARGET))) == {"machine"}


def test_what_the_source_no_longer_says_is_named_as_extra():
    memory = remember({}, None, SOURCE, TARGET)
    source = edited(SOURCE, "\n1. Vaya.\n2.", "\n1.")
    assert states(source, TARGET, memory).count("extra") == 1
    assert states(source, TARGET, memory).count("machine") == 5


def test_person_who_says_that_a_text_is_right_says_so_of_all_its_sentences():
    memory = remember({}, None, SOURCE, TARGET)
    source = edited(SOURCE, "Es gratis.", "No cuesta nada.")
    checked = replace(TARGET, state="checked", by="translator", on="2026-11-27")
    after = remember(memory, TARGET, source, checked)
    assert set(states(source, checked, after)) == {"checked"}
    changed = edited(checked, "Go.", "Walk.")  # the front matter still says "checked", of another day's words
    assert states(source, changed, remember(after, checked, source, changed)).count("machine") == 1


def test_new_words_are_put_where_the_old_ones_stood():
    beside = lay_beside(SOURCE, TARGET, {})
    names = {part.source: part.name for one in beside for part in one.segments}
    said = {names["Vaya."]: "Go there\n now.", names["Es gratis."]: ""}
    assert compose(beside, said, TARGET).body == (
        "Call {phone}.\n\n## What to do\n1. Go there now.\n2. Take your passport."
    )


def test_block_that_is_left_out_leaves_what_follows_a_block():
    source = Text("es", "A", "## Cabeza\nUno.\n\nDos.\n- Tres.\n- Cuatro.\n\nCinco.")
    beside = lay_beside(source, None, {})
    names = {part.source: part.name for one in beside for part in one.segments}
    said = {names["Uno."]: "One.", names["Cuatro."]: "Four.", names["Cinco."]: "Five."}
    found = compose(beside, said, Text("en", "", "")).body
    assert [(block.kind, block.words) for block in split(found).blocks] == [
        ("paragraph", "One."),
        ("item", "Four."),
        ("paragraph", "Five."),
    ]


def test_every_shipped_translation_lies_beside_its_source_and_comes_back():
    for entry in read(GUIDES).guides.entries:
        source = entry.text(entry.source_locale)
        for target in entry.texts:
            memory = remember({}, None, source, target)
            beside = lay_beside(source, target, memory)
            assert compose(beside, {}, target) == target
            found = {part.state for one in beside for part in one.segments}
            assert found <= {"machine", "checked", "missing", "extra"}


_words = st.sampled_from(["Uno.", "Dos {a}.", "Tres. Cuatro.", "Cinco", "Seis?\nSiete."])
_heads = st.sampled_from(["\n\n", "\n\n## ", "\n- ", "\n1. ", "\n\n> ", "\n\n| "])
_bodies = st.lists(st.tuples(_heads, _words), max_size=6).map(
    lambda found: "".join(head + words for head, words in found).strip()
)
_texts = st.builds(lambda title, body: Text("es", title, body), st.sampled_from(["T", "U"]), _bodies)


@given(_texts, _texts)
def test_any_two_texts_come_together_as_current_and_compose_to_the_same(source, target):
    memory = remember({}, None, source, target)
    beside = lay_beside(source, target, memory)
    assert compose(beside, {}, target) == target
    assert "outdated" not in states(source, target, memory)


@given(_texts, st.sets(st.integers(0, 12)))
def test_words_for_some_sentences_are_found_again_beside_them(source, chosen):
    beside = lay_beside(source, None, {})
    parts = [part for one in beside for part in one.segments]
    said = {part.name: f"Word {at}." for at, part in enumerate(parts) if at in chosen or at == 0}
    text = compose(beside, said, Text("en", "", ""))
    found = [one for block in split(text.body).blocks for one in block.sentences]
    expected = [said[part.name] for part in parts[1:] if part.name in said]
    assert found == expected
    memory = {
        (fingerprint(part.source), fingerprint(said[part.name])): "machine"
        for part in parts
        if part.name in said
    }
    current = {part.target for part in segments_of(source, text, memory) if part.is_current}
    assert current == {words for words in said.values()}


class Edits(RuleBasedStateMachine):
    """A source and a target under edits of either, as revisions come."""

    @initialize(source=_texts, words=_texts)
    def begin(self, source, words):
        self.source, self.target = source, replace(words, locale="en")
        self.memory = remember({}, None, self.source, self.target)
        self.good = (self.source, self.target)
        self.was = self.look()

    def look(self):
        return states(self.source, self.target, self.memory)

    def revise(self, source, target):
        self.memory = remember(self.memory, self.target, source, target)
        self.source, self.target = source, target
        self.was = self.look()

    @rule(source=_texts)
    def edit_source(self, source):
        self.revise(source, self.target)

    @rule(words=_texts)
    def edit_target(self, words):
        self.revise(self.source, replace(words, locale="en"))

    @rule()
    def save_without_a_change(self):
        before = self.look()
        self.revise(self.source, self.target)
        assert self.look() == before

    @precondition(lambda self: hasattr(self, "good"))
    @rule()
    def edit_back(self):
        self.revise(*self.good)
        assert "outdated" not in self.look()

    @invariant()
    def does_not_flip_by_looking(self):
        if hasattr(self, "was"):
            assert self.look() == self.was


Edits.TestCase.settings = settings(max_examples=60, stateful_step_count=12, deadline=None)
TestEdits = Edits.TestCase
