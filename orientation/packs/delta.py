"""The difference between two editions: how to make each new part from one that a phone has. Twin: static/js/worker/delta.js.

A delta is JSON: {"format": 1, "parts": [{"part": n, "base": m, "ops": [...]}]}. `part` and `base` are places
in the new and the old manifest's list of parts. The ops, one after another, give the new part's bytes: a pair
[offset, length] copies bytes of the base, a string stands for its UTF-8. What comes out is checked by the part's
SHA-256, so a delta needs no more trust than the line it came over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

FORMAT = 1
CHANGED_MAX = 100  # records; beyond it a delta would hardly be smaller, and costs a publisher seconds
SHORTEST_COPY = 10  # bytes; a shorter copy costs as much as the words it saves
_RECORDS = re.compile(rb'(?<=\},)(?=\{")')  # between two pages: inside a string each quote bears a backslash
_PATH = re.compile(rb'"path":"([^"]*)"')
_WORDS = re.compile(rb'[^\s<>"]*[\s<>"]?')  # cut at ASCII alone: never within a letter

Span = tuple[int, int]  # offset and length in bytes
Op = Sequence[int] | str


def make_delta(old: Sequence[bytes], new: Sequence[bytes]) -> bytes | None:
    """Return the delta from an edition whose parts are `old` to one whose parts are `new`.

    Parts that both have are left out.  None where too much has changed for a delta to be worth its making.
    """
    changed = [place for place, part in enumerate(new) if part not in old]
    held = {record for part in old for record in _RECORDS.split(part)}
    if sum(record not in held for place in changed for record in _RECORDS.split(new[place])) > CHANGED_MAX:
        return None
    parts = []
    for place in changed:
        base = _nearest(new[place], old)
        parts.append({"part": place, "base": base, "ops": make_ops(old[base], new[place])})
    value = {"format": FORMAT, "parts": parts}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def apply_ops(base: bytes, ops: Iterable[Op]) -> bytes:
    """Return the bytes that the ops make of a base.

    >>> apply_ops(b"Call 016 now", [[0, 5], "112", [8, 4]])
    b'Call 112 now'
    """
    return b"".join(op.encode() if isinstance(op, str) else base[op[0] : op[0] + op[1]] for op in ops)


def make_ops(base: bytes, part: bytes) -> list[Op]:
    """Return few ops that make `part` of `base`: whole pages first, then words within what changed."""
    places: dict[bytes, Span] = {}
    at = 0
    for record in _RECORDS.split(base):
        places[record] = places[_path(record)] = (at, len(record))
        at += len(record)
    pieces: list[Span | bytes] = []
    for record in _RECORDS.split(part):
        if record in places:
            pieces.append(places[record])
        elif _path(record) in places:
            pieces += _reworded(base, places[_path(record)], record)
        else:
            pieces.append(record)
    return _joined(pieces)


def _reworded(base: bytes, span: Span, record: bytes) -> Iterator[Span | bytes]:
    """Yield what makes a record of its former self, which stands at `span` in the base."""
    old, new = _WORDS.findall(base[span[0] : sum(span)]), _WORDS.findall(record)
    starts = [span[0]]
    for word in old:
        starts.append(starts[-1] + len(word))
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal" and starts[old_to] - starts[old_from] >= SHORTEST_COPY:
            yield starts[old_from], starts[old_to] - starts[old_from]
        elif kind != "delete":
            yield b"".join(new[new_from:new_to])


def _joined(pieces: Iterable[Span | bytes]) -> list[Op]:
    """Return the pieces as ops, neighbours made one."""
    ops: list[Span | bytes] = []
    for piece in pieces:
        last = ops[-1] if ops else b""
        if ops and isinstance(piece, bytes) and isinstance(last, bytes):
            ops[-1] = last + piece
        elif isinstance(piece, tuple) and isinstance(last, tuple) and sum(last) == piece[0]:
            ops[-1] = (last[0], last[1] + piece[1])
        elif piece:
            ops.append(piece)
    return [list(one) if isinstance(one, tuple) else one.decode() for one in ops]


def _path(record: bytes) -> bytes:
    found = _PATH.search(record)
    return found[1] if found else record


def _nearest(part: bytes, old: Sequence[bytes]) -> int:
    """Return the place of the old part that holds most of a part's pages."""
    wanted = set(_PATH.findall(part))
    shared = [len(wanted.intersection(_PATH.findall(one))) for one in old]
    return shared.index(max(shared))
