"""Guides that sleep or are closed, as publishing meets them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.domain.freshness import days_after
from orientation.domain.guide import Guides, Layer
from orientation.domain.inheritance import Guide
from orientation.domain.resting import ASLEEP, CLOSED, is_asleep, rested, sleeps_on
from orientation.errors import UnknownRegion
from orientation.store import keeping
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.editions import served_as
from orientation.store.items import read_layers

SOON_DAYS = 60  # so long before a region falls asleep the desk says so


def guide_as_kept(database: Database, guides: Guides, region: str, *, day: str) -> Guide:
    """Return a region's guide as it is to be published that day.  Raises UnknownRegion."""
    guide = rested(guides, region, resting_of(database, region, day=day))
    layers = {layer.id for layer in guide.chain}
    chosen = sorted(keeping.intervals_in(database).items())
    own = tuple((key, days) for key, days in chosen if key.split("/")[1] in layers)
    return replace(guide, intervals=own)


def resting_of(database: Database, region: str, *, day: str) -> str:
    """Return "closed", "asleep" or ""."""
    return _Resting(database, day=day).of(region)


def overtaken_by_time(database: Database, *, day: str) -> tuple[str, ...]:
    """Return the regions that are served otherwise than they would be that day, though nobody touched them.

    They are to sleep, to wake or to be closed, or a new year began, for which opening hours are expanded anew.
    """
    resting, year = _Resting(database, day=day), int(day[:4])
    regions = [layer for layer in read_layers(database) if layer.kind == "region"]
    return tuple(
        layer.id
        for layer in regions
        if any(
            served.locale in layer.locales and (served.resting, served.year) != (resting.of(layer.id), year)
            for served in served_as(database, layer.id)
        )
    )


class _Resting:
    """Which regions sleep or are closed that day; asked once for all of them."""

    def __init__(self, database: Database, *, day: str) -> None:
        self._closed, self._kept = keeping.closed_regions(database), keeping.last_kept(database)
        self._day = day

    def of(self, region: str) -> str:
        if region in self._closed:
            return CLOSED
        return ASLEEP if is_asleep(self._kept.get(region, ""), self._day) else ""


def asleep_soon(database: Database, layers: Iterable[Layer], *, day: str) -> tuple[tuple[Layer, str], ...]:
    """Return the regions among these that fall asleep within SOON_DAYS, and on which day, soonest first."""
    kept, closed = keeping.last_kept(database), keeping.closed_regions(database)
    open_regions = [one for one in layers if one.kind == "region" and one.id not in closed]
    found = [(one, sleeps_on(kept.get(one.id, ""))) for one in open_regions]
    last = days_after(day, SOON_DAYS)
    return tuple(sorted((pair for pair in found if day < pair[1] <= last), key=lambda pair: pair[1]))


def close_region(database: Database, region: str, *, clock: Clock) -> None:
    """Close a region's guide; it shows at the next publishing.  Raises UnknownRegion."""
    _set_closed(database, region, now=stamp(clock()), closed=True)


def reopen_region(database: Database, region: str, *, clock: Clock) -> None:
    """Take a closing back.  Raises UnknownRegion."""
    _set_closed(database, region, now=stamp(clock()), closed=False)


def _set_closed(database: Database, region: str, *, now: str, closed: bool) -> None:
    if all(layer.id != region or layer.kind != "region" for layer in read_layers(database)):
        raise UnknownRegion(f"{region}: no such region")
    with transaction(database):
        keeping.set_closed(database, region, now=now if closed else "")
        note_act(database, "close" if closed else "reopen", region, person=None, now=now)
