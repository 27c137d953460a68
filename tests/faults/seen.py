"""What is seen of a phone: a page it shows, and what stands in its storage."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_EDITION = re.compile(r'<body[^>]*\bdata-edition="(\d+)"')
_TITLE = re.compile(r"<title>(.*?) · ", re.DOTALL)
_RESULT = re.compile(r'<a data-result href="([^"]*)">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as the phone shows it."""

    path: str
    status: int  # 0: nothing came
    html: str

    @property
    def locale(self) -> str:
        return self.path.split("/")[1]

    @property
    def edition(self) -> int:
        """Return the edition it says it is of; 0 where it says none, or only that the page is not on the phone."""
        found = _EDITION.search(self.html)
        return int(found[1]) if found and self.status != 503 else 0

    @property
    def title(self) -> str:
        found = _TITLE.search(self.html)
        return html.unescape(found[1]) if found else ""

    @property
    def results(self) -> dict[str, str]:
        """Return the titles that a search found, by path."""
        return {html.unescape(path): html.unescape(title) for path, title in _RESULT.findall(self.html)}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the storage holds of the guide in one locale."""

    row: Mapping[str, Any] | None  # the pointer
    parts: Mapping[str, Mapping[str, Any]]  # by SHA-256
    pages: Mapping[tuple[str, str], Mapping[str, Any]]  # by (path, SHA-256 of the part)

    @property
    def whole_edition(self) -> int:
        """Return the edition that is claimed to be whole; 0 where none is."""
        return int(self.row["manifest"]["edition"]) if self.row and self.row["complete"] else 0


@dataclass(frozen=True, slots=True)
class Inside:
    """What the storage holds."""

    guides: Mapping[str, Kept]  # by locale
    shells: Mapping[str, frozenset[str]]  # by SHA-256: the static files that each needs, "/static/…?v=…"
    assets: frozenset[str]  # the static files that are there

    def whole_edition(self, locale: str) -> int:
        return self.guides[locale].whole_edition
