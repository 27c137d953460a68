"""A round of calls: what is due at places that have a phone, entered on one screen afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.desk import keeping as desk_keeping
from orientation.desk.access import Clock
from orientation.desk.due import ask_may_keep_in, checks_of_guide
from orientation.domain.freshness import Check
from orientation.domain.guide import Place
from orientation.domain.roles import Person
from orientation.errors import EditConflict
from orientation.store.items import current_items, layer_of

ROUND_MAX = 9  # calls: an hour's work


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out of one call."""

    found: str  # true, changed or unknown: nobody answered
    seen: int  # the revision that was on the list
    text: str = ""  # what changed


def round_of(database: Database, person: Person, region: str, *, day: str) -> tuple[Check, ...]:
    """Return the places to call, emergencies and the most overdue first; what is due soon fills up.

    Raises NotAllowed, UnknownRegion.
    """
    ask_may_keep_in(database, person, region)
    checks = [
        one
        for one in checks_of_guide(database, region, kinds=("place",))
        if person.may("keep", layer_of(one.key))
    ]
    items = current_items(database, [one.key for one in checks])
    called = [one for one in checks if isinstance(item := items.get(one.key), Place) and item.phone]
    return tuple(sorted(called, key=lambda one: (not one.is_due(day), *one.order(day)))[:ROUND_MAX])


def enter_round(
    database: Database, person: Person, answers: Mapping[str, Answer], *, clock: Clock
) -> tuple[str, ...]:
    """Take what came out of a round, by item, and return the items that changed since the list was made.

    Raises BadInput where something changed and nobody wrote what; NotAllowed, UnknownPage.
    """
    overtaken = []
    for key, answer in answers.items():
        try:
            _enter(database, person, key, answer, clock=clock)
        except EditConflict:
            overtaken.append(key)
    return tuple(overtaken)


def _enter(database: Database, person: Person, key: str, answer: Answer, *, clock: Clock) -> None:
    if answer.found == "true":
        desk_keeping.still_true(database, person, key, seen=answer.seen, clock=clock, how="round")
    elif answer.found == "unknown":
        desk_keeping.not_found_out(database, person, key, clock=clock, how="round")
    elif answer.found == "changed":
        desk_keeping.propose(database, key, answer.text, clock=clock, how="round", person=person)
