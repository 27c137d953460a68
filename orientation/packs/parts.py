"""Cut an edition's pages into parts, by topic and order, never by size, so that parts stay stable."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from orientation.domain.edition import Frame, Page, Part, title_in, whole_record

FIRST = "first"  # what one needs when the line dies
MORE = "more"  # places, how to share, who runs this: needed next
AIDS = (
    "aids"  # what one uses rather than reads, a few KB each: every part takes 50 bytes of the manifest's 1 KB
)
EMERGENCY = "emergency"  # what can wait of it is needed next
FIRST_TOPICS = (EMERGENCY, "first-steps")
_PARTS = {  # of pages that are no entries, by their kind
    **dict.fromkeys(("places", "words", "share", "about"), MORE),
    **dict.fromkeys(("steps", "checklist", "phrases", "courses", "organisations"), AIDS),
    "villages": "villages",
}
ORDERS_A_PART = 1000  # entries whose order // 1000 is the same stand in one part


def part_name(page: Page) -> str:
    """Return the name of the part a page belongs to.

    >>> part_name(Page("/en/es-soria/banking/account/", "", "", "entry", topic="banking", order=2010))
    'banking-2'
    """
    if page.kind in _PARTS:
        return _PARTS[page.kind]
    drawer = page.order // ORDERS_A_PART
    if page.kind in ("lines", "line"):
        return f"lines-{drawer}"
    if page.kind not in ("entry", "moved", "removed") or (page.topic in FIRST_TOPICS and not drawer):
        return FIRST
    return MORE if page.topic == EMERGENCY else f"{page.topic}-{drawer}"


def cut_parts(pages: Sequence[Page]) -> tuple[Part, ...]:
    """Return the parts of an edition, the first part first, the rest in the order of their first pages."""
    by_name: dict[str, list[Page]] = {FIRST: [], MORE: []}
    for page in pages:
        by_name.setdefault(part_name(page), []).append(page)
    return tuple(Part(name, tuple(held)) for name, held in by_name.items() if held)


def part_json(part: Part, frame: Frame) -> bytes:
    """Return a part as JSON: pages as path, title, html, …; in the first part also the frame.

    Left out to save bytes: the kind "entry", a title that stands in the page's <h1>, and empty fields. A page's fields stand in the order that compresses
    best, always the same, so that equal parts give equal bytes.
    """
    value: dict[str, object] = {"pages": [_record(page) for page in part.pages]}
    if part.name == FIRST:
        value["frame"] = asdict(frame)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read_part(data: bytes) -> tuple[dict[str, str], ...]:
    """Return the pages of a part, each with its kind and title."""
    return tuple(whole_record(page) for page in json.loads(data)["pages"])


def canonical_json(value: object) -> bytes:
    """Return JSON in UTF-8 with sorted keys and no spaces: equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _record(page: Page) -> dict[str, str]:
    fields = {
        "kind": "" if page.kind == "entry" else page.kind,
        "target": page.target,
        "words": page.words,
        "path": page.path,
        "title": "" if page.title == title_in(page.html) else page.title,
        "html": page.html,
    }
    return {name: value for name, value in fields.items() if value or name == "html"}
