"""The folded leaflet: an A4 on its side, folded twice like a letter. Cover, back and numbers outside, the texts inside.

It opens like a book of its script: the cover is the right third of the outside where one reads from the left, else the left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from orientation.errors import BadChoice
from orientation.sheets.a4 import a4_values
from orientation.sheets.block import Block, PlacesBlock
from orientation.sheets.cutting import fits, largest_that_fits
from orientation.sheets.lines import LineBlock
from orientation.sheets.paper import icon_url, sheet_document
from orientation.sheets.request import SheetRequest
from orientation.sheets.wallet import wallet_numbers

PANEL = 99.0  # mm: a third of an A4 on its side
MARGIN = 10.0  # mm: beside the paper's edges, and on each side of a fold
_TEXT = (9.5, 10, 10.5, 11, 11.5, 12)  # pt, inside
_SMALL = (6.4, 6.8, 7.2, 7.6, 8, 8.4, 8.8)  # pt, of the sources; all of the outside grows with them


def leaflet_html(request: SheetRequest, asset_root: Path) -> str:
    """Return the document that is printed, two pages.  Raises SheetError; BadChoice where it is too much for a leaflet."""
    given = a4_values(request, asset_root)
    numbers = wallet_numbers(request)
    inside = tuple(_without(given["blocks"], {number.phone for number in numbers}))
    icons = tuple(filter(None, (icon_url(slug, asset_root) for slug, _ in request.frame.topics)))
    given |= {"numbers": numbers, "inside": inside, "icons": icons, "panel": PANEL, "margin": MARGIN}

    def document(sides: str, text: float, small: float) -> str:
        sizes = {"sides": sides, "text": text, "small": small}
        return sheet_document("leaflet.html", request, asset_root, **given | sizes)

    def largest(side: str, sizes: tuple[float, ...]) -> float:
        size = largest_that_fits(sizes, lambda one: fits(document(side, one, one), asset_root=asset_root))
        if size is None:
            raise BadChoice("take", " ".join(request.choice.takes)[:60], "leaflet")
        return size

    return document("both", largest("inside", _TEXT), largest("outside", _SMALL))


def _without(blocks: tuple[Block | LineBlock, ...], phones: set[str]) -> Iterator[Block | LineBlock]:
    """Yield the blocks that stand inside: without numbers that stand on the flap."""
    for block in blocks:
        if isinstance(block, PlacesBlock):
            rows = tuple(row for row in block.rows if row.phone.striptags().strip() not in phones)
            if rows:
                yield replace(block, rows=rows)
        else:
            yield block
