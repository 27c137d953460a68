"""The villages of a region as their page and the map show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orientation.domain.guide import Village
from orientation.domain.villages import host_name, other_names, slugs
from orientation.web.render_voice import Voice

SHELL_IDS = frozenset(("main", "erase", "erase-title", "where", "top"))  # of what stands around a page


@dataclass(frozen=True, slots=True)
class VillageView:
    """A village as the list of villages shows it."""

    slug: str
    at: str  # "41.486 -2.531": degrees north and east, to a hundred metres
    name: str  # as road signs have it
    others: Sequence[str]  # in all scripts, the reader's first


def village_views(voice: Voice) -> tuple[VillageView, ...]:
    """Return all villages by name."""
    guide = voice.guide
    return _views(guide.villages, voice.locale.script, guide.locale(voice.host).script)


@lru_cache(maxsize=64)  # all regions in all scripts; locales of one script show the same
def _views(villages: tuple[Village, ...], reader: str, host: str) -> tuple[VillageView, ...]:
    views = (
        VillageView(
            slug,
            at_words(float(one.latitude), float(one.longitude)),
            host_name(one, host),
            other_names(one, reader=reader, host=host),
        )
        for one, slug in zip(villages, slugs(villages, SHELL_IDS), strict=True)
    )
    return tuple(sorted(views, key=lambda view: view.slug))


def at_words(latitude: float, longitude: float) -> str:
    """Return a position as scripts read it.

    >>> at_words(41.48648, -2.5)
    '41.486 -2.5'
    """
    return f"{round(latitude, 3):g} {round(longitude, 3):g}"
