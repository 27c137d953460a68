"""Cut an edition's pages into parts, by topic and order, never by size, so that parts stay stable."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from orientation.domain.edition import Frame, Page, Part

FIRST = "first"  # what one needs when the line dies
FIRST_TOPICS = ("emergency", "first-steps")
ORDERS_A_PART = 1000  # entries whose order // 1000 is the same stand in one part


def part_name(page: Page) -> str:
    """Return the name of the part a page belongs to.

    >>> part_name(Page("/en/es-soria/banking/account/", "", "", "entry", topic="banking", order=2010))
    'banking-2'
    """
    if page.kind not in ("entry", "moved", "removed") or page.topic in FIRST_TOPICS:
        return FIRST
    return f"{page.topic}-{page.order // ORDERS_A_PART}"


def cut_parts(pages: Sequence[Page]) -> tuple[Part, ...]:
    """Return the parts of an edition, the first part first, the rest in the order of their first pages."""
    by_name: dict[str, list[Page]] = {FIRST: []}
    for page in pages:
        by_name.setdefault(part_name(page), []).append(page)
    return tuple(Part(name, tuple(held)) for name, held in by_name.items() if held)


def part_json(part: Part, frame: Frame) -> bytes:
    """Return a part as canonical JSON: pages as path, title, html, kind; in the first part also the frame."""
    value: dict[str, object] = {"pages": [_record(page) for page in part.pages]}
    if part.name == FIRST:
        value["frame"] = asdict(frame)
    return canonical_json(value)


def canonical_json(value: object) -> bytes:
    """Return JSON in UTF-8 with sorted keys and no spaces: equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _record(page: Page) -> dict[str, str]:
    fields = ("path", "title", "html", "kind", "words", "target")
    return dict(_present((name, str(getattr(page, name))) for name in fields))


def _present(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((name, value) for name, value in pairs if value or name == "html")
