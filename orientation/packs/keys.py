"""The site's Ed25519 key, made at first use.  Source: RFC 8032."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from orientation.errors import StoreError
from orientation.store.files import write_first


def site_key(path: Path) -> Ed25519PrivateKey:
    """Return the key kept at `path` (32 raw bytes, readable by the owner alone), made if there is none."""
    if not path.exists():
        write_first(path, Ed25519PrivateKey.generate().private_bytes_raw())
    raw = path.read_bytes()
    if len(raw) != 32:
        raise StoreError(f"{path}: not a key (32 bytes expected, {len(raw)} found); restore its backup")
    return Ed25519PrivateKey.from_private_bytes(raw)


def fingerprint(key: Ed25519PrivateKey) -> str:
    """Return the public key as manifests bear it and phones pin it: 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()
