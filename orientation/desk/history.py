"""What an item was before, who changed it, and how a change is taken back: by a new revision, never by erasing one."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.desk.checking import refuse_wrong
from orientation.desk.drafting import ask_may_publish, begin, save
from orientation.desk.imprint import ready
from orientation.desk.layering import note_below
from orientation.domain.differences import Change, changes_between
from orientation.domain.library import Item
from orientation.domain.roles import Person
from orientation.errors import EditConflict, NotAllowed, UnknownPage
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.drafts import Draft
from orientation.store.items import (
    Revision,
    current_item,
    layer_of,
    read_revision,
    regions_with,
    revision_before,
    revisions_page,
)
from orientation.store.library import append_within
from orientation.store.publishings import ask_publishing

SHOWN = 15  # revisions on a page


@dataclass(frozen=True, slots=True)
class Step:
    """A revision, and what it changed."""

    revision: Revision
    changes: tuple[Change, ...]
    is_current: bool


def history(database: Database, person: Person, key: str, *, than: int | None = None) -> tuple[Step, ...]:
    """Return an item's last revisions, newest first. than: a revision's number, for those older than it.

    Raises NotAllowed, UnknownPage.
    """
    ask_may_see(database, person, key)
    current = current_item(database, key).revision
    found = revisions_page(database, key, before=than, count=SHOWN + 1)
    if not found:
        raise UnknownPage(f"{key}: it has no revisions")
    older = {newer.id: older.item for newer, older in itertools.pairwise(found)}
    return tuple(
        Step(one, changes_between(older.get(one.id), one.item), one.id == current) for one in found[:SHOWN]
    )


def ask_may_see(database: Database, person: Person, key: str) -> None:
    """Raises NotAllowed where somebody works in none of the regions that an item is for."""
    layer = layer_of(key)
    if not any(person.may("suggest", one) for one in (layer, *regions_with(database, layer))):
        raise NotAllowed(f"person {person.id} works in no region that has {key}")


def put_back(database: Database, person: Person, key: str, revision: int, *, base: int, clock: Clock) -> int:
    """Make a former version of an item the guide's again, as a new revision, and return its number.

    base: the revision that stands now, as it was seen.  Raises EditConflict where another came meanwhile,
    BadContent where it would not pass the checks now, NotAllowed, UnknownPage.
    """
    former = _revision_of(database, key, revision)
    return _replace(database, person, key, former.item, base=base, clock=clock)


def undo(database: Database, person: Person, revision: int, *, clock: Clock) -> int:
    """Put back what stood before a revision, which must be the item's last, and return the new revision's number.

    Raises EditConflict where another came since, BadContent where that would not pass the checks now, NotAllowed,
    UnknownPage.
    """
    key = read_revision(database, revision).key
    return _replace(database, person, key, before(database, revision), base=revision, clock=clock)


def before(database: Database, revision: int) -> Item | None:
    """Return what stood before a revision.  Raises UnknownPage."""
    former = revision_before(database, read_revision(database, revision).key, revision)
    return former.item if former else None


def draft_of_former(
    database: Database, person: Person, key: str, revision: int, region: str, *, clock: Clock
) -> Draft:
    """Begin a draft that proposes a former version of an item.

    Raises EditConflict where somebody has a draft of it already, NotAllowed, UnknownPage.
    """
    former = _revision_of(database, key, revision)
    editing = begin(database, person, key, region)
    if editing.draft:
        raise EditConflict(f"{key}: you have a draft of it already; finish or drop it first")
    return save(database, person, editing, former.item, version=0, clock=clock)


def _revision_of(database: Database, key: str, number: int) -> Revision:
    found = read_revision(database, number)
    if found.key != key:
        raise UnknownPage(f"{key}: it has no revision {number}")
    return found


def _replace(
    database: Database, person: Person, key: str, item: Item | None, *, base: int, clock: Clock
) -> int:
    ask_may_publish(person, key)
    refuse_wrong(database, key, item, today=clock().date().isoformat())
    now = stamp(clock())
    with transaction(database):
        revision = append_within(database, key, item, author=person.author, now=now, base=base)
        if item is not None:
            note_below(database, key)
        ask_publishing(
            database, ready(database, regions_with(database, layer_of(key))), person=person.id, now=now
        )
        note_act(database, "put back", key, person=person.id, now=now)
    return revision
