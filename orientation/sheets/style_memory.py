"""What WeasyPrint works out from a style is worked out once for each style, and equal elements have one style.

WeasyPrint makes a rule of each `lang` and each `style` anew, and no two of them are the same to it: each cell of a sheet in two
languages would have styles of its own, and all that stands in it. It asks a style for the height of a line some three times a
line, and for each box how wide margins, edges and the rest are in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from typing import Any

from weasyprint import css
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import absolute, block, inline, table

from orientation.sheets.replaced import replaced

_SIDES = ("top", "right", "bottom", "left")
_SIZES = (  # of a box, that depend on its style and the room it stands in
    *(f"{limit}{size}" for size in ("width", "height") for limit in ("", "min_", "max_")),
    *(f"{edge}_{side}" for edge in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
)


def shared_styles() -> AbstractContextManager[None]:
    """Make equal rules once within the block; one thread at a time."""
    return replaced(css, "find_style_attributes", _remembering_rules)


def shared_mark_styles() -> AbstractContextManager[None]:
    """Make the styles of what stands before equal elements once within the block; one thread at a time."""
    return replaced(css.StyleFor, "set_computed_styles", _remembering_marks)


def remembered_heights() -> AbstractContextManager[None]:
    """Remember how high lines are within the block; one thread at a time."""
    return replaced(inline, "strut", _remembering_heights)


@contextmanager
def remembered_sizes() -> Iterator[None]:
    """Remember margins, edges and sizes within the block; one thread at a time."""
    known: dict[tuple[Any, ...], tuple[dict[str, Any], Any]] = {}
    with ExitStack() as all_of_them:
        for module in (absolute, block, inline, table):
            memory = replaced(module, "resolve_percentages", partial(_remembering_sizes, known))
            all_of_them.enter_context(memory)
        yield


def _remembering_rules(find: Callable[..., Any]) -> Callable[..., Any]:
    def find_once(*given: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
        known: dict[tuple[Any, ...], Any] = {}
        for specificity, element, rules, base_url in find(*given):
            names = (getattr(rule, "name", "") for rule in rules)
            key = specificity, *names, *element.items()
            yield specificity, element, known.setdefault(key, rules), base_url

    return find_once


def _remembering_marks(compute: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[tuple[int, str], tuple[Any, Any]] = {}

    def compute_once(styles: Any, element: Any, **named: Any) -> None:
        mark = named.get("pseudo_type")
        if mark is None:
            compute(styles, element, **named)
            return
        computed = styles.get_computed_styles()
        style = computed[named["parent"], None]  # elements with one style have one style of each mark
        if (id(style), mark) not in known:
            compute(styles, element, **named)
            known[id(style), mark] = computed[element, mark], style  # kept: else its id may come again
        computed[element, mark] = known[id(style), mark][0]

    return compute_once


def _remembering_heights(ask: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[int, tuple[Any, Any]] = {}

    def height(style: Any) -> Any:
        if id(style) not in known:
            known[id(style)] = ask(style), style
        return known[id(style)][0]

    return height


def _remembering_sizes(
    known: dict[tuple[Any, ...], Any], work_out: Callable[..., None]
) -> Callable[..., None]:
    def work_out_once(box: Any, containing_block: Any) -> None:
        style = box.style
        if style["border_collapse"] == "collapse":  # such edges depend on the cells beside
            return work_out(box, containing_block)
        room = containing_block
        width, height = (room.width, room.height) if isinstance(room, Box) else room
        key = id(style), width, height, isinstance(box, PageBox)
        if key not in known:
            work_out(box, room)
            known[key] = {name: getattr(box, name) for name in _SIZES}, style
        vars(box).update(known[key][0])

    return work_out_once
