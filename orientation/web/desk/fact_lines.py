"""The values that a text names, beside it in its form: of the layers, of the entry, or the region's own for the entry."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orientation.desk.checking import problems_of
from orientation.desk.entries import fact_as_typed, named_in
from orientation.desk.item_fields import Problem, Typed
from orientation.desk.own_values import first_value, has_own, stands_apart, value_below
from orientation.desk.writing import Writing, as_seen, find_writing, save_writing
from orientation.domain.guide import Entry, Fact, Text
from orientation.domain.inheritance import Guide
from orientation.domain.own_values import meant_by, own_value_name
from orientation.store.drafts import Draft
from orientation.web.desk.blueprint import clock, database, person
from orientation.web.desk.forms import Input, base_of, fact_inputs, state_of, version_of
from orientation.web.desk.own_values import Beside, beside_of


@dataclass(frozen=True, slots=True)
class FactLine:
    """A value that the text names, with its inputs."""

    fact: Fact
    inputs: tuple[Input, ...]
    version: int  # of one's own draft of it
    base: str  # of the guide: Writing.base
    state: str  # differs once it was saved or published
    inherited_from: str  # a layer; "" where it is the region's or the entry's own
    name: str = ""  # in its layer; "" where it is saved with its entry
    beside: Beside | None = None  # of an entry's own fact that is changed for the region alone


def fact_lines(guide: Guide, writing: Writing, entry: Entry, text: Text) -> list[FactLine]:
    """Return the values that a text of an entry names, as its form shows them. writing: of the entry."""
    named = named_in(guide, entry, [text.body]).facts
    return [_line(guide, writing, entry, fact) for fact in named]


def _line(guide: Guide, writing: Writing, entry: Entry, fact: Fact) -> FactLine:
    field, is_own = f"fact.{fact.name}", fact.name in {one.name for one in entry.facts}
    name = own_value_name(entry.address, fact.name) if is_own else fact.name
    value = find_writing(database(), person(), guide, "fact", name)
    if is_own and not stands_apart(writing, value):
        return FactLine(fact, fact_inputs(field, fact, guide, ()), 0, "", "", "")
    shown = value.item if isinstance(value.item, Fact) else fact
    problems: tuple[Problem, ...] = ()
    if value.editing.draft:
        problems = problems_of(database(), shown, today=clock().date().isoformat())
    shown = replace(shown, name=fact.name)
    return FactLine(
        shown,
        fact_inputs(field, shown, guide, problems),
        value.editing.version,
        value.base,
        state_of(value),
        "" if shown.layer == guide.region.id else shown.layer,
        name,
        beside_of(guide, value, value_below(database(), guide, name)),
    )


def facts_apart(guide: Guide, writing: Writing, entry: Entry, *, shared: bool) -> dict[str, Fact]:
    """Return those facts of an entry that are not saved with it but as the region's own values."""
    found = {}
    for fact in entry.facts:
        value = _own_value(guide, entry, fact.name)
        if has_own(value) or (not shared and stands_apart(writing, value)):
            found[fact.name] = fact
    return found


def _own_value(guide: Guide, entry: Entry, name: str) -> Writing:
    return find_writing(database(), person(), guide, "fact", own_value_name(entry.address, name))


def save_fact(guide: Guide, name: str, given: Typed, *, shared: bool) -> Draft | None:
    """Save a value as it was typed beside a text, where it changed, and return one's draft of it."""
    field = meant_by(name)[1]
    writing = find_writing(database(), person(), guide, "fact", name)
    writing = as_seen(database(), person(), writing, base_of(given, f"fact.{field}.base"))
    before = writing.item or first_value(guide, name)
    if not isinstance(before, Fact):
        return None
    fact = fact_as_typed(replace(before, name=field), given, country=guide.setting("country"))
    fact = replace(fact, name=name)
    if fact == before:
        return writing.editing.draft
    version = version_of(given, f"fact.{field}.version")
    return save_writing(
        database(), person(), writing, fact, shared=shared and writing.inherited, version=version, clock=clock
    )
