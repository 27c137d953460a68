"""A request -> the bytes of a sheet, in the layout it asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from orientation.domain.choice import GREETING, ODT, Choice
from orientation.domain.edition import Page
from orientation.errors import BadChoice
from orientation.sheets.a4 import a4_html
from orientation.sheets.choosing import choose
from orientation.sheets.leaflet import leaflet_html
from orientation.sheets.phrase_cards import phrase_cards_html
from orientation.sheets.picture import picture_html, picture_png
from orientation.sheets.poster import card_html, poster_html
from orientation.sheets.request import SheetRequest
from orientation.sheets.stops import stop_html
from orientation.sheets.wallet import wallet_html

_HTML: dict[
    str, Callable[[SheetRequest, Path], str]
] = {  # one file a layout; those of `LAYOUTS` in domain/choice.py
    "a4": a4_html,
    "large": a4_html,
    "leaflet": leaflet_html,
    "stop": stop_html,
    "wallet": wallet_html,
    "phrase-cards": phrase_cards_html,
    "poster": poster_html,
    "poster-a3": poster_html,
    "card": card_html,
    "picture": picture_html,
}


def compose_sheet(request: SheetRequest, *, asset_root: Path) -> bytes:
    """Return the sheet as a PDF; a picture as a PNG; a document to edit as an ODT.

    asset_root: the folder static/, with fonts/ and icons/.
    Raises BadChoice, and SheetError where there is nothing to print, or a letter that no vendored font has.
    """
    # WeasyPrint takes a second to import, odfdo 20 MB, and few commands need them
    if request.choice.format == ODT:
        from orientation.sheets.odt import odt_file

        return odt_file(request, asset_root)
    from orientation.sheets.press import press

    pdf = press(asset_root).pdf(sheet_html(request, asset_root=asset_root))
    if request.choice.layout == "picture":
        return picture_png(pdf, where=" ".join(request.choice.takes))
    return pdf


def sheet_html(request: SheetRequest, *, asset_root: Path) -> str:
    """Return the document that is printed.  Raises BadChoice, SheetError."""
    if request.choice.layout not in _HTML:
        raise BadChoice("layout", request.choice.layout, "unknown")
    return _HTML[request.choice.layout](request, asset_root)


_KINDS = {"stop": ("stop",), "picture": ("entry",), "phrase-cards": ("phrases",)}  # what a layout is made of
_NEEDS_NOTHING = ("wallet", "phrase-cards", *GREETING)  # layouts that say the same whatever is taken


def check_choice(choice: Choice, pages: tuple[Page, ...]) -> None:
    """Raise BadChoice where a layout cannot be made of what is chosen; pages: of the edition."""
    kinds = {one.kind for one in choose(choice, pages)}
    wanted = _KINDS.get(choice.layout)
    if not kinds and choice.layout not in _NEEDS_NOTHING:
        raise BadChoice("take", "", "nothing")
    if "stop" in kinds and choice.layout in ("a4", "large", "leaflet"):
        raise BadChoice("layout", choice.layout, "times")
    if kinds and wanted and not kinds.intersection(wanted):
        raise BadChoice("layout", choice.layout, wanted[0])
