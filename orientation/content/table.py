"""One TOML table being read: it gives its fields as the type asked for and notes what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from orientation.content import values
from orientation.content.lines import Path, line_at
from orientation.domain.locale import Names
from orientation.errors import Finding
from orientation.findings import Said

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Notes:
    """What was found wrong with one file."""

    path: str
    lines: dict[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, keys: Path, problem: Said) -> None:
        """Note a problem at a key; keys in front of it tell where it stands."""
        self.add_line(line_at(self.lines, keys), problem.at(".".join(keys)) if keys else problem)

    def add_line(self, line: int, problem: Said) -> None:
        self.findings.append(Finding(self.path, line, problem))


class Table:
    """A table of a TOML file; a field that nobody asked for is a problem, said by `finish`."""

    def __init__(self, fields: Mapping[str, object], notes: Notes, keys: Path = ()) -> None:
        self.keys = keys
        self._fields = fields
        self._notes = notes
        self._asked: set[str] = set()

    def text(self, name: str, check: values.Check = values.any_text, *, required: bool = False) -> str:
        """Return a string, "" where absent or wrong."""
        value = self._take(name, str, Said("want_text"))
        if value is None:
            if required and name not in self._fields:
                self._notes.add(self.keys, Said("missing", name=name))
            return ""
        return value if self._is_fine(name, value, check) else ""

    def number(self, name: str) -> int:
        """Return an integer, 0 where absent or wrong."""
        return self._take(name, int, Said("want_whole")) or 0

    def flag(self, name: str) -> bool | None:
        """Return true or false, None where absent or wrong."""
        return self._take(name, bool, Said("want_flag"))

    def texts(
        self, name: str, check: values.Check = values.any_text, *, repeated: bool = False
    ) -> tuple[str, ...]:
        """Return a list of strings without those that are wrong or, unless `repeated`, said twice."""
        wanted = Said("want_list")
        found: list[str] = []
        for one in self._take(name, list, wanted) or ():
            if not isinstance(one, str):
                self.say(name, wanted)
            elif one in found and not repeated:
                self.say(name, Said("twice", value=one))
            elif self._is_fine(name, one, check):
                found.append(one)
        return tuple(found)

    def names(self, name: str, *, required: bool = False) -> Names:
        """Return the words of a table locale -> words, sorted by locale."""
        table = self.table(name, required=required)
        if not table:
            return ()
        found = [(tag, table.text(tag)) for tag in table if table.is_name(tag, values.tag)]
        return tuple(sorted(pair for pair in found if pair[1]))

    def table(self, name: str, *, required: bool = False) -> Table | None:
        """Return a table in this one."""
        value = self._take(name, dict, Said("want_table", keys=".".join((*self.keys, name))))
        if required and name not in self._fields:
            self._notes.add(self.keys, Said("missing", name=name))
        return None if value is None else type(self)(value, self._notes, (*self.keys, name))

    def tables(self, name: str) -> tuple[Table, ...]:
        """Return the tables of an array of tables."""
        wanted = Said("want_tables", keys=".".join((*self.keys, name)))
        found = self._take(name, list, wanted) or []
        if not all(isinstance(one, dict) for one in found):
            self.say(name, wanted)
        keys = (*self.keys, name)
        dicts = [(index, one) for index, one in enumerate(found) if isinstance(one, dict)]
        return tuple(type(self)(one, self._notes, (*keys, str(index))) for index, one in dicts)

    def named_tables(self, check: values.Check) -> Iterator[tuple[str, Table]]:
        """Yield the tables in this one by name, sorted, without those whose name is wrong."""
        for name in sorted(self._fields):
            if self.is_name(name, check) and (table := self.table(name)):
                yield name, table

    def is_name(self, name: str, check: values.Check) -> bool:
        """Tell whether a key is a good name, and note it if not."""
        self._asked.add(name)
        problem = check(name)
        if problem:
            self.say(name, problem.at("no good name", "; "))
        return not problem

    def say(self, name: str, problem: Said) -> None:
        """Note a problem with a field."""
        self._notes.add((*self.keys, name), problem)

    def finish(self) -> None:
        """Note the fields that nobody asked for."""
        for name in sorted(set(self._fields) - self._asked):
            self.say(name, Said("unknown_field", known=", ".join(sorted(self._asked))))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._fields))

    def _is_fine(self, name: str, value: str, check: values.Check) -> bool:
        problem = Said("empty") if not value else values.any_text(value) or check(value)
        if problem:
            self.say(name, problem.at(repr(value)) if value else problem)
        return not problem

    def _take(self, name: str, kind: type[T], wanted: Said) -> T | None:
        """Return a field of exactly that type (true is no number), None where absent or of another."""
        self._asked.add(name)
        value = self._fields.get(name)
        if value is not None and type(value) is not kind:
            self.say(name, wanted)
        return value if type(value) is kind else None
