"""How the tables of a stop fill one page: beside each other, in letters as large as there is room for.

Reckoned, not tried: laying a page out takes half a second.  All lengths in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from orientation.sheets.departures import Direction, Table

_WIDTH = 190.0  # of the page within its margins
_GAP = 7.0  # between two columns
_POINT = 0.3528
_ROW = 1.68  # heights and widths in tables, as multiples of the letters' size
_MINUTE, _CELL, _HOUR = 1.72, 0.8, 2.3
_HEADING, _GOAL_LINE, _GOAL_LETTERS = (
    21.0,
    5.3,
    2.9,
)  # line and goal in two lines, mm; a third, mm; mm a letter
_COLUMN_HEADS, _LONG_HEADS, _LONG = 2.6, 5.0, 18  # days in two languages, as _ROW; those of so many letters
_ONWARD_LETTERS, _ONWARD_LINE = 1.42, 3.5  # of the list of stops: mm a letter, mm a line
SMALLEST, LARGEST = 8.0, 15.0  # points


@dataclass(frozen=True, slots=True)
class Fitting:
    """Where the tables stand."""

    columns: tuple[tuple[Direction, ...], ...]
    size: float  # of the tables' letters, pt
    fits: bool  # on one page

    @property
    def blocks(self) -> tuple[Direction, ...]:
        """Return all of them, in order."""
        return tuple(block for column in self.columns for block in column)


def pages(blocks: Sequence[Direction], room: float) -> list[Fitting]:
    """Return how tables stand on as few pages as hold them, each with so much height."""
    for count in range(1, len(blocks)):
        ends = [round(len(blocks) * page / count) for page in range(count + 1)]
        found = [fit(blocks[start:end], room) for start, end in pairwise(ends)]
        if all(one.fits for one in found):
            return found
    return [fit((block,), room) for block in blocks]


def fit(blocks: Sequence[Direction], room: float) -> Fitting:
    """Return how tables stand in so much height: one over the whole width, more in two columns."""
    columns = (tuple(blocks),) if len(blocks) == 1 else _halves(blocks)
    width = _WIDTH if len(columns) == 1 else (_WIDTH - _GAP) / 2
    sizes = [_size(column, room, width) for column in columns]
    size = min(LARGEST, *sizes)
    return Fitting(columns, max(SMALLEST, int(size * 2) / 2), size >= SMALLEST)


def _halves(blocks: Sequence[Direction]) -> tuple[tuple[Direction, ...], ...]:
    """Cut in two, in order, so that the longer half is as short as it can be."""
    rows = [sum(8 + len(table.rows) for table in one.tables) for one in blocks]
    cut = min(range(1, len(rows)), key=lambda at: max(sum(rows[:at]), sum(rows[at:])))
    return tuple(blocks[:cut]), tuple(blocks[cut:])


def _size(column: Sequence[Direction], room: float, width: float) -> float:
    """Return the largest letters, pt, with which a column fits in height and width; 0 where none do."""
    tables = [table for one in column for table in one.tables]
    fixed = sum(_heading(one, width) + _onward(one, width) for one in column)
    rows = sum(len(table.rows) + _heads(table) for table in tables)
    high = max(0.0, room - fixed) / (rows * _ROW * _POINT)
    wide = min(width / (_ems(table) * _POINT) for table in tables)
    return min(high, max(wide, SMALLEST))


def _heading(one: Direction, width: float) -> float:
    lines = ceil(len(one.pattern.goal.striptags()) * _GOAL_LETTERS / (width - 18))
    return _HEADING + _GOAL_LINE * max(0, lines - 2)


def _onward(one: Direction, width: float) -> float:
    letters = sum(len(stop.name.striptags()) + 2 for stop in one.onward)
    return (1 + ceil(letters * _ONWARD_LETTERS / width)) * _ONWARD_LINE if letters else 0.0


def _heads(table: Table) -> float:
    longest = max(len(days.words.striptags()) for days in table.columns)
    return _LONG_HEADS if longest > _LONG and len(table.columns) > 1 else _COLUMN_HEADS


def _ems(table: Table) -> float:
    """Return how wide a table is without a cell that needs two lines, as a multiple of its letters' size."""
    most = (max((len(row.cells[at]) for row in table.rows), default=1) for at in range(len(table.columns)))
    return _HOUR + sum(max(3, minutes) * _MINUTE + _CELL for minutes in most)
