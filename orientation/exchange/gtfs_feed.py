"""A GTFS feed's tables as typed rows, however broken the zip; nothing is unpacked to disk.

Source: https://gtfs.org/documentation/schedule/reference/
"""

from __future__ import annotations

import csv
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from orientation.errors import BadInput
from orientation.exchange.gtfs_rows import TABLES

T = TypeVar("T", bound=msgspec.Struct)

ZIP_LIMIT_BYTES = 500_000_000
TABLE_LIMIT_BYTES = 3_000_000_000
RATIO_LIMIT = 200  # how much larger a table may be than its zipped bytes: times of day reach 30
SMALL_BYTES = 1_000_000  # a table of so few bytes harms nobody, however well it was zipped
REQUIRED = ("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
CALENDARS = ("calendar.txt", "calendar_dates.txt")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, UnicodeDecodeError, EOFError,
    NotImplementedError, RuntimeError, OSError,
)  # fmt: skip
_NO_UTF8 = re.compile("[\udc80-\udcff]")  # what "surrogateescape" makes of bytes that are none


class Feed:
    """An open feed; `with Feed(path) as feed:` closes it in the end."""

    def __init__(self, path: Path) -> None:
        """Raises BadInput for what is no feed, or one too large to be what it says."""
        self._path = path
        if not path.is_file():
            raise BadInput(f"{path}: there is no such file")
        if path.stat().st_size > ZIP_LIMIT_BYTES:
            raise self.bad("", f"larger than {ZIP_LIMIT_BYTES // 1_000_000} MB; cut out the region first")
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise self.bad("", "this is no zip file, or it was cut off; fetch it again") from error
        self._sizes = {info.filename: info for info in self._zip.infolist()}
        self._look_over()

    def __enter__(self) -> Feed:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._zip.close()

    def bad(self, place: str, problem: str) -> BadInput:
        """Return the error that says in one line what is wrong. place: "stops.txt:12" or ""."""
        return BadInput(": ".join(part for part in (self._path.name, place, problem) if part))

    def rows(self, kind: type[T]) -> Iterator[tuple[int, T]]:
        """Yield (line, row) of a table; nothing where there is none.  Raises BadInput."""
        table = TABLES[kind]
        if table not in self._sizes:
            return
        try:
            with self._zip.open(table) as raw:
                text = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="")
                yield from self._parsed(text, kind)
        except _BROKEN as error:
            raise self.bad(table, "it cannot be unpacked; fetch the feed again") from error

    def _parsed(self, text: Iterable[str], kind: type[T]) -> Iterator[tuple[int, T]]:
        """Yield the rows; of each the columns that somebody reads, whatever stands in the others."""
        table, reader = TABLES[kind], csv.reader(text, strict=True)
        try:
            columns = self._columns(next(reader, []), kind)
            for row in reader:
                fields = {name: row[at].strip() for at, name in columns if at < len(row) and row[at].strip()}
                if problem := _undecoded(fields):
                    raise self.bad(f"{table}:{reader.line_num}", problem)
                if fields:
                    yield reader.line_num, msgspec.convert(fields, kind, strict=False)
        except msgspec.ValidationError as error:
            problem = str(error).replace("Object ", "").replace(" - at `$.", " at `")
            raise self.bad(f"{table}:{reader.line_num}", problem) from error
        except csv.Error as error:
            raise self.bad(f"{table}:{reader.line_num}", f"no valid CSV: {error}") from error

    def _columns(self, header: Sequence[str], kind: type[msgspec.Struct]) -> list[tuple[int, str]]:
        """Return the columns that are read, with where they stand."""
        names = [(at, name.strip()) for at, name in enumerate(header)]
        found = [(at, name) for at, name in names if name in kind.__struct_fields__]
        if header and not found:
            raise self.bad(f"{TABLES[kind]}:1", "no column of that table in UTF-8 is named here")
        return found

    def _look_over(self) -> None:
        """Refuse a feed without its tables, and one that would fill memory."""
        missing = [name for name in REQUIRED if name not in self._sizes]
        if not missing and not any(name in self._sizes for name in CALENDARS):
            missing = [" or ".join(CALENDARS)]
        if missing:
            raise self.bad("", f"no GTFS feed: {', '.join(missing)} is missing at the top of the zip")
        for name in TABLES.values():
            if name in self._sizes:
                self._weigh(self._sizes[name])

    def _weigh(self, info: zipfile.ZipInfo) -> None:
        size, zipped = info.file_size, max(info.compress_size, 1)
        if size > TABLE_LIMIT_BYTES or (size > SMALL_BYTES and size / zipped > RATIO_LIMIT):
            raise self.bad(info.filename, f"{size:,} bytes out of {zipped:,}: this is no timetable")


def _undecoded(fields: Mapping[str, str]) -> str:
    """Return which column is no UTF-8, "" where all are."""
    wrong = (name for name, value in fields.items() if not value.isascii() and _NO_UTF8.search(value))
    return next((f"{name} is no UTF-8" for name in wrong), "")
