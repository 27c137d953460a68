"""The small guide that is published, kept and updated here, and its editions as they must reach a phone."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from orientation.content.write import write_guides
from orientation.desk.load import load_folder
from orientation.desk.publish import publish
from orientation.domain.guide import Entry, Guides, Layer, Source, Text, Topic
from orientation.domain.locale import Locale
from orientation.packs.parts import read_part
from orientation.store.editions import Edition, newest_editions
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION, Services

REGION = "xx-fault"
LOCALES = ("ar", "en")  # the language at the counter last
WORD = "papers"  # stands in every entry, so that a search finds them
_TOPICS = ("emergency", "services", "health", "banking")  # a part each, besides "more"
_ENTRIES_A_TOPIC = 3
_WORDS = 200  # random ones in an entry's text: they keep the pack from being small
_SOURCE = Source("https://example.org/", "Gesetz")


@dataclass(frozen=True, slots=True)
class Known:
    """An edition as its server serves it."""

    locale: str
    number: int
    manifest: dict[str, Any]
    parts: dict[str, tuple[dict[str, str], ...]]  # page records by the part's SHA-256

    @property
    def pages(self) -> dict[str, dict[str, str]]:
        """Return its page records by path."""
        return {page["path"]: page for pages in self.parts.values() for page in pages}

    def __str__(self) -> str:
        return f"{self.number} [{self.locale}]"


def all_changed(letter: str) -> Guides:
    """Return the guide with this letter in every title."""
    return _guides({(topic, n): letter for topic in _TOPICS for n in range(_ENTRIES_A_TOPIC)})


def few_changed(before: str, letter: str) -> Guides:
    """Return the guide of the letter `before` with three titles changed, one entry gone and one that is new."""
    letters = {(topic, n): before for topic in _TOPICS for n in range(_ENTRIES_A_TOPIC)}
    letters |= {("emergency", 0): letter, ("health", 1): letter, ("health", 2): letter}
    del letters["banking", 2]
    letters["services", 7] = letter
    return _guides(letters)


def write_content(data: Path, guides: Guides) -> Path:
    """Write the guide as content files and return their folder."""
    folder = data / "guides"
    shutil.rmtree(folder, ignore_errors=True)  # what is not written anew was removed
    write_guides(guides, folder)
    return folder


def load(data: Path, guides: Guides, *, now: datetime) -> None:
    """Load the guide into a data folder."""
    folder = write_content(data, guides)
    services = open_services(data)
    load_folder(services.site.database, folder, now=now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    services.site.close()


def load_and_publish(data: Path, guides: Guides, *, now: datetime) -> None:
    """Load the guide into a data folder and make it an edition."""
    load(data, guides, now=now)
    services = open_services(data)
    publish(services.site, services, clock=lambda: now)
    services.site.close()


def open_services(data: Path) -> Services:
    services: Services = create_app(Settings(data)).extensions[EXTENSION]
    return services


def read_known(data: Path) -> dict[str, Known]:
    """Return the newest edition of each locale of a data folder."""
    services = open_services(data)
    known = {edition.locale: _known(services, edition) for edition in newest_editions(services.site.database)}
    services.site.close()
    return known


def _known(services: Services, edition: Edition) -> Known:
    manifest = json.loads(edition.manifest)
    hashes = [part["sha256"] for part in manifest["parts"]]
    parts = {one: read_part(services.site.blobs.read(one, plain=True)) for one in hashes}
    return Known(edition.locale, edition.number, manifest, parts)


def _guides(letters: dict[tuple[str, int], str]) -> Guides:
    names = (("ar", "موضوع"), ("en", "Topic"))
    topics = tuple(Topic(slug, "services", 10 * n, names) for n, slug in enumerate(_TOPICS))
    layer = Layer(
        REGION, (("ar", "مكان"), ("en", "Place")), kind="region", timezone="Europe/Berlin", host_locale="en", locales=LOCALES
    )  # fmt: skip
    return Guides(
        topics=topics,
        locales=(Locale("ar", "العربية", "rtl", "Arab"), Locale("en", "English", "ltr", "Latn")),
        layers=(layer,),
        entries=tuple(sorted(_entries(letters), key=lambda entry: entry.address)),
    )


def _entries(letters: dict[tuple[str, int], str]) -> list[Entry]:
    return [
        Entry(
            REGION, topic, f"entry-{n}", "en", (_text("ar", "سؤال", topic, n, letter), _text("en", "Question", topic, n, letter)),
            order=10 * n, sources=(_SOURCE,),
        )
        for (topic, n), letter in letters.items()
    ]  # fmt: skip


def _text(locale: str, word: str, topic: str, n: int, letter: str) -> Text:
    """Return a text whose title bears the letter; its body is the same for every letter."""
    seeded = random.Random(f"{topic} {n} {locale}")
    words = ["".join(seeded.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(_WORDS)]
    return Text(locale, f"{word} {topic} {n} {letter}", f"Bring your {WORD}. {' '.join(words)}.\n")
