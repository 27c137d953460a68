"""Files written whole or not at all, and locks between processes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

LEFTOVER_S = 3600  # seconds after which nobody writes to a temporary file any more
_NEW = ".new-"


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place; whoever opens it sees the former bytes or these, also after a power cut."""
    with _written(path, data) as temporary:
        os.chmod(temporary, 0o644)  # mkstemp lets nobody else read
        os.replace(temporary, path)


def write_first(path: Path, data: bytes) -> None:
    """Put a file in place that its owner alone may read, unless there is one: who comes second changes nothing."""
    with _written(path, data) as temporary, contextlib.suppress(FileExistsError):
        os.link(temporary, path)


@contextlib.contextmanager
def _written(path: Path, data: bytes) -> Iterator[Path]:
    """Give a temporary file beside `path` that holds the data, on the disk and not only on its way there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_NEW)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield Path(temporary)
    finally:
        Path(temporary).unlink(missing_ok=True)


def drop_leftovers(folder: Path, *, now: float) -> None:
    """Remove, below a folder, what a writer left behind that was killed.

    now: seconds since 1970.
    """
    for path in folder.rglob(f"{_NEW}*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < now - LEFTOVER_S:
                path.unlink()


@contextlib.contextmanager
def locked(path: Path, *, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold a lock that one thread of one process has at a time; it goes with the process, however that ends.

    waiting: called once where another has it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
