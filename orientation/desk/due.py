"""What is due to be checked: whose it is, and how much of it fits into what they offer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.domain.freshness import MINUTES_A_CHECK, Check
from orientation.domain.guide import Guides, Layer
from orientation.domain.inheritance import chain_of
from orientation.domain.roles import Person
from orientation.errors import NotAllowed, UnknownRegion
from orientation.store import keeping
from orientation.store.items import layer_of, read_layers
from orientation.store.keeping import KeepingSettings


@dataclass(frozen=True, slots=True)
class DueList:
    """What is due, as much as fits into what somebody offers."""

    checks: tuple[Check, ...]
    more: int = 0  # that wait besides
    paused_until: str = ""  # the person's items go to others meanwhile

    @property
    def minutes(self) -> int:
        return len(self.checks) * MINUTES_A_CHECK


def due_of(database: Database, person: Person, *, day: str, at_once: int) -> DueList:
    """Return what somebody has to check. at_once: the most a page holds."""
    settings = keeping.settings_of(database, person.id)
    if settings.paused_until > day:
        return DueList((), paused_until=settings.paused_until)
    due = [one for one in keeping.checks_of(database, person.id, day=day) if one.is_due(day)]
    return _as_fits(_allowed(person, due), settings, _done(database, person, day), day=day, at_once=at_once)


def due_in(database: Database, person: Person, region: str, *, day: str, at_once: int) -> DueList:
    """Return what is due in a region's guide and the person may check.  Raises NotAllowed, UnknownRegion."""
    ask_may_keep_in(database, person, region)
    due = [one for one in checks_of_guide(database, region) if one.is_due(day)]
    settings = keeping.settings_of(database, person.id)
    return _as_fits(_allowed(person, due), settings, _done(database, person, day), day=day, at_once=at_once)


def checks_of_guide(
    database: Database, region: str, *, kinds: Sequence[str] = ("entry", "place")
) -> tuple[Check, ...]:
    """Return the entries and places of a guide, of each the nearest layer's.  Raises UnknownRegion."""
    chain = [layer.id for layer in chain_of(Guides(layers=read_layers(database)), region)]
    if not chain:
        raise UnknownRegion(f"{region}: no such region")
    nearest: dict[tuple[str, str], Check] = {}
    for check in keeping.checks_in(database, chain, kinds=kinds):
        kind, _, name = check.key.split("/", 2)
        nearest.setdefault((kind, name), check)
    return tuple(nearest.values())


def ask_may_keep_in(database: Database, person: Person, region: str) -> None:
    """Raises NotAllowed where somebody keeps none of the layers that a region's guide is made of, UnknownRegion."""
    chain = chain_of(Guides(layers=read_layers(database)), region)
    if not chain:
        raise UnknownRegion(f"{region}: no such region")
    if not any(person.may("keep", one.id) for one in chain):
        raise NotAllowed(f"person {person.id} keeps nothing in {region}")


def _allowed(person: Person, checks: Iterable[Check]) -> list[Check]:
    return [one for one in checks if person.may("keep", layer_of(one.key))]


def _done(database: Database, person: Person, day: str) -> int:
    return keeping.checks_done(database, person.id, since=f"{day[:7]}-01")


def _as_fits(
    due: Sequence[Check], settings: KeepingSettings, done: int, *, day: str, at_once: int
) -> DueList:
    """Return no more than fits into the month's hours; where nobody said how many, than fits on a page."""
    fits = settings.hours * 60 // MINUTES_A_CHECK - done if settings.hours else at_once
    shown = sorted(due, key=lambda one: one.order(day))[: max(0, min(fits, at_once))]
    return DueList(tuple(shown), more=len(due) - len(shown))


def region_of(layers: Sequence[Layer], person: Person, layer: str) -> str:
    """Return a region in whose guide the person meets that layer: the layer itself where it is one."""
    guides = Guides(layers=tuple(layers))
    found = [
        one.id
        for one in layers
        if one.kind == "region" and any(below.id == layer for below in chain_of(guides, one.id))
    ]
    own = [one for one in found if person.may("suggest", one)]
    return next(iter((*(one for one in found if one == layer), *own, *found)), "")
