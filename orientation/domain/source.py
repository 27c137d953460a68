"""Where something was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value or text was read."""

    url: str
    title: str
    confidence: str = "page"  # "page": read there; "elsewhere": read on other pages; "memory": not read
    as_of: str = ""  # age of the source: YYYY, YYYY-MM or YYYY-MM-DD
