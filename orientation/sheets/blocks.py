"""A choice -> the blocks of its sheet, in the order in which they were taken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from orientation.sheets.block import Block, PlacesBlock
from orientation.sheets.choosing import Chosen
from orientation.sheets.entries import entry_block
from orientation.sheets.listed import listed_blocks
from orientation.sheets.places import place_rows
from orientation.sheets.request import SheetRequest

_WITH_NUMBERS = ("topic", "place")
_LISTED = ("course", "organisation", "phrases", "checklist")


def sheet_blocks(request: SheetRequest, chosen: tuple[Chosen, ...]) -> tuple[Block, ...]:
    """Return what stands on a sheet; places that follow each other form one table."""
    return tuple(
        block
        for together, things in groupby(chosen, key=lambda one: one.kind in _WITH_NUMBERS)
        for block in (_places(request, tuple(things)) if together else _texts(request, tuple(things)))
    )


def _places(request: SheetRequest, chosen: tuple[Chosen, ...]) -> Iterator[Block]:
    rows = place_rows(request, chosen)
    if rows:
        yield PlacesBlock(rows, request.second or request.host)


def _texts(request: SheetRequest, chosen: tuple[Chosen, ...]) -> Iterator[Block]:
    for one in chosen:
        if one.kind == "entry":
            yield entry_block(request, one.page)
        elif one.kind in _LISTED:
            yield from listed_blocks(request, one)
