"""What all layouts share: the words around the content, the QR code, and the check of every letter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from orientation.content.words import date_words
from orientation.domain.address import within_guide
from orientation.domain.choice import GREETING
from orientation.sheets.bidi import isolate
from orientation.sheets.choosing import Chosen, choose
from orientation.sheets.codes import check_url, make_code
from orientation.sheets.fonts import FAMILIES, SCHEME, check_letters, check_typed
from orientation.sheets.fragments import for_paper, markup
from orientation.sheets.request import SheetRequest, page_address, short_address
from orientation.sheets.templates import sheet_templates, words_of

_WITHOUT_SECTIONS = ("wallet", *GREETING)  # layouts with no heading between the title and the helper's


def sheet_document(template: str, request: SheetRequest, asset_root: Path, **values: Any) -> str:
    """Return a layout's document, every letter of it checked.

    template: in templates/sheets/; it is given what `shared_values` returns, and these values.
    Raises SheetError; BadChoice for a letter that somebody typed.
    """
    check_typed(request.choice, asset_root)
    given = shared_values(request, asset_root) | values
    document = sheet_templates().get_template(template).render(given)
    check_letters(Markup(document).striptags(), where=_where(request), asset_root=asset_root)
    return document


def shared_values(request: SheetRequest, asset_root: Path) -> dict[str, Any]:
    """Return what every template is given."""
    own = request.own
    address = request.address
    check = check_url(request, choose(request.choice, own.pages))
    code = make_code(check or address) if address else None
    return {
        "sheet": request,
        "choice": request.choice,
        "own": own,
        "host": request.host,
        "helper": _helper(request),
        "responsible": isolated(request.frame.responsible.strip(), request),
        "published": date_words(request.published[:10], own.locale),
        "address": address,
        "short_address": short_address(address),
        "address_pieces": re.findall(r"[^/]*/|[^/]+", short_address(address)),
        "checks": bool(check),  # the code leads to what changed since the sheet; else to the address
        "qr": lambda title: code.svg(title=title.striptags()) if code else Markup(""),
        "guide_qr": lambda title: make_code(address).svg(title=title.striptags()) if address else Markup(""),
        "qr_mm": code.mm if code else 0,  # its side, so that its squares are not too fine
        "host_name": host_name(request),
        "families": FAMILIES,
        "isolated": lambda text: isolated(text, request),
        "icon_url": lambda name: icon_url(name, asset_root),
        "_": words_of(own.translate, own.direction),
    }


def sheet_title(request: SheetRequest, chosen: tuple[Chosen, ...]) -> str:
    """Return the sheet's title: as the choice says, or that of the one page chosen, or the guide's."""
    takes = {page_address(take).partition("#")[0] for take in request.choice.takes}
    pages = {one.page.title for one in chosen if within_guide(one.page.path) in takes}
    return request.choice.title or (pages.pop() if len(pages) == 1 else request.frame.name)


def sheet_icon(chosen: tuple[Chosen, ...]) -> str:
    """Return the name of the pictogram: of the topic that all of it belongs to, "" where there is no such."""
    topics = {one.page.topic for one in chosen}
    return topics.pop() if len(topics) == 1 else ""


def isolated(text: str, request: SheetRequest) -> Markup:
    """Return plain text as HTML in the sheet's direction."""
    return Markup(isolate(str(escape(text)), direction=request.own.direction))


def host_name(request: SheetRequest) -> Markup:
    """Return the name of the language at the counter, in that language."""
    side = request.host or request.own
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(side.locale, side.direction, side.name)


def icon_url(name: str, asset_root: Path) -> str:
    """Return the address of a pictogram, "" where there is none."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        return ""
    path = f"icons/{name}.svg"
    return SCHEME + path if (asset_root / path).is_file() else ""


def _where(request: SheetRequest) -> str:
    return f"sheet {' '.join(request.choice.takes)[:60] or request.choice.layout} [{request.own.locale}]"


def _helper(request: SheetRequest) -> Markup:
    """Return who helps; its heading follows the one above it, whatever the layout: a level left out is heard as a gap."""
    root = for_paper(request.frame.helper)
    if request.choice.layout in _WITHOUT_SECTIONS:
        for heading in root.iter("h3"):
            heading.tag = "h2"
    return markup(root, direction=request.own.direction)
