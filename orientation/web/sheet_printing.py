"""A sheet for whoever asks: from the disk, or laid out in its turn and kept."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from pathlib import Path

from orientation.domain.choice import Choice
from orientation.web.kept_sheets import drop_oldest_sheets, sheet_path
from orientation.web.services import Services
from orientation.web.sheet_tasks import KeptTask

LOOK_EVERY = 50  # sheets, between two looks at how much room they take


def kept_sheet(found: Services, choice: Choice, *, logo: bytes = b"", who: str = "") -> bytes:
    """Return a sheet from the disk, or lay it out and keep it.  who: the visitor that waits for it.

    Raises NotPublished, BadChoice, SheetError; ServiceUnavailable where many wait for theirs.
    """
    path = sheet_path(found, choice, logo=logo)
    return _kept(path) or _made(found, path, KeptTask(choice, logo), found.sheet_queue.turn(path, who=who))


def keep_sheet(found: Services, choice: Choice, *, logo: bytes = b"") -> bytes:
    """Return a sheet that nobody waits for in person: the same, after all who do.

    Raises NotPublished, BadChoice, SheetError.
    """
    path = sheet_path(found, choice, logo=logo)
    return _kept(path) or _made(found, path, KeptTask(choice, logo), found.sheet_queue.spare_turn(path))


def _made(found: Services, path: Path, task: KeptTask, turn: AbstractContextManager[None]) -> bytes:
    with turn:
        sheet = _kept(path)  # somebody who waited before may have made it
        if sheet is None:
            sheet = found.printer.run(task)
            if next(found.sheets_made) % LOOK_EVERY == 0:
                drop_oldest_sheets(found.site.sheets)
        return sheet


def _kept(path: Path) -> bytes | None:
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return None
