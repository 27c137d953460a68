"""Entries on paper: one text, or two side by side, by choice or where a reader must be able to check."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from markupsafe import Markup

from orientation.domain.edition import Page
from orientation.sheets.block import TextBlock
from orientation.sheets.fragments import HEADINGS, drop, for_paper, is_old, markup, part, plain
from orientation.sheets.pairing import align
from orientation.sheets.request import SheetRequest, Side

EMERGENCY = "emergency"  # the topic whose unchecked texts never stand alone


def entry_block(request: SheetRequest, page: Page) -> TextBlock:
    """Return one entry as it stands on the sheet."""
    if page.state == "missing":
        return _in_its_place(request, page)
    guarded = is_guarded(request, page, _written(page, request.second))
    wanted = (request.second, request.host if guarded else None)
    sides = tuple({side.locale: side for side in wanted if side}.values())
    others = tuple((side, text) for side in sides if (text := _written(page, side)))
    lacking = request.second is not None and request.second not in [side for side, _ in others]
    if others:
        guarded = guarded and request.host in [side for side, _ in others]
        texts = ((request.own, page), *others)
        return _side_by_side(request, page, texts, guarded=guarded, beside_missing=lacking)
    return _alone(request, page, text=page, side=request.own, beside_missing=lacking)


def same_page(page: Page, side: Side | None) -> Page | None:
    """Return the same page in another language; None where it has none."""
    return side.page(_slug(page)) if side else None


def is_guarded(request: SheetRequest, *texts: Page | None) -> bool:
    """Tell whether the text at the counter must stand beside these, since nobody checked one of them."""
    unchecked = any(text.topic == EMERGENCY and text.state != "checked" for text in texts if text)
    return unchecked and request.host is not None


def _written(page: Page, side: Side | None) -> Page | None:
    """Return the same page in another language where it is written in that language."""
    other = same_page(page, side)
    return other if other and other.state != "missing" else None


def _slug(page: Page) -> str:
    """Return a page's address without its locale.

    >>> _slug(Page("/ar/es-soria/health/card/", "", ""))
    'es-soria/health/card/'
    """
    return page.path.lstrip("/").partition("/")[2]


def _in_its_place(request: SheetRequest, page: Page) -> TextBlock:
    """Return an entry that is missing in the reader's language: in the second's, else in the host's."""
    for side in (request.second, request.host):
        other = _written(page, side)
        counter = _written(page, request.host)
        if (
            side
            and other
            and request.host
            and counter
            and side != request.host
            and is_guarded(request, other)
        ):
            texts = ((side, other), (request.host, counter))
            return _side_by_side(request, page, texts, guarded=True, beside_missing=False, missing=True)
        if side and other:
            return _alone(request, page, text=other, side=side, missing=True)
    return _alone(request, page, text=page, side=request.own, missing=True)


def _alone(
    request: SheetRequest,
    page: Page,
    *,
    text: Page,
    side: Side,
    missing: bool = False,
    beside_missing: bool = False,
) -> TextBlock:
    """Return one text over the sheet's width."""
    return TextBlock(
        kind="entry",
        path=page.path,
        title=text.title,
        rows=_title_and_text(_text(text), side.direction),
        side=side,
        missing=missing,
        beside_missing=beside_missing,
        checked=text.state == "checked",
        call_first=is_old(page.html, request.day),
        trust=_trust(page),
    )


def _title_and_text(root: ET.Element, direction: str) -> tuple[tuple[Markup], tuple[Markup]]:
    """Return two rows: the title with that at the counter, which stay together, and the text, which pages may cut."""
    head, rest = ET.Element("div"), ET.Element("div")
    for child in root:
        in_head = not len(rest) and (child.tag == "h2" or child.get("data-screen") == "host")
        (head if in_head else rest).append(child)
    return (markup(head, direction=direction),), (markup(rest, direction=direction),)


def _side_by_side(
    request: SheetRequest,
    page: Page,
    texts: tuple[tuple[Side, Page], ...],
    *,
    guarded: bool,
    beside_missing: bool,
    missing: bool = False,
) -> TextBlock:
    """Return a text with the same in one or two other languages. page: in the reader's own."""
    (side, text), *others = texts
    beside, below = [other for other, _ in others] + [None] * (2 - len(others))
    return TextBlock(
        kind="entry",
        path=page.path,
        title=text.title,
        rows=align([(_without_host_title(_text(one)), of.direction) for of, one in texts]),
        side=side,
        beside=beside,
        below=below,
        missing=missing,
        beside_missing=beside_missing,
        checked=text.state == "checked",
        beside_checked=others[0][1].state == "checked",
        guarded=guarded,
        call_first=is_old(page.html, request.day),
        trust=_trust(page),
    )


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


def _trust(page: Page) -> str:
    """Return what is known about an entry on one line; that nobody checked it, the sheet says once for all."""
    root = for_paper(part(page.html, "t"))
    for element in list(root.iter()):
        if element.tag in HEADINGS or element.get("data-translation") == "machine":
            drop(root, element)
    return plain(root)
