"""What a PDF file is made of is written once, and packed without trying longest.

To name a file by what stands in it, pydyf makes each part of it a second time and packs it again. It tries longest for what is
smallest, which takes three times as long for one byte in a hundred.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pydyf
from pydyf import PDF, Dictionary, Stream

from orientation.sheets.replaced import replaced

_LEVEL = 7  # of zlib's 9


def quickly_packed() -> AbstractContextManager[None]:
    """Pack the parts of a file with less zeal within the block; one thread at a time."""
    return replaced(pydyf, "zlib", _with_less_zeal)


def remembered_parts() -> AbstractContextManager[None]:
    """Remember the parts of a file while it is written, within the block; one thread at a time."""
    return replaced(PDF, "write", _with_each_part_once)


def _with_less_zeal(zlib: Any) -> Any:
    return SimpleNamespace(compressobj=lambda level: zlib.compressobj(min(level, _LEVEL)))


def _with_each_part_once(write: Callable[..., None]) -> Callable[..., None]:
    def write_once(*given: Any, **named: Any) -> None:
        with replaced(Stream, "data", _remembering), replaced(Dictionary, "data", _remembering):
            write(*given, **named)

    return write_once


def _remembering(data: property) -> property:
    known: dict[int, tuple[bytes, Any]] = {}

    def remember(part: Any) -> bytes:
        if id(part) not in known:  # the part is kept: else its id may come again
            known[id(part)] = data.__get__(part), part
        return known[id(part)][0]

    return property(remember)
