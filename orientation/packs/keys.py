"""The site's Ed25519 key, made at first use.  Source: RFC 8032."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from orientation.errors import StoreError


def site_key(path: Path) -> Ed25519PrivateKey:
    """Return the key kept at `path` (32 raw bytes, readable by the owner alone), made if there is none."""
    if not path.exists():
        _make(path)
    raw = path.read_bytes()
    if len(raw) != 32:
        raise StoreError(f"{path}: not a key (32 bytes expected, {len(raw)} found); restore its backup")
    return Ed25519PrivateKey.from_private_bytes(raw)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
