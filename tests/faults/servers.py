"""`orientation serve`, once for each edition of the small guide: the line is led from one to the other."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orientation.web.stamp import stamp

from .guide import Known, all_changed, few_changed, load_and_publish, read_known

PROJECT = Path(__file__).resolve().parents[2]
START_LIMIT_S = 120
# A: the first edition.  B: every title changed.  C: little changed since B.
# R: C from a later release of the program, with another style, another keep.js and another worker.
CONTENT = {"A": all_changed("A"), "B": all_changed("B"), "C": few_changed("B", "C")}
FORMER = {"B": "A", "C": "B", "R": "C"}  # whose data folder each begins with


class Servers:
    """Running servers by letter; `with Servers(folder, "AB") as servers:` stops them at the end of the block."""

    def __init__(self, folder: Path, letters: Sequence[str]) -> None:
        """folder: an empty one, for their data."""
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self.ports: dict[str, int] = {}
        self.known: dict[str, dict[str, Known]] = {}  # by letter and locale
        self._letters = [letter for letter in "ABCR" if letter in letters]

    def __enter__(self) -> Servers:
        _publish_all(self._folder, last=self._letters[-1])
        for letter in self._letters:
            code = _release(self._folder / "release") if letter == "R" else PROJECT
            self._start(letter, code)
        try:
            self._wait()
        except RuntimeError:
            self.__exit__()
            raise
        self.known = {letter: read_known(self._folder / letter) for letter in self._letters}
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def _start(self, letter: str, code: Path) -> None:
        port = self.ports[letter] = _free_port()
        command = [sys.executable, "-m", "orientation", "serve", "--port", str(port)]
        with (self._folder / f"{letter}.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--data", str(self._folder / letter)],
                stdout=log, stderr=log, cwd=code, env=os.environ | {"PYTHONPATH": str(code)},
            )  # fmt: skip
        self._processes.append(process)

    def _wait(self) -> None:
        end = time.monotonic() + START_LIMIT_S
        for letter, port in self.ports.items():
            while not _answers(port):
                if time.monotonic() > end:
                    raise RuntimeError((self._folder / f"{letter}.log").read_text())
                time.sleep(0.1)


def _publish_all(folder: Path, *, last: str) -> None:
    """Make the data folders, each a copy of the former with one edition more: one site at different times."""
    now = datetime.now(UTC)
    for age, letter in zip((300, 200, 100, 0), "ABCR", strict=True):
        if letter in FORMER:
            shutil.copytree(folder / FORMER[letter], folder / letter)
        if letter in CONTENT:
            load_and_publish(folder / letter, CONTENT[letter], now=now - timedelta(seconds=age))
        if letter == last:
            return


def _release(folder: Path) -> Path:
    """Write a later release of the program, and return where it is."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("orientation", "static"):
        shutil.copytree(PROJECT / name, folder / name, ignore=ignored)
    shutil.copy(PROJECT / "service-worker.js", folder)
    for name in ("guides", "translations"):
        (folder / name).symlink_to(PROJECT / name)
    _append(folder / "static/css/reader.css", "\n.later{color:#000}\n")
    _append(folder / "static/js/keep.js", "\nexport const LATER = 1;\n")
    _append(folder / "static/js/fill.js", "\nself.later = 1;\n")
    stamp(folder / "service-worker.js", folder / "static")
    return folder


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
