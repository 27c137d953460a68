"""The arrival poster, and the same as a card: that there is a guide, and where, in every language it is there in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from orientation.sheets.cutting import Grid, first_that_fits
from orientation.sheets.logo import logo_address
from orientation.sheets.paper import icon_url, qr_code, sheet_document
from orientation.sheets.request import SheetRequest, Side, short_address
from orientation.sheets.templates import words_of

CARDS = Grid(columns=2, rows=2, width=105, height=148.5)  # A6 without a gap between them
_POSTER = Grid(columns=1, rows=1, width=210, height=297)
_SIZES = (1.5, 1.35, 1.2, 1.1, 1, 0.92, 0.84, 0.76, 0.68, 0.6)  # of all letters: the first that fits


@dataclass(frozen=True, slots=True)
class Greeting:
    """What one language says."""

    locale: str  # BCP 47
    direction: str
    name: str  # of the language, in itself
    ask: Markup
    about: Markup


def poster_html(request: SheetRequest, asset_root: Path) -> str:
    """Return the poster that is printed.  Raises SheetError."""
    return _first(request, asset_root, "poster.html", {"grid": _POSTER})


def card_html(request: SheetRequest, asset_root: Path) -> str:
    """Return four cards on a page, to cut.  Raises SheetError."""
    return _first(request, asset_root, "arrival_card.html", {"grid": CARDS})


def greetings(request: SheetRequest) -> tuple[Greeting, ...]:
    """Return what is said in each language of the guide: what is read from the left first."""
    sides = request.offered or tuple(one for one in (request.own, request.host) if one)
    return tuple(map(_greeting, sorted(sides, key=lambda side: side.direction == "rtl")))


def _greeting(side: Side) -> Greeting:
    say = words_of(side.translate, side.direction)
    return Greeting(
        side.locale,
        side.direction,
        side.name,
        ask=say("Ask here for the guide"),
        about=say("A guide for newcomers: in your language, free, and also without internet."),
    )


def guide_address(request: SheetRequest) -> str:
    """Return where the guide asks for a language; "" without a public address."""
    return f"{request.url}/{request.choice.region}/" if request.url else ""


def _first(request: SheetRequest, asset_root: Path, template: str, given: dict[str, Any]) -> str:
    """Return the document in the largest letters that fit."""
    values = given | _values(request, asset_root)
    return first_that_fits(
        (sheet_document(template, request, asset_root, scale=scale, **values) for scale in _SIZES),
        asset_root=asset_root,
        where=f"{request.choice.layout} [{request.own.locale}]",
    )


def _values(request: SheetRequest, asset_root: Path) -> dict[str, Any]:
    found = greetings(request)
    half = (len(found) + 1) // 2
    icons = (icon_url(slug, asset_root) for slug, _ in request.frame.topics)
    address = guide_address(request)
    return {
        "columns": (found[:half], found[half:]),
        "icons": tuple(icon for icon in icons if icon),
        "guide_address": short_address(address),
        "logo": logo_address(request.logo),
        "guide_qr": partial(_qr, address),
    }


def _qr(address: str, title: Markup) -> Markup:
    return qr_code(address, title=title.striptags())
