"""Files named by the SHA-256 of their plain bytes, kept Brotli-compressed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import brotli

from orientation.errors import UnknownPage
from orientation.packs.pack import compress
from orientation.store.files import drop_leftovers, write_whole

_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BlobInfo:
    """What a manifest says of a blob."""

    sha256: str  # of the plain bytes
    bytes: int  # plain
    wire_bytes: int  # Brotli


@dataclass(frozen=True, slots=True)
class Blobs:
    """The folder of blobs."""

    folder: Path

    def write(self, plain: bytes, pack: Callable[[bytes], bytes] = compress) -> BlobInfo:
        """Keep a blob, whole or not at all, and return its name and sizes.

        pack: makes its Brotli form, where it is not here yet.
        """
        name = hashlib.sha256(plain).hexdigest()
        path = self._path(name)
        if not path.exists():
            write_whole(path, pack(plain))
        return BlobInfo(name, len(plain), path.stat().st_size)

    def read(self, name: str, *, plain: bool = False) -> bytes:
        """Return a blob's Brotli bytes, or its plain ones.  Raises UnknownPage."""
        if not _NAME.fullmatch(name):
            raise UnknownPage(f"blob {name!r}: not a SHA-256")
        try:
            wire = self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise UnknownPage(f"blob {name}: not here any more") from error
        return bytes(brotli.decompress(wire)) if plain else wire

    def has(self, name: str) -> bool:
        return self._path(name).exists()

    def prune(self, keep: Iterable[str], *, now: float) -> int:
        """Remove every blob not named and return how many went.

        now: seconds since 1970; temporary files that are much older go too.
        """
        drop_leftovers(self.folder, now=now)
        kept, gone = set(keep), 0
        for path in self.folder.glob("*/*.br"):
            if path.stem not in kept:
                path.unlink()
                gone += 1
        return gone

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.br"
