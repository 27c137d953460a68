"""What a reader finds changed between two editions of a guide. Twin: static/js/worker/changes.js."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orientation.domain.edition import Page

TOLD = ("entry", "places")  # kinds; other pages list these, and change with them


@dataclass(frozen=True, slots=True)
class PageChange:
    """One page that is not as it was."""

    path: str
    title: str  # as it is now; of a page that is gone, as it was
    what: str  # new, changed or gone


def changes(before: Iterable[Page], after: Iterable[Page]) -> tuple[PageChange, ...]:
    """Return what changed, in the order of the pages now; what is gone comes last."""
    old, now = ({page.path: page for page in pages if page.kind in TOLD} for pages in (before, after))
    found = [
        PageChange(path, page.title, "changed" if path in old else "new")
        for path, page in now.items()
        if path not in old or (old[path].title, old[path].html) != (page.title, page.html)
    ]
    gone = [PageChange(path, page.title, "gone") for path, page in old.items() if path not in now]
    return (*found, *gone)
