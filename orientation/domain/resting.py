"""What is left of a guide that nobody keeps true any more: what holds in an emergency and in the whole country.

Nothing of the library is lost: an edit or a confirmation wakes a sleeping guide at its next publishing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from orientation.domain.freshness import ASLEEP_DAYS, EMERGENCY, days_after
from orientation.domain.guide import Entry, Guides, Place
from orientation.domain.inheritance import Guide, resolve

ASLEEP, CLOSED = "asleep", "closed"
_PLACE = re.compile(r"\{place\.([a-z0-9-]+)\.|\(places/#?([a-z0-9-]+)\)")


def sleeps_on(last_kept: str) -> str:
    """Return the day, YYYY-MM-DD, on which a region falls asleep, where nobody saves or confirms anything till then.

    last_kept: when that was last done at the desk with an item of the region itself, UTC ISO 8601; "" where it never
    was: such a guide lives from its files and never sleeps, "".
    """
    return days_after(last_kept[:10], ASLEEP_DAYS) if last_kept else ""


def is_asleep(last_kept: str, day: str) -> bool:
    """Tell whether a region that somebody kept has been left alone for too long."""
    return bool(last_kept) and sleeps_on(last_kept) <= day


def rested(guides: Guides, region: str, resting: str) -> Guide:
    """Return a region's guide, or what is left of it where it is "asleep" or "closed".  Raises UnknownRegion.

    Where nothing would be left, all of it stays: the page says how things are, and old words are better than none.
    """
    whole = resolve(guides, region)
    if not resting:
        return whole
    left = resolve(_without_region(guides, region), region)
    if not left.entries and not left.places:
        return replace(whole, resting=resting)
    present = {entry.address for entry in left.entries}
    away = tuple(entry for entry in whole.entries if entry.address not in present)
    return replace(left, resting=resting, put_away=away)


def _without_region(guides: Guides, region: str) -> Guides:
    entries = tuple(one for one in guides.entries if one.layer != region or one.topic == EMERGENCY)
    named = {slug for one in entries if one.layer == region for slug in _named_places(one)}

    def stays(place: Place) -> bool:
        return place.layer != region or place.topic == EMERGENCY or place.slug in named

    return replace(
        guides,
        entries=entries,
        places=tuple(filter(stays, guides.places)),
        timetables=tuple(one for one in guides.timetables if one.layer != region),
        courses=tuple(one for one in guides.courses if one.layer != region),
        events=tuple(one for one in guides.events if one.layer != region),
        organisations=tuple(one for one in guides.organisations if one.layer != region),
        checklists=tuple(one for one in guides.checklists if one.layer != region),
    )


def _named_places(entry: Entry) -> set[str]:
    """Return the places that an entry's texts name or link to."""
    found = (match for text in entry.texts for match in _PLACE.findall(text.body))
    return {slug for match in found for slug in match if slug}
