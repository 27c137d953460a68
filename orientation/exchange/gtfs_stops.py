"""stops.txt -> the stops of a timetable, with the stations that their poles belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from orientation.domain.address import distinct
from orientation.domain.locale import Names
from orientation.domain.timetable import Stop
from orientation.exchange.gtfs_feed import Feed
from orientation.exchange.gtfs_names import Tongue
from orientation.exchange.gtfs_region import Box, Home, contains
from orientation.exchange.gtfs_rows import StopRow
from orientation.exchange.slugs import slug_of

_POLE = re.compile(r"(.*\S)\s+[0-9]{1,2}")  # "Rynek 02"


class Stops:
    """The stops of a feed."""

    def __init__(self, feed: Feed, tongue: Tongue, home: Home) -> None:
        """Raises BadInput for a position beyond the globe, and where none lies in the region."""
        self._feed, self._tongue, self._home = feed, tongue, home
        self.rows: dict[str, StopRow] = {}
        for line, row in feed.rows(StopRow):
            self._look_at(f"stops.txt:{line}", row)
            self.rows[row.stop_id] = row
        slugs = distinct(slug_of(one) or "stop" for one in self.rows)
        self.slugs = dict(zip(self.rows, slugs, strict=True))
        poles = (_POLE.fullmatch(row.stop_name) for row in self.rows.values() if not row.parent_station)
        self._pairs = Counter(pole[1] for pole in poles if pole)
        if home.box and not self.within(home.box, ()):
            raise feed.bad("stops.txt", "no stop lies in the region's bounding_box")

    def within(self, box: Box | None, named: Collection[str]) -> set[str]:
        """Return the ids of the stops in a box, of those that are named by id or name; all where neither is given.

        Raises BadInput for a name that no stop has.
        """
        known = {name for row in self.rows.values() for name in (row.stop_id, row.stop_name)}
        if strange := [name for name in named if name not in known]:
            raise self._feed.bad("stops.txt", f"--stops: there is no stop {strange[0]!r}")
        return {
            row.stop_id
            for row in self.rows.values()
            if (not named or {row.stop_id, row.stop_name, row.parent_station} & set(named))
            and (box is None or _lies_in(box, row))
        }

    def of(self, ids: Iterable[str]) -> tuple[Stop, ...]:
        """Return the stops of a timetable, by slug."""
        found = (self._stop(self.rows[one]) for one in ids)
        return tuple(sorted(found, key=lambda stop: stop.slug))

    def name(self, stop_id: str) -> Names:
        row = self.rows[stop_id]
        parent = self.rows.get(row.parent_station)
        name = row.stop_name or (parent.stop_name if parent else "") or stop_id
        return self._tongue.names("stops", "stop_name", stop_id, name)

    def _stop(self, row: StopRow) -> Stop:
        north, east = row.stop_lat, row.stop_lon
        there = north is not None and east is not None
        return Stop(
            slug=self.slugs[row.stop_id],
            names=self.name(row.stop_id),
            station=self._station(row),
            village=self._home.village(north, east) if there else "",  # type: ignore[arg-type]
            latitude=f"{north:.5f}" if there else "",  # to a metre
            longitude=f"{east:.5f}" if there else "",
        )

    def _station(self, row: StopRow) -> Names:
        """Return the station a pole belongs to: its parent; else, where several poles share it, the name before a number."""
        if row.parent_station in self.rows:
            return self.name(row.parent_station)
        pole = _POLE.fullmatch(row.stop_name)
        if pole and self._pairs[pole[1]] > 1:
            return self._tongue.names("stops", "stop_name", "", pole[1])
        return ()

    def _look_at(self, place: str, row: StopRow) -> None:
        if row.stop_id in self.rows:
            raise self._feed.bad(place, f"stop {row.stop_id!r} stands there twice")
        if not (abs(row.stop_lat or 0) <= 90 and abs(row.stop_lon or 0) <= 180):
            raise self._feed.bad(place, f"stop {row.stop_id!r} lies beyond the globe")


def _lies_in(box: Box, row: StopRow) -> bool:
    return row.stop_lat is not None and row.stop_lon is not None and contains(box, row.stop_lat, row.stop_lon)
