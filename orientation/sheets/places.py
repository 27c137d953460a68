"""The places of a topic, as rows that can be read from across a room: the number first."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from markupsafe import Markup

from orientation.domain.edition import Page
from orientation.sheets.choosing import Chosen, choose
from orientation.sheets.fragments import HEADINGS, drop, for_paper, markup, outer, plain
from orientation.sheets.request import SheetRequest

_LINKED = re.compile(r'href="[^"]*places/#([\w-]+)"')


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place: its number, and what it is in both languages."""

    phone: Markup  # a link; "" for a place one goes to
    name: Markup
    about: Markup  # what else the page says of it
    host_name: Markup  # "" where it is the same, or not known
    trust: str  # where it was read, and when: one line


def place_rows(request: SheetRequest) -> tuple[PlaceRow, ...]:
    """Return the places of the sheet's pages, in their order."""
    chosen = choose(request.choice, request.own.pages)
    host = _elements(chosen, request.host.pages) if request.host else {}
    origins = _origins(request.own.pages)
    return tuple(
        _row(request, element, host.get(key), origins.get(_number_of(element), ""))
        for key, element in _elements(chosen, request.own.pages).items()
    )


def _elements(chosen: tuple[Chosen, ...], pages: tuple[Page, ...]) -> dict[str, ET.Element]:
    """Return what tells of each place, by number or slug: on the topic's page, or on the places page it links to."""
    topics = {one.page.topic for one in chosen if one.kind == "topic"}
    shelves = [page for page in pages if page.kind == "topic" and page.topic in topics]
    wanted = {slug for page in shelves for slug in _LINKED.findall(page.html)}
    wanted |= {one.slug for one in chosen if one.kind == "place"}
    every = any(one.kind == "place" and not one.slug for one in chosen)
    found: dict[str, ET.Element] = {}
    for page in (*shelves, *(page for page in pages if page.kind == "places")):
        root = for_paper(page.html) if page.kind == "topic" or wanted or every else ET.Element("div")
        found |= {_number_of(item): item for item in root.iter("li") if _number_of(item)}
        for article in root.iter("article"):
            if page.kind == "topic" or every or article.get("id") in wanted:
                found[article.get("id", "")] = article
    return found


def _origins(pages: tuple[Page, ...]) -> dict[str, str]:
    """Return where each number on the places page was read."""
    roots = (for_paper(page.html) for page in pages if page.kind == "places")
    articles = (article for root in roots for article in root.iter("article"))
    return {_number_of(article): _take_origin(article) for article in articles}


def _row(request: SheetRequest, element: ET.Element, host: ET.Element | None, origin: str) -> PlaceRow:
    own_origin = _take_origin(element)
    phone, name = _take_phone_and_name(element, request.own.direction)
    other = request.host or request.own
    host_name = Markup("") if host is None else _take_phone_and_name(host, other.direction)[1]
    return PlaceRow(
        phone=phone,
        name=name,
        about=markup(element, direction=request.own.direction),
        host_name=Markup("") if host_name.striptags() == name.striptags() else host_name,
        trust=own_origin or origin,
    )


def _number_of(element: ET.Element) -> str:
    """Return the link of the first number to call, "" where there is none."""
    return next((one.get("href", "") for one in element.iter("a") if one.get("class") == "phone"), "")


def _take_origin(element: ET.Element) -> str:
    origin = next((one for one in element.iter("p") if one.get("data-screen") == "from"), None)
    if origin is None:
        return ""
    drop(element, origin)
    return plain(origin)


def _take_phone_and_name(element: ET.Element, direction: str) -> tuple[Markup, Markup]:
    """Take the first number and the name out of a place's element, and what that leaves empty."""
    link = next((one for one in element.iter("a") if one.get("class") == "phone"), ET.Element("a"))
    title = next((one for one in element.iter() if one.tag in HEADINGS or one.tag == "h6"), link.find("span"))
    for taken in (title, link):
        if taken is not None:
            drop(element, taken)
            drop(link, taken)
            taken.tail = None
    _drop_empty(element)
    name = markup(title, direction=direction) if title is not None else Markup("")
    return (outer(link) if link.get("href") else Markup("")), name


def _drop_empty(root: ET.Element) -> None:
    for element in list(root.iter()):
        if element is not root and not "".join(element.itertext()).strip():
            drop(root, element)
