"""The page of all lines, as published -> its stops, and who runs what stops there."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from orientation.domain.edition import Page
from orientation.sheets.fragments import for_paper, outer, plain
from orientation.sheets.line_pages import first_phone, line_elements, name_of
from orientation.sheets.request import Side


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who runs lines, and how long their times hold."""

    name: Markup
    phone: Markup  # "" where none is known
    website: str  # as one types it; "" where none is known
    ends: str  # YYYY-MM-DD, the last day; "" where nobody said
    holds: str  # from when to when, in words
    ended: str  # what to say after that
    origin: str  # where it was read, and when: one line

    def is_over(self, day: str) -> bool:
        """Tell whether its times no longer hold on a day, YYYY-MM-DD."""
        return bool(self.ends) and self.ends < day


@dataclass(frozen=True, slots=True)
class Station:
    """Stops that people know by one name."""

    id: str
    name: Markup
    village: str
    slugs: tuple[str, ...]
    lines: tuple[str, ...]  # the last part of their addresses: "m1"
    publisher: Publisher


def stations(page: Page, side: Side) -> dict[str, Station]:
    """Return the stops of the page of all lines, by their ids there."""
    return {one.id: one for section in _sections(page) for one in _stations(section, side)}


def publisher_of(page: Page, side: Side, line: str) -> Publisher | None:
    """Return who runs a line; line: the last part of its address."""
    for section in _sections(page):
        if any(line == _slug(link) for item in section.findall("ul") for link in item.iter("a")):
            return _publisher(section, side)
    return None


def _sections(page: Page) -> Iterator[ET.Element]:
    """Yield the timetables; the first section of the page is for scripts."""
    yield from (
        one for one in line_elements(page.html) if one.tag == "section" and not one.get("data-island")
    )


def _stations(section: ET.Element, side: Side) -> Iterator[Station]:
    publisher = _publisher(section, side)
    for village in section.iter("details"):
        named = next(village.iter("summary"), ET.Element("summary")).find("bdi")
        for item in village.iter("li"):
            yield Station(
                id=item.get("id", ""),
                name=name_of(next(item.iter("b")), side),
                village="" if named is None else "".join(named.itertext()),
                slugs=tuple(item.get("data-stop", "").split()),
                lines=tuple(map(_slug, item.iter("a"))),
                publisher=publisher,
            )


def _publisher(section: ET.Element, side: Side) -> Publisher:
    note = next((one for one in section if "data-ends" in one.attrib), ET.Element("p"))
    origin = next((one for one in section if one.get("class") == "from"), ET.Element("p"))
    links = [one.get("href", "") for one in section.findall("p[@class='acts']/a")]
    website = next((one for one in links if one.startswith("http")), "")
    return Publisher(
        name=name_of(next(section.iter("h2"), ET.Element("h2")), side),
        phone=first_phone(section),
        website=urlsplit(website).netloc.removeprefix("www."),
        ends=note.get("data-ends", ""),
        holds=" ".join("".join(note.itertext()).split()),
        ended=note.get("data-word", ""),
        origin=plain(for_paper(outer(origin))),
    )


def _slug(link: ET.Element) -> str:
    return link.get("href", "").strip("/").rpartition("/")[2]
