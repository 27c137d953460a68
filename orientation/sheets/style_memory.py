"""Elements under the same rules share their styles, also where they name their language.

WeasyPrint makes a rule of each `lang` and each `style` anew, and no two of them are the same to it: each cell of a sheet in two
languages would have styles of its own, and all that stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from weasyprint import css

from orientation.sheets.replaced import replaced


def shared_styles() -> AbstractContextManager[None]:
    """Make equal rules once within the block; one thread at a time."""
    return replaced(css, "find_style_attributes", _remembering)


def _remembering(find: Callable[..., Any]) -> Callable[..., Any]:
    def find_once(*given: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
        known: dict[tuple[Any, ...], Any] = {}
        for specificity, element, rules, base_url in find(*given):
            names = (getattr(rule, "name", "") for rule in rules)
            key = specificity, *names, *element.items()
            yield specificity, element, known.setdefault(key, rules), base_url

    return find_once
