"""Staying true: who keeps what, what is due, and what somebody found out. Roles are asked here.

"Still true" changes no words: the item's `read_on` becomes the day, as a revision that is published like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from orientation.desk.access import Clock, digest, stamp
from orientation.desk.imprint import ready
from orientation.domain.freshness import (
    INTERVAL_MAX,
    INTERVAL_MIN,
)
from orientation.domain.guide import Entry, Place
from orientation.domain.library import Item
from orientation.domain.roles import Person
from orientation.errors import BadInput, EditConflict, NotAllowed, UnknownPage
from orientation.store import keeping
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.items import current_item, layer_of, regions_with, revisions_of
from orientation.store.keeping import Confirmation, KeepingSettings
from orientation.store.library import append_within
from orientation.store.persons import find_person
from orientation.store.publishings import ask_publishing

TEXT_MAX = 500  # characters of what somebody says has changed
HOURS_MAX = 200  # a month
BY_LINK = "confirm link"  # the author of a revision that nobody with an account made


# -- what somebody found out -------------------------------------------------------------------------------


def still_true(
    database: Database, person: Person, key: str, *, seen: int, clock: Clock, how: str = "tap"
) -> int:
    """Say that an item is true today, to readers too, and return the confirmation's number.

    seen: the revision that was looked at.
    Raises EditConflict where the item changed since; NotAllowed, UnknownPage. All of it happens, or nothing.
    """
    _ask_may_keep(person, key)
    return confirm(database, key, seen=seen, clock=clock, how=how, person=person)


def confirm(database: Database, key: str, *, seen: int, clock: Clock, how: str, person: Person | None) -> int:
    """Do what `still_true` does, whoever asks for it. person: None, who opened a link."""
    now = stamp(clock())
    with transaction(database):
        current = current_item(database, key)
        item = _keepable(key, current.item)
        if current.revision != seen:
            raise EditConflict(f"{key}: it changed since you looked at it; look again")
        revision = _carry(database, key, item, now=now, person=person, base=seen)
        number = keeping.add_confirmation(
            database,
            key,
            day=now[:10],
            how=how,
            result="true",
            person=person.id if person else None,
            revision=revision,
            before=seen if revision else None,
        )
        note_act(database, f"still true by {how}", key, person=person.id if person else None, now=now)
    return number


def _carry(
    database: Database, key: str, item: Entry | Place, *, now: str, person: Person | None, base: int
) -> int | None:
    """Let readers see the day; None where they do already."""
    if item.read_on == now[:10]:
        return None
    author = person.author if person else BY_LINK
    return _save(
        database, key, replace(item, read_on=now[:10]), author=author, now=now, base=base, person=person
    )


def _save(
    database: Database,
    key: str,
    item: Item | None,
    *,
    author: str,
    now: str,
    base: int | None,
    person: Person | None,
) -> int:
    revision = append_within(database, key, item, author=author, now=now, base=base)
    regions = ready(database, regions_with(database, layer_of(key)))
    ask_publishing(database, regions, person=person.id if person else None, now=now)
    return revision


def take_back(database: Database, person: Person, number: int, *, clock: Clock) -> Confirmation:
    """Undo a "still true".  Raises EditConflict where the item changed since; NotAllowed, UnknownPage."""
    found = _find(database, number)
    _ask_may_keep(person, found.item)
    now = stamp(clock())
    with transaction(database):
        if found.revision is not None and found.done_at is None:
            before = next(one for one in revisions_of(database, found.item) if one.id == found.before)
            _save(
                database,
                found.item,
                before.item,
                author=person.author,
                now=now,
                base=found.revision,
                person=person,
            )
        keeping.finish_confirmation(database, number, now=now)
        note_act(database, "take back", found.item, person=person.id, now=now)
    return found


def not_found_out(database: Database, person: Person, key: str, *, clock: Clock, how: str = "tap") -> int:
    """Note that somebody tried and could not find out.  Raises NotAllowed, UnknownPage."""
    _ask_may_keep(person, key)
    _keepable(key, current_item(database, key).item)
    day = stamp(clock())[:10]
    return keeping.add_confirmation(database, key, day=day, how=how, result="unknown", person=person.id)


def propose(
    database: Database, key: str, text: str, *, clock: Clock, how: str, person: Person | None
) -> int | None:
    """Put what is said to have changed into the keepers' list; never into the guide. None: it waits there already.

    Raises BadInput for no words or too many; NotAllowed, UnknownPage.
    """
    if person is not None:
        _ask_may_keep(person, key)
    _keepable(key, current_item(database, key).item)
    said = " ".join(text.split())
    if not said or len(said) > TEXT_MAX:
        raise BadInput(f"what changed: 1 to {TEXT_MAX} characters")
    if keeping.is_open_proposal(database, key, said):
        return None
    return keeping.add_confirmation(
        database,
        key,
        day=stamp(clock())[:10],
        how=how,
        result="changed",
        person=person.id if person else None,
        text=said,
    )


def proposals_for(database: Database, person: Person) -> tuple[Confirmation, ...]:
    """Return what is said to have changed where the person may look into it, oldest first."""
    return tuple(one for one in keeping.proposals(database) if person.may("keep", layer_of(one.item)))


def looked_at(database: Database, person: Person, number: int, *, clock: Clock) -> None:
    """Take a proposal off the list.  Raises NotAllowed, UnknownPage."""
    found = _find(database, number)
    _ask_may_keep(person, found.item)
    if found.result == "changed":
        keeping.finish_confirmation(database, number, now=stamp(clock()))


# -- keepers and what they offer ---------------------------------------------------------------------------


def set_keepers(
    database: Database, person: Person, key: str, keepers: Sequence[int], *, days: int, clock: Clock
) -> None:
    """Say who keeps an item, two at most, and how often. days: 0 for the default of its kind.

    Raises BadInput for an interval or a person that will not do; NotAllowed, UnknownPage.
    """
    _ask_may_keep(person, key)
    _keepable(key, current_item(database, key).item)
    if days and not INTERVAL_MIN <= days <= INTERVAL_MAX:
        raise BadInput(f"interval: {INTERVAL_MIN} to {INTERVAL_MAX} days")
    chosen = [find_person(database, one) for one in dict.fromkeys(keepers)][:2]
    if not all(one and one.may("keep", layer_of(key)) for one in chosen):
        raise BadInput("keeper: somebody who may say that this is still true")
    now = stamp(clock())
    with transaction(database):
        keeping.set_keepers(database, key, [one.id for one in chosen if one])
        keeping.set_interval(database, key, days)
        regions = ready(database, regions_with(database, layer_of(key)))
        ask_publishing(database, regions, person=person.id, now=now)
        note_act(database, "set keepers", key, person=person.id, now=now)


def offer(database: Database, person: Person, *, hours: int, paused_until: str) -> None:
    """Say how many hours a month one has, 0 for "not said", and until when to be left in peace.  Raises BadInput."""
    if not 0 <= hours <= HOURS_MAX:
        raise BadInput(f"hours: 0 to {HOURS_MAX} a month")
    keeping.save_settings(database, person.id, KeepingSettings(hours, paused_until))


def renew_calendar(database: Database, person: Person, secret: str) -> None:
    """Give somebody's calendar feed a new secret; the former address opens nothing any more."""
    keeping.set_calendar(database, person.id, digest(secret))


def person_of_calendar(database: Database, secret: str) -> Person | None:
    """Return whose calendar feed this is; None where nobody's, or they are gone."""
    number = keeping.person_of_calendar(database, digest(secret))
    return find_person(database, number) if number else None


# -- asked again and again ---------------------------------------------------------------------------------


def _ask_may_keep(person: Person, key: str) -> None:
    if not person.may("keep", layer_of(key)):
        raise NotAllowed(f"person {person.id} may not keep {key}")


def _keepable(key: str, item: Item | None) -> Entry | Place:
    if not isinstance(item, Entry | Place):
        raise UnknownPage(f"{key}: no entry or place to keep")
    return item


def _find(database: Database, number: int) -> Confirmation:
    found = keeping.find_confirmation(database, number)
    if found is None:
        raise UnknownPage(f"confirmation {number}: there is none")
    return found
