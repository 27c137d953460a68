"""Numbers beside their bars, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured number."""

    what: str
    value: float | None  # None: it could not be measured, `note` says why
    unit: str = "B"  # B: bytes; ms; s; x: a ratio; "": a number
    bar: float | None = None  # it should be at most this
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "NOT MEASURED"
        if self.bar is None:
            return ""
        return "ok" if self.value <= self.bar else "MISSED"


@dataclass(frozen=True, slots=True)
class Table:
    """All numbers of one guide."""

    name: str
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, object]:
        fields = ("what", "value", "unit", "bar", "note", "verdict")
        return {
            "name": self.name,
            "rows": [{field: getattr(row, field) for field in fields} for row in self.rows],
        }


def number(value: float | None, unit: str) -> str:
    """Return a number as people read it.

    >>> number(12345, "B"), number(1.1637, "x"), number(0.0421, "s"), number(None, "ms")
    ('12,345 B', '1.164 ×', '0.04 s', '–')
    """
    if value is None:
        return "–"
    if unit == "x":
        return f"{value:.3f} ×"
    if unit in ("s", "ms"):
        return f"{value:.2f} {unit}" if unit == "s" else f"{value:.1f} {unit}"
    return f"{value:,.0f} {unit}".strip()


def print_table(table: Table) -> None:
    """Print a table in columns."""
    lines = [("", "measured", "bar", "", "")]
    for row in table.rows:
        bar = "" if row.bar is None else f"≤ {number(row.bar, row.unit)}"
        lines.append((row.what, number(row.value, row.unit), bar, row.verdict, row.note))
    print(f"\n{table.name}")
    for line in columns(lines):
        print("  " + line)


def columns(lines: Iterable[tuple[str, ...]]) -> list[str]:
    """Return lines of cells set in columns: the first and the last two flush left, the others flush right."""
    rows = list(lines)
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    left = (0, len(widths) - 2, len(widths) - 1)
    return [
        "  ".join(
            cell.ljust(width) if index in left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
