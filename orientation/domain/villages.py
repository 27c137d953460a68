"""Villages: their addresses, their names by script, and where a place is of which only the town is known."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orientation.domain.address import distinct
from orientation.domain.guide import Place, Village

_SCRIPTS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "GREEK": "Grek", "ETHIOPIC": "Ethi"}
_EARTH_KM = 6371
_WHOLE = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"}
)  # no accent to take off


@dataclass(frozen=True, slots=True)
class Position:
    """Where a place is; degrees, WGS 84."""

    latitude: float
    longitude: float
    town: str = ""  # where only this town's middle is known


def kilometres(one: Position, other: Position) -> float:
    """Return how far two positions are apart, along a great circle; the same as in static/js/near.js."""
    north = math.sin(math.radians(other.latitude - one.latitude) / 2)
    east = math.sin(math.radians(other.longitude - one.longitude) / 2)
    cosines = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    return 2 * _EARTH_KM * math.asin(math.sqrt(north * north + cosines * east * east))


@lru_cache(maxsize=4096)
def script_of(text: str) -> str:
    """Return the script of a text's first letter as ISO 15924, "" where it is none of ours.

    >>> script_of("Soria"), script_of("صوريا"), script_of("1")
    ('Latn', 'Arab', '')
    """
    letter = next((sign for sign in text if sign.isalpha()), "")
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "") if letter else ""


def host_name(village: Village, script: str) -> str:
    """Return the name as road signs have it: in the host language's script, where the file knows it so."""
    names = (village.name, *village.alternate_names)
    return next((name for name in names if script_of(name) == script), village.name)


def name_for(village: Village, *, reader: str, host: str) -> str:
    """Return the name that a reader of a script reads best. reader, host: scripts as ISO 15924."""
    return host_name(village, reader if reader in map(script_of, village.alternate_names) else host)


def other_names(village: Village, *, reader: str, host: str) -> tuple[str, ...]:
    """Return the names besides the host's, the reader's script first, none that differs by accents alone."""
    seen = {_plain(host_name(village, host))}
    found = []
    names = (village.name, *village.alternate_names)
    for name in sorted(names, key=lambda one: script_of(one) != reader):
        if _plain(name) not in seen:
            seen.add(_plain(name))
            found.append(name)
    return tuple(found)


def slugs(villages: Sequence[Village], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return each village's part of its address, in their order; of several with one name the first keeps it.

    taken: ids that stand around the page; a single file sets the page in front of each id.

    >>> slugs([Village(name, (), "0", "0", 0) for name in ("Mroźy", "Mrozy", "El Burgo")])
    ('mrozy', 'mrozy-2', 'el-burgo')
    """
    return distinct(map(_slug, villages), taken)


def position_of(place: Place, villages: Sequence[Village]) -> Position | None:
    """Return where a place is: its own position, else its town's; None where it must not or cannot be told."""
    if place.location != "public" or place.protected:
        return None
    if place.latitude and place.longitude:
        return Position(float(place.latitude), float(place.longitude))
    town = _town(place.town, villages) if place.town else None
    return Position(float(town.latitude), float(town.longitude), place.town) if town else None


def _town(name: str, villages: Sequence[Village]) -> Village | None:
    """Return the one village of that name; None where there are several: no guess is better than a wrong one."""
    wanted = name.casefold()
    named = [one for one in villages if one.name.casefold() == wanted]
    found = named or [one for one in villages if wanted in map(str.casefold, one.alternate_names)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Return a name without accents and capitals."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one)).translate(_WHOLE)


def _slug(village: Village) -> str:
    names = (village.name, *village.alternate_names, f"{village.latitude} {village.longitude}")
    made = ("-".join(re.findall("[a-z0-9]+", _plain(name))) for name in names)
    return next(slug for slug in made if slug)
