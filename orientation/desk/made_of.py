"""What editions and pages are made of, as digests: what nothing happened to is not made again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from orientation.domain.address import within_guide
from orientation.domain.edition import Page
from orientation.domain.guide import Entry
from orientation.domain.inheritance import Guide
from orientation.domain.outline import outline

REMOVED = "removed"  # pages of entries that are gone are always made anew: they depend on what was withdrawn


@dataclass(frozen=True, slots=True)
class PagesMadeOf:
    """Of which content each page of a guide is made: an entry's of the entry and the outline, others of the outline."""

    outline: str
    entries: Mapping[str, str]  # by the page's path within the guide

    def of(self, page: Page) -> str:
        """Return the digest of all that a page is made of besides its locale; "" for one that is never kept."""
        return "" if page.kind == REMOVED else self.entries.get(within_guide(page.path), self.outline)


@dataclass(frozen=True, slots=True)
class MadeOf:
    """Of what an edition and its pages are made."""

    guide: str
    resting: str  # "asleep", "closed" or ""
    year: int
    pages: PagesMadeOf


def guide_made_of(guide: Guide, states: Mapping[str, str], program: str) -> str:
    """Return a digest of all that a guide's editions come from. states: of the layers, as the store has them."""
    kept = f"{guide.resting} {guide.intervals}"
    parts = [program, kept, states.get("", ""), *(states.get(layer.id, "") for layer in guide.chain)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def pages_made_of(guide: Guide, program: str) -> PagesMadeOf:
    """Return of what the guide's pages are made. program: code, templates, words, address and year."""
    around = _digest(program, outline(guide))
    return PagesMadeOf(around, {f"{entry.address}/": _digest(around, entry) for entry in guide.entries})


def _digest(before: str, value: Guide | Entry) -> str:
    return hashlib.sha256(before.encode() + b"\n" + msgspec.json.encode(value)).hexdigest()
