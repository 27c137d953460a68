"""Write a library as content files; the way back from `read`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import tomli_w

from orientation.content import layout
from orientation.content.texts import write_text
from orientation.content.timetables import timetable_fields
from orientation.content.villages import write_villages
from orientation.content.wordings import WORDED
from orientation.domain.checklists import Checklist
from orientation.domain.courses import Course, Event, Organisation
from orientation.domain.guide import Entry, Fact, Guides, Layer, Place, Topic, Word
from orientation.domain.library import Item, name_in_layer
from orientation.domain.locale import Locale
from orientation.domain.phrases import Phrase
from orientation.domain.timetable import Timetable

# The key of an item within its file and the file's place in the folder say these already.
_ELSEWHERE = {
    Topic: {"slug"},
    Locale: {"tag"},
    Layer: {"id"},
    Fact: {"layer", "name"},
    Place: {"layer", "slug"},
    Word: {"layer", "name"},
    Course: {"layer", "slug"},
    Event: {"layer", "slug"},
    Organisation: {"layer", "slug"},
    Phrase: {"layer", "slug"},
    Checklist: {"layer", "slug"},
    Entry: {"layer", "topic", "slug", "texts", "facts"},
}


def write_guides(guides: Guides, folder: Path, *, prune: bool = False) -> None:
    """Write the files whose bytes differ, each whole or not at all.

    prune: remove the content files of items that are gone, and folders that are empty then.
    Raises BadInput, before anything is written, for an item that has no path (a slug such as "../x").
    """
    files = {path: text.encode() for path, text in files_of(guides).items()}
    for path, data in files.items():
        _write_file(folder / path, data)
    if prune:
        _remove_others(folder, files)


def files_of(guides: Guides) -> dict[str, str]:
    """Return the text of every file by its path within the content folder.  Raises BadInput."""
    found = {
        layout.TOPICS: _toml({topic.slug: table_of(topic) for topic in guides.topics}),
        layout.LOCALES: _toml({locale.tag: table_of(locale) for locale in guides.locales}),
    }
    found |= {layout.path_of(layer): _toml(table_of(layer)) for layer in guides.layers}
    courses = (guides.courses, guides.events, guides.organisations)
    others = (guides.timetables, guides.phrases, guides.checklists)
    for group in (guides.facts, guides.places, guides.words, *courses, *others):
        found |= _grouped(group)
    found |= {layout.path_of(one): write_villages(one) for one in guides.villages}
    for entry in guides.entries:
        found[layout.path_of(entry)] = _toml(_entry_fields(entry))
        found |= {layout.text_path(entry, text.locale): write_text(text) for text in entry.texts}
    return found


def _grouped(items: Iterable[Item]) -> dict[str, str]:
    """Return the files of items that stand together in one a layer, each in a table of its name."""
    tables: dict[str, dict[str, object]] = {}
    for item in items:
        fields = timetable_fields(item) if isinstance(item, Timetable) else table_of(item)
        tables.setdefault(layout.path_of(item), {})[name_in_layer(item)] = fields
    return {path: _toml(table) for path, table in tables.items()}


def _entry_fields(entry: Entry) -> dict[str, object]:
    own = {fact.name: table_of(fact) for fact in entry.facts}
    return table_of(entry) | ({"facts": own} if own else {})


def table_of(item: Any) -> dict[str, object]:
    """Return what a dataclass says as a TOML table, without what is absent."""
    skipped = _ELSEWHERE.get(type(item), set())
    named = {one.name: getattr(item, one.name) for one in fields(item) if one.name not in skipped}
    return {name: _value(name, value) for name, value in named.items() if _is_said(name, value)}


def _is_said(name: str, value: object) -> bool:
    if name in ("protected", "before"):
        return value is True
    return value is False or value not in ("", None, (), 0)


def _value(name: str, value: Any) -> object:
    if name in WORDED:
        return {locale: list(words) if isinstance(words, tuple) else words for locale, words in value}
    if isinstance(value, tuple):
        return [_value("", one) for one in value]
    return table_of(value) if hasattr(value, "__dataclass_fields__") else value


def _toml(table: Mapping[str, Any]) -> str:
    return tomli_w.dumps(table)


def _write_file(path: Path, data: bytes) -> None:
    """Put a file in place whole; leave it alone where it has these bytes."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)  # mkstemp lets nobody else read
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _remove_others(folder: Path, kept: Mapping[str, bytes]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):  # what a folder holds comes before it
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in kept and layout.is_content(name):
            path.unlink()
            _remove_empty(path.parent, folder)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
