"""The A4 sheet: places to call, then entries, one language or two beside each other."""

from __future__ import annotations

from pathlib import Path

from orientation.errors import SheetError
from orientation.sheets.choosing import choose
from orientation.sheets.entries import EntryBlock, entry_blocks
from orientation.sheets.fonts import check_letters
from orientation.sheets.paper import icon_url, sheet_document, sheet_icon, sheet_title
from orientation.sheets.places import place_rows
from orientation.sheets.request import SheetRequest


def a4_html(request: SheetRequest, asset_root: Path) -> str:
    """Return the document that is printed.  Raises SheetError, BadChoice."""
    chosen = choose(request.choice, request.own.pages)
    entries, places = entry_blocks(request), place_rows(request)
    if not entries and not places:
        raise SheetError(f"{' '.join(request.choice.takes)}: nothing to print in {request.own.locale}")
    for entry in entries:
        check_letters(_letters_of(entry), where=entry.path, asset_root=asset_root)
    return sheet_document(
        "sheet.html",
        request,
        asset_root,
        title=sheet_title(request, chosen),
        icon=icon_url(sheet_icon(chosen), asset_root),
        entries=entries,
        places=places,
        names_differ=any(place.host_name for place in places),
        unchecked=tuple(entry for entry in entries if not entry.checked),
    )


def _letters_of(entry: EntryBlock) -> str:
    texts = (text.striptags() for pair in entry.sections for text in pair)
    return "".join((entry.title, entry.trust, *texts))
