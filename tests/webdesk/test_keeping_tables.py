"""A database from before there were keepers knows at once what is due."""

from __future__ import annotations

from pathlib import Path

from desk_builders import NOW, make_library

from orientation.domain.library import items_of
from orientation.store.database import MIGRATIONS, connect
from orientation.store.keeping import check_of, checks_in, make_keeping_tables
from orientation.store.library import load_items


def test_what_was_saved_before_is_read_once(tmp_path: Path):
    database = connect(tmp_path / "old.db")
    for migrate in MIGRATIONS:
        if migrate is not make_keeping_tables:
            migrate(database)
    load_items(database, items_of(make_library()), now=NOW)
    make_keeping_tables(database)
    keys = {one.key for one in checks_in(database, ["es-soria"])}
    assert keys == {"entry/es-soria/transport/bus", "place/es-soria/town-hall"}
    check = check_of(database, "place/es-soria/town-hall")
    assert check is not None
    assert (check.topic, check.read_on, check.due_on) == ("banking", "2026-10", "2026-12-30")
    assert check_of(database, "layer/es-soria") is None


def test_what_is_gone_is_not_due(tmp_path: Path):
    database = connect(tmp_path / "new.db")
    for migrate in MIGRATIONS:
        migrate(database)
    items = items_of(make_library())
    load_items(database, items, now=NOW)
    items.pop("entry/es-soria/transport/bus")
    load_items(database, items, now=NOW)
    assert [one.key for one in checks_in(database, ["es-soria"])] == ["place/es-soria/town-hall"]
