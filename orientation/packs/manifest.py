"""The signed manifest: what an edition consists of, ≤ 1 KB on the wire."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from orientation.domain.edition import FORMAT, MARKUP
from orientation.packs.blobs import BlobInfo
from orientation.packs.keys import fingerprint
from orientation.packs.parts import canonical_json


def sign_manifest(
    key: Ed25519PrivateKey,
    *,
    region: str,
    locale: str,
    edition: int,
    published: str,
    pack: BlobInfo,
    parts: Sequence[BlobInfo],
    shell: str,
    deltas: Sequence[tuple[int, BlobInfo]] = (),
    withdrawn: Sequence[str] = (),
) -> str:
    """Return the manifest as canonical JSON with its signature.

    published: UTC ISO 8601.  shell: SHA-256 of the locale's shell.  deltas: each with the edition it starts from,
    newest first.  withdrawn: addresses of pages that phones are to remove at once.
    `key` and `signature` are hexadecimal; the signature covers the canonical JSON without itself.
    """
    value: dict[str, object] = {
        "format": FORMAT,
        "markup": MARKUP,
        "region": region,
        "locale": locale,
        "edition": edition,
        "published": published,
        "pack": asdict(pack),
        "parts": [asdict(part) for part in parts],
        "deltas": [{"from": number, **asdict(delta)} for number, delta in deltas],
        "withdrawn": list(withdrawn),
        "shell": shell,
        "key": fingerprint(key),
    }
    value["signature"] = key.sign(canonical_json(value)).hex()
    return canonical_json(value).decode()


def verify_manifest(text: str, *, key: str | None = None) -> bool:
    """Tell whether a manifest was signed by its own key, and by `key` (hexadecimal) where one is pinned."""
    value = json.loads(text)
    signature = bytes.fromhex(value.pop("signature"))
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(value["key"]))
    try:
        public.verify(signature, canonical_json(value))
    except InvalidSignature:
        return False
    return key is None or value["key"] == key
