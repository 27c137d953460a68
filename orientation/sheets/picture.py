"""An entry as a picture to forward by messenger: small enough for a bad line, readable on a phone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from orientation.content.words import date_words
from orientation.errors import BadChoice
from orientation.sheets.choosing import Chosen, choose
from orientation.sheets.cutting import fits
from orientation.sheets.entries import entry_block
from orientation.sheets.fonts import check_letters
from orientation.sheets.logo import logo_address
from orientation.sheets.paper import icon_url, sheet_document
from orientation.sheets.request import SheetRequest
from orientation.sheets.validity import valid_until

BYTES_MAX = 100_000
WIDTH = 1080  # pixels, of most phones
_PAGE_MM, _MARGIN_MM = 90, 6  # wide; around the words
_LONGEST_MM = 700  # of a picture that somebody still scrolls through
_GREYS = ((WIDTH, 16), (WIDTH, 4), (900, 4), (720, 4), (600, 4))  # (pixels wide, greys): the first that fits


def picture_html(request: SheetRequest, asset_root: Path) -> str:
    """Return the document that is drawn, one long page.  Raises BadChoice, SheetError."""
    chosen = _the_entry(request)
    block = entry_block(request, chosen.page)
    check_letters(
        "".join(str(text.striptags()) for row in block.rows for text in row),
        where=block.path,
        asset_root=asset_root,
    )
    until = valid_until(request, (chosen,))
    document = sheet_document(
        "picture.html",
        request,
        asset_root,
        block=block,
        icon=icon_url(chosen.page.topic, asset_root),
        until=date_words(until, request.own.locale),
        overdue=until <= request.day,
        logo=logo_address(request.logo),
        page=(_PAGE_MM, _LONGEST_MM, _MARGIN_MM),
    )
    if not fits(document, asset_root=asset_root):
        raise _too_long(block.path)
    return document


def picture_png(pdf: bytes, *, where: str, bytes_max: int = BYTES_MAX) -> bytes:
    """Return a PDF's one page as a PNG of at most so many bytes, cut off below its last line.  Raises BadChoice."""
    for png in _drawn(pdf):
        if len(png) <= bytes_max:
            return png
    raise _too_long(where)


def _the_entry(request: SheetRequest) -> Chosen:
    """Return the one entry of the choice.  Raises BadChoice."""
    entries = [one for one in choose(request.choice, request.own.pages) if one.kind == "entry"]
    if len(entries) != 1:
        raise BadChoice("layout", "picture", "entry")
    if entries[0].page.sensitive:
        raise BadChoice("layout", "picture", "sensitive")
    return entries[0]


def _drawn(pdf: bytes) -> Iterator[bytes]:
    """Yield the page as PNGs, ever smaller."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        for width, greys in _GREYS:
            drawn = page.render(scale=width / page.get_width(), grayscale=True).to_pil()
            yield _png(_cut(drawn.convert("L"), width), greys)
    finally:
        document.close()


def _cut(drawn: Image.Image, width: int) -> Image.Image:
    """Return the picture down to its last line, and a margin."""
    ink = drawn.point(lambda grey: 255 - grey).getbbox()
    return drawn.crop(
        (0, 0, width, min(drawn.height, (ink[3] if ink else 0) + width * _MARGIN_MM // _PAGE_MM))
    )


def _png(drawn: Image.Image, greys: int) -> bytes:
    """Return a PNG of so many greys: 4 or 16, two or four bits a pixel."""
    few = drawn.point([round(grey * (greys - 1) / 255) for grey in range(256)])
    few = Image.frombytes("P", few.size, few.tobytes())
    few.putpalette([grey * 255 // (greys - 1) for grey in range(greys) for _ in "rgb"])
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True, bits=4 if greys > 4 else 2)
    return out.getvalue()


def _too_long(where: str) -> BadChoice:
    return BadChoice("layout", where, "length")
