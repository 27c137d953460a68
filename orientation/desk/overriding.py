"""A layer's own version of what it inherits: written, given up, and told when what it stands over changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.desk.drafting import begin, save
from orientation.desk.layering import SHARED_BY_NAME, key_in, nearest, regions_showing, value_in
from orientation.domain.differences import Change, changes_between
from orientation.domain.guide import Layer
from orientation.domain.library import Item
from orientation.domain.roles import Person
from orientation.errors import EditConflict, NotAllowed, UnknownPage
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.drafts import Draft
from orientation.store.items import Current, current_item, layer_of, read_layers, read_revision
from orientation.store.overrides import Override, note_override, overtaken_overrides

SHOWN = 15  # changes below on one page: those that were looked at make room for others


@dataclass(frozen=True, slots=True)
class Standing:
    """An item as a region's guide has it."""

    region: Layer
    shown: Current  # the item that readers of the region see
    below: Current | None  # what they would see without the region's own; None: nothing, or it is not its own
    seen_in: tuple[Layer, ...]  # the regions whose readers see the item shown
    layer: Layer  # where it stands

    @property
    def is_own(self) -> bool:
        return self.layer.id == self.region.id


def stand(database: Database, person: Person, region: str, kind: str, name: str) -> Standing:
    """Return how an item stands in a region.  Raises NotAllowed, UnknownPage."""
    _ask_may(person, "suggest", region)
    layers = read_layers(database)
    own = f"{kind}/{region}/{name}"
    shown = nearest(database, layers, own) if kind in SHARED_BY_NAME else None
    by_id = {layer.id: layer for layer in layers}
    if shown is None or region not in by_id:
        raise UnknownPage(f"{own}: there is none in this region")
    layer = by_id[layer_of(shown.key)]
    below = nearest(database, layers, own, but_own=True) if layer.id == region else None
    return Standing(by_id[region], shown, below, regions_showing(database, layers, shown.key), layer)


def write_own(
    database: Database, person: Person, region: str, kind: str, name: str, *, clock: Clock
) -> Draft:
    """Begin a region's own version with a copy of what it inherits, and return the draft.

    Where somebody has such a draft already, it is theirs as it is.  Raises NotAllowed, UnknownPage.
    """
    standing = stand(database, person, region, kind, name)
    editing = begin(database, person, key_in(standing.shown.key, region), region)
    if editing.draft:
        return editing.draft
    item = _in_layer(standing.shown.item, region)
    return save(database, person, editing, item, version=0, clock=clock)


def take_back(
    database: Database, person: Person, region: str, kind: str, name: str, *, clock: Clock
) -> Draft:
    """Begin a draft that gives up a region's own version, so that the inherited one shows again.

    Raises UnknownPage where it is not the region's own or would leave nothing; EditConflict where somebody has a draft
    of it; NotAllowed.
    """
    standing = stand(database, person, region, kind, name)
    if not standing.below:
        raise UnknownPage(f"{standing.shown.key}: nothing is inherited in its place")
    editing = begin(database, person, standing.shown.key, region)
    if editing.draft:
        raise EditConflict(f"{editing.key}: you have a draft of it already; finish or drop it first")
    return save(database, person, editing, None, version=0, clock=clock)


@dataclass(frozen=True, slots=True)
class ChangedBelow:
    """An item of one's own whose item below changed since somebody last looked."""

    override: Override
    own: Item | None
    below: Item | None
    changes: tuple[Change, ...]  # of the item below, since


def changed_below(database: Database, person: Person, region: str) -> tuple[ChangedBelow, ...]:
    """Return what changed below a region's own items, the first SHOWN of it.  Raises NotAllowed."""
    _ask_may(person, "suggest", region)
    return tuple(_changed(database, one) for one in overtaken(database, [region])[:SHOWN])


def overtaken(database: Database, layers: Iterable[str]) -> tuple[Override, ...]:
    """Return the items of these layers whose item below changed since somebody last looked.

    An own value is told only where that fact of its entry changed, not where another word did.
    """
    found = overtaken_overrides(database, layers)
    return tuple(one for one in found if not _is_over_entry(one) or len({*_sides(database, one)}) > 1)


def _changed(database: Database, override: Override) -> ChangedBelow:
    former, below = _sides(database, override)
    own = current_item(database, override.item).item
    return ChangedBelow(override, own, below, changes_between(former, below))


def _sides(database: Database, override: Override) -> tuple[Item | None, Item | None]:
    """Return what stood below when somebody last looked, and what stands there now."""
    former, below = (
        read_revision(database, override.revision).item,
        current_item(database, override.below).item,
    )
    if not _is_over_entry(override):
        return former, below
    name = override.item.split("/", 2)[2]
    return value_in(former, name), value_in(below, name)


def _is_over_entry(override: Override) -> bool:
    """Tell whether it is an own value for one fact of the entry below."""
    return override.item.startswith("fact/") and override.below.startswith("entry/")


def keep_own(database: Database, person: Person, key: str, *, revision: int, clock: Clock) -> None:
    """Say that one has seen a change below, and that one's own stays. revision: of the item below, as it was seen.

    Raises NotAllowed.
    """
    layer = layer_of(key)
    _ask_may(person, "edit", layer)
    found = next((one for one in overtaken_overrides(database, [layer]) if one.item == key), None)
    if found is None:
        return
    with transaction(database):
        note_override(database, key, found.below, revision, anew=True)
        note_act(database, "keep own", key, person=person.id, now=stamp(clock()))


def _in_layer(item: Any, layer: str) -> Any:
    """Return an item as another layer's; an entry's own facts go with it."""
    moved = replace(item, layer=layer)
    own = getattr(item, "facts", ())
    return replace(moved, facts=tuple(replace(fact, layer=layer) for fact in own)) if own else moved


def _ask_may(person: Person, action: str, layer: str) -> None:
    if not person.may(action, layer):
        raise NotAllowed(f"person {person.id} may not {action} in {layer}")
