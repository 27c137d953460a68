"""HTML of a sheet -> OpenDocument: paragraphs, headings, lists, tables; what stands within a paragraph: odt_words.py.

HTML names what a thing is by its tag and class; the tables below say which style of templates/sheets/odt/ that is.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from odfdo import Element

from orientation.sheets.odt_styles import Styles
from orientation.sheets.odt_words import (
    BODY,
    HEADING,
    Picture,
    Place,
    Words,
    add_text,
    if_filled,
    is_block,
    make,
    moved,
    names,
)

_OF_SCREEN = {
    "host": "Host_20_title",
    "from": "Sound",
}  # what was a class of the screen -> style of a paragraph
_PARAGRAPHS = {  # class -> style of a paragraph
    "mark": "Mark",
    "call-first": "Mark",
    "line-over": "Mark",
    "region": "Subtitle",
    "giver": "Giver",
    "name": "Place",
    "until": "Until",
    "foot": "Footer",
}
_CELLS = {  # class of a cell that has a style of its own -> style of its paragraphs
    "cell": BODY,
    "other": BODY,
    "below": "Small",
    "number": "Number",
    "who": BODY,
    "host-name": BODY,
    "small": "Small",
    "code": "Code",
}
_COLUMNS_MM = {  # of a table's class; 0 for a share of what is left, like all that follow
    "places": (46.0, 0.0),
    "places named": (46.0, 0.0, 46.0),
    "last": (0.0, 46.0),
    "times": (24.0,),
}
_LISTS = {"ul": "Bullets", "ol": "Numbers"}
_BOXES = "Boxes"
_PADDING_MM = 4.0  # of a cell, on both sides together
_TO_FILL_IN = " ______________________"
_DEEPEST = 4  # headings of the template


class Converter:
    """Turns the HTML of one sheet into elements of its document."""

    def __init__(self, styles: Styles, pictures: Mapping[str, Picture]) -> None:
        """pictures: by the names that stand as their addresses in the HTML."""
        self._styles, self._words = styles, Words(styles, pictures)

    def elements(self, root: ET.Element, *, width_mm: float) -> list[Element]:
        """Return what stands in an element.  width_mm: of the page."""
        own = self._styles.own
        return self._blocks(root, Place(own, own.direction, width_mm))

    # -- blocks ------------------------------------------------------------------------------------------------

    def _blocks(self, root: ET.Element, place: Place) -> list[Element]:
        """Return paragraphs, lists and tables; words between them become paragraphs."""
        made: list[Element] = []
        loose = self._paragraph(place)
        add_text(loose, root.text)
        for child in root:
            if is_block(child):
                made += [*if_filled(loose), *self._block(child, moved(place, child))]
                loose = self._paragraph(place)
            else:
                self._words.inline(loose, child, place)
            add_text(loose, child.tail)
        return [*made, *if_filled(loose)]

    def _block(self, element: ET.Element, place: Place) -> Iterable[Element]:
        if HEADING.fullmatch(element.tag):
            return self._heading(element, place)
        if element.tag in _LISTS:
            return (self._list(element, place),)
        if element.tag == "table":
            return self._rows_as_lines(element, place) if place.listed else (self._table(element, place),)
        if element.tag == "hr":
            return ()
        screen = element.get("data-screen", "")
        base = _OF_SCREEN.get(screen, place.base)
        style = next((_PARAGRAPHS[name] for name in names(element) if name in _PARAGRAPHS), base)
        inner = replace(place, base=style, boxes=place.boxes or "checklist" in names(element))
        made = self._blocks(element, inner)
        if made and screen == "day":
            add_text(made[-1], _TO_FILL_IN)
        return made

    def _paragraph(self, place: Place, tag: str = "text:p", base: str = "") -> Element:
        style = self._styles.paragraph(base or place.base, place.tongue, around=place.around)
        return make(tag, {"text:style-name": style})

    def _heading(self, element: ET.Element, place: Place) -> Iterator[Element]:
        level = min(int(element.tag[1]), _DEEPEST)
        heading = self._paragraph(place, "text:h", f"Heading_20_{level}")
        heading.set_attribute("text:outline-level", str(level))
        self._words.fill(heading, element, place)
        yield from if_filled(heading)

    def _list(self, element: ET.Element, place: Place) -> Element:
        """Return a list; one cut out of a longer one tells where it counts from."""
        style = _BOXES if place.boxes and element.tag == "ol" else _LISTS[element.tag]
        start = int(element.get("start", "1"))
        inner = replace(place, base="List_20_Contents", listed=True)
        items = [
            make("text:list-item", {}, *(self._blocks(item, moved(inner, item)) or [self._paragraph(inner)]))
            for item in element
        ]
        if items and start > 1:
            items[0].set_attribute("text:start-value", str(start))
        named = {"text:style-name": f"{style}.{place.tongue.direction}"}
        return make("text:list", named, *items)

    # -- tables ------------------------------------------------------------------------------------------------

    def _table(self, element: ET.Element, place: Place) -> Element:
        rows = list(element.iter("tr"))
        widths = self._widths(element, rows, place.width_mm)
        mode = "rl" if place.around == "rtl" else "lr"
        columns = [make("table:table-column", {"table:style-name": self._styles.column(mm)}) for mm in widths]
        heads = [row for row in element.iterfind("thead/tr")]
        head = [make("table:table-header-rows", {}, *(self._row(row, place, widths) for row in heads))]
        rest = [self._row(row, place, widths) for row in rows if row not in heads]
        return make(
            "table:table", {"table:style-name": f"Table.{mode}"}, *columns, *(head if heads else ()), *rest
        )

    def _widths(self, element: ET.Element, rows: list[ET.Element], room_mm: float) -> list[float]:
        known = _COLUMNS_MM.get(element.get("class", ""), ())
        given = known + (0.0,) * (max((len(row) for row in rows), default=1) - len(known))
        share = (room_mm - sum(given)) / max(1, given.count(0.0))
        return [mm or share for mm in given]

    def _row(self, row: ET.Element, place: Place, widths: list[float]) -> Element:
        cells: list[Element] = []
        for cell in row:
            span = int(cell.get("colspan", "1"))
            room = sum(widths[len(cells) : len(cells) + span])
            cells.append(self._cell(cell, place, room - _PADDING_MM, span))
            cells += [make("table:covered-table-cell", {}) for _ in range(span - 1)]
        cells += [make("table:table-cell", {}, make("text:p", {})) for _ in widths[len(cells) :]]
        return make("table:table-row", {"table:style-name": "Row"}, *cells)

    def _cell(self, cell: ET.Element, place: Place, room_mm: float, span: int) -> Element:
        own = next((name for name in names(cell) if name in _CELLS), "")
        plain = "Table_20_Heading" if cell.tag == "th" else "Table_20_Contents"
        base = "Number_20_long" if "long" in names(cell) else _CELLS.get(own, plain)
        inner = moved(replace(place, base=base, width_mm=room_mm, listed=False), cell)
        style = {"table:style-name": f"Cell.{own}" if own else "Cell", "office:value-type": "string"}
        spanned = {"table:number-columns-spanned": str(span)} if span > 1 else {}
        filled = self._blocks(cell, inner) or [self._paragraph(inner)]
        return make("table:table-cell", style | spanned, *filled)

    def _rows_as_lines(self, element: ET.Element, place: Place) -> Iterator[Element]:
        """Yield each row as a paragraph: a list holds no tables."""
        for row in element.iter("tr"):
            line = self._paragraph(place)
            for at, cell in enumerate(row):
                add_text(line, " · " if at else "")
                self._words.fill(line, cell, place)
            yield from if_filled(line)
