"""The A4 sheet, and the same in large print: what was chosen, one language or two beside each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from orientation.content.words import date_words
from orientation.errors import BadChoice
from orientation.sheets.block import PlacesBlock, TextBlock
from orientation.sheets.blocks import sheet_blocks
from orientation.sheets.choosing import choose
from orientation.sheets.fonts import check_letters
from orientation.sheets.lines import LineBlock
from orientation.sheets.logo import logo_address
from orientation.sheets.paper import icon_url, sheet_document, sheet_icon, sheet_title
from orientation.sheets.request import SheetRequest
from orientation.sheets.templates import words_of
from orientation.sheets.validity import valid_until


def a4_html(request: SheetRequest, asset_root: Path) -> str:
    """Return the document that is printed.  Raises SheetError, BadChoice."""
    return sheet_document("sheet.html", request, asset_root, **a4_values(request, asset_root))


def a4_values(request: SheetRequest, asset_root: Path) -> dict[str, Any]:
    """Return what stands on the sheet, for its template and for that of its document to edit.

    Raises SheetError, BadChoice.
    """
    chosen = choose(request.choice, request.own.pages)
    blocks = sheet_blocks(request, chosen)
    if not any(isinstance(block, LineBlock) or block.rows for block in blocks):
        raise BadChoice("take", " ".join(request.choice.takes)[:60], "nothing")
    texts = tuple(block for block in blocks if isinstance(block, TextBlock))
    for block in texts:
        check_letters(_letters_of(block), where=block.path, asset_root=asset_root)
    until = valid_until(request, chosen)
    return {
        "title": sheet_title(request, chosen),
        "icon": icon_url(sheet_icon(chosen), asset_root),
        "blocks": blocks,
        "texts": texts,
        "places": tuple(row for block in blocks if isinstance(block, PlacesBlock) for row in block.rows),
        "unchecked": tuple(block for block in texts if not block.checked),
        "second_words": _words_of_the_second(request, texts),
        "until": date_words(until, request.own.locale),
        "overdue": until <= request.day,
        "logo": logo_address(request.logo),
    }


def _words_of_the_second(request: SheetRequest, texts: tuple[TextBlock, ...]) -> Callable[..., Markup] | None:
    """Return `_()` in the second language where something unchecked stands in it."""
    second = request.second
    unchecked = any(block.beside == second and not block.beside_checked for block in texts)
    return words_of(second.translate, second.direction) if second and unchecked else None


def _letters_of(block: TextBlock) -> str:
    texts = (text.striptags() for pair in block.rows for text in pair)
    return "".join((block.title, block.trust, *texts))
