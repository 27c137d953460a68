"""The stop nearest to a place: which one, how far, and where it stands on the page of all lines.

Why so, and what is not told: docs/decisions/0018-villages.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal

from orientation.content.words import babel_locale
from orientation.domain.timetable import Timetable
from orientation.domain.villages import Position, kilometres
from orientation.web.render_lines import timetable_view
from orientation.web.render_views import NearStopView, Said
from orientation.web.render_voice import Voice

FAR_KM = 3  # a stop farther off is not at the place
SAME_KM = 0.7  # nearer than that to a town's middle it is in the town; as in static/js/near.js
STEP_M = 50


@dataclass(frozen=True, slots=True)
class KnownStop:
    """A stop where one may get on, and its station on the page of all lines."""

    at: Position
    station: str  # its id there
    name: Said


def known_stops(voice: Voice) -> tuple[KnownStop, ...]:
    """Return the guide's stops whose position is known."""
    return tuple(stop for one in voice.guide.timetables for stop in _known(voice, one))


def _known(voice: Voice, one: Timetable) -> Iterator[KnownStop]:
    villages = timetable_view(voice, one).villages
    stations = {slug: held for _, found in villages for held in found for slug in held.stops.split()}
    for stop in one.boardings():
        if stop.latitude and stop.longitude:
            at, station = Position(float(stop.latitude), float(stop.longitude)), stations[stop.slug]
            yield KnownStop(at, station.id, station.name)


def near_stop_view(voice: Voice, where: Position | None, stops: Sequence[KnownStop]) -> NearStopView | None:
    """Return the stop nearest to a position; None where none is within reach, or nobody may know where the place is."""
    if where is None or not stops:
        return None
    km, stop = min(((kilometres(where, one.at), one) for one in stops), key=lambda pair: pair[0])
    if km > FAR_KM:
        return None
    metres = max(STEP_M, round(km * 1000 / STEP_M) * STEP_M)
    about = bool(where.town)
    return NearStopView(
        station=stop.station,
        name=stop.name,
        metres=str(metres) if metres < 1000 and not about else "",
        km="" if about and km < SAME_KM else format_decimal(km, "0.#", babel_locale(voice.locale.tag)),
        about=about,
    )
