"""A server as it is run, while many sheets are being made for it: it answers, and it outlives being killed."""

from __future__ import annotations

import http.client
import io
import json
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from processes import until, workers_of

MANY = "/en/es-soria/sheet/many/"
LOCALES = ["ar", "en", "es", "fr"]
ENTRIES = ["banking/basic-account", "services/padron"]
PAGE_MAX_S = 0.3


class Server:
    """`orientation serve` on a data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "orientation", "serve", "--port", str(self._port)]
        self.process = subprocess.Popen(
            [*command, "--data", str(self.data)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert any("serving on" in line for line in self.process.stdout)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def ask(
        self, path: str, form: dict | None = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        body = urlencode(form, doseq=True) if form else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        connection.request("POST" if form else "GET", path, body, {**kind, **headers})
        response = connection.getresponse()
        read = response.read()
        connection.close()
        return response, read

    def ask_for_many(self, **form: object) -> str:
        return self.ask(MANY, form)[0].headers["Location"]

    def state(self, address: str) -> dict:
        return json.loads(self.ask(address, Accept="application/json")[1])


@pytest.fixture
def server(published_data: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(published_data, tmp_path / "data")
    server = Server(tmp_path / "data")
    yield server
    server.kill()


def test_pages_are_answered_at_once_while_ten_sheets_are_made(server):
    address = server.ask_for_many(topic=["banking", "health", "language"], locale=LOCALES)
    assert until(lambda: server.state(address)["ready"])
    took_s = []
    while server.state(address)["ready"] < 10:
        begun = time.monotonic()
        assert server.ask("/ar/es-soria/health/")[0].status == 200
        took_s.append(time.monotonic() - begun)
        time.sleep(0.05)
    assert len(took_s) > 5
    assert statistics.median(took_s) < PAGE_MAX_S


def test_server_that_is_killed_leaves_nothing_half_and_goes_on_where_it_was(server):
    address = server.ask_for_many(topic=ENTRIES, locale=LOCALES)
    assert until(lambda: server.state(address)["ready"] >= 2)
    workers = workers_of(server.process.pid)
    assert workers
    server.kill()
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    kept = list((server.data / "sheets").glob("*.pdf"))
    assert all(path.read_bytes().endswith(b"%%EOF\n") for path in kept)
    server.start()
    assert server.state(address)["ready"] >= 2
    assert until(lambda: not server.state(address)["under_way"], within_s=60)
    packed = server.ask(f"{address}sheets.zip")[1]
    with zipfile.ZipFile(io.BytesIO(packed)) as zipped:
        sheets = [zipped.read(name) for name in zipped.namelist()]
    assert len(sheets) == 8
    assert all(sheet.startswith(b"%PDF-") and sheet.endswith(b"%%EOF\n") for sheet in sheets)


def test_stopped_job_ends_after_the_sheets_that_are_in_hand(server):
    address = server.ask_for_many(topic=ENTRIES, locale=LOCALES)
    assert until(lambda: server.state(address)["ready"])
    assert server.ask(address, {"do": "stop"})[0].status == 303
    ready = server.state(address)["ready"]
    single, sheet = server.ask("/en/es-soria/sheet/print.pdf?take=banking/basic-account")
    assert (single.status, sheet[:5]) == (200, b"%PDF-")
    time.sleep(2)
    assert ready <= server.state(address)["ready"] <= ready + 2
