"""Where something was read, as the TOML files say it."""

from __future__ import annotations

from orientation.content import values
from orientation.content.table import Table
from orientation.domain.source import Source


def read_source(table: Table | None) -> Source | None:
    """Return where something was read."""
    if table is None:
        return None
    url, title = table.text("url", values.url, required=True), table.text("title", required=True)
    confidence = table.text("confidence", values.one_of("page", "elsewhere", "memory"), required=True)
    as_of = table.text("as_of", values.age)
    table.finish()
    return Source(url, title, confidence or "memory", as_of)
