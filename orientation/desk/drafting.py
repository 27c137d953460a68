"""A draft's way: begun, saved, handed in, published or declined. Roles are asked here, whatever the web shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.desk.checking import refuse_wrong
from orientation.desk.imprint import ready
from orientation.desk.layering import note_below
from orientation.desk.translation_states import settled
from orientation.domain.guide import Guides
from orientation.domain.inheritance import chain_of
from orientation.domain.library import Item, key_of
from orientation.domain.roles import Person
from orientation.errors import BadInput, NotAllowed
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.drafts import (
    Draft,
    add_draft,
    decide,
    find_draft,
    hand_in,
    open_draft,
    save_draft,
)
from orientation.store.items import Current, current_item, layer_of, read_layers, regions_with
from orientation.store.library import append_within, decode, encode
from orientation.store.persons import find_person
from orientation.store.publishings import ask_publishing


@dataclass(frozen=True, slots=True)
class Editing:
    """An item as somebody finds it when they begin or go on to edit it."""

    key: str
    region: str
    current: Current
    draft: Draft | None

    @property
    def item(self) -> Item | None:
        """Return the draft's item, else the guide's; None where there is none yet."""
        return item_of(self.draft) if self.draft else self.current.item

    @property
    def base(self) -> int:
        return self.draft.base if self.draft else self.current.revision

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    @property
    def overtaken(self) -> bool:
        """Return whether the guide's item changed since the draft was begun."""
        return self.base != self.current.revision


def item_of(draft: Draft) -> Item | None:
    """Return the item a draft proposes; None: to remove it."""
    return decode(draft.item, draft.data) if draft.data else None


def begin(database: Database, person: Person, key: str, region: str) -> Editing:
    """Return an item for somebody to edit, with their draft where they have one.  Raises NotAllowed, UnknownPage."""
    _ask_may_suggest(database, person, key, region)
    return Editing(key, region, current_item(database, key), open_draft(database, key, person.id))


def save(
    database: Database,
    person: Person,
    editing: Editing,
    item: Item | None,
    *,
    version: int,
    clock: Clock,
    base: int | None = None,
) -> Draft:
    """Save somebody's version of an item, None for its removal, and return the draft.

    version: of the draft that was edited, 0 where there was none.  base: the revision that was edited, where it is
    not the draft's (after a merge).
    Raises EditConflict where the draft was saved elsewhere meanwhile, NotAllowed, BadInput.
    """
    _ask_may_suggest(database, person, editing.key, editing.region)
    if item is not None and key_of(item) != editing.key:
        raise BadInput(f"{editing.key}: a draft cannot become {key_of(item)}")
    data, now = encode(item) if item else None, stamp(clock())
    draft = open_draft(database, editing.key, person.id)
    if draft is None and version == 0:
        if editing.current.item is None:
            note_below(database, editing.key, anew=True)
        return add_draft(
            database,
            editing.key,
            layer=layer_of(editing.key),
            region=editing.region,
            author=person.id,
            base=editing.current.revision if base is None else base,
            data=data,
            now=now,
        )
    return save_draft(database, draft.id if draft else 0, version=version, data=data, now=now, base=base)


def submit(database: Database, person: Person, draft: int, *, version: int, note: str, clock: Clock) -> None:
    """Hand one's draft in for review.  Raises BadContent where it has errors, EditConflict, NotAllowed, UnknownPage."""
    found = find_draft(database, draft)
    if found.author != person.id:
        raise NotAllowed(f"draft {draft}: only who wrote it hands it in")
    _ask_may_suggest(database, person, found.item, found.region)
    refuse_wrong(database, found.item, item_of(found), today=clock().date().isoformat())
    hand_in(database, draft, version=version, note=note.strip())
    note_act(database, "hand in", found.item, person=person.id, now=stamp(clock()))


