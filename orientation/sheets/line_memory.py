"""Lines that were broken once are not broken again within a document, and are drawn as Pango set them.

WeasyPrint lays columns out again and again until they are equally long, and asks Pango each time where the same words end in
the same width: three of four questions were asked before. The answer does not depend on when it is asked. It throws away what
Pango made of a line and has all lines set anew when they are drawn, to save memory; a sheet is some pages. And it lays out each
line that runs from right to left twice, to see whether it stands beside something that floats; nothing does on a sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import inline
from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

from orientation.sheets.replaced import replaced


def remembered_lines() -> AbstractContextManager[None]:
    """Remember lines within the block; one thread at a time."""
    return replaced(inline, "split_first_line", _remembering)


def single_lines() -> AbstractContextManager[None]:
    """Lay each line out once within the block, where nothing floats; one thread at a time."""
    return replaced(inline, "avoid_collisions", _with_any_height)


@contextmanager
def kept_lines() -> Iterator[None]:
    """Keep lines as Pango set them until they are drawn, within the block; one thread at a time."""
    with (
        replaced(Layout, "set_text", _as_it_is_drawn),
        replaced(Layout, "deactivate", lambda _: lambda _: None),
        replaced(Layout, "reactivate", _if_justified),
    ):
        yield


def _with_any_height(avoid: Callable[..., Any]) -> Callable[..., Any]:
    def avoid_collisions(context: Any, box: Any, *given: Any, **named: Any) -> Any:
        found = avoid(context, box, *given, **named)
        if isinstance(box, LineBox) and not box.height and not context.excluded_shapes:
            box.height = inf  # a line no higher than was thought is not laid out again
        return found

    return avoid_collisions


def _as_it_is_drawn(set_text: Callable[..., None]) -> Callable[..., None]:
    def set_as_drawn(line: Any, text: str, justify: bool = False) -> None:
        if "\n" not in text:  # else a line would not end there; drawing asks for it, and nothing is set anew
            pango.pango_layout_set_single_paragraph_mode(line.layout, True)
        set_text(line, text, justify)

    return set_as_drawn


def _if_justified(set_anew: Callable[..., None]) -> Callable[..., None]:
    def reactivate(line: Any, style: Any) -> None:
        if line.justification_spacing:
            set_anew(line, style)

    return reactivate


def _remembering(ask: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def split(text: str, style: Any, context: Any, *given: Any, **named: Any) -> Any:
        key = (text, id(style), given, *sorted(named.items()))
        if key not in known:  # the style is kept with the answer: else its id may come again
            known[key] = ask(text, style, context, *given, **named), style
        return known[key][0]

    return split
