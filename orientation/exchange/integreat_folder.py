"""A region's guide is added to a content folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from orientation.content.layout import LOCALES, TOPICS
from orientation.content.read import read_guides
from orientation.content.write import write_guides
from orientation.domain.guide import Guides
from orientation.errors import BadInput


def read_known(folder: Path, region: str) -> Guides:
    """Return what a content folder holds, nothing where there is none.

    Raises BadContent where it cannot be read, BadInput where the region exists or it is something else.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder}: is a file, not a folder")
    if not folder.exists() or not any(folder.iterdir()):
        return Guides()
    if not (folder / TOPICS).exists():
        raise BadInput(f"{folder}: holds other things than guides; there is no {TOPICS}")
    if (folder / region).exists():
        raise BadInput(f"{folder}: the region {region} exists already; remove it, or import under another id")
    return read_guides(folder)


def add_region(new: Guides, known: Guides, folder: Path) -> None:
    """Write a region's layer with its entries; add topics and locales that are not known, at the end.

    New topics stand after the known ones.
    """
    tags = {locale.tag for locale in known.locales}
    slugs = {topic.slug for topic in known.topics}
    last = max((topic.order for topic in known.topics), default=0)
    added = replace(
        new,
        topics=tuple(replace(one, order=last + one.order) for one in new.topics if one.slug not in slugs),
        locales=tuple(locale for locale in new.locales if locale.tag not in tags),
    )
    with _folder_beside(folder) as beside:
        write_guides(added, beside)
        if not known.topics:
            _set_in_place(beside, folder)
            return
        _append(beside / TOPICS, folder / TOPICS)
        _append(beside / LOCALES, folder / LOCALES)
        region = new.layers[0].id
        os.rename(beside / region, folder / region)  # last: all it refers to is there


@contextmanager
def _folder_beside(folder: Path) -> Iterator[Path]:
    """Give an empty folder on the same disk, gone in the end unless it was moved."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _set_in_place(beside: Path, folder: Path) -> None:
    beside.chmod(0o755)  # mkdtemp's are for the owner alone
    if folder.exists():
        folder.rmdir()  # it is empty
    os.rename(beside, folder)


def _append(new: Path, known: Path) -> None:
    """Append one TOML file to another; what was there keeps its bytes, comments too."""
    addition = new.read_bytes() if new.exists() else b""
    if not addition.strip():
        return
    before = known.read_bytes() if known.exists() else b""
    new.write_bytes(before + b"\n" * (2 if before else 0) + addition)
    os.replace(new, known)
