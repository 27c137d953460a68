"""The arrival poster, and the same as a card: that there is a guide, and where, in every language it is there in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from orientation.sheets.codes import make_code
from orientation.sheets.cutting import Grid, fits, largest_that_fits, too_much
from orientation.sheets.logo import logo_address
from orientation.sheets.paper import icon_url, sheet_document
from orientation.sheets.request import SheetRequest, Side, short_address
from orientation.sheets.templates import words_of
from orientation.sheets.validity import until_words

CARDS = Grid(columns=2, rows=2, width=105, height=148.5)  # A6 without a gap between them
_A4 = Grid(columns=1, rows=1, width=210, height=297)
_A3 = Grid(columns=1, rows=1, width=297, height=420)  # the A4 poster, all of it larger
_SCALES = tuple(round(0.55 * 1.08**step, 3) for step in range(15))  # of all letters


@dataclass(frozen=True, slots=True)
class _Draft:
    template: str
    grid: Grid  # of the pieces that are printed
    tried: Grid  # of those by which one sees what fits: one is enough


@dataclass(frozen=True, slots=True)
class Greeting:
    """What one language says."""

    locale: str  # BCP 47
    direction: str
    name: str  # of the language, in itself
    ask: Markup
    about: Markup


def poster_html(request: SheetRequest, asset_root: Path) -> str:
    """Return the poster that is printed, A4 or A3.  Raises SheetError."""
    paper = _A3 if request.choice.layout == "poster-a3" else _A4
    return _largest(_Draft("poster.html", paper, _A4), request, asset_root)


def card_html(request: SheetRequest, asset_root: Path) -> str:
    """Return four cards on a page, to cut.  Raises SheetError."""
    single = Grid(columns=1, rows=1, width=CARDS.width, height=CARDS.height)
    return _largest(_Draft("arrival_card.html", CARDS, single), request, asset_root)


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
        ask=say(  # both stand in the templates too, where the catalogue finds them
            "Ask here for the guide"
        ),
        about=say("A guide for newcomers: in your language, free, and also without internet."),
    )


def guide_address(request: SheetRequest) -> str:
    """Return where the guide asks for a language; "" without a public address."""
    return f"{request.url}/{request.choice.region}/" if request.url else ""


def _largest(draft: _Draft, request: SheetRequest, asset_root: Path) -> str:
    """Return the document in the largest letters that fit."""
    values = _values(request, asset_root)

    def document(grid: Grid, scale: float) -> str:
        return sheet_document(draft.template, request, asset_root, grid=grid, scale=scale, **values)

    scale = largest_that_fits(_SCALES, lambda one: fits(document(draft.tried, one), asset_root=asset_root))
    if scale is None:
        raise too_much(f"{request.choice.layout} [{request.own.locale}]")
    return document(draft.grid, scale)


def _values(request: SheetRequest, asset_root: Path) -> dict[str, Any]:
    found = greetings(request)
    half = (len(found) + 1) // 2
    icons = (icon_url(slug, asset_root) for slug, _ in request.frame.topics)
    address = guide_address(request)
    return {
        "columns": (found[:half], found[half:]),
        "icons": tuple(icon for icon in icons if icon),
        "guide_address": short_address(address),
        "until": until_words(request, ()),
        "logo": logo_address(request.logo),
        "guide_qr": partial(_qr, address),
    }


def _qr(address: str, title: Markup) -> Markup:
    return make_code(address).svg(title=title.striptags())
