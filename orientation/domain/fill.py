"""Fill the markers of a slot template; the same as static/js/fill.js, vectors in tests/vectors/fill.json."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARKER = re.compile(r"\{\{\{(\w+)\}\}\}|\{\{(\w+)\}\}")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def escape(text: str) -> str:
    """Return the text as it may stand in HTML, between tags or in a quoted attribute."""
    return re.sub("[&<>\"']", lambda found: _ESCAPES[found[0]], text)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with `{{name}}` replaced by escaped text and `{{{name}}}` by HTML as it is.

    Raises KeyError for a marker without a value.

    >>> fill("<h1>{{title}}</h1>{{{main}}}", {"title": "A & B", "main": "<p>1</p>"})
    '<h1>A &amp; B</h1><p>1</p>'
    """
    return _MARKER.sub(lambda m: values[m[1]] if m[1] else escape(values[m[2]]), template)
