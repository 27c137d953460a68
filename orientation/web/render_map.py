"""A region's map, drawn at publishing from its villages and places: no tiles, nobody else is asked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orientation.domain.guide import Village
from orientation.domain.villages import Position, name_for, position_of
from orientation.web.render_voice import Voice

WIDTH, HEIGHT_MAX, MARGIN = 320, 240, 14  # units of the drawing: a pixel each on a small phone
KM_A_DEGREE = 111.2  # of latitude
TOWNS_MAX = 8
LETTER, LINE = 6.5, 14  # about how wide a letter of a town's name is, and how high a line
SCALES_KM = (50, 20, 10, 5, 2, 1)
SCALE_MAX = WIDTH / 3

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TownView:
    """A town's name: its middle, and the line it stands on."""

    x: int
    y: int
    name: str


@dataclass(frozen=True, slots=True)
class MapView:
    """The drawing, in units from its top left corner."""

    height: int
    villages: str  # a path of dots
    towns: tuple[TownView, ...]
    places: tuple[Point, ...]  # where their pins stand
    scale_km: int
    scale: int  # how long that is
    width: int = WIDTH


def map_view(voice: Voice) -> MapView | None:
    """Return the map of a guide's region; None where fewer than two villages say how large it is."""
    villages = voice.guide.villages
    frame = _Frame([(float(one.latitude), float(one.longitude)) for one in villages]) if villages else None
    if frame is None or not frame.span_km:
        return None
    known = (position_of(place, villages) for place in voice.guide.places)
    scale_km = next((km for km in SCALES_KM if km * frame.units_a_km <= SCALE_MAX), SCALES_KM[-1])
    return MapView(
        height=frame.height,
        villages="".join(f"M{x} {y}h0" for x, y in sorted({frame.village(one) for one in villages})),
        towns=tuple(_towns(voice, frame)),
        places=tuple(sorted(_pins(frame, known), key=lambda point: point[::-1])),
        scale_km=scale_km,
        scale=round(scale_km * frame.units_a_km),
    )


class _Frame:
    """Where a point of the earth stands in the drawing: north is up, a kilometre is as long both ways."""

    def __init__(self, points: Sequence[tuple[float, float]]) -> None:
        souths, wests = [point[0] for point in points], [point[1] for point in points]
        self._north, self._west = max(souths), min(wests)
        self._km_east = KM_A_DEGREE * math.cos(math.radians((max(souths) + min(souths)) / 2))
        wide = (max(wests) - self._west) * self._km_east
        high = (self._north - min(souths)) * KM_A_DEGREE
        self.span_km = max(wide, high)
        room = WIDTH - 2 * MARGIN, HEIGHT_MAX - 4 * MARGIN
        self.units_a_km = min(room[0] / max(wide, 0.1), room[1] / max(high, 0.1))
        self._left = (WIDTH - wide * self.units_a_km) / 2
        self.height = round(high * self.units_a_km) + 4 * MARGIN  # below: a name, the scale

    def point(self, latitude: float, longitude: float) -> Point:
        east = (longitude - self._west) * self._km_east * self.units_a_km
        south = (self._north - latitude) * KM_A_DEGREE * self.units_a_km
        return round(self._left + east), round(MARGIN + south)

    def village(self, village: Village) -> Point:
        return self.point(float(village.latitude), float(village.longitude))

    def holds(self, point: Point) -> bool:
        return 0 <= point[0] <= WIDTH and 0 <= point[1] <= self.height


def _towns(voice: Voice, frame: _Frame) -> Iterable[TownView]:
    """Yield the largest towns whose names have room, largest first."""
    reader, host = voice.locale.script, voice.guide.locale(voice.host).script
    shown: list[TownView] = []
    for one in sorted(voice.guide.villages, key=lambda village: -village.population):
        x, y = frame.village(one)
        name = name_for(one, reader=reader, host=host)
        half = round(len(name) * LETTER / 2)
        town = TownView(min(max(x, half), WIDTH - half), y + LINE, name)  # pins stand above
        if len(shown) < TOWNS_MAX and not any(_touch(town, other) for other in shown):
            shown.append(town)
            yield town


def _touch(one: TownView, other: TownView) -> bool:
    wide = (len(one.name) + len(other.name)) * LETTER / 2
    return abs(one.x - other.x) < wide and abs(one.y - other.y) < LINE


def _pins(frame: _Frame, positions: Iterable[Position | None]) -> set[Point]:
    points = (frame.point(one.latitude, one.longitude) for one in positions if one)
    return {point for point in points if frame.holds(point)}
