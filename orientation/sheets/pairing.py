"""Texts that say the same -> rows, in which what says the same stands side by side.

A translation keeps the order of its source nearly always: headings, paragraphs, points. Where it does, paragraph stands
beside paragraph; where one section was told otherwise, section beside section; else the whole beside the whole.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from orientation.sheets.fragments import element_markup

_HEADINGS = ("h2", "h3", "h4", "h5")
_LISTS = ("ul", "ol")
COUNTED = "counted"  # a list that goes on in the next row


@dataclass(frozen=True, slots=True)
class Unit:
    """The least that stands beside something: a paragraph, a point of a list, a row of a table; with its heading."""

    shape: str  # "p", "ol/li", "h3 p": only equal shapes are set side by side
    parts: tuple[ET.Element, ...]

    def markup(self, direction: str) -> Markup:
        return Markup("").join(element_markup(part, direction=direction) for part in self.parts)


def pair(
    own: ET.Element, other: ET.Element, *, own_direction: str, other_direction: str
) -> tuple[tuple[Markup, ...], ...]:
    """Return rows of (text, the same in the other language)."""
    return align(((own, own_direction), (other, other_direction)))


def align(texts: Sequence[tuple[ET.Element, str]]) -> tuple[tuple[Markup, ...], ...]:
    """Return rows of the same in each language; texts: (text, its direction)."""
    told = [_sections(text) for text, _ in texts]
    if len({len(sections) for sections in told}) > 1:
        told = [[_all(sections)] for sections in told]
    rows: list[tuple[Markup, ...]] = []
    for section in zip(*told, strict=True):
        same = len({tuple(unit.shape for unit in units) for units in section}) == 1
        cut = section if same else tuple([_joined(units)] for units in section)
        rows += (
            tuple(unit.markup(direction) for unit, (_, direction) in zip(units, texts, strict=True))
            for units in zip(*cut, strict=True)
        )
    return tuple(rows)


def paragraphs(root: ET.Element) -> list[str]:
    """Return the words of each paragraph, heading, point of a list and cell of a table, in order."""
    parts = [part for unit in _units(root) for part in unit.parts]
    cells = [list(part.iter("th")) + list(part.iter("td")) or [part] for part in parts]
    return ["".join(one.itertext()) for group in cells for one in group]


def _sections(root: ET.Element) -> list[list[Unit]]:
    """Cut a text before each heading."""
    sections: list[list[Unit]] = [[]]
    for unit in _units(root):
        if unit.shape.startswith("h") and sections[-1]:
            sections.append([])
        sections[-1].append(unit)
    return sections


def _units(root: ET.Element) -> Iterator[Unit]:
    """Yield a text's pieces in order, each heading with what it stands over."""
    heading: tuple[ET.Element, ...] = ()
    for unit in (unit for child in root for unit in _pieces(child)):
        if unit.shape in _HEADINGS:
            heading += unit.parts
        else:
            yield Unit(" ".join((*(one.tag for one in heading), unit.shape)), (*heading, *unit.parts))
            heading = ()
    if heading:
        yield Unit("h", heading)


def _pieces(child: ET.Element) -> Iterator[Unit]:
    if child.tag in _LISTS and not child.get("class"):
        first = int(child.get("start", "1"))
        for place, item in enumerate(child, start=first):
            alone = ET.Element(child.tag)
            if child.tag == "ol":  # sheet.css counts on from row to row
                alone.set("class", COUNTED)
                alone.set("start", str(place))
                if place == first:
                    alone.set("style", f"counter-set: list-item {first - 1}")
            alone.append(item)
            yield Unit(f"{child.tag}/{item.tag}", (alone,))
    elif child.tag == "div" and not child.get("lang"):
        for inner in child:
            yield from _pieces(inner)
    else:
        yield Unit(child.tag, (child,))


def _joined(units: list[Unit]) -> Unit:
    return Unit("", tuple(part for unit in units for part in unit.parts))


def _all(sections: list[list[Unit]]) -> list[Unit]:
    return [_joined([unit for section in sections for unit in section])]
