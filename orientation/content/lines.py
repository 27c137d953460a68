"""On which line of a TOML file does a key stand? tomllib does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Path = tuple[str, ...]

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]=]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_FIELD = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*=")


def lines_of(toml: str) -> dict[Path, int]:
    """Return the 1-based line of each table and key; the second table of an array `a` is ("a", "1")."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}  # of the tables of each array so far
    table: Path = ()
    for number, line in _outside_long_strings(toml):
        if header := _HEADER.match(line):
            table = _new_table(counts, _names(header[1]), is_array=line.lstrip().startswith("[["))
            found.setdefault(table, number)
        elif field := _FIELD.match(line):
            found.setdefault((*table, *_names(field[1])), number)
    return found


def line_at(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of a key, or of the nearest table around it; 0 where nothing is known.

    >>> line_at({("a",): 3}, ("a", "b", "c"))
    3
    """
    known = (lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines)
    return next(known, 0)


def _new_table(counts: dict[Path, int], names: Path, *, is_array: bool) -> Path:
    """Return where a header leads: into the last table of each array on the way, or into a new one at its end."""
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        path = (*path, str(counts[path] - 1)) if path in counts else path
    path = (*path, names[-1])
    if not is_array:
        return path
    counts[path] = counts.get(path, 0) + 1
    return (*path, str(counts[path] - 1))


def _names(dotted: str) -> Path:
    return tuple(name.strip("\"'") for name in re.findall(_KEY, dotted))


def _outside_long_strings(toml: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) of the lines that do not begin inside a string of three quotes."""
    closing = ""
    for number, line in enumerate(toml.split("\n"), start=1):
        if not closing:
            yield number, line
        for quotes in re.findall(r'"""|' + r"'''", line):
            closing = "" if closing == quotes else closing or quotes
