"""`orientation publish` and `orientation load`, killed (-9) at random moments."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import brotli

from orientation.desk.find import search
from orientation.domain.guide import Guides
from orientation.errors import UnknownPage
from orientation.packs.editions import blobs_named
from orientation.packs.manifest import verify_manifest
from orientation.packs.parts import read_part
from orientation.store.editions import Edition, newest_editions, pages_of, recent_manifests
from orientation.store.library import read_library
from orientation.web.services import Services

from .claims import Wrong, lost, mixed
from .guide import LOCALES, all_changed, few_changed, load, load_and_publish, open_services, write_content
from .servers import PROJECT

_COMMAND_LIMIT_S = 120
_DURING_LOAD = 0.2  # of the kills


# the command as it is installed, but it waits for a word before it begins its work
_COMMAND = "import sys; from orientation.web.cli import main; print('ready', flush=True); sys.stdin.readline(); main()"


class Publisher:
    """A data folder whose content changes again and again."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "publisher"
        self._turn = 0
        self._guides = all_changed("A0")
        load_and_publish(self._data, self._guides, now=datetime.now(UTC))
        self._newest: dict[str, int] = {}  # the highest edition number seen, by locale
        list(self._wrongs_served())
        self._load_s, self._publish_s = self._measure()

    def run(self, dice: random.Random) -> tuple[str, list[Wrong]]:
        """Kill a command at a random moment, look at what it left, and let it go through.

        Returns what happened, in words, and what went wrong.
        """
        former, self._guides = self._guides, self._next(dice)
        folder = write_content(self._data, self._guides)
        before = dict(self._newest)
        if dice.random() < _DURING_LOAD:
            told = self._kill(dice, self._load_s, "load", str(folder))
            wrongs = [*self._wrongs_of_library(former), *self._wrongs_served(former)]
            load(self._data, self._guides, now=datetime.now(UTC))
        else:
            load(self._data, self._guides, now=datetime.now(UTC))
            told = self._kill(dice, self._publish_s, "publish")
            wrongs = list(self._wrongs_served(former))
        new = sum(self._newest[locale] > before.get(locale, 0) for locale in self._newest)
        if not self._publish():
            wrongs.append(lost(f"publishing fails after the kill: {self._said()}"))
        wrongs += [*self._wrongs_served(), *self._wrongs_of_search()]
        return f"{told}; then {new} of {len(LOCALES)} locales were new", wrongs

    def _next(self, dice: random.Random) -> Guides:
        self._turn += 1
        letter = f"A{self._turn}"
        return few_changed(f"A{self._turn - 1}", letter) if dice.random() < 0.5 else all_changed(letter)

    # -- commands -------------------------------------------------------------------------------------------------

    def _measure(self) -> tuple[float, float]:
        """Return how many seconds `load` and `publish` work when nobody kills them."""
        self._guides = all_changed("A")
        folder, seconds = write_content(self._data, self._guides), []
        for words in (("load", str(folder)), ("publish",)):
            with self._ready(*words) as process:
                begun = time.monotonic()
                if not self._ends_well(process):
                    raise RuntimeError(self._said())
                seconds.append(time.monotonic() - begun)
        return seconds[0], seconds[1]

    def _kill(self, dice: random.Random, whole_s: float, *words: str) -> str:
        """Start a command and kill it at some moment of its work; return what happened."""
        moment_s = dice.uniform(0, whole_s)
        with self._ready(*words) as process:
            _go(process)
            try:
                process.wait(moment_s)
                return f"{words[0]} was through before {moment_s:.3f} s"
            except subprocess.TimeoutExpired:
                process.kill()
                return f"{words[0]} killed after {moment_s:.3f} s of {whole_s:.3f}"

    def _publish(self) -> bool:
        """Publish and say whether it went well; how long it takes changes with what else the machine does."""
        with self._ready("publish") as process:
            begun = time.monotonic()
            well = self._ends_well(process)
            self._publish_s = time.monotonic() - begun
            return well

    def _ends_well(self, process: subprocess.Popen[bytes]) -> bool:
        _go(process)
        return process.wait(_COMMAND_LIMIT_S) == 0

    def _ready(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command and return it when it is about to begin its work."""
        environment = os.environ | {"PYTHONPATH": str(PROJECT), "ORIENTATION_DATA": str(self._data)}
        command = [sys.executable, "-c", _COMMAND, *words]
        with (self._data / "command.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=PROJECT,
                env=environment,
            )
        assert process.stdout is not None
        process.stdout.readline()
        return process

    def _said(self) -> str:
        lines = (self._data / "command.log").read_text(encoding="utf-8").splitlines()
        return lines[-1] if lines else "nothing was said"

    # -- what is true after it ------------------------------------------------------------------------------------

    def _wrongs_of_library(self, former: Guides) -> Iterator[Wrong]:
        """The library holds the former guide or the new one."""
        services = open_services(self._data)
        found = _all_titles(read_library(services.site.database))
        services.site.close()
        if found not in [_all_titles(one) for one in (former, self._guides)]:
            yield mixed("the library holds neither the former guide nor the new one")

    def _wrongs_served(self, *or_else: Guides) -> Iterator[Wrong]:
        """What is served is whole, and the newest guide or one of these."""
        services = open_services(self._data)
        try:
            sound = services.site.database.execute("PRAGMA integrity_check").fetchone()[0]
            if sound != "ok":
                yield mixed(f"the database is damaged: {sound}")
            editions = newest_editions(services.site.database)
            if {edition.locale for edition in editions} != set(LOCALES):
                yield lost(f"only {len(editions)} of {len(LOCALES)} locales are served")
            for edition in editions:
                yield from self._wrongs_of_edition(services, edition, (self._guides, *or_else))
            for manifest in itertools.chain(*recent_manifests(services.site.database, count=2)):
                yield from _missing_blobs(services, manifest)
        finally:
            services.site.close()

    def _wrongs_of_edition(
        self, services: Services, edition: Edition, allowed: tuple[Guides, ...]
    ) -> Iterator[Wrong]:
        key = services.site.key.public_key().public_bytes_raw().hex()
        if not verify_manifest(edition.manifest, key=key):
            yield mixed(
                f"the manifest of edition {edition.number} [{edition.locale}] is not signed by the site"
            )
        if edition.number < self._newest.get(edition.locale, 0):
            yield mixed(
                f"edition {edition.number} [{edition.locale}] came after {self._newest[edition.locale]}"
            )
        self._newest[edition.locale] = edition.number
        yield from _wrongs_of_blobs(services, edition)
        pages = pages_of(services.site.database, edition.region, edition.locale)
        titles = {page.path: page.title for page in pages if page.kind == "entry"}
        if titles not in [_titles(one, edition) for one in allowed]:
            yield mixed(
                f"edition {edition.number} [{edition.locale}] holds titles of two guides, or of another"
            )

    def _wrongs_of_search(self) -> Iterator[Wrong]:
        services = open_services(self._data)
        for edition in newest_editions(services.site.database):
            region, locale = edition.region, edition.locale
            pages = pages_of(services.site.database, region, locale)
            titles = [page.title for page in pages if page.kind == "entry"]
            wanted = {page.path for page in pages}
            found = search(services.site, region, locale, titles[0])
            if not found or {hit.path.partition("#")[0] for hit in found} - wanted:
                yield lost(f"a search of edition {edition.number} [{locale}] does not find what is in it")
        services.site.close()


def _go(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.write(b"go\n")
    process.stdin.flush()


def _all_titles(guides: Guides) -> set[tuple[str, str, str]]:
    return {(entry.address, text.locale, text.title) for entry in guides.entries for text in entry.texts}


def _titles(guides: Guides, edition: Edition) -> dict[str, str]:
    """Return the titles an edition of this guide must have, by path."""
    base = f"/{edition.locale}/{edition.region}/"
    all_titles = _all_titles(guides)
    return {f"{base}{address}/": title for address, locale, title in all_titles if locale == edition.locale}


def _missing_blobs(services: Services, manifest: str) -> Iterator[Wrong]:
    """A phone that began before this edition came can still finish the former one."""
    for name in blobs_named(manifest, services.site.blobs):
        if not services.site.blobs.has(name):
            yield lost(
                f"edition {json.loads(manifest)['edition']} names the blob {name[:8]}, which is not there"
            )


def _wrongs_of_blobs(services: Services, edition: Edition) -> Iterator[Wrong]:
    """Each blob is there with its SHA-256 and sizes, and the parts hold the pages of the database."""
    manifest = json.loads(edition.manifest)
    sizes = {one["sha256"]: one for one in (manifest["pack"], *manifest["parts"])}
    records: dict[str, dict[str, str]] = {}
    for name in blobs_named(edition.manifest, services.site.blobs):
        try:
            wire, plain = services.site.blobs.read(name), services.site.blobs.read(name, plain=True)
        except (UnknownPage, brotli.error) as error:
            yield lost(
                f"blob {name[:8]} of edition {edition.number} [{edition.locale}] cannot be read: {error}"
            )
            return
        stated = sizes.get(name, {"bytes": len(plain), "wire_bytes": len(wire)})
        if (stated["bytes"], stated["wire_bytes"]) != (len(plain), len(wire)):
            yield mixed(f"blob {name[:8]} of edition {edition.number} [{edition.locale}] has another size")
        if hashlib.sha256(plain).hexdigest() != name:
            yield mixed(f"blob {name[:8]} of edition {edition.number} [{edition.locale}] has another SHA-256")
        if name in {part["sha256"] for part in manifest["parts"]}:
            records |= {page["path"]: page for page in read_part(plain)}
    pages = {
        page.path: (page.title, page.html)
        for page in pages_of(services.site.database, edition.region, edition.locale)
    }
    if pages != {path: (record["title"], record["html"]) for path, record in records.items()}:
        yield mixed(f"the pages of edition {edition.number} [{edition.locale}] are not those of its parts")
