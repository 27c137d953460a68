"""Processes that lay sheets out beside the server: a second of layout holds Python's lock, and pages would wait for it."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

from orientation.errors import SheetError
from orientation.web.sheet_source import Source
from orientation.web.sheet_tasks import Failed, Task

AT_ONCE_MAX = 2
IDLE_S = 180.0  # after which nothing is left of them
LIMIT_S = 60.0  # for one sheet; the longest takes five on a slow machine
START_S = 60.0  # until a worker is ready
_PACKAGES = Path(__file__).resolve().parents[2]
_log = logging.getLogger(__name__)


class _Gone(Exception):
    """A worker ended before it answered."""


class _NoProcess(Exception):
    """No worker can be started here."""


class SheetWorkers:
    """Starts workers when there is work, replaces those that end, and lets go of them when there is none."""

    def __init__(
        self,
        found: Source,
        data: Path,
        *,
        at_once: int = 0,
        limit_s: float = LIMIT_S,
        idle_s: float = IDLE_S,
    ) -> None:
        """found: for laying out in this process where no other can be started.  at_once: 0 for what fits the machine."""
        self.at_once = at_once or min(AT_ONCE_MAX, cores())
        self._found, self._data = found, data
        self._limit_s, self._idle_s = limit_s, idle_s
        self._hands = threading.Semaphore(self.at_once)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._timer: threading.Timer | None = None

    def run(self, task: Task) -> bytes:
        """Return a sheet.  Raises what laying out raises; SheetError where it takes too long or too much memory."""
        with self._hands:
            try:
                return self._ask(task)
            except _NoProcess as error:
                _log.error("no process for sheets (%s): they are laid out by the server itself", error)
                return task.run(self._found)
            except _Gone:
                return self._ask_again(task)

    def _ask_again(self, task: Task) -> bytes:
        """Ask a fresh worker: the other may have ended for a reason that was not the sheet's."""
        try:
            return self._ask(task)
        except (_Gone, _NoProcess) as error:
            raise SheetError("laying it out ended its process twice: too large for this machine") from error

    def _ask(self, task: Task) -> bytes:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        worker = worker or _Worker(self._data, self._found.site.url)
        made = worker.ask(task, limit_s=self._limit_s)
        if worker.last:
            worker.end()
        else:
            self._rest(worker)
        if isinstance(made, Failed):
            raise made.error()
        return made

    def _rest(self, worker: _Worker) -> None:
        worker.idle_since = time.monotonic()
        with self._lock:
            self._idle.append(worker)
            self._watch()

    def _watch(self) -> None:
        """See to it that somebody looks for workers that have nothing to do; the lock is held."""
        if self._timer is None:
            self._timer = threading.Timer(self._idle_s, self._let_go)
            self._timer.daemon = True
            self._timer.start()

    def _let_go(self) -> None:
        before = time.monotonic() - self._idle_s
        with self._lock:
            self._timer = None
            tired = [one for one in self._idle if one.idle_since <= before]
            self._idle = [one for one in self._idle if one.idle_since > before]
            if self._idle:
                self._watch()
        for worker in tired:
            worker.end()

    def close(self) -> None:
        """End those that wait for work; one that works ends when it has answered nobody."""
        with self._lock:
            idle, self._idle = self._idle, []
            if self._timer:
                self._timer.cancel()
            self._timer = None
        for worker in idle:
            worker.end()


class _Worker:
    """One process, asked one thing at a time."""

    def __init__(self, data: Path, url: str) -> None:
        """Raises _NoProcess."""
        ours, theirs = socket.socketpair()
        self.last = False  # it ends after what it answered last
        self.idle_since = 0.0
        self._asked = Connection(ours.detach())
        handle = theirs.fileno()
        self._folder = ""  # for its temporary files, 2 MB of unpacked fonts
        command = [sys.executable, "-P", "-m", "orientation.web.sheet_worker", str(data), url, str(handle)]
        paths = [str(_PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
        try:
            self._folder = tempfile.mkdtemp(prefix="orientation-sheets-")
            self._process = subprocess.Popen(
                [*command, self._folder],
                pass_fds=(handle,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )
        except OSError as error:
            self._asked.close()
            self._clear()
            raise _NoProcess(type(error).__name__) from error
        finally:
            theirs.close()
        self._wait_ready()

    def _wait_ready(self) -> None:
        try:
            ready = self._asked.poll(START_S)
            if ready:
                self._asked.recv()
        except (EOFError, OSError):
            ready = False
        if not ready:
            self.kill()
            raise _NoProcess(f"it ended with status {self._process.returncode}")

    def ask(self, task: Task, *, limit_s: float) -> bytes | Failed:
        """Return what it answers.  Raises _Gone, and SheetError where that takes too long."""
        try:
            self._asked.send(task)
            if not self._asked.poll(limit_s):
                self.kill()
                raise SheetError(f"laying it out took more than {limit_s:.0f} s")
            made, self.last = self._asked.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise _Gone from error
        answer: bytes | Failed = made
        return answer

    def end(self) -> None:
        """Let it end by itself, and wait for that."""
        self._asked.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()
        self._clear()

    def kill(self) -> None:
        self._asked.close()
        self._process.kill()
        self._process.wait()
        self._clear()

    def _clear(self) -> None:
        """Remove its temporary files: a process that was killed could not."""
        shutil.rmtree(self._folder, ignore_errors=True)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
