"""Time every page of the desk over a large library: 5,000 entries in 8 locales over 100 regions.

    python bench/desk.py [--regions 100] [--entries 50] [--rounds 7]

Prints each page's median and slowest, and the number of database queries; ends with 1 where a median passes the bar.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flask import Flask
from flask.testing import FlaskClient

from orientation.desk.access import first_link, stamp
from orientation.desk.drafting import begin, save, submit
from orientation.domain.guide import Entry, Fact, Guides, Layer, Place, Source, Text, Topic
from orientation.domain.library import items_of
from orientation.domain.locale import Locale
from orientation.domain.roles import Grant
from orientation.store.library import load_items
from orientation.store.persons import add_person, find_person
from orientation.web.app import Settings, create_app
from orientation.web.desk.blueprint import clock
from orientation.web.services import EXTENSION

BAR_MS = 300
_ASKED = (  # pages that need more than a path
    "/desk/ask/?item=place/xx-001/place-0&region=xx-001",
    "/desk/keepers/?item=place/xx-001/place-0&region=xx-001",
    "/desk/mend/?page=/en/xx-001/emergency/entry-0/",
    "/desk/in/xx-001/place/place-0/edit/",
    "/desk/in/xx-001/fact/phone_1/edit/",
    "/desk/in/xx-001/standing/entry/emergency/entry-0/",
    "/desk/in/xx/",
)
_NO_PAGES = {  # without a question, with nothing to merge, or for who is signed in already
    *("/desk/ask/", "/desk/keepers/", "/desk/mend/", "/desk/sign-in/", "/desk/drafts/1/merge/"),
    "/desk/in/xx-001/entry/phone_1/edit/",
    "/desk/in/xx-001/standing/entry/phone_1/",
}
LOCALES = ("ar", "el", "en", "es", "fr", "pl", "ru", "uk")
TOPICS = ("emergency", "services", "transport", "health", "banking", "language")
SOURCE = Source("https://example.org/law", "Law", "page", "2026-01")
_WORDS = [
    "town",
    "hall",
    "paper",
    "number",
    "office",
    "bring",
    "passport",
    "call",
    "doctor",
    "child",
    "school",
    "bus",
    "bank",
    "card",
    "free",
    "ask",
]
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Timed:
    """How long a page takes, and how often it asks the database."""

    path: str
    median_ms: float
    slowest_ms: float
    queries: int


def main() -> int:
    parser = argparse.ArgumentParser(description="Time the desk's pages.")
    parser.add_argument("--regions", type=int, default=100)
    parser.add_argument("--entries", type=int, default=50, help="of each region")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(Path(folder)))
        database = app.extensions[EXTENSION].site.database
        load_items(database, items_of(make_library(given.regions, given.entries)), now=stamp(clock()))
        client = signed_in(app)
        make_drafts(app, given.regions)
        rows = list(timed(app, client, rounds=given.rounds))
    for row in rows:
        mark = "" if row.median_ms <= BAR_MS else "  MISSED"
        print(
            f"{row.median_ms:7.1f} ms  slowest {row.slowest_ms:7.1f}  {row.queries:4} queries  {row.path}{mark}"
        )
    slow = sum(row.median_ms > BAR_MS for row in rows)
    print(f"{len(rows)} pages, {slow} over {BAR_MS} ms")
    return 1 if slow else 0


def make_library(regions: int, entries: int) -> Guides:
    """Return that many regions over one country, each with its own entries in eight locales, facts and places."""
    dice = random.Random(1)
    ids = [f"xx-{number:03}" for number in range(regions)]
    return Guides(
        topics=tuple(Topic(slug, slug, 10 * at, (("en", slug),)) for at, slug in enumerate(TOPICS)),
        locales=tuple(Locale(tag, tag, "rtl" if tag == "ar" else "ltr", "Latn") for tag in LOCALES),
        layers=(
            Layer("xx", (("en", "Land"),), country="ES", timezone="Europe/Madrid", host_locale="es"),
            *(Layer(one, (("en", one),), kind="region", parent="xx", locales=LOCALES) for one in ids),
        ),
        facts=tuple(
            Fact(one, f"phone_{n}", "phone", f"+3497500{n:04}", "2026-01", SOURCE) for one in ids for n in range(20)
        ),
        places=tuple(
            Place(one, f"place-{n}", (("en", f"Office {n}"),), topic="services", phone=f"+3497510{n:04}",
                  town="Town", read_on="2026-01", as_of="2026-01", source=SOURCE)
            for one in ids for n in range(15)
        ),
        entries=tuple(
            Entry(one, TOPICS[n % len(TOPICS)], f"entry-{n}", "es", _texts(dice, n), order=n, read_on="2026-01",
                  sources=(SOURCE,))
            for one in ids for n in range(entries)
        ),
    )  # fmt: skip


def _texts(dice: random.Random, number: int) -> tuple[Text, ...]:
    def sentence() -> str:
        return " ".join(dice.choices(_WORDS, k=12)).capitalize() + "."

    body = "\n\n".join(" ".join(sentence() for _ in range(4)) for _ in range(5)) + "\n\nCall {phone_1}."
    return tuple(Text(tag, f"Entry {number}", body) for tag in LOCALES)


def signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    link = f"/desk/join/{first_link(app.extensions[EXTENSION].site.database, clock=clock)}/"
    found = _TOKEN.search(client.get(link).get_data(as_text=True))
    assert found
    fields = {"csrf_token": found[1], "name": "Ana", "password": "four words without order", "locale": "en"}
    assert client.post(link, data=fields).status_code == 303
    return client


def make_drafts(app: Flask, regions: int) -> None:
    """Let ten people have up to ten drafts each in review."""
    database = app.extensions[EXTENSION].site.database
    for number in range(10):
        who = add_person(
            database, f"Person {number}", "", locale="en", grants=(Grant("curator"),), now=stamp(clock())
        )
        person = find_person(database, who)
        assert person
        for at in range(min(10, regions)):
            key = f"entry/xx-{at:03}/{TOPICS[number % len(TOPICS)]}/entry-{number % len(TOPICS)}"
            editing = begin(database, person, key, f"xx-{at:03}")
            draft = save(database, person, editing, editing.item, version=0, clock=clock)
            submit(database, person, draft.id, version=1, note="", clock=clock)


def timed(app: Flask, client: FlaskClient, *, rounds: int) -> Iterator[Timed]:
    """Time each page. Queries are counted at the second look: the first may count what the next find counted."""
    database = app.extensions[EXTENSION].site.database
    for path in _paths(app):
        queries: list[str] = []
        if client.get(path).status_code != 200:
            print(f"{path}: {client.get(path).status_code}")
            continue
        database.conn.set_trace_callback(queries.append)
        client.get(path)
        database.conn.set_trace_callback(None)
        times = sorted(_time(client, path) for _ in range(rounds))
        yield Timed(path, statistics.median(times), times[-1], len(queries))


def _time(client: FlaskClient, path: str) -> float:
    began = time.perf_counter()
    client.get(path).get_data()
    return (time.perf_counter() - began) * 1000


def _paths(app: Flask) -> list[str]:
    """Return an address for each page of the desk that one can look at."""
    given = {
        "region": "xx-001", "topic": "emergency", "slug": "entry-0", "locale": "ar", "draft": 1, "name": "phone_1",
        "layer": "xx-001", "key": "entry/xx-001/emergency/entry-0", "item": "entry/xx-001/emergency/entry-0",
        "person": 1, "who": 1, "number": 1, "chapter": "first-hour", "kind": "entry",
    }  # fmt: skip
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            wanted = rule.arguments
            if str(rule).startswith("/desk/") and "GET" in (rule.methods or ()) and wanted <= set(given):
                found.append(app.url_for(rule.endpoint, **{name: given[name] for name in wanted}))
    return sorted({*found, *_ASKED} - _NO_PAGES)


if __name__ == "__main__":
    sys.exit(main())
