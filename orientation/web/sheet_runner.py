"""Works off the sheets that were asked for many at once, as long as the server runs; what a stop cuts off is made anew."""

from __future__ import annotations

import logging
import sqlite3
import threading

from orientation.errors import BadChoice, NotFound, NotPublished, OrientationError
from orientation.store.sheet_jobs import SheetFile, choice_of, logo_of, next_file, note_file
from orientation.web.services import Services
from orientation.web.sheet_printing import keep_sheet

POLL_S = 1.0  # between two looks whether something was asked for
STOP_S = 5.0
_log = logging.getLogger(__name__)


class SheetRunner:
    """Threads that wait for sheets; laying out itself is the printer's."""

    def __init__(self, found: Services) -> None:
        self._found = found
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._taken: set[tuple[int, int]] = set()
        hands = range(found.printer.at_once)
        self._threads = [threading.Thread(target=self._run, name=f"sheets-{n}", daemon=True) for n in hands]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End after the sheets that are being made; one that takes long is made anew at the next start."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(STOP_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                worked = self._work()
            except (
                sqlite3.Error,
                OSError,
            ) as error:  # a full disk, a database in use: the next look may do better
                _log.error("the queue of sheets: %s", type(error).__name__)
                worked = False
            if not worked:
                self._stopping.wait(POLL_S)
        self._found.site.close()

    def _work(self) -> bool:
        """Make the sheet whose turn it is; False where none waits."""
        database = self._found.site.database
        with self._lock:
            file = next_file(database, but=self._taken)
            if file is None:
                return False
            self._taken.add((file.job, file.place))
        try:
            reason = self._make(file)
            note_file(database, file, "failed" if reason else "ready", reason=reason)
        finally:
            with self._lock:
                self._taken.discard((file.job, file.place))
        return True

    def _make(self, file: SheetFile) -> str:
        """Keep a sheet; return why that cannot be, "" where it was."""
        try:
            keep_sheet(self._found, choice_of(file), logo=logo_of(self._found.site.database, file.job))
        except (OrientationError, ValueError) as error:
            return reason_of(error)
        return ""


def reason_of(error: Exception) -> str:
    """Return a code for why a sheet was not made; templates/reader/sheet_reason.txt says it in words."""
    if isinstance(error, BadChoice):
        return error.why
    if isinstance(error, NotPublished):
        return "unpublished"
    return "unknown" if isinstance(error, NotFound) else "broken"
