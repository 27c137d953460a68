"""What can be laid out, as a value that goes to another process, and what comes back where it failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from orientation import errors
from orientation.domain.choice import Choice
from orientation.errors import BadChoice, OrientationError, SheetError
from orientation.store.database import snapshot
from orientation.store.files import write_whole
from orientation.web import sheet_requests
from orientation.web.check_sheets import write_check
from orientation.web.kept_sheets import sheet_path
from orientation.web.sheet_source import Source


class Task(Protocol):
    """One sheet to lay out."""

    def run(self, found: Source) -> bytes: ...


class Printer(Protocol):
    """Who lays sheets out: this process, or others of its own."""

    at_once: int

    def run(self, task: Task) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class SheetTask:
    """A sheet for whoever asks, not kept."""

    choice: Choice
    logo: bytes = b""

    def run(self, found: Source) -> bytes:
        with snapshot(found.site.database):
            return sheet_requests.write_sheet(found, self.choice, logo=self.logo)


@dataclass(frozen=True, slots=True)
class KeptTask:
    """A sheet that is kept as well, named by what it was made of."""

    choice: Choice
    logo: bytes = b""

    def run(self, found: Source) -> bytes:
        with snapshot(found.site.database):  # else a sheet of the next edition might bear this one's name
            path = sheet_path(found, self.choice, logo=self.logo)
            sheet = sheet_requests.write_sheet(found, self.choice, logo=self.logo)
        write_whole(path, sheet)
        return sheet


@dataclass(frozen=True, slots=True)
class CheckTask:
    """A sheet to check a translation by."""

    region: str
    locale: str
    topics: tuple[str, ...] = ()
    beside: str = ""

    def run(self, found: Source) -> bytes:
        return write_check(found, self.region, self.locale, topics=self.topics, beside=self.beside)


class InProcess:
    """Lays out here: a command that makes one sheet needs no other process."""

    at_once = 1

    def __init__(self, found: Source) -> None:
        self._found = found

    def run(self, task: Task) -> bytes:
        return task.run(self._found)

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Failed:
    """An error on its way between processes."""

    kind: str  # of orientation.errors; "" for one that is not ours
    words: str
    choice: tuple[str, str, str, int] | None = None  # what a BadChoice is made from

    @classmethod
    def of(cls, error: Exception) -> Failed:
        if isinstance(error, BadChoice):
            return cls("BadChoice", str(error), (error.field, error.value, error.why, error.most))
        ours = isinstance(error, OrientationError)
        return cls(type(error).__name__ if ours else "", str(error) if ours else type(error).__name__)

    def error(self) -> OrientationError:
        """Return the error to raise here."""
        if self.choice:
            field, value, why, most = self.choice
            return BadChoice(field, value, why, most=most)
        if not self.kind:
            return SheetError(f"laying it out failed: {self.words}")
        error: OrientationError = getattr(errors, self.kind)(self.words)
        return error
