"""Lines that were broken once are not broken again within a document.

WeasyPrint lays columns out again and again until they are equally long, and asks Pango each time where the same words end in
the same width: three of four questions were asked before. The answer does not depend on when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline

_ASKED = "split_first_line"  # (text, style, context, width, …) in WeasyPrint 65 to 67


@contextmanager
def remembered_lines() -> Iterator[None]:
    """Remember lines within the block; one thread at a time.  A WeasyPrint that asks otherwise is left alone."""
    ask = getattr(inline, _ASKED, None)
    if ask is None:
        yield
        return
    known: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def split(text: str, style: Any, context: Any, *given: Any, **named: Any) -> Any:
        key = (text, id(style), given, *sorted(named.items()))
        if key not in known:
            known[key] = (
                ask(text, style, context, *given, **named),
                style,
            )  # kept: else its id may come again
        return known[key][0]

    setattr(inline, _ASKED, split)
    try:
        yield
    finally:
        setattr(inline, _ASKED, ask)
