"""A draft that was overtaken: by the guide's item, or by another save of the same draft. Both are laid together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer
from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.desk.drafting import item_of
from orientation.desk.merging import Json, Merge, merge
from orientation.desk.review import see_draft
from orientation.domain.library import Item, key_of
from orientation.domain.roles import Person
from orientation.errors import BadInput, EditConflict
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.drafts import Draft, hand_in, save_draft
from orientation.store.items import current_item, read_revision
from orientation.store.library import decode, encode


@dataclass(frozen=True, slots=True)
class Reconciling:
    """Two versions of an item, and what becomes of them."""

    draft: Draft
    base: Item | None  # what both grew from
    mine: Item | None  # the draft; of two saves, the later one
    theirs: Item | None  # the guide's item; of two saves, the one that came first
    revision: int  # of the guide's item, that the draft starts from once it is merged
    merged: Merge


def with_guide(database: Database, person: Person, draft: int) -> Reconciling:
    """Lay a draft and the guide's item together.  Raises NotAllowed, UnknownPage; EditConflict for a closed draft."""
    found = _open(see_draft(database, person, draft))
    current = current_item(database, found.item)
    base = read_revision(database, found.base).item if found.base else None
    mine, theirs = item_of(found), current.item
    merged = merge(found.item, base, mine, theirs)
    return Reconciling(found, base, mine, theirs, current.revision, merged)


def with_other_save(database: Database, person: Person, draft: int, mine: Item | None) -> Reconciling:
    """Lay what somebody wrote and what was saved of their draft meanwhile together.

    Raises BadInput for another item, EditConflict for a closed draft, NotAllowed, UnknownPage.
    """
    found = _open(see_draft(database, person, draft))
    if mine is not None and key_of(mine) != found.item:
        raise BadInput(f"draft {draft}: {key_of(mine)} is another item than {found.item}")
    base = read_revision(database, found.base).item if found.base else None
    theirs = item_of(found)
    return Reconciling(found, base, mine, theirs, found.base, merge(found.item, base, mine, theirs))


def carry(mine: Item | None, draft: int, person: Person, *, secret: bytes) -> str:
    """Return what came second of two saves for a form to carry on, signed for its draft and person."""
    signed = _signer(secret).dumps([draft, person.id, encode(mine) if mine else None])
    return signed if isinstance(signed, str) else signed.decode()


def read_carried(carried: str, key: str, draft: int, person: Person, *, secret: bytes) -> Item | None:
    """Return what a form carries on.  Raises BadInput where it was not given to this person for this draft."""
    try:
        number, author, data = _signer(secret).loads(carried)
    except (BadSignature, TypeError, ValueError) as error:
        raise BadInput(f"draft {draft}: the form carries no item") from error
    if (number, author) != (draft, person.id):
        raise BadInput(f"draft {draft}: the form carries another draft on")
    return decode(key, data) if data else None


def _signer(secret: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="second save 1")


def save_merged(
    database: Database,
    person: Person,
    both: Reconciling,
    choices: Mapping[str, Json],
    *,
    version: int,
    revision: int,
    clock: Clock,
) -> Draft:
    """Save what was made of both, as the draft. One that waits for review goes on waiting.

    version, revision: of the draft and of the guide's item, as they were seen.  choices: what holds, by the names of
    the conflicts.  Raises EditConflict where either changed meanwhile, BadInput where a choice is missing.
    """
    draft = both.draft
    if (version, revision) != (draft.version, both.revision):
        raise EditConflict(f"draft {draft.id}: it changed while you looked at it; look again")
    item = both.merged.item(choices)
    data, now = encode(item) if item else None, stamp(clock())
    with transaction(database):
        saved = save_draft(database, draft.id, version=version, data=data, now=now, base=revision)
        if draft.state == "review":
            hand_in(database, draft.id, version=saved.version, note=draft.note)
        note_act(database, "merge", draft.item, person=person.id, now=now)
    return saved


def _open(draft: Draft) -> Draft:
    if draft.state not in ("draft", "review"):
        raise EditConflict(f"draft {draft.id}: it was decided already")
    return draft
