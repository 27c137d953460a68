"""The wallet card: whom to call on one face, room for one's own notes on the other; folded once, five on an A4."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from orientation.domain.address import within_guide
from orientation.domain.edition import Page
from orientation.errors import SheetError
from orientation.sheets.bidi import isolate
from orientation.sheets.choosing import Chosen
from orientation.sheets.cutting import Grid, fits, too_much
from orientation.sheets.fragments import for_paper, plain
from orientation.sheets.logo import logo_address
from orientation.sheets.paper import icon_url, sheet_document
from orientation.sheets.request import SheetRequest, Side
from orientation.sheets.templates import words_of
from orientation.sheets.validity import until_words

GRID = Grid(columns=1, rows=5, width=171.2, height=54, folds=(85.6,))  # a bank card is 85.6 × 54
_TIGHTER = (  # numbers, pt, mm of a line to write on: the first that fits
    (8, 7.6, 6.4),
    (7, 7.6, 6.4),
    (7, 7.2, 5.6),
    (6, 7.2, 5.6),
    (6, 7.2, 5),
    (6, 7, 4.6),
    (5, 7, 4.6),
    (3, 6.8, 4.4),
)
_COLON = re.compile(r"^[\s:·,–-]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call."""

    phone: str
    name: Markup
    host_name: Markup  # "" where it is the same


def wallet_html(request: SheetRequest, asset_root: Path) -> str:
    """Return the document that is printed.  Raises SheetError."""
    page = _emergency_page(request, request.own)
    numbers = wallet_numbers(request)
    if page is None or not numbers:
        raise SheetError(f"{request.choice.region} [{request.own.locale}]: no emergency numbers to print")
    single = Grid(columns=1, rows=1, width=GRID.width, height=GRID.height)
    for count, size, line in _TIGHTER:
        given = _given(request, page, numbers[:count], asset_root) | {"size": size, "line": line}
        if fits(_document(request, asset_root, single, given), asset_root=asset_root):
            return _document(request, asset_root, GRID, given)
    raise too_much(f"wallet [{request.own.locale}]")


def wallet_numbers(request: SheetRequest) -> tuple[Number, ...]:
    """Return the numbers of the emergency page, in its order, with their names in both languages."""
    own = _numbers(_emergency_page(request, request.own))
    host = _numbers(_emergency_page(request, request.host)) if request.host else {}
    direction = request.own.direction
    return tuple(
        Number(
            phone,
            Markup(isolate(str(Markup.escape(name)), direction=direction)),
            Markup("") if host.get(phone, name) == name else Markup.escape(host[phone]),
        )
        for phone, name in own.items()
    )


def _emergency_page(request: SheetRequest, side: Side | None) -> Page | None:
    wanted = request.frame.emergency
    return (
        next((page for page in side.pages if wanted and within_guide(page.path) == wanted), None)
        if side
        else None
    )


def _numbers(page: Page | None) -> dict[str, str]:
    """Return the names of a page's numbers, by number as it is printed; places have numbers too, but are no lines."""
    found: dict[str, str] = {}
    for item in for_paper(page.html).iter("li") if page else ():
        link = next((one for one in item.iter("a") if one.get("class") == "phone"), None)
        name = link.find("span") if link is not None else None
        if link is not None and name is not None:
            found[_digits(link)] = _COLON.sub("", plain(name))
    return found


def _digits(link: ET.Element) -> str:
    number = link.find(".//bdi")
    return plain(number if number is not None else link)


def _given(
    request: SheetRequest, page: Page, numbers: tuple[Number, ...], asset_root: Path
) -> dict[str, Any]:
    host_page = _emergency_page(request, request.host)
    other = request.host or request.own
    notes = (one for one in for_paper(page.html).iter("p") if one.get("data-screen") == "note")
    return {
        "title": page.title,
        "host_title": host_page.title if host_page and host_page.title != page.title else "",
        "icon": icon_url(request.frame.emergency.strip("/"), asset_root),
        "numbers": numbers,
        "logo": logo_address(request.logo),
        "until": until_words(request, (Chosen("topic", page),)),
        "state": next((plain(one) for one in notes), ""),
        "host_words": words_of(other.translate, other.direction) if request.host else None,
    }


def _document(request: SheetRequest, asset_root: Path, grid: Grid, given: dict[str, Any]) -> str:
    return sheet_document("wallet.html", request, asset_root, grid=grid, **given)
