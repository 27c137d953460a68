"""Make an edition from rendered pages: blobs on disk first, the signed manifest last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from orientation.domain.edition import Frame, Page
from orientation.packs.blobs import BlobInfo, Blobs
from orientation.packs.delta import make_delta
from orientation.packs.manifest import sign_manifest
from orientation.packs.pack import PACKING, compress, compress_part, compress_segments
from orientation.packs.parts import canonical_json, cut_parts, part_json
from orientation.store.editions import Edition

DELTAS_MAX = 4  # editions that a phone may be behind and still get by with a delta
MANIFEST_MAX = 1000  # bytes on the wire; where it would grow beyond, the oldest deltas are left out


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything of one (region, locale) that an edition is made from."""

    region: str
    locale: str
    pages: tuple[Page, ...]
    frame: Frame
    shell: bytes  # the locale's slot templates and settings, as JSON
    style: bytes  # the style sheet that the shell names by its SHA-256
    withdrawn: tuple[str, ...] = ()  # addresses of pages that phones are to remove at once

    def digest(self) -> str:
        """Return a SHA-256 of it all: equal content gives an equal digest."""
        content = [[asdict(page) for page in self.pages], asdict(self.frame), self.shell.decode(), PACKING]
        return hashlib.sha256(canonical_json([*content, *self.withdrawn])).hexdigest()


def next_number(last: int, *, seconds: int) -> int:
    """Return the number of the next edition: a restored server is never older than its phones.

    seconds: since 1970.

    >>> next_number(1_800_000_000, seconds=1_700_000_000)
    1800000001
    """
    return max(last + 1, seconds)


def build_edition(
    snapshot: Snapshot,
    blobs: Blobs,
    key: Ed25519PrivateKey,
    *,
    number: int,
    published_at: str,
    former: Sequence[str] = (),
) -> Edition:
    """Write the snapshot's blobs and return the edition that points to them.

    former: manifests of the editions before it, newest first; phones that hold one of them get a delta.
    """
    blobs.write(snapshot.style)
    segments = [part_json(part, snapshot.frame) for part in cut_parts(snapshot.pages)]
    pack = blobs.write(b"".join(segments), partial(_press, blobs, segments))
    parts = [blobs.write(segment, compress_part) for segment in segments]
    sign = partial(
        sign_manifest,
        key,
        region=snapshot.region,
        locale=snapshot.locale,
        edition=number,
        published=published_at,
        pack=pack,
        parts=parts,
        shell=blobs.write(snapshot.shell).sha256,
        withdrawn=snapshot.withdrawn,
    )
    manifest = _with_deltas(sign, list(_deltas(blobs, former, segments, pack=pack, parts=parts)))
    return Edition(
        snapshot.region, snapshot.locale, number, published_at, snapshot.digest(), snapshot.frame, manifest
    )


def _press(blobs: Blobs, segments: Sequence[bytes], _plain: bytes) -> bytes:
    """Return a pack as it is sent; the part it begins with is kept on the way."""
    pack, first = compress_segments(segments)
    blobs.write(segments[0], _pressed(first))
    return pack


def _pressed(wire: bytes) -> Callable[[bytes], bytes]:
    """Return what gives the Brotli form that is there already."""
    return lambda _: wire


def _deltas(
    blobs: Blobs,
    former: Sequence[str],
    segments: Sequence[bytes],
    *,
    pack: BlobInfo,
    parts: Sequence[BlobInfo],
) -> Iterator[tuple[int, BlobInfo]]:
    """Write deltas from the former editions whose parts are still here, each where it is smaller than what it spares."""
    for value in map(json.loads, former[:DELTAS_MAX]):
        names = [part["sha256"] for part in value["parts"]]
        missing = [part.wire_bytes for part in parts if part.sha256 not in names]
        if not missing or not all(map(blobs.has, names)):
            continue
        delta = make_delta([blobs.read(name, plain=True) for name in names], segments)
        wire = compress(delta) if delta else b""
        if delta and len(wire) < min(pack.wire_bytes, sum(missing)):
            yield value["edition"], blobs.write(delta, _pressed(wire))


def _with_deltas(sign: Callable[..., str], deltas: list[tuple[int, BlobInfo]]) -> str:
    """Return the signed manifest with as many of the deltas, newest first, as fit."""
    manifest = sign(deltas=deltas)
    while deltas and len(compress(manifest.encode())) > MANIFEST_MAX:
        manifest = sign(deltas=deltas[:-1])
        deltas = deltas[:-1]
    return manifest


def blobs_named(manifest: str, blobs: Blobs) -> tuple[str, ...]:
    """Return the names of all blobs an edition needs: those of its manifest, and its shell's style.

    Where the shell is lost nobody knows its style: then that is not named.
    """
    value = json.loads(manifest)
    shell = value["shell"]
    style = json.loads(blobs.read(shell, plain=True))["style"] if blobs.has(shell) else shell
    others = [blob["sha256"] for blob in (*value["parts"], *value["deltas"])]
    return (value["pack"]["sha256"], shell, style, *others)


def is_whole(manifest: str, blobs: Blobs) -> bool:
    """Tell whether every blob an edition needs is there: a folder may be restored without them."""
    return all(blobs.has(name) for name in blobs_named(manifest, blobs))
