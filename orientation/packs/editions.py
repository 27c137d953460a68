"""Make an edition from rendered pages: blobs on disk first, the signed manifest last."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from orientation.domain.edition import Frame, Page
from orientation.packs.blobs import Blobs
from orientation.packs.manifest import sign_manifest
from orientation.packs.pack import PACKING, compress_segments
from orientation.packs.parts import canonical_json, cut_parts, part_json
from orientation.store.editions import Edition


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything of one (region, locale) that an edition is made from."""

    region: str
    locale: str
    pages: tuple[Page, ...]
    frame: Frame
    shell: bytes  # the locale's slot templates and settings, as JSON
    style: bytes  # the style sheet that the shell names by its SHA-256

    def digest(self) -> str:
        """Return a SHA-256 of it all: equal content gives an equal digest."""
        content = [[asdict(page) for page in self.pages], asdict(self.frame), self.shell.decode(), PACKING]
        return hashlib.sha256(canonical_json(content)).hexdigest()


def next_number(last: int, *, seconds: int) -> int:
    """Return the number of the next edition: a restored server is never older than its phones.

    seconds: since 1970.

    >>> next_number(1_800_000_000, seconds=1_700_000_000)
    1800000001
    """
    return max(last + 1, seconds)


def build_edition(
    snapshot: Snapshot, blobs: Blobs, key: Ed25519PrivateKey, *, number: int, published_at: str
) -> Edition:
    """Write the snapshot's blobs and return the edition that points to them."""
    blobs.write(snapshot.style)
    segments = [part_json(part, snapshot.frame) for part in cut_parts(snapshot.pages)]
    pack = blobs.write(b"".join(segments), compress_segments(segments))
    parts = [blobs.write(segment) for segment in segments]
    manifest = sign_manifest(
        key,
        region=snapshot.region,
        locale=snapshot.locale,
        edition=number,
        published=published_at,
        pack=pack,
        parts=parts,
        shell=blobs.write(snapshot.shell).sha256,
    )
    return Edition(
        snapshot.region, snapshot.locale, number, published_at, snapshot.digest(), snapshot.frame, manifest
    )


def blobs_named(manifest: str, blobs: Blobs) -> tuple[str, ...]:
    """Return the names of all blobs an edition needs: those of its manifest, and its shell's style.

    Where the shell is lost nobody knows its style: then that is not named.
    """
    value = json.loads(manifest)
    shell = value["shell"]
    style = json.loads(blobs.read(shell, plain=True))["style"] if blobs.has(shell) else shell
    return (value["pack"]["sha256"], shell, style, *(part["sha256"] for part in value["parts"]))


def is_whole(manifest: str, blobs: Blobs) -> bool:
    """Tell whether every blob an edition needs is there: a folder may be restored without them."""
    return all(blobs.has(name) for name in blobs_named(manifest, blobs))
