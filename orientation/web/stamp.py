"""The version in service-worker.js: a digest of the scripts it imports, written by `make stamp`."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from orientation.errors import BadInput

IMPORTED = (
    "js/fill.js",
    "js/search/*.js",
    "js/worker/*.js",
    "vendor/snowball/*.js",
    "vendor/ed25519/*.js",
)  # under static/
_LINE = re.compile(r'^const VERSION = "([0-9a-f]*)";', re.MULTILINE)


def scripts_digest(static: Path) -> str:
    """Return the first 8 hexadecimal digits of a SHA-256 over all scripts the worker may import."""
    digest = hashlib.sha256()
    for pattern in IMPORTED:
        for path in sorted(static.glob(pattern)):
            digest.update(path.relative_to(static).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


def stamped(worker: str) -> str:
    """Return the version a worker's text bears.  Raises BadInput where it bears none."""
    found = _LINE.search(worker)
    if not found:
        raise BadInput('service-worker.js: the line `const VERSION = "…";` is missing; put it back')
    return found[1]


def stamp(worker: Path, static: Path) -> str:
    """Write the digest into the worker and return it."""
    text, digest = worker.read_text(encoding="utf-8"), scripts_digest(static)
    stamped(text)
    temporary = worker.with_suffix(".new")
    temporary.write_text(_LINE.sub(f'const VERSION = "{digest}";', text), encoding="utf-8")
    os.replace(temporary, worker)
    return digest
