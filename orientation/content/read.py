"""Read everything under guides/; what is wrong becomes a finding, never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from orientation.content import layout, tables, values
from orientation.content.entries import read_entry
from orientation.content.lines import Path as Keys
from orientation.content.lines import line_at
from orientation.content.table import Notes, Table
from orientation.content.texts import read_text
from orientation.content.toml_files import read_table, read_utf8
from orientation.content.villages import read_villages
from orientation.domain.guide import Entry, Guides, Layer, Text, Topic, Villages
from orientation.domain.library import Item, assemble, key_of, name_in_layer
from orientation.domain.locale import Locale
from orientation.errors import BadContent, Finding
from orientation.findings import Said


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item came from."""

    path: str  # relative to the content folder, posix
    lines: Mapping[Keys, int] = field(default_factory=dict)
    keys: Keys = ()  # of the item's table within the file

    def line(self, *keys: str) -> int:
        """Return the 1-based line of a field, or of the table around it; 0 where that is not known."""
        return line_at(self.lines, (*self.keys, *keys))


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything under a content folder; origins by `key_of(item)`, a text's with "/" and its locale."""

    guides: Guides
    findings: tuple[Finding, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def origin(self, item: Item) -> Origin:
        """Return where an item came from; where it belongs, if it came from no file."""
        return self.origins.get(key_of(item)) or Origin(layout.path_of(item))

    def text_origin(self, entry: Entry, locale: str) -> Origin:
        """Return where an entry's words came from; its lines know "title" and "body"."""
        key = f"{key_of(entry)}/{locale}"
        return self.origins.get(key) or Origin(layout.text_path(entry, locale))


def read_guides(folder: Path) -> Guides:
    """Return everything under a content folder.  Raises BadContent when any file is wrong."""
    reading = read(folder)
    errors = tuple(finding for finding in reading.findings if not finding.warning)
    if errors:
        raise BadContent(errors)
    return reading.guides


def read_declared_locales(folder: Path) -> tuple[Locale, ...]:
    """Return the locales that a content folder declares, without reading the rest."""
    return _Reader(folder).read_locales()


def read(folder: Path) -> Reading:
    """Return everything under a content folder that could be read, and what could not."""
    return _Reader(folder).read()


class _Reader:
    """One reading of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._items: dict[str, Item] = {}
        self._origins: dict[str, Origin] = {}
        self._findings: list[Finding] = []

    def read(self) -> Reading:
        self._read_table(layout.TOPICS, tables.read_topics)
        self._read_table(layout.LOCALES, tables.read_locales)
        for layer in self._folders("", known=(layout.TOPICS, layout.LOCALES)):
            self._read_layer(layer)
        return Reading(assemble(self._items), tuple(sorted(set(self._findings))), self._origins)

    def read_locales(self) -> tuple[Locale, ...]:
        self._read_table(layout.LOCALES, tables.read_locales)
        return assemble(self._items).locales

    def _read_layer(self, layer: str) -> None:
        self._read_table(
            f"{layer}/{layout.LAYER_FILES[Layer]}", lambda table: (tables.read_layer(table, layer),)
        )
        for kind, items in tables.READERS.items():
            path = f"{layer}/{layout.LAYER_FILES[kind]}"
            if self._is_file(path):
                self._read_table(path, partial(items, layer=layer))
        self._read_villages(layer)
        known = layout.LAYER_FILES.values()
        for topic in self._folders(layer, known=known):
            for slug in self._folders(f"{layer}/{topic}", known=_files_in(topic)):
                self._read_entry(layer, f"{topic}/{slug}")

    def _read_table(self, path: str, items: Callable[[Table], Iterable[Item]]) -> None:
        """Read a file that must be there and keep its items."""
        notes = self._notes(path)
        toml = self._source(notes)
        table = None if toml is None else read_table(toml, notes)
        for item in items(table) if table else ():
            self._keep(key_of(item), item, notes)

    def _read_villages(self, layer: str) -> None:
        notes = self._notes(f"{layer}/{layout.LAYER_FILES[Villages]}")
        source = self._source(notes) if self._is_file(notes.path) else None
        if source is not None:
            self._keep(f"villages/{layer}", read_villages(source, layer, notes), notes)

    def _read_entry(self, layer: str, address: str) -> None:
        folder = f"{layer}/{address}"
        locales = sorted(self._text_files(folder))
        texts = tuple(text for locale in locales if (text := self._read_text(folder, locale)))
        self._read_table(
            f"{folder}/{layout.ENTRY}",
            lambda table: (replace(read_entry(table, layer=layer, address=address), texts=texts),),
        )

    def _read_text(self, folder: str, locale: str) -> Text | None:
        notes = self._notes(f"{folder}/{locale}.md")
        source = self._source(notes)
        text = None if source is None else read_text(source, locale, notes)
        self._origins[f"entry/{folder}/{locale}"] = Origin(notes.path, notes.lines)
        return text

    def _text_files(self, folder: str) -> Iterator[str]:
        """Yield the locales that an entry's folder has files of."""
        for path in self._children(folder):
            if path.suffix == ".md" and path.is_file() and layout.TAG.fullmatch(path.stem):
                yield path.stem
            elif path.suffix == ".md":
                self._notes(f"{folder}/{path.name}").add((), values.tag(path.stem).at(repr(path.stem)))
            elif path.name != layout.ENTRY:
                self._warn_unread(path)

    def _folders(self, folder: str, *, known: Iterable[str] = ()) -> Iterator[str]:
        """Yield the names of the folders in a folder; note other files than known ones and Markdown."""
        for path in self._children(folder):
            problem = values.slug(path.name)
            if path.is_dir() and problem:
                self._notes(self._relative(path)).add((), problem.at("no good name for a folder"))
            elif path.is_dir():
                yield path.name
            elif path.name not in known and path.suffix != ".md":
                self._warn_unread(path)

    def _children(self, folder: str) -> list[Path]:
        """Return what stands in a folder, without hidden files."""
        found = sorted((self._folder / folder).iterdir()) if (self._folder / folder).is_dir() else []
        return [path for path in found if not path.name.startswith(".")]

    def _source(self, notes: Notes) -> str | None:
        if not self._is_file(notes.path):
            notes.add((), Said("file_missing"))
            return None
        return read_utf8((self._folder / notes.path).read_bytes(), notes)

    def _keep(self, key: str, item: Item, notes: Notes) -> None:
        self._items[key] = item
        self._origins[key] = Origin(notes.path, notes.lines, _keys_of(item))

    def _notes(self, path: str) -> Notes:
        return Notes(path, findings=self._findings)

    def _warn_unread(self, path: Path) -> None:
        problem = Said("file_unread")
        self._findings.append(Finding(self._relative(path), 0, problem, warning=True))

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _is_file(self, path: str) -> bool:
        return (self._folder / path).is_file()


def _files_in(topic: str) -> tuple[str, ...]:
    """Return the names of a layer's files that stand in a topic's folder."""
    return tuple(
        name.removeprefix(f"{topic}/") for name in layout.LAYER_FILES.values() if name.startswith(f"{topic}/")
    )


def _keys_of(item: Item) -> Keys:
    """Return the keys of an item's table within its file."""
    match item:
        case Topic():
            return (item.slug,)
        case Locale():
            return (item.tag,)
        case Layer() | Entry() | Villages():
            return ()
    return (name_in_layer(item),)
