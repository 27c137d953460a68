"""The database file: migrations, backups, bad files."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time

import pytest

from orientation.errors import BadInput, StoreError
from orientation.store import database as module
from orientation.store.database import backup, open_database, restore, transaction


def _note(database, words):
    database.execute(
        "INSERT INTO revisions (item, origin, author, saved_at, digest) VALUES (?, 'desk', '', '', '')",
        (words,),
    )


def _notes(database):
    return [row[0] for row in database.execute("SELECT item FROM revisions ORDER BY id").fetchall()]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "orientation.db"


def test_database_is_in_wal_mode(path):
    database = open_database(path)
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.conn.close()


def test_migration_makes_a_copy_first(path, monkeypatch):
    database = open_database(path)
    _note(database, "kept")
    database.conn.close()
    later = (*module.MIGRATIONS, lambda database: database.execute("ALTER TABLE items RENAME TO things"))
    monkeypatch.setattr(module, "MIGRATIONS", later)
    open_database(path).conn.close()
    copy = module.connect(path.with_name(f"orientation.db.before-v{len(later)}"))
    assert _notes(copy) == ["kept"]
    copy.conn.close()


def test_database_whose_making_was_cut_off_is_made_at_the_next_opening(path):
    program = (
        "import os, pathlib, sys\n"
        "from orientation.store import database as module\n"
        "def die_after_two(database):\n"
        "    for table in module._TABLES[:2]:\n"
        "        database.execute(table)\n"
        "    os._exit(9)\n"
        "module.MIGRATIONS = (die_after_two,)\n"
        "module.open_database(pathlib.Path(sys.argv[1]))\n"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)]).returncode == 9
    database = open_database(path)
    assert _notes(database) == []
    database.conn.close()


def test_processes_that_open_a_new_folder_at_once_all_succeed(tmp_path):
    program = (
        "import sys, time, pathlib\n"
        "from orientation.store.database import open_database\n"
        "time.sleep(max(0, float(sys.argv[2]) - time.time()))\n"
        "for n in range(20):\n"
        "    open_database(pathlib.Path(sys.argv[1]) / str(n) / 'orientation.db').conn.close()\n"
    )
    start = str(time.time() + 1)
    command = [sys.executable, "-c", program, str(tmp_path), start]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[1].decode() for process in processes] == [""] * 4


def test_database_of_a_newer_version_is_refused(path):
    database = open_database(path)
    database.execute("PRAGMA user_version = 99")
    database.conn.close()
    with pytest.raises(StoreError, match="newer version"):
        open_database(path)


def test_file_that_is_no_database_is_refused(path):
    path.parent.mkdir()
    path.write_text("this is not a database, it is a letter to the town hall. " * 50)
    with pytest.raises(StoreError, match="not a database"):
        open_database(path)


def test_restored_backup_holds_what_was_saved_and_the_old_state_is_kept(path, tmp_path):
    database = open_database(path)
    _note(database, "before")
    backup(database, tmp_path / "copy.db")
    _note(database, "after")
    database.conn.close()
    restore(tmp_path / "copy.db", path)
    database = open_database(path)
    assert _notes(database) == ["before"]
    database.conn.close()
    old = module.connect(path.with_name("orientation.db.before-restore"))
    assert _notes(old) == ["before", "after"]
    old.conn.close()


def test_backup_does_not_overwrite(path, tmp_path):
    database = open_database(path)
    (tmp_path / "copy.db").write_text("x")
    with pytest.raises(BadInput, match="exists already"):
        backup(database, tmp_path / "copy.db")
    database.conn.close()


def test_restoring_something_else_is_refused_and_changes_nothing(path, tmp_path):
    open_database(path).conn.close()
    (tmp_path / "letter").write_text("no database at all " * 100)
    with pytest.raises(BadInput, match="not a database"):
        restore(tmp_path / "letter", path)
    open_database(path).conn.close()


def test_transaction_that_fails_leaves_nothing(path):
    database = open_database(path)
    with contextlib.suppress(ZeroDivisionError), transaction(database):
        _note(database, "half")
        raise ZeroDivisionError
    assert _notes(database) == []
    database.conn.close()
