"""Sheets on the disk: named by what they were made of, whole or not there, and not more than there is room for."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from orientation.domain import sheet_check, sheet_facts
from orientation.domain.choice import GREETING, Choice, choice_query
from orientation.packs.parts import canonical_json
from orientation.sheets import compose
from orientation.sheets.templates import TEMPLATES
from orientation.store.editions import newest_edition
from orientation.web.assets import bundled
from orientation.web.sheet_source import Source

ROOM_BYTES = 500_000_000  # for kept sheets


def sheet_path(found: Source, choice: Choice, *, logo: bytes = b"") -> Path:
    """Return where a sheet is kept; publishing removes those of former editions by their numbers.

    Raises NotPublished.
    """
    edition = found.edition(choice.region, choice.locale)
    beside = [
        newest_edition(found.site.database, edition.region, tag)
        for tag in (edition.frame.host, choice.second)
    ]
    made_from = [
        edition.region,
        edition.content_digest,
        *(one.number if one else 0 for one in beside),
        *_greeted(found, choice),
        choice_query(choice),
        hashlib.sha256(logo).hexdigest(),
        found.site.url,
        _design(),
    ]
    digest = hashlib.sha256(canonical_json(made_from)).hexdigest()[:16]
    return (
        found.site.sheets / f"{edition.number}-{edition.locale}-{choice.layout}-{digest}.{suffix_of(choice)}"
    )


def _greeted(found: Source, choice: Choice) -> tuple[str, ...]:
    """Return the languages that a sheet greets in: a new one makes it another sheet, of the same edition."""
    offered = found.languages_of(choice.region) if choice.layout in GREETING else ()
    return tuple(tag for tag, _ in offered)


def drop_oldest_sheets(folder: Path, *, room_bytes: int = ROOM_BYTES) -> None:
    """Remove what was made longest ago where the folder holds more than there is room for."""
    made = sorted(_made(folder), reverse=True)
    held_bytes = 0
    for _, size_bytes, path in made:
        held_bytes += size_bytes
        if held_bytes > room_bytes:
            path.unlink(missing_ok=True)


def _made(folder: Path) -> Iterator[tuple[float, int, Path]]:
    for path in folder.glob("[0-9]*-*.*"):
        with suppress(FileNotFoundError):
            stat = path.stat()
            yield stat.st_mtime, stat.st_size, path


def suffix_of(choice: Choice) -> str:
    """Return how the file's name ends."""
    return choice.format or ("png" if choice.layout == "picture" else "pdf")


@functools.cache
def _design() -> str:
    """Return a SHA-256 of what else a sheet is made with: templates, code and words of this program."""
    digest = hashlib.sha256()
    for path in (Path(sheet_facts.__file__), Path(sheet_check.__file__)):  # what a QR code says
        digest.update(path.read_bytes())
    for folder in (TEMPLATES, Path(compose.__file__).parent, bundled("translations")):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in (".html", ".css", ".xml", ".py", ".mo"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