def drop(database: Database, person: Person, draft: int, *, clock: Clock) -> None:
    """Give one's draft up.  Raises EditConflict, NotAllowed, UnknownPage."""
    found = find_draft(database, draft)
    if found.author != person.id:
        raise NotAllowed(f"draft {draft}: only who wrote it drops it")
    decide(database, found, "dropped", by=person.id, now=stamp(clock()))


def decline(database: Database, person: Person, draft: int, *, version: int, clock: Clock) -> None:
    """Say no to a draft in review.  Raises EditConflict, NotAllowed, UnknownPage."""
    found = _as_seen(find_draft(database, draft), version)
    _ask_may(person, "review", found.layer)
    _ask_handed_in(person, found)
    now = stamp(clock())
    decide(database, found, "declined", by=person.id, now=now)
    note_act(database, "decline", found.item, person=person.id, now=now)


def publish_draft(database: Database, person: Person, draft: int, *, version: int, clock: Clock) -> int:
    """Take a draft into the library and let its regions wait for publishing. Return the revision's number.

    Raises EditConflict where the guide's item changed since the draft was begun (merge first), or the draft since it
    was read; BadContent where it has errors or pages name what it removes; NotAllowed, UnknownPage. All of it happens,
    or nothing.
    """
    with transaction(database):
        return publish_within(database, person, draft, version=version, clock=clock)


def publish_within(database: Database, person: Person, draft: int, *, version: int, clock: Clock) -> int:
    """Do what `publish_draft` does, within the caller's transaction."""
    found = _as_seen(find_draft(database, draft), version)
    ask_may_publish(person, found.item)
    _ask_handed_in(person, found)
    refuse_wrong(database, found.item, item_of(found), today=clock().date().isoformat())
    now = stamp(clock())
    author = f"person {found.author}"
    item = settled(database, item_of(found), may_check=_checks(database, found))
    revision = append_within(database, found.item, item, author=author, now=now, base=found.base)
    decide(database, found, "published", by=person.id, now=now, revision=revision)
    note_below(database, found.item)
    regions = ready(database, regions_with(database, found.layer))  # see imprint.py
    ask_publishing(database, regions, person=person.id, now=now)
    note_act(database, "publish", found.item, person=person.id, now=now)
    return revision


def _checks(database: Database, draft: Draft) -> Callable[[str], bool]:
    """Return what answers, for a locale, whether a draft's author may say that its text is right."""
    author, places = find_person(database, draft.author), (draft.layer, draft.region)
    return lambda locale: any(author.may("check text", one, locale=locale) for one in places if author)


def _ask_handed_in(person: Person, draft: Draft) -> None:
    """What nobody handed in is its author's alone."""
    if draft.state == "draft" and draft.author != person.id:
        raise NotAllowed(f"draft {draft.id}: its author has not handed it in")


def _as_seen(draft: Draft, version: int) -> Draft:
    """Return the draft as it was when somebody looked: a later save makes `decide` refuse it."""
    return replace(draft, version=version)


def ask_may_publish(person: Person, key: str) -> None:
    """Raises NotAllowed where somebody may not change an item for readers; a region itself is its administrators'."""
    _ask_may(person, "publish", layer_of(key))
    _ask_may_manage(person, key)


def _ask_may_manage(person: Person, key: str) -> None:
    """A region's name, imprint and rest are changed by who manages it."""
    if key.startswith("layer/"):
        _ask_may(person, "manage region", layer_of(key))


def _ask_may(person: Person, action: str, layer: str) -> None:
    if not person.may(action, layer):
        raise NotAllowed(f"person {person.id} may not {action} in {layer}")


def _ask_may_suggest(database: Database, person: Person, key: str, region: str) -> None:
    """A region's people may suggest for every layer their guide is made of; whoever reviews there decides."""
    _ask_may_manage(person, key)
    layer = layer_of(key)
    chain = {one.id for one in chain_of(Guides(layers=read_layers(database)), region)}
    if layer not in chain or not (person.may("suggest", region) or person.may("suggest", layer)):
        raise NotAllowed(f"person {person.id} may not suggest for {layer} in {region}")
