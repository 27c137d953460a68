"""What there is to see of a region: what is due, what readers say, how often it is fetched. Nothing about anybody."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.domain.roles import Person
from orientation.errors import NotAllowed
from orientation.store.counts import counts_of, years_counted
from orientation.store.drafts import drafts_in_review
from orientation.store.editions import newest_edition
from orientation.store.items import read_guide
from orientation.store.voices import count_open


@dataclass(frozen=True, slots=True)
class Numbers:
    """What waits in a region now, and what was counted in a year."""

    due: int  # entries whose day of review is over
    in_review: int  # drafts
    open_voices: int
    untranslated: dict[str, int]  # locale → entries without a text in it
    pack_bytes: dict[str, int]  # locale → on the wire; of what is published
    year: int
    years: tuple[int, ...]  # in which anything was counted
    counts: dict[tuple[str, str], int]  # (what, locale) → in the year, all editions


def read_numbers(
    database: Database, person: Person, region: str, *, clock: Clock, year: int | None = None
) -> Numbers:
    """Return a region's numbers.  year: of the counts, this one where none is given.  Raises NotAllowed, UnknownRegion."""
    if not person.may("suggest", region) and not person.may("translate", region):
        raise NotAllowed(f"{region}: for who works there")
    guide, today = read_guide(database, region), stamp(clock())[:10]
    wanted = year or int(today[:4])
    counts: dict[tuple[str, str], int] = {}
    for (what, locale, _edition), n in counts_of(database, region, year=wanted).items():
        counts[what, locale] = counts.get((what, locale), 0) + n
    return Numbers(
        due=sum(bool(entry.review_after) and entry.review_after < today for entry in guide.entries),
        in_review=len(drafts_in_review(database, (layer.id for layer in guide.chain))),
        open_voices=count_open(database, region),
        untranslated={
            locale: sum(all(text.locale != locale for text in entry.texts) for entry in guide.entries)
            for locale in guide.region.locales
        },
        pack_bytes=_pack_bytes(database, region, guide.region.locales),
        year=wanted,
        years=years_counted(database, region),
        counts=counts,
    )


def _pack_bytes(database: Database, region: str, locales: tuple[str, ...]) -> dict[str, int]:
    found = ((locale, newest_edition(database, region, locale)) for locale in locales)
    return {locale: int(json.loads(one.manifest)["pack"]["wire_bytes"]) for locale, one in found if one}
