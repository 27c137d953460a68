"""Entries on paper: one text, or two side by side where a reader must be able to check."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup

from orientation.domain.edition import Page
from orientation.sheets.choosing import choose
from orientation.sheets.fragments import HEADINGS, drop, for_paper, markup, part, plain
from orientation.sheets.request import SheetRequest, Side

EMERGENCY = "emergency"  # the topic whose unchecked texts never stand alone


@dataclass(frozen=True, slots=True)
class EntryBlock:
    """One entry as it stands on the sheet."""

    path: str
    title: str
    sections: tuple[tuple[Markup, Markup], ...]  # (text, host-language text beside it or "")
    locale: str  # of the text; the host locale where the reader's is missing
    direction: str
    missing: bool  # there is no text in the reader's language
    checked: bool  # a person checked the text that is shown
    beside: bool  # the host-language text stands beside
    trust: str  # sources, read on, as of: one line


def entry_blocks(request: SheetRequest) -> tuple[EntryBlock, ...]:
    """Return the sheet's entries, in order."""
    return tuple(
        entry_block(request, one.page)
        for one in choose(request.choice, request.own.pages)
        if one.kind == "entry"
    )


def entry_block(request: SheetRequest, page: Page) -> EntryBlock:
    """Return one entry as it stands on the sheet."""
    host = same_page(page, request.host)
    usable = host if host and host.state != "missing" else None
    if page.state == "missing" and usable:
        return _alone(request, page, text=usable)
    if usable and page.topic == EMERGENCY and page.state != "checked":
        return _side_by_side(request, page, usable)
    return _alone(request, page, text=page)


def same_page(page: Page, side: Side | None) -> Page | None:
    """Return the same page in another language; None where it has none."""
    if side is None:
        return None
    return next((one for one in side.pages if _slug(one) == _slug(page)), None)


def _slug(page: Page) -> str:
    """Return a page's address without its locale.

    >>> _slug(Page("/ar/es-soria/health/card/", "", ""))
    'es-soria/health/card/'
    """
    return page.path.lstrip("/").partition("/")[2]


def _alone(request: SheetRequest, page: Page, *, text: Page) -> EntryBlock:
    """Return one text over the sheet's width: the reader's, or the host language's in its place."""
    own = text is page
    locale, direction = _language(request, own=own)
    whole = markup(_text(text), direction=direction)
    return EntryBlock(
        path=page.path,
        title=text.title,
        sections=((whole, Markup("")),),
        locale=locale,
        direction=direction,
        missing=page.state == "missing",
        checked=text.state == "checked",
        beside=False,
        trust=_trust(page),
    )


def _side_by_side(request: SheetRequest, page: Page, host: Page) -> EntryBlock:
    left = [
        markup(one, direction=request.own.direction) for one in _sections(_without_host_title(_text(page)))
    ]
    other = request.host or request.own
    right = [markup(one, direction=other.direction) for one in _sections(_text(host))]
    if len(left) != len(right):  # told in another order: no row of one would match the other's
        left, right = [Markup("").join(left)], [Markup("").join(right)]
    return EntryBlock(
        path=page.path,
        title=page.title,
        sections=tuple(zip_longest(left, right, fillvalue=Markup(""))),
        locale=request.own.locale,
        direction=request.own.direction,
        missing=False,
        checked=False,
        beside=True,
        trust=_trust(page),
    )


def _language(request: SheetRequest, *, own: bool) -> tuple[str, str]:
    side = request.own if own or request.host is None else request.host
    return side.locale, side.direction


def _text(page: Page) -> ET.Element:
    """Return title and text, without the boxes that only group them on a screen."""
    root = for_paper(part(page.html, "c"))
    while len(root) == 1 and root[0].tag in ("div", "section", "article") and not root[0].get("lang"):
        root = root[0]
    return root


def _without_host_title(root: ET.Element) -> ET.Element:
    for element in [one for one in root if one.get("data-screen") == "host"]:
        drop(root, element)
    return root


def _sections(root: ET.Element) -> list[ET.Element]:
    """Cut a text before each heading."""
    sections = [ET.Element("div")]
    for child in root:
        if child.tag in ("h3", "h4") and len(sections[-1]):
            sections.append(ET.Element("div"))
        sections[-1].append(child)
    return sections


def _trust(page: Page) -> str:
    """Return what is known about an entry on one line, without the translation's state: the sheet says that."""
    root = for_paper(part(page.html, "t"))
    for element in list(root.iter()):
        if "data-translation" in element.attrib or element.tag in HEADINGS:
            drop(root, element)
    return plain(root)
