"""A request -> the bytes of a sheet."""

from __future__ import annotations

import re
from pathlib import Path

import segno
from markupsafe import Markup, escape

from orientation.content.words import date_words
from orientation.errors import SheetError
from orientation.sheets.bidi import isolate
from orientation.sheets.entries import EntryBlock, entry_blocks
from orientation.sheets.fonts import FAMILIES, SCHEME, check_letters
from orientation.sheets.fragments import for_paper, markup
from orientation.sheets.places import place_rows
from orientation.sheets.request import SheetRequest, short_address
from orientation.sheets.templates import sheet_templates, words_of


def compose_sheet(request: SheetRequest, *, asset_root: Path) -> bytes:
    """Return the sheet as a PDF.

    asset_root: the folder static/, with fonts/ and icons/.
    Raises SheetError where there is nothing to print, or a letter that no vendored font has.
    """
    from orientation.sheets.press import press  # WeasyPrint takes a second to import, and few commands print

    return press(asset_root).pdf(sheet_html(request, asset_root=asset_root))


def sheet_html(request: SheetRequest, *, asset_root: Path) -> str:
    """Return the document that is printed.  Raises SheetError."""
    entries, places = entry_blocks(request), place_rows(request)
    if not entries and not places:
        raise SheetError(f"{request.topic} has nothing to print in {request.locale}")
    for entry in entries:
        check_letters(_letters_of(entry), where=entry.path, asset_root=asset_root)
    document = (
        sheet_templates()
        .get_template("sheet.html")
        .render(
            sheet=request,
            entries=entries,
            places=places,
            names_differ=any(place.host_name for place in places),
            helper=markup(for_paper(request.frame.helper), direction=request.direction),
            responsible=_isolated(request.frame.responsible.strip(), request),
            published=date_words(request.published[:10], request.locale),
            short_address=short_address(request.address),
            address_pieces=re.findall(r"[^/]*/|[^/]+", short_address(request.address)),
            qr=lambda title: qr_code(request.address, title=title.striptags()),
            icon=_icon(request, asset_root),
            host_name=_host_name(request),
            unchecked=tuple(entry for entry in entries if not entry.checked),
            families=FAMILIES,
            isolated=lambda text: _isolated(text, request),
            _=words_of(request.translate, request.direction),
        )
    )
    check_letters(Markup(document).striptags(), where=f"sheet {request.topic}", asset_root=asset_root)
    return document


def qr_code(address: str, *, title: str) -> Markup:
    """Return the address as an SVG of black squares; a quarter of it may be stained and it still reads.

    title: what the picture is, for those who hear the sheet.
    """
    code = segno.make(address, error="q", micro=False)
    return Markup(
        code.svg_inline(border=4, omitsize=True, title=f"{title} {address}", svgclass=None, lineclass=None)
    )


def _isolated(text: str, request: SheetRequest) -> Markup:
    return Markup(isolate(str(escape(text)), direction=request.direction))


def _host_name(request: SheetRequest) -> Markup:
    """Return the name of the language at the counter, in that language."""
    name = request.frame.host_name or request.host_locale
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(
        request.host_locale, request.host_direction, name
    )


def _icon(request: SheetRequest, asset_root: Path) -> str:
    """Return the address of the topic's pictogram, "" where there is none."""
    if not re.fullmatch(r"[a-z0-9-]+", request.icon):
        return ""
    path = f"icons/{request.icon}.svg"
    return SCHEME + path if (asset_root / path).is_file() else ""


def _letters_of(entry: EntryBlock) -> str:
    texts = (text.striptags() for pair in entry.sections for text in pair)
    return "".join((entry.title, entry.trust, *texts))
