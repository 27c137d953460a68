"""How far translations are: the list for a locale, the table for all, and what they cost."""

from __future__ import annotations

import re
import time

import pytest
from desk_builders import add, make_library, sign_in, text_of
from test_translating import KEY, LIST, PAGE, edit_text, name, send

from orientation.domain.guide import Entry, Text
from orientation.domain.library import items_of
from orientation.domain.roles import Grant
from orientation.store.library import load_items
from orientation.web.services import EXTENSION

COVERAGE = "/desk/in/es-soria/coverage/"


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


@pytest.fixture
def client(desk_app):
    add(desk_app, "Pia", Grant("publisher"))
    return sign_in(desk_app, "Pia")


def shown(html):
    return re.findall(r'<small><span class="state (\w+)"', html)


def test_list_says_how_far_each_entry_is_the_worst_first(client, database):
    assert shown(text_of(client.get(LIST))) == ["none", "machine"]
    edit_text(database, "es", "Lleve", "Traiga")
    html = text_of(client.get(LIST))
    assert shown(html) == ["outdated", "none"]
    assert "1 sentence whose source changed" in html
    assert "2 sentences not checked" in html
    send(client, {name("Traiga su pasaporte."): "أحضر جواز سفرك."}, "hand on")
    assert shown(text_of(client.get(LIST))) == ["none", "machine"]


def test_confirmed_sentence_is_counted_at_once(client, database):
    edit_text(database, "es", "Lleve", "Traiga")
    assert shown(text_of(client.get(LIST)))[0] == "outdated"
    send(client, {}, fits=name("Traiga su pasaporte."))
    assert shown(text_of(client.get(LIST))) == ["none", "machine"]


def test_table_says_the_state_of_each_text_in_words_too(client, database):
    edit_text(database, "es", "Lleve", "Traiga")
    html = text_of(client.get(COVERAGE))
    assert "العربية: the source changed since" in html
    assert "العربية: not translated" in html
    assert html.count("written in this language</span>") == 2
    counts = re.search(r'<tr class="counts">(.*?)</tr>', html, re.DOTALL)[1]
    assert re.findall(r"<bdi dir=\"ltr\">([^<]+)</bdi>", counts) == ["0, 0", "1, 0", "2, 0"]


def test_lists_ask_the_database_as_often_for_many_entries_as_for_few(desk_app, client, database):
    grow(database, 60)
    asked = []
    client.get(LIST)
    client.get(COVERAGE)
    database.conn.set_trace_callback(asked.append)
    client.get(LIST)
    assert len(asked) < 120  # most are ranges of kinds and layers of the chain
    many = len(asked)
    asked.clear()
    client.get(COVERAGE)
    assert len(asked) <= many + 2
    database.conn.set_trace_callback(None)


def test_pages_of_a_large_guide_come_in_time(desk_app, client, database):
    grow(database, 200)
    for path in (LIST, COVERAGE, PAGE):
        client.get(path)
        assert min(seconds_of(client, path) for _ in range(4)) < 0.3


def seconds_of(client, path):
    """Return how many seconds of the processor a page takes, whatever else the machine does."""
    begun = time.process_time()
    assert client.get(path).status_code == 200
    return time.process_time() - begun


def grow(database, count):
    """Add entries of 20 sentences in three locales to Soria."""
    body = "\n\n".join(f"## Head {n}\nFirst {n}. Second {n}. Third {n}." for n in range(5))
    texts = tuple(Text(tag, f"Title {tag}", body) for tag in ("ar", "en", "es"))
    library = make_library()
    entries = [Entry("es-soria", "banking", f"entry-{n}", "es", texts) for n in range(count)]
    items = items_of(library) | {f"entry/es-soria/banking/{one.slug}": one for one in entries}
    assert len(load_items(database, items, now="2026-11-26T10:00:00Z").added) == count
    assert KEY in items
