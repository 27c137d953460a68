"""One installation under test: load, publish, serve."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import brotli

from bench.measuring import MeasurementError
from bench.subjects import ROOT, Subject
from bench.table import Row
from orientation.desk.publish import PublishReport, publish
from orientation.desk.site import Site
from orientation.domain.guide import Entry
from orientation.domain.inheritance import resolve
from orientation.domain.library import items_of, key_of
from orientation.packs.parts import read_part
from orientation.store.editions import newest_edition
from orientation.store.library import append_item, load_items
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION, Services

EDIT_BAR_S = 2
START_LIMIT_S = 60  # then the server counts as broken


@dataclass(frozen=True, slots=True)
class Published:
    """A pack as phones get it."""

    manifest: str
    parts: tuple[bytes, ...]  # plain
    pages: tuple[dict[str, str], ...]  # of all parts, in order
    shell: bytes  # plain

    @property
    def pack_path(self) -> str:
        return f"/packs/blobs/{json.loads(self.manifest)['pack']['sha256']}"


class Installation:
    """A data folder with one guide in it."""

    def __init__(self, data: Path, subject: Subject) -> None:
        self.data = data
        self.subject = subject
        site = Site(data)
        load_items(site.database, items_of(subject.guides), now=_now())
        site.close()
        self._services: Services = create_app(Settings(data)).extensions[EXTENSION]

    @property
    def _site(self) -> Site:
        return self._services.site

    def close(self) -> None:
        self._site.close()

    def publish(self) -> tuple[float, PublishReport]:
        """Publish the guide in all its locales; return seconds and what was done."""
        start = time.perf_counter()
        wanted = (self.subject.region,)
        report = publish(self._site, self._services, wanted=wanted, clock=lambda: datetime.now(UTC))
        return time.perf_counter() - start, report

    def publish_rows(self) -> list[Row]:
        """Publish for the first time and once more."""
        first_s, first = self.publish()
        again_s, again = self.publish()
        if not first.published or again.published:
            raise MeasurementError(f"publishing did {first} and then {again}")
        return [
            Row("publish, first time", first_s, "s", note=f"{len(first.published)} locales"),
            Row("publish, nothing changed", again_s, "s"),
        ]

    def edit_rows(self) -> list[Row]:
        """Change one entry's words and publish its region."""
        entry = resolve(self.subject.guides, self.subject.region).entries[-1]
        texts = tuple(replace(text, body=f"{text.body}\n\nEdited.") for text in entry.texts)
        edited = replace(entry, texts=texts)
        start, cpu = time.perf_counter(), time.process_time()
        report = self.save((edited,))
        seconds, cpu_s = time.perf_counter() - start, time.process_time() - cpu
        if len(report.published) < len(texts):
            raise MeasurementError(f"an edit of {len(texts)} texts published {report.published}")
        pages = len(self.published(self.subject.locales[0]).pages)
        note = f"one entry in {len(texts)} locales, {pages} pages each; {cpu_s:.1f} s of processor time"
        return [Row("save an edit → published", seconds, "s", EDIT_BAR_S, note)]

    def save(self, entries: Iterable[Entry]) -> PublishReport:
        """Save entries as a curator does, and publish."""
        for entry in entries:
            append_item(self._site.database, key_of(entry), entry, author="bench", now=_now())
        return self.publish()[1]

    def published(self, locale: str) -> Published:
        """Return what is served in a locale, its hashes checked."""
        edition = newest_edition(self._site.database, self.subject.region, locale)
        if edition is None:
            raise MeasurementError(f"{self.subject.region}/{locale} is not published")
        value = json.loads(edition.manifest)
        parts = tuple(self._blob(part["sha256"]) for part in value["parts"])
        if brotli.decompress(self._site.blobs.read(value["pack"]["sha256"])) != b"".join(parts):
            raise MeasurementError("the pack is not its parts one after another")
        pages = tuple(page for part in parts for page in read_part(part))
        return Published(edition.manifest, parts, pages, self._blob(value["shell"]))

    def _blob(self, name: str) -> bytes:
        plain = self._site.blobs.read(name, plain=True)
        if hashlib.sha256(plain).hexdigest() != name:
            raise MeasurementError(f"blob {name} has other bytes")
        return plain


@dataclass
class Server:
    """A running `orientation serve`."""

    port: int
    process: subprocess.Popen[bytes]
    start_s: float  # until it answered

    def kill(self) -> None:
        """Stop it at once."""
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(data: Path) -> Iterator[Server]:
    """Run `orientation serve` on a data folder, in a process of its own, until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "orientation", "serve", "--port", str(port), "--data", str(data)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    with (data / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=data, env=environment)
    try:
        _wait_until_it_answers(port, process)
        yield Server(port, process, time.perf_counter() - start)
    finally:
        process.kill()
        process.wait()


def _wait_until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_LIMIT_S
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.02)
        finally:
            connection.close()
    raise MeasurementError(f"`orientation serve` did not answer; it exited with {process.poll()}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
