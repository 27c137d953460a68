"""Sheets on the disk: laid out once, named by what they were made of, whole or not there."""

from __future__ import annotations

import functools
import hashlib
from contextlib import suppress
from pathlib import Path

from orientation.domain import sheet_check, sheet_facts
from orientation.domain.choice import Choice, choice_query
from orientation.packs.parts import canonical_json
from orientation.sheets import compose
from orientation.sheets.templates import TEMPLATES
from orientation.store.editions import newest_edition
from orientation.store.files import write_whole
from orientation.web import sheet_requests
from orientation.web.assets import bundled
from orientation.web.services import Services


def kept_sheet(found: Services, choice: Choice, *, logo: bytes = b"") -> bytes:
    """Return a sheet from the disk, or lay it out and keep it.

    Raises NotPublished, BadChoice, SheetError; ServiceUnavailable where many wait for theirs.
    """
    path = sheet_path(found, choice, logo=logo)
    with suppress(FileNotFoundError):
        return path.read_bytes()
    with found.sheet_queue.turn():
        with suppress(FileNotFoundError):  # somebody who waited before may have made it
            return path.read_bytes()
        sheet = sheet_requests.write_sheet(choice, logo=logo)
        write_whole(path, sheet)
        return sheet


def sheet_path(found: Services, choice: Choice, *, logo: bytes = b"") -> Path:
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
        choice_query(choice),
        hashlib.sha256(logo).hexdigest(),
        found.site.url,
        _design(),
    ]
    digest = hashlib.sha256(canonical_json(made_from)).hexdigest()[:16]
    return (
        found.site.sheets / f"{edition.number}-{edition.locale}-{choice.layout}-{digest}.{suffix_of(choice)}"
    )


def suffix_of(choice: Choice) -> str:
    """Return how the file's name ends."""
    return "png" if choice.layout == "picture" else "pdf"


@functools.cache
def _design() -> str:
    """Return a SHA-256 of what else a sheet is made with: templates, code and words of this program."""
    digest = hashlib.sha256()
    for path in (Path(sheet_facts.__file__), Path(sheet_check.__file__)):  # what a QR code says
        digest.update(path.read_bytes())
    for folder in (TEMPLATES, Path(compose.__file__).parent, bundled("translations")):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in (".html", ".css", ".py", ".mo"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
