"""A choice and an edition's pages -> the things that stand on a sheet, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orientation.domain.address import within_guide
from orientation.domain.choice import Choice
from orientation.domain.edition import Page
from orientation.errors import BadChoice
from orientation.sheets.request import LISTS, page_address

ENTRIES_MAX = 60  # on one sheet, topics unfolded
_KINDS = {
    "places": "place",
    "courses": "course",
    "organisations": "organisation",
    "phrases": "phrases",
    "lines": "line",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One thing that stands on a sheet.

    kind: topic (its phone places alone), entry, place, course, organisation, phrases (a situation, or all of them),
    line, stop, checklist.
    """

    kind: str
    page: Page  # where it stands
    slug: str = ""  # its id on that page; "" for the whole page


def choose(choice: Choice, pages: tuple[Page, ...]) -> tuple[Chosen, ...]:
    """Return what is chosen, topics unfolded into their places and entries; each thing once.

    Raises BadChoice for what is not in these pages, or is more than a sheet holds.
    """
    by_address = {within_guide(page.path): page for page in pages}
    found = [one for take in choice.takes for one in _take(take, by_address, pages)]
    unique = tuple({(one.page.path, one.slug, one.kind): one for one in found}.values())
    if sum(one.kind == "entry" for one in unique) > ENTRIES_MAX:
        raise BadChoice("take", str(len(unique)), "many", most=ENTRIES_MAX)
    return unique


def _take(take: str, by_address: dict[str, Page], pages: tuple[Page, ...]) -> Iterator[Chosen]:
    head, _, slug = take.partition("/")
    address, _, anchor = page_address(take).partition("#")
    page = by_address.get(address)
    if page is None or (anchor and f'id="{anchor}"' not in page.html):
        raise BadChoice("take", take[:60], "unknown")
    if page.kind == "topic":
        yield Chosen("topic", page)
        yield from (Chosen("entry", one) for one in pages if one.kind == "entry" and one.topic == page.topic)
    elif head == "stops":
        yield Chosen("stop", page, slug)
    elif head in LISTS:
        yield Chosen(_KINDS[head], page, anchor)
    elif page.kind in ("entry", "line", "checklist"):
        yield Chosen(page.kind, page)
    else:
        raise BadChoice("take", take[:60], "unknown")
