"""Where a pack's bytes go: the pack is compressed again without each thing in turn; the difference is its cost.

What stands often costs little when one of many is left out, so the costs do not add up to the pack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from bench.browser import Kept
from bench.installation import Published
from bench.limit import visible_text
from bench.pack_rows import traffic_lines
from bench.table import columns
from orientation.packs.pack import compress, compress_segments
from orientation.packs.parts import canonical_json

Record = dict[str, str]
Change = Callable[[Record], Record]

_TOLD = re.compile(r"<!--c-->(.*?)<!--/c-->", re.DOTALL)
_TRUST = re.compile(r"<!--t-->.*?(?:<!--/t-->|\Z)", re.DOTALL)
_PICTOGRAM = re.compile(r"<svg.*?</svg>", re.DOTALL)
_SUMMARY = re.compile(r"</a><p>.*?</p></li>", re.DOTALL)


def explain(published: Published, kept: Sequence[Kept]) -> None:
    """Print where the bytes of a pack and of everything else go."""
    parts = [json.loads(part) for part in published.parts]
    whole = _wire_bytes(parts)
    print(f"\nWhere the pack's {whole:,} B go (bytes saved by leaving it out)")
    lines = [("", "bytes", "share", "")]
    for what, smaller in _without(parts):
        saved = whole - smaller
        lines.append((what, f"{saved:,}", f"{saved / whole:.1%}", ""))
    for line in columns(lines):
        print("  " + line)
    for one in kept:
        print("\nEvery answer from opening a front page until the guide was kept: bytes of head, of body")
        for line in columns(traffic_lines(one)):
            print("  " + line)
    print(f"\nThe shell: {len(compress(published.shell)):,} B; without each of its slots")
    for line in columns(_shell_lines(json.loads(published.shell))):
        print("  " + line)


def _without(parts: list[dict[str, object]]) -> list[tuple[str, int]]:
    """Return the pack's bytes without each thing."""
    kinds = sorted({page.get("kind", "entry") for page in _pages(parts)})
    changes: list[tuple[str, Change]] = [(f"pages: {kind}", _emptied(kind)) for kind in kinds]
    changes += [
        ("entries: told text and title, markup and all", _cut(_TOLD)),
        ("entries: markup of the told text", _told_as_text),
        ("entries: trust boxes", _cut(_TRUST)),
        ("entries: all else (crumb, buttons, children)", _only_told_and_trust),
        ("pictograms", _cut(_PICTOGRAM)),
        ("topics: summaries", _cut(_SUMMARY, kind="topic", by="</a></li>")),
        ("double quotes of attributes (as single ones)", _single_quoted),
        *((f"field: {field}", _dropped(field)) for field in ("path", "title", "kind", "words", "target")),
    ]
    sizes = [(what, _wire_bytes(_changed(parts, change))) for what, change in changes]
    sizes.append(("frame", _wire_bytes([{"pages": part["pages"]} for part in parts])))
    sizes.append(("boundaries of parts", len(compress(b"".join(map(canonical_json, parts))))))
    return sizes


def _wire_bytes(parts: Sequence[dict[str, object]]) -> int:
    return len(compress_segments([canonical_json(part) for part in parts])[0])


def _pages(parts: Sequence[dict[str, object]]) -> list[Record]:
    return [page for part in parts for page in part["pages"]]  # type: ignore[attr-defined]


def _changed(parts: Sequence[dict[str, object]], change: Change) -> list[dict[str, object]]:
    return [part | {"pages": [change(dict(page)) for page in _pages([part])]} for part in parts]


# -- changes ------------------------------------------------------------------------------------------------------


def _emptied(kind: str) -> Change:
    return lambda page: page | {"html": ""} if page.get("kind", "entry") == kind else page


def _cut(found: re.Pattern[str], *, kind: str = "", by: str = "") -> Change:
    return lambda page: (
        page | {"html": found.sub(by, page["html"])} if kind in ("", page.get("kind", "entry")) else page
    )


def _told_as_text(page: Record) -> Record:
    return page | {"html": _TOLD.sub(lambda found: visible_text(found[1]), page["html"])}


def _only_told_and_trust(page: Record) -> Record:
    if page.get("kind", "entry") != "entry":
        return page
    found = (pattern.search(page["html"]) for pattern in (_TOLD, _TRUST))
    return page | {"html": "".join(one[0] for one in found if one)}


def _single_quoted(page: Record) -> Record:
    return page | {"html": page["html"].replace('"', "'")}


def _dropped(field: str) -> Change:
    return lambda page: {name: value for name, value in page.items() if name != field}


# -- the shell ----------------------------------------------------------------------------------------------------


def _shell_lines(shell: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    whole = len(compress(canonical_json(shell)))
    return [
        (
            name,
            f"{whole - len(compress(canonical_json(shell | {'slots': shell['slots'] | {name: ''}}))):,}",
            "",
        )
        for name in shell["slots"]
    ]
