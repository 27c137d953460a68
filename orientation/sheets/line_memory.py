"""Lines that were broken once are not broken again within a document.

WeasyPrint lays columns out again and again until they are equally long, and asks Pango each time where the same words end in
the same width: three of four questions were asked before. The answer does not depend on when it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from weasyprint.layout import inline

from orientation.sheets.replaced import replaced


def remembered_lines() -> AbstractContextManager[None]:
    """Remember lines within the block; one thread at a time."""
    return replaced(inline, "split_first_line", _remembering)


def _remembering(ask: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def split(text: str, style: Any, context: Any, *given: Any, **named: Any) -> Any:
        key = (text, id(style), given, *sorted(named.items()))
        if key not in known:  # the style is kept with the answer: else its id may come again
            known[key] = ask(text, style, context, *given, **named), style
        return known[key][0]

    return split
