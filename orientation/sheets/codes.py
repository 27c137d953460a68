"""QR codes: of a sheet's check, where a phone asks whether it still holds; of a size that paper and phones can bear."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import segno
from markupsafe import Markup
from segno import consts

from orientation.domain.address import guide_path, within_guide
from orientation.domain.edition import Page
from orientation.domain.sheet_check import check_query, sheet_query
from orientation.domain.sheet_facts import Piece, fact_lines, pieces
from orientation.sheets.choosing import Chosen
from orientation.sheets.entries import is_guarded
from orientation.sheets.request import SheetRequest, Side

MODULE_MM = 0.4  # finer squares are lost in a copy, or by the camera of an old phone
LEAST_MM, MOST_MM = 34, 42  # a code's side, its quiet zone included
_QUIET = 4  # modules on each side. Source: ISO/IEC 18004
_STURDY_BITS = 1232  # up to version 10 a quarter of a code may be damaged (level Q), of the larger ones 15 %. Source: table 7
_VERSION_MOST = 20  # 97 modules and the quiet zone: MOST_MM at MODULE_MM
_BITS = 5352  # that version 20 holds at level M. Source: ISO/IEC 18004, table 7
_TOLD = re.compile(r"(?<=[?&][st]=)([0-9A-Z.-]+)")  # of a check's address: letters of the alphanumeric mode
_PLACES = re.compile(r'href="[^"]*places/#([\w-]+)"')
_LINES = re.compile(r'href="([\w-]+)/"')


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as it is printed."""

    address: str
    modules: segno.QRCode

    @property
    def mm(self) -> int:
        """Return its side with the quiet zone: wide enough for its squares."""
        return max(LEAST_MM, math.ceil(self.modules.symbol_size(border=_QUIET)[0] * MODULE_MM))

    def svg(self, *, title: str) -> Markup:
        """Return black squares. title: what the picture is, for those who hear the sheet."""
        told = f"{title} {self.address.partition('?')[0]}"  # nobody wants to hear the letters of a check
        drawn = BytesIO()
        self.modules.save(
            drawn,
            kind="svg",
            xmldecl=False,
            nl=False,
            border=_QUIET,
            omitsize=True,
            title=told,
            svgclass=None,
            lineclass=None,
        )
        return Markup(drawn.getvalue().decode())


def check_url(request: SheetRequest, chosen: tuple[Chosen, ...]) -> str:
    """Return the address that tells whether a sheet still holds.

    "" where no public address is set, nothing on the sheet can change, or it is more than a code can carry.
    Another language on it is told of too where there is room for both; else only which one it is.
    """
    taken = pieces_on_sheet(chosen, request.own.pages)
    if not request.url or not taken:
        return ""
    start = f"{request.url}{guide_path(request.choice.locale, request.choice.region)}sheet/check/?"
    side, theirs = _other(request, chosen, taken)
    other = side.locale if side else ""
    head = start + check_query("", other=other)
    if side:
        each = _room(head, "&t=") // 2
        own = sheet_query(request.edition, taken, letters_max=each)
        beside = sheet_query(side.edition, theirs, letters_max=each)
        if own and beside:
            return start + check_query(own, other=other, beside=beside)
    own = sheet_query(request.edition, taken, letters_max=_room(head))
    return head + own if own else ""


def pieces_on_sheet(chosen: tuple[Chosen, ...], pages: tuple[Page, ...]) -> tuple[Piece, ...]:
    """Return what stands on a sheet, piece by piece, each once."""
    known = {piece.address: piece for page in pages for piece in pieces(page)}
    addresses = dict.fromkeys(address for one in chosen for address in _addresses(one, known))
    return tuple(known[address] for address in addresses if address in known)


def make_code(address: str) -> Code:
    """Return an address as a QR code; the letters of a check are packed tighter than the rest."""
    kinds = ((consts.MODE_BYTE, _bits_of_bytes), (consts.MODE_ALPHANUMERIC, _bits_of_letters))
    stretches = [(text, *kinds[place % 2]) for place, text in enumerate(_TOLD.split(address)) if text]
    sturdy = sum(bits_of(text) for text, _, bits_of in stretches) <= _STURDY_BITS
    content: Any = [(text, mode) for text, mode, _ in stretches]  # segno takes these; its types forgot
    return Code(address, segno.make(content, error="q" if sturdy else "m", micro=False))


def _addresses(one: Chosen, known: dict[str, Piece]) -> Iterator[str]:
    """Yield the addresses of the pieces that one chosen thing puts on paper."""
    base = within_guide(one.page.path)
    if one.kind == "topic":
        if fact_lines(one.page.html):  # else its list of entries, which is not on paper
            yield base
        yield from (f"places/#{slug}" for slug in _PLACES.findall(one.page.html))
    elif one.kind == "stop":
        stop = f"{base}#{one.slug}"
        yield stop
        yield from (f"{base}{line}/" for line in _LINES.findall(known[stop].html))
    elif one.slug or base in known:
        yield f"{base}#{one.slug}" if one.slug else base
    else:
        yield from (address for address in known if address.startswith(f"{base}#"))


def _other(
    request: SheetRequest, chosen: tuple[Chosen, ...], taken: tuple[Piece, ...]
) -> tuple[Side | None, tuple[Piece, ...]]:
    """Return the language that stands beside a sheet's own, and what stands in it; None where none does.

    It is the second one; else that at the counter, of the texts that must not stand alone.
    """
    if request.second:
        return request.second, _same(request.second, taken)
    entries = (one.page for one in chosen if one.kind == "entry")
    guarded = {within_guide(page.path) for page in entries if is_guarded(request, page)}
    theirs = tuple(piece for piece in taken if piece.address in guarded)
    found = _same(request.host, theirs) if request.host else ()
    return (request.host if found else None), found


def _same(side: Side, taken: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the same pieces in another language, without those that stand in yet another there."""
    known = {piece.address: piece for page in side.pages for piece in pieces(page)}
    found = (known[piece.address] for piece in taken if piece.address in known)
    return tuple(piece for piece in found if not piece.language)


def _room(*heads: str) -> int:
    """Return how many letters of base 32 a code can carry, in as many stretches, each behind one of these."""
    return (
        (_BITS - sum(_bits_of_bytes(head) + _bits_of_letters("") + 1 for head in heads)) * 2 // 11
    )  # 1: an odd letter


def _bits_of_bytes(text: str) -> int:
    return 4 + 16 + 8 * len(text.encode())  # mode, length, letters


def _bits_of_letters(text: str) -> int:
    return 4 + 11 + (11 * len(text) + 1) // 2
