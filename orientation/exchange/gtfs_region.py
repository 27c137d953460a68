"""The region that a feed is imported into: what is known of it, and its file of lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from math import cos, hypot, radians
from pathlib import Path
from zoneinfo import ZoneInfo

from orientation.content.layout import SLUG, TAG, TOPICS, path_of
from orientation.content.lines import lines_of
from orientation.content.read import read_guides
from orientation.content.table import Notes
from orientation.content.timetables import read_timetables
from orientation.content.toml_files import read_table
from orientation.content.write import files_of
from orientation.domain.guide import Guides, Village
from orientation.domain.inheritance import resolve
from orientation.domain.timetable import Timetable
from orientation.errors import BadInput
from orientation.store.files import write_whole

Box = tuple[float, float, float, float]  # south, west, north, east; degrees
NEAR_KM = 5  # a stop further from every village belongs to none


@dataclass(frozen=True, slots=True)
class Home:
    """What a content folder knows of a region; nothing of the kind in an empty folder."""

    timezone: str = ""
    country: str = ""
    host_locale: str = "en"
    locales: tuple[str, ...] = ()
    box: Box | None = None
    villages: tuple[Village, ...] = ()

    def knows(self, tag: str) -> bool:
        """Tell whether a name may be kept in that language."""
        return tag in self.locales if self.locales else TAG.fullmatch(tag) is not None

    def has_clock_of(self, zone: str) -> bool:
        """Tell whether clocks there show the same, in winter and in summer."""
        if not self.timezone:
            return True
        moments = [datetime(2026, month, 15, 12, tzinfo=UTC) for month in (1, 7)]
        one, other = ZoneInfo(zone), ZoneInfo(self.timezone)
        return all(at.astimezone(one).utcoffset() == at.astimezone(other).utcoffset() for at in moments)

    def village(self, latitude: float, longitude: float) -> str:
        """Return the nearest village's name, "" where none is near."""
        by_distance = ((_distance_km(one, latitude, longitude), one.name) for one in self.villages)
        distance_km, name = min(by_distance, default=(NEAR_KM + 1.0, ""))
        return name if distance_km <= NEAR_KM else ""


def read_home(folder: Path, region: str) -> Home:
    """Return what is known of a region.  Raises BadInput where it is no region, BadContent for broken files."""
    if not SLUG.fullmatch(region):
        raise BadInput(f"{region!r} is no good id for a region: lower-case letters, digits and hyphens")
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder}: is a file, not a folder")
    if not (folder / TOPICS).exists():
        if folder.exists() and any(folder.iterdir()):
            raise BadInput(f"{folder}: holds other things than guides; there is no {TOPICS}")
        return Home()
    guide = resolve(read_guides(folder), region)
    box = [float(side) for side in guide.region.bounding_box]
    return Home(
        guide.setting("timezone"),
        guide.setting("country"),
        guide.host_locale(),
        tuple(locale.tag for locale in guide.locales),
        (box[0], box[1], box[2], box[3]) if box else None,
        guide.villages,
    )


def contains(box: Box, latitude: float, longitude: float) -> bool:
    south, west, north, east = box
    return south <= latitude <= north and west <= longitude <= east


def put_timetable(timetable: Timetable, folder: Path) -> Path:
    """Set a timetable at the end of its layer's file, in the place of the one of that name; return the file.

    What others wrote there keeps its bytes, and the comments between the lines of the old one stay.
    Nothing is written that would not be read back as it is.  Raises BadInput.
    """
    name = path_of(timetable)
    path = folder / name
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    kept = _without(timetable.slug, before).rstrip("\n")
    text = (kept + "\n\n" if kept else "") + files_of(Guides(timetables=(timetable,)))[name]
    others = (one for one in _timetables(before, name, timetable.layer) if one.slug != timetable.slug)
    wanted = tuple(sorted((*others, timetable), key=lambda one: one.slug))
    if _timetables(text, name, timetable.layer) != wanted:
        raise BadInput(f"{path}: nothing was written: it would be read back otherwise than it is")
    write_whole(path, text.encode())
    return path


def _timetables(toml: str, path: str, layer: str) -> tuple[Timetable, ...]:
    """Return what `read` finds in a file of lines.  Raises BadInput with the first thing wrong."""
    notes = Notes(path)
    table = read_table(toml, notes)
    found = tuple(read_timetables(table, layer)) if table else ()
    if notes.findings:
        raise BadInput(f"nothing was written: it could not be read again: {min(notes.findings)}")
    return found


def _without(slug: str, toml: str) -> str:
    """Return a TOML file without the lines of one table and the tables in it; comments are nobody's but the writer's."""
    begins = {line: keys[0] for keys, line in lines_of(toml).items()}
    kept, inside = [], False
    for number, line in enumerate(toml.split("\n"), start=1):
        inside = begins[number] == slug if number in begins else inside
        if not inside or line.lstrip().startswith("#"):
            kept.append(line)
    return "\n".join(kept)


def _distance_km(village: Village, latitude: float, longitude: float) -> float:
    """Return the distance of a flat map: within a region that errs by less than a percent."""
    north, east = float(village.latitude) - latitude, float(village.longitude) - longitude
    return hypot(north, east * cos(radians(latitude))) * 111.2
