"""The templates of sheets, and the interface's words in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from orientation.sheets.bidi import direction_of
from orientation.sheets.request import Translate

TEMPLATES = Path(__file__).parent.parent / "templates" / "sheets"


@cache
def sheet_templates() -> Environment:
    """Return the environment that sheets are rendered in: everything is escaped, nothing may be left out."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def words_of(translate: Translate, direction: str) -> Callable[..., Markup]:
    """Return `_()` for templates: named placeholders, values escaped; what nobody translated keeps its direction."""

    def words(message: str, **values: Any) -> Markup:
        said = escape(translate(message))
        text = said % values if values else said
        if direction_of(said) == direction:
            return text
        return Markup('<span dir="{}">{}</span>').format(direction_of(said), text)

    return words
