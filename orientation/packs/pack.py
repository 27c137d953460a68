"""One Brotli stream whose segments are the parts, flushed at each boundary."""

from __future__ import annotations

from collections.abc import Sequence

import brotli

QUALITY = 11
PART_QUALITY, PART_WINDOW = (
    9,
    16,
)  # of a part by itself, fetched where a line broke: 8 % more in 8 % of the time
LARGE_PACK = 250_000  # plain bytes, from which on a pack is pressed at
LARGE_PACK_QUALITY = 10  # 0.4 % more in 40 % of the time
LARGE_PART = 18_000  # bytes on the wire, from which on a part is worth all the time there is
_END = b"\x03"  # an empty last meta-block. Source: RFC 7932, section 9.2
PACKING = 6  # raised when equal content is packed into other bytes: then all is published anew


def compress(data: bytes, *, quality: int = QUALITY, window: int = 22) -> bytes:
    """Return the data as one Brotli stream. window: its size's logarithm; a small one takes less to set up."""
    return bytes(brotli.compress(data, quality=quality, lgwin=window))


def compress_part(data: bytes) -> bytes:
    """Return a part as one Brotli stream of its own."""
    wire = compress(data, quality=PART_QUALITY, window=PART_WINDOW)
    return wire if len(wire) < LARGE_PART else compress(data)


def compress_segments(segments: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return one Brotli stream that decodes to the segments one after another, and one of the first segment alone.

    It is flushed after the first, so that this one is there as early as can be. A decoder gives out what it has, so
    the others come with their bytes too, at most a kilobyte later: docs/decisions/0008-one-flush.md.
    What was flushed is a stream of its own once it is ended: the first part is not pressed twice.
    """
    quality = QUALITY if sum(map(len, segments)) < LARGE_PACK else LARGE_PACK_QUALITY
    compressor = brotli.Compressor(quality=quality, lgwin=22)
    first = bytes(compressor.process(segments[0]) + compressor.flush())
    rest = b"".join(map(compressor.process, segments[1:])) + compressor.finish()
    return first + rest, first + _END
