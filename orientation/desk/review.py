"""Reviewing a draft: what changes, for whom, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.desk.checking import problems_of
from orientation.desk.drafting import decline, item_of
from orientation.desk.item_fields import Problem
from orientation.desk.layering import Touched, nearest, touched_by
from orientation.desk.naming import problems_of_removal
from orientation.domain.differences import Change, changes_between
from orientation.domain.library import Item
from orientation.domain.roles import Person
from orientation.errors import BadInput, NotAllowed
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.drafts import Comment, Draft, add_comment, comments_on, find_draft, reopen
from orientation.store.items import Current, current_item, read_layers

COMMENT_MAX = 2000  # characters
_SEEN = ("review", "published", "declined")  # by others than the author: what was handed in, or taken


@dataclass(frozen=True, slots=True)
class Review:
    """A draft beside what readers have now."""

    draft: Draft
    current: Current  # the item as it stands in the guide
    before: Item | None  # what readers see now: the item, else the one it would stand over
    after: Item | None  # what they would see
    changes: tuple[Change, ...]
    touched: tuple[Touched, ...]
    size_bytes: int  # of the words that a reader would see, in the locale where they are longest
    comments: tuple[Comment, ...]

    @property
    def is_open(self) -> bool:
        return self.draft.state in ("draft", "review")

    @property
    def overtaken(self) -> bool:
        """Return whether the guide's item changed since the draft was begun."""
        return self.is_open and self.draft.base != self.current.revision


def review(database: Database, person: Person, draft: int) -> Review:
    """Return all that one needs to decide on a draft.  Raises NotAllowed, UnknownPage."""
    found = see_draft(database, person, draft)
    current = current_item(database, found.item)
    layers = read_layers(database)
    below = nearest(database, layers, found.item, but_own=True)
    inherited = below.item if below else None
    before, after = current.item or inherited, item_of(found) or inherited
    touched = touched_by(database, layers, found.item, before, after)
    return Review(
        found, current, before, after, changes_between(before, after), touched,
        size_bytes=max((one.size_bytes for one in touched), default=0),
        comments=comments_on(database, draft),
    )  # fmt: skip


def problems_in(database: Database, found: Review, *, clock: Clock) -> tuple[Problem, ...]:
    """Return what the checks find in an open draft; in a removal, that pages would name nothing."""
    item = item_of(found.draft)
    if not found.is_open:
        return ()
    if item is None:
        return problems_of_removal(database, found.draft.item)
    return problems_of(database, item, today=stamp(clock())[:10])


def see_draft(database: Database, person: Person, draft: int) -> Draft:
    """Return a draft that somebody wrote, or one handed in or decided that they may review.

    Raises NotAllowed, UnknownPage.
    """
    found = find_draft(database, draft)
    may_review = found.state in _SEEN and person.may("review", found.layer)
    if found.author != person.id and not may_review:
        raise NotAllowed(f"person {person.id} neither wrote draft {draft} nor reviews it in {found.layer}")
    return found


def comment(database: Database, person: Person, draft: int, text: str, *, clock: Clock) -> None:
    """Say something about a draft.  Raises BadInput for no words or too many, NotAllowed, UnknownPage."""
    see_draft(database, person, draft)
    add_comment(database, draft, person=person.id, text=_said(text), now=stamp(clock()))


def decline_saying(
    database: Database, person: Person, draft: int, text: str, *, version: int, clock: Clock
) -> None:
    """Say no to a draft, and why.  Raises BadInput where nothing is said, EditConflict, NotAllowed, UnknownPage."""
    said = _said(text)
    decline(database, person, draft, version=version, clock=clock)
    add_comment(database, draft, person=person.id, text=said, now=stamp(clock()))


def take_up(database: Database, person: Person, draft: int, *, clock: Clock) -> None:
    """Open one's draft again that was dropped or declined.

    Raises EditConflict where one has begun another of the same item, NotAllowed, UnknownPage.
    """
    found = find_draft(database, draft)
    if found.author != person.id:
        raise NotAllowed(f"draft {draft}: only who wrote it takes it up again")
    with transaction(database):
        reopen(database, draft)
        note_act(database, "take up", found.item, person=person.id, now=stamp(clock()))


def _said(text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    if not 0 < len(said) <= COMMENT_MAX:
        raise BadInput(f"a comment has 1 to {COMMENT_MAX} characters")
    return said
