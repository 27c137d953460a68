"""Several pieces on one sheet of paper: where to cut, and what still fits on a piece."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from orientation.errors import BadChoice

A4 = (210.0, 297.0)  # mm
_GAP, _LENGTH, _THIN = 1.0, 4.0, 0.2  # mm, of a mark: away from the piece, along the cut, across it


@dataclass(frozen=True, slots=True)
class Grid:
    """Pieces of one size in rows and columns, in the middle of an A4; all in mm."""

    columns: int
    rows: int
    width: float  # of a piece
    height: float
    folds: tuple[float, ...] = ()  # from a piece's left edge

    @property
    def left(self) -> float:
        """Return the room beside the pieces."""
        return round((A4[0] - self.columns * self.width) / 2, 2)

    @property
    def top(self) -> float:
        """Return the room above the pieces."""
        return round((A4[1] - self.rows * self.height) / 2, 2)

    @property
    def marks(self) -> tuple[tuple[str, float, float, float, float], ...]:
        """Return the marks: (cut outside, line between or fold, left, top, width, height)."""
        across = [round(self.left + column * self.width, 2) for column in range(self.columns + 1)]
        down = [round(self.top + row * self.height, 2) for row in range(self.rows + 1)]
        folds = [x + fold for x in across[:-1] for fold in self.folds]
        wide, high = across[-1] - across[0], down[-1] - down[0]
        return (
            *(("cut", x, y, _THIN, _LENGTH) for x in across for y in _outside(down)),
            *(("cut", x, y, _LENGTH, _THIN) for y in down for x in _outside(across)),
            *(("line", x, down[0], _THIN, high) for x in across),
            *(("line", across[0], y, wide, _THIN) for y in down),
            *(("fold", x, _outside(down)[0], _THIN, high + 2 * (_GAP + _LENGTH)) for x in folds),
        )


def _outside(edges: list[float]) -> tuple[float, float]:
    """Return where a mark begins before the first edge and after the last."""
    return edges[0] - _GAP - _LENGTH, edges[-1] + _GAP


def first_that_fits(documents: Iterable[str], *, asset_root: Path, where: str, pages: int = 1) -> str:
    """Return the first document that takes no more than so many pages.  Raises BadChoice where none does."""
    for document in documents:
        if fits(document, asset_root=asset_root, pages=pages):
            return document
    raise too_much(where)


def largest_that_fits(scales: Sequence[float], fit: Callable[[float], bool]) -> float | None:
    """Return the largest scale that fits; None where none does. scales: rising; what fits, fits smaller too.

    >>> largest_that_fits((1, 2, 3, 4), lambda scale: scale < 3.5)
    3
    """
    found = bisect_left(scales, 1, key=lambda scale: 0 if fit(scale) else 1)
    return scales[found - 1] if found else None


def fits(document: str, *, asset_root: Path, pages: int = 1) -> bool:
    """Tell whether a document takes no more than so many pages."""
    from orientation.sheets.press import press  # see compose.py

    return press(asset_root).pages(document) <= pages


def too_much(where: str) -> BadChoice:
    """Return the error for what no size of letters helps."""
    return BadChoice("title", where, "room")
