"""Which processes a process has started, read from /proc."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def workers_of(parent: int | None = None) -> set[int]:
    """Return the processes that lay out sheets for a process; for this one, where none is named."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            after_name = (folder / "stat").read_text().rpartition(") ")[2].split()
            ours = int(after_name[1]) == (parent or os.getpid()) and after_name[0] != "Z"
            if ours and b"sheet_worker" in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
    return found


def until(is_so: Callable[[], object], *, within_s: float = 60) -> bool:
    """Wait until something is so, and return whether it is."""
    end = time.monotonic() + within_s
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(is_so())
