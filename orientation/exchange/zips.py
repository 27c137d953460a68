"""Files -> one ZIP, as a stream: packed sheets do not get smaller, so they are stored as they are.

Same names and bytes give the same ZIP; sizes stand before each file, which simple programs need.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can tell
_MODE = 0o100644 << 16  # a plain file that all may read


def zip_stream(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield a ZIP of (name, bytes) piece by piece, one file at a time in memory."""
    tail = _Tail()
    with zipfile.ZipFile(tail, "w", zipfile.ZIP_STORED) as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system, entry.external_attr = 3, _MODE
            packed.writestr(entry, content)
            yield tail.take()
    yield tail.take()


class _Tail(io.RawIOBase):
    """The end of a file whose beginning was sent: `zipfile` goes back to the last entry's head, and no further."""

    def __init__(self) -> None:
        self._sent, self._held = 0, io.BytesIO()

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        return self._held.write(piece)

    def tell(self) -> int:
        return self._sent + self._held.tell()

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or place < self._sent:
            raise io.UnsupportedOperation("only within what was not sent")
        return self._sent + self._held.seek(place - self._sent)

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken = self._held.getvalue()
        self._sent += len(taken)
        self._held = io.BytesIO()
        return taken
