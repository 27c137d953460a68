"""One Brotli stream whose segments are the parts, flushed at each boundary."""

from __future__ import annotations

from collections.abc import Sequence

import brotli

QUALITY = 11


def compress(data: bytes) -> bytes:
    """Return the data as one Brotli stream."""
    return bytes(brotli.compress(data, quality=QUALITY, lgwin=22))


def compress_segments(segments: Sequence[bytes]) -> bytes:
    """Return one Brotli stream that decodes to the segments one after another.

    Whoever has received the bytes up to a boundary can decode all segments before it.
    """
    compressor = brotli.Compressor(quality=QUALITY, lgwin=22)
    wire = bytearray()
    for segment in segments:
        wire += compressor.process(segment)
        wire += compressor.flush()
    wire += compressor.finish()
    return bytes(wire)
