"""A paragraph or a point of a list that was laid out once in a column is not laid out again until the columns are equally long.

WeasyPrint finds the height of two columns by trying: it lays the same text out some seven times, a little higher each time.
A paragraph that has room enough looks the same each time, at another place of the page; so it is moved there.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from weasyprint.formatting_structure.boxes import TableBox
from weasyprint.layout import block
from weasyprint.layout.absolute import AbsolutePlaceholder

from orientation.sheets.replaced import replaced

_KNOWN = "known_layouts"  # of a paragraph, on its box, which lives as long as the trying


def remembered_paragraphs() -> AbstractContextManager[None]:
    """Remember the paragraphs of columns within the block; one thread at a time."""
    return replaced(block, "block_level_layout", _remembering)


def _remembering(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    def remember(
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        column: Any,
        page_is_empty: bool = True,
        absolute_boxes: list[Any] | None = None,
        fixed_boxes: list[Any] | None = None,
        margins: list[float] | None = None,
        *given: Any,
    ) -> Any:
        boxes = [] if absolute_boxes is None else absolute_boxes
        margins = [] if margins is None else margins
        apart = column.is_column or (context.in_column and box.element_tag == "li")
        apart &= box.style["position"] == "static"  # else what is placed in it is laid out with it
        whole = apart and skip_stack is None and not context.excluded_shapes
        key = context.current_page, page_is_empty, tuple(margins), column.width
        known = vars(box).setdefault(_KNOWN, {}) if whole else {}
        left, top = box.position_x, box.position_y
        if key in known:
            (old_left, old_top), above, new, next_page, below, *rest = known[key]
            across, down = left - old_left, top - old_top
            if _has_room(context, bottom_space, new, down):
                margins[:] = above  # whoever asks goes on with these
                return _moved(new, across, down, boxes), None, dict(next_page), list(below), *rest
        rest = (column, page_is_empty, boxes, fixed_boxes, margins, *given)
        result = lay_out(context, box, bottom_space, skip_stack, *rest)
        new, resume_at, next_page, below, *rest = result
        fits = new is not None and resume_at is None and _has_room(context, bottom_space, new, 0)
        if whole and fits and not _has_table(new):
            kept = _moved(new, 0, 0, [])  # else what stands in it moves when it is laid out elsewhere
            known[key] = (left, top), tuple(margins), kept, next_page, tuple(below), *rest
        return result

    return remember


def _has_room(context: Any, bottom_space: float, box: Any, down: float) -> bool:
    return not context.overflows_page(bottom_space, box.position_y + down + box.margin_height())


def _has_table(box: Any) -> bool:
    """Tell whether a table stands in a box: it knows the places of its lines by itself."""
    return any(isinstance(one, TableBox) for one in box.descendants())


def _moved(box: Any, across: float, down: float, marks: list[Any]) -> Any:
    """Return a copy of a box at another place. marks: takes those of its lists, which are laid out with the page."""
    moved = box.copy()
    moved.position_x += across
    moved.position_y += down
    if isinstance(moved, AbsolutePlaceholder):
        marks.append(moved)
    elif moved.children:
        moved.children = [_moved(child, across, down, marks) for child in moved.children]
    return moved
