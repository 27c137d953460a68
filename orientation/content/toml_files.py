"""Bytes -> text -> TOML, with each mistake noted where it stands."""

from __future__ import annotations

import re
import tomllib

from orientation.content.lines import lines_of
from orientation.content.table import Notes, Table
from orientation.findings import Said


def read_utf8(data: bytes, notes: Notes) -> str | None:
    """Return the text of a file with \\n at line ends, None where it is no UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        notes.add_line(line, Said("no_utf8"))
        return None
    return re.sub(r"\r\n?", "\n", text)


def read_table(toml: str, notes: Notes, *, above: int = 0) -> Table | None:
    """Return a TOML text as a table, None where its syntax is wrong.

    above: how many lines of the file stand above the TOML.
    """
    try:
        fields = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        problem, line = _problem_and_line(str(error), toml)
        notes.add_line(line + above, Said("no_toml", problem=problem))
        return None
    notes.lines.update({keys: line + above for keys, line in lines_of(toml).items()})
    return Table(fields, notes)


def _problem_and_line(message: str, toml: str) -> tuple[str, int]:
    """Split what tomllib says.

    >>> _problem_and_line("Invalid value (at line 3, column 5)", "")
    ('Invalid value', 3)
    """
    problem, _, place = message.rpartition(" (at ")
    found = re.match(r"line (\d+)", place)
    return problem, int(found[1]) if found else toml.rstrip("\n").count("\n") + 1
