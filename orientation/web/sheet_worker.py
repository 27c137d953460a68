"""A process that lays sheets out, one after another, for the server or the command that started it.

It reads tasks from a socket and ends when that is closed: a server that is killed leaves none behind.
"""

from __future__ import annotations

import gc
import logging
import os
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from orientation.sheets.press import press
from orientation.web.assets import bundled
from orientation.web.sheet_source import SheetSource, Source
from orientation.web.sheet_tasks import Failed, Task

NICENESS = 10  # pages of the same machine go first
SHEETS_MAX = 100  # what a library forgets to free goes with the process
SIZE_MAX_BYTES = 160_000_000  # in memory; a worker that has grown so large is replaced
DATA_MAX_BYTES = 700_000_000  # a sheet that wants more is not made


def main(data: str, url: str, handle: str, folder: str) -> None:
    """Work until the socket is closed, or this process has grown too large.

    folder: for temporary files; it goes with the process, and where that is killed, who started it removes it.
    """
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who started it
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_MAX_BYTES, DATA_MAX_BYTES))
    os.nice(NICENESS)
    found = SheetSource(Path(data), url)
    press(bundled("static"))
    gc.freeze()  # what was loaded stays; looking through it again and again costs a twentieth of the time
    with Connection(int(handle)) as asked:
        try:
            asked.send(None)  # ready
            work(asked, found)
        except (EOFError, OSError):  # who started it is gone
            pass
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def work(asked: Connection, found: Source) -> None:
    for done in range(1, SHEETS_MAX + 1):
        made = lay_out(asked.recv(), found)
        last = done == SHEETS_MAX or size_bytes() > SIZE_MAX_BYTES
        asked.send((made, last))
        if last:
            return


def size_bytes() -> int:
    """Return how much of the memory this process takes now; 0 where the system does not say.

    Not `ru_maxrss`: at its start that is what the process was as large as that started it.
    """
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    return 0


def lay_out(task: Task, found: Source) -> bytes | Failed:
    """Return a sheet, or why there is none; of what is not foreseen the log says where it happened, never its words."""
    try:
        return task.run(found)
    except MemoryError:
        raise
    except Exception as error:
        failed = Failed.of(error)
        if not failed.kind:
            where = "".join(traceback.format_tb(error.__traceback__))
            logging.getLogger(__name__).error("%s in a sheet\n%s", type(error).__name__, where)
        return failed


if __name__ == "__main__":
    main(*sys.argv[1:])
