"""A choice -> the blocks of its sheet, in the order in which they were taken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from orientation.errors import BadChoice
from orientation.sheets.block import Block, PlacesBlock
from orientation.sheets.choosing import Chosen
from orientation.sheets.entries import entry_block
from orientation.sheets.lines import LineBlock, line_block
from orientation.sheets.listed import listed_blocks
from orientation.sheets.places import place_rows
from orientation.sheets.request import SheetRequest

_WITH_NUMBERS = ("topic", "place")
_LISTED = ("course", "organisation", "phrases", "checklist")


def sheet_blocks(request: SheetRequest, chosen: tuple[Chosen, ...]) -> tuple[Block | LineBlock, ...]:
    """Return what stands on a sheet; places that follow each other form one table.  Raises BadChoice for a stop."""
    several = len({one.page.topic for one in chosen if one.kind in ("topic", "entry")}) > 1
    return tuple(
        block
        for together, things in groupby(chosen, key=_together)
        for block in (
            _places(request, tuple(things), named=several) if together else _texts(request, tuple(things))
        )
    )


def _together(one: Chosen) -> str:
    """Return what those share that form one table: a topic's places, places by themselves; "" for what has none."""
    return one.page.path if one.kind in _WITH_NUMBERS else ""


def _places(request: SheetRequest, chosen: tuple[Chosen, ...], *, named: bool) -> Iterator[Block | LineBlock]:
    rows = place_rows(request, chosen)
    title = chosen[0].page.title if named and chosen[0].kind == "topic" else ""
    if rows or title:
        yield PlacesBlock(rows, request.second or request.host, title)


def _texts(request: SheetRequest, chosen: tuple[Chosen, ...]) -> Iterator[Block | LineBlock]:
    for one in chosen:
        if one.kind == "entry":
            yield entry_block(request, one.page)
        elif one.kind in _LISTED:
            yield from listed_blocks(request, one)
        elif one.kind == "line":
            yield line_block(request, one.page)
        elif one.kind == "stop":  # its times are a layout of their own
            raise BadChoice("layout", request.choice.layout, "times")
