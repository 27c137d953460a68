"""The files beside the package: where they are, their versions, their bytes on the wire."""

from __future__ import annotations

import functools
import gzip
import hashlib
import importlib.metadata
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

import brotli

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled(name: str) -> Path:
    """Return the path of a folder or file that lies beside the package in a checkout, and in it in a wheel."""
    inside = _PACKAGE / "bundled" / name
    return inside if inside.exists() else _PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file as it is sent."""

    plain: bytes
    version: str  # the first 8 hexadecimal digits of its SHA-256


@functools.lru_cache(maxsize=256)
def _read(path: Path, _changed_at: int) -> Asset:
    plain = path.read_bytes()
    return Asset(plain, hashlib.sha256(plain).hexdigest()[:8])


def read_asset(name: str) -> Asset:
    """Return a file under static/.  Raises FileNotFoundError."""
    path = bundled("static") / name
    return _read(path, path.stat().st_mtime_ns)


def asset_url(name: str) -> str:
    """Return the address of a static file, which changes when the file does.

    >>> asset_url("js/fill.js").startswith("/static/js/fill.js?v=")
    True
    """
    return f"/static/{name}?v={read_asset(name).version}"


def program_digest() -> str:
    """Return a SHA-256 of all that pages are made with: our code, templates and words, and the libraries' versions."""
    digest = hashlib.sha256()
    for folder in (_PACKAGE, bundled("translations"), bundled("static")):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in (".py", ".html", ".css", ".js", ".svg", ".mo"):
                digest.update(path.read_bytes())
    digest.update(bundled("service-worker.js").read_bytes())
    for needed in importlib.metadata.requires("orientation") or ():
        name = re.split(r"[^\w-]", needed)[0]
        if "extra ==" not in needed:
            digest.update(f"{name} {importlib.metadata.version(name)}".encode())
    return digest.hexdigest()


class Memory:
    """Bytes that were costly to make, up to a limit: what was asked for longest ago is forgotten first."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self.size_bytes = 0

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return what is remembered under the key, made now where it is not."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self.size_bytes += len(made) - len(self._kept.pop(key, b""))
            self._kept[key] = made
            while self.size_bytes > self._limit_bytes:
                self.size_bytes -= len(self._kept.popitem(last=False)[1])
        return made


remembered = Memory(16_000_000)


def compressed(body: bytes, encoding: str, quality: int) -> bytes:
    """Return the body as Brotli ("br") or gzip; remembered, so it must be the same for every reader."""
    key = (hashlib.sha256(body).digest(), encoding, quality)
    return remembered.get(key, lambda: compress(body, encoding, quality))


def compress(body: bytes, encoding: str, quality: int) -> bytes:
    """Return the body as Brotli ("br") or gzip, and forget it."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality))
    return gzip.compress(body, compresslevel=6, mtime=0)
