"""The guides that are measured: the region shipped here, and a real county of 358 pages a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from orientation.content.read import read_guides
from orientation.domain.guide import Guides
from orientation.domain.inheritance import resolve
from orientation.exchange.integreat import read_integreat

ROOT = Path(__file__).resolve().parent.parent
COUNTY_DATA = ROOT.parent / "shared" / "data" / "integreat"
COUNTY = "rems-murr-kreis"
FIRST_PAGES = 120
_OTHER_PAGES = 3  # front page, sharing and about; a county without places has no page of them


@dataclass(frozen=True, slots=True)
class Subject:
    """One guide to measure."""

    name: str
    region: str
    locales: tuple[str, str]  # the reader's, and one kept after it
    guides: Guides
    large: bool  # the bar on the pack's ratio holds


def subjects() -> Iterator[Subject | str]:
    """Yield each guide, or a line that says why one is left out."""
    yield Subject(
        "es-soria", "es-soria", ("ar", "en"), _alone(read_guides(ROOT / "guides"), "es-soria"), large=False
    )
    files = sorted(COUNTY_DATA.glob(f"{COUNTY}-*.json"))
    if not files:
        yield f"{COUNTY}: left out, {COUNTY_DATA} is not here"
        return
    county = read_integreat(files, region=COUNTY, today=datetime.now(UTC).date()).guides
    yield Subject(f"{COUNTY} (county)", COUNTY, ("en", "de"), county, large=True)
    part = first_pages(county, COUNTY, FIRST_PAGES)
    yield Subject(f"{COUNTY}, its first {FIRST_PAGES} pages", COUNTY, ("en", "de"), part, large=True)


def _alone(guides: Guides, region: str) -> Guides:
    """Return the guides with one region and what it inherits."""
    layers = resolve(guides, region).chain
    ids = {layer.id for layer in layers}
    return replace(
        guides,
        layers=layers,
        entries=tuple(one for one in guides.entries if one.layer in ids),
        places=tuple(one for one in guides.places if one.layer in ids),
        words=tuple(one for one in guides.words if one.layer in ids),
        facts=tuple(one for one in guides.facts if one.layer in ids),
        villages=tuple(one for one in guides.villages if one.layer in ids),
        timetables=tuple(one for one in guides.timetables if one.layer in ids),
    )


def first_pages(guides: Guides, region: str, count: int) -> Guides:
    """Return the guides with a region's first entries, so many that its guide has `count` pages in all.

    The pages that every guide has count, and so do the topics that are left.
    """
    kept: set[str] = set()
    topics: set[str] = set()
    for entry in resolve(guides, region).entries:
        if len(kept) + 1 + len(topics | {entry.topic}) + _OTHER_PAGES > count:
            break
        kept.add(entry.address)
        topics.add(entry.topic)
    return replace(guides, entries=tuple(entry for entry in guides.entries if entry.address in kept))
