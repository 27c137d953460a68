"""The places of a topic, as rows that can be read from across a room: the number first."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from markupsafe import Markup

from orientation.domain.edition import Page
from orientation.sheets.block import PlaceRow
from orientation.sheets.choosing import Chosen
from orientation.sheets.fragments import HEADINGS, drop, for_paper, markup, outer, plain
from orientation.sheets.request import SheetRequest

CALL_FIRST = "Nobody has checked the opening hours and fees here for a long time. Call first."
_LINKED = re.compile(r'href="[^"]*places/#([\w-]+)"')


def place_rows(request: SheetRequest, chosen: tuple[Chosen, ...]) -> tuple[PlaceRow, ...]:
    """Return the places among these things: a topic's, and those chosen by themselves; in their order."""
    beside = request.second or request.host
    others = _elements(request, chosen, beside.pages) if beside else {}
    origins = _origins(request.own.pages)
    return tuple(
        _row(request, element, others.get(key), origins.get(_number_of(element), ""))
        for key, element in _elements(request, chosen, request.own.pages).items()
    )


def _elements(
    request: SheetRequest, chosen: tuple[Chosen, ...], pages: tuple[Page, ...]
) -> dict[str, ET.Element]:
    """Return what tells of each place, by number or slug: on the topic's page, or on the places page it links to."""
    topics = {one.page.topic for one in chosen if one.kind == "topic"}
    shelves = [page for page in pages if page.kind == "topic" and page.topic in topics]
    wanted = {slug for page in shelves for slug in _LINKED.findall(page.html)}
    wanted |= {one.slug for one in chosen if one.kind == "place"}
    found: dict[str, ET.Element] = {}
    for page in shelves:
        root = _read(request, page.html)
        found |= {_number_of(item): item for item in root.iter("li") if _number_of(item)}
        found |= {article.get("id", ""): article for article in root.iter("article")}
    every = any(one.kind == "place" and not one.slug for one in chosen)
    for page in pages if wanted or every else ():
        articles = _read(request, page.html).iter("article") if page.kind == "places" else iter(())
        found |= {one.get("id", ""): one for one in articles if every or one.get("id") in wanted}
    return found


def _read(request: SheetRequest, html: str) -> ET.Element:
    return for_paper(html, day=request.day, call_first=request.own.translate(CALL_FIRST))


def _origins(pages: tuple[Page, ...]) -> dict[str, str]:
    """Return where each number on the places page was read."""
    roots = (for_paper(page.html) for page in pages if page.kind == "places")
    articles = (article for root in roots for article in root.iter("article"))
    return {_number_of(article): _take_origin(article) for article in articles}


def _row(request: SheetRequest, element: ET.Element, other: ET.Element | None, origin: str) -> PlaceRow:
    own_origin = _take_origin(element)
    phone, name = _take_phone_and_name(element, request.own.direction)
    side = request.second or request.host or request.own
    other_name = Markup("") if other is None else _take_phone_and_name(other, side.direction)[1]
    return PlaceRow(
        phone=phone,
        name=name,
        about=markup(element, direction=request.own.direction),
        other_name=Markup("") if other_name.striptags() == name.striptags() else other_name,
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
