"""Disk and desk share one library and never overwrite each other."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from orientation.domain.guide import Entry, Fact, Guides, Text
from orientation.domain.library import assemble, items_of, key_of
from orientation.errors import EditConflict
from orientation.store.database import open_database
from orientation.store.library import append_item, load_items, read_library, removed_entries

NOW = "2026-11-21T10:00:00Z"


@pytest.fixture
def database(tmp_path):
    database = open_database(tmp_path / "orientation.db")
    yield database
    database.conn.close()


def make_entry(title: str = "الفتح", **fields: object) -> Entry:
    values = {"layer": "es", "topic": "banking", "slug": "account", "source_locale": "ar"}
    return Entry(**{**values, "texts": (Text("ar", title, "نص"),), **fields})


def load(database: Database, *items, **options):
    return load_items(
        database, items_of(assemble({key_of(item): item for item in items})), now=NOW, **options
    )


def test_load_gives_back_what_it_took(database):
    entry, fact = make_entry(), Fact("es", "fee", "money", "3 EUR")
    load(database, entry, fact)
    assert read_library(database) == Guides(entries=(entry,), facts=(fact,))


def test_second_load_of_the_same_changes_nothing(database):
    load(database, make_entry())
    assert not load(database, make_entry())
    assert database.execute("SELECT count(*) FROM revisions").fetchone() == (1,)


def test_changed_file_becomes_a_revision(database):
    load(database, make_entry())
    assert load(database, make_entry("حساب")).changed == ("entry/es/banking/account",)
    assert read_library(database).entries[0].texts[0].title == "حساب"


def test_vanished_file_becomes_a_tombstone(database):
    load(database, make_entry())
    assert load(database).removed == ("entry/es/banking/account",)
    assert read_library(database).entries == ()
    assert removed_entries(database) == (make_entry(),)


def test_file_that_comes_back_is_taken_again(database):
    load(database, make_entry())
    load(database)
    assert load(database, make_entry()).added == ("entry/es/banking/account",)


def test_desk_edit_is_kept_when_disk_did_not_change(database):
    load(database, make_entry())
    append_item(database, "entry/es/banking/account", make_entry("desk"), author="curator", now=NOW)
    assert not load(database, make_entry())
    assert read_library(database).entries[0].texts[0].title == "desk"


def test_file_changed_under_a_desk_edit_is_a_conflict_and_applies_nothing(database):
    load(database, make_entry())
    append_item(database, "entry/es/banking/account", make_entry("desk"), author="curator", now=NOW)
    report = load(database, make_entry("disk"))
    assert report.conflicts == ("entry/es/banking/account",)
    assert read_library(database).entries[0].texts[0].title == "desk"


def test_conflict_is_reported_again_until_it_is_settled(database):
    load(database, make_entry())
    append_item(database, "entry/es/banking/account", make_entry("desk"), author="curator", now=NOW)
    load(database, make_entry("disk"))
    assert load(database, make_entry("disk")).conflicts
    assert load(database, make_entry("disk"), theirs=True).changed
    assert read_library(database).entries[0].texts[0].title == "disk"


def test_file_that_vanished_under_a_desk_edit_is_a_conflict(database):
    load(database, make_entry())
    append_item(database, "entry/es/banking/account", make_entry("desk"), author="curator", now=NOW)
    assert load(database).conflicts == ("entry/es/banking/account",)
    assert len(read_library(database).entries) == 1


def test_entry_written_at_the_desk_survives_a_load_without_it(database):
    append_item(database, "entry/es/banking/account", make_entry(), author="curator", now=NOW)
    assert not load(database)
    assert len(read_library(database).entries) == 1


def test_second_save_from_the_same_revision_is_refused(database):
    load(database, make_entry())
    append_item(database, "entry/es/banking/account", make_entry("one"), author="a", now=NOW, base=1)
    with pytest.raises(EditConflict, match="someone saved it first"):
        append_item(database, "entry/es/banking/account", make_entry("two"), author="b", now=NOW, base=1)
