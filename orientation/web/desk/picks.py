"""What one can put into a text: links to pages and places, and values with their names."""

from __future__ import annotations

from dataclasses import dataclass

from orientation.content.words import fact_text
from orientation.desk.writing import title_of
from orientation.domain.guide import Entry
from orientation.domain.inheritance import Guide


@dataclass(frozen=True, slots=True)
class Pick:
    """Something to put into a text."""

    insert: str  # what is typed: "{bank_phone}", "banking/account"
    said: str  # as readers see it


@dataclass(frozen=True, slots=True)
class Picks:
    links: tuple[Pick, ...]
    values: tuple[Pick, ...]


def picks_of(guide: Guide, entry: Entry, locale: str) -> Picks:
    """Return what a text of an entry in that locale can link to and name."""
    host, country = guide.host_locale(), guide.setting("country")
    pages = [one for one in guide.entries if one.address != entry.address]
    links = [Pick(one.address, title_of(one, locale=locale, host=host)[0]) for one in pages]
    links += [Pick(f"places/{one.slug}", title_of(one, locale=locale, host=host)[0]) for one in guide.places]
    facts = guide.facts_for(entry).values()
    values = [
        Pick(f"{{{one.name}}}", f"{one.name.replace('_', ' ')}: {fact_text(one, locale, country=country)}")
        for one in sorted(facts, key=lambda fact: fact.name)
    ]
    return Picks(tuple(links), tuple(values))
