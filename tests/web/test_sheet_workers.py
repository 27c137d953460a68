"""Sheets from processes of their own: real ones, with the shipped guides."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from processes import until, workers_of
from werkzeug.exceptions import ServiceUnavailable

from orientation.domain.choice import Choice
from orientation.errors import BadChoice, NotPublished, SheetError
from orientation.web.kept_sheets import drop_oldest_sheets, sheet_path
from orientation.web.queue import OWN_MAX, Queue
from orientation.web.services import EXTENSION, Services
from orientation.web.sheet_printing import keep_sheet, kept_sheet
from orientation.web.sheet_tasks import CheckTask, InProcess, KeptTask, SheetTask
from orientation.web.sheet_workers import SheetWorkers

ARABIC = Choice(region="es-soria", locale="ar", takes=("banking/basic-account",))


@pytest.fixture
def found(app: Flask) -> Services:
    return app.extensions[EXTENSION]


@pytest.fixture(scope="module")
def workers(app: Flask) -> Iterator[SheetWorkers]:
    found = app.extensions[EXTENSION]
    workers = SheetWorkers(found, found.site.data, at_once=1)
    yield workers
    workers.close()


def test_sheet_from_a_process_has_the_same_bytes_as_from_this_one(found, workers):
    assert workers.run(SheetTask(ARABIC)) == InProcess(found).run(SheetTask(ARABIC))
    assert workers.run(CheckTask("es-soria", "ar", ("language",))).startswith(b"%PDF-")
    assert len(workers_of()) == 1


def test_sheet_that_is_kept_lies_there_whole(found, workers):
    path = sheet_path(found, ARABIC)
    path.unlink(missing_ok=True)
    assert workers.run(KeptTask(ARABIC)) == path.read_bytes()


def test_what_is_wrong_with_a_choice_comes_back_as_the_same_error(workers):
    with pytest.raises(BadChoice) as wrong:
        workers.run(SheetTask(Choice(region="es-soria", locale="ar", second="xx", takes=("banking",))))
    assert (wrong.value.field, wrong.value.value, wrong.value.why) == ("with", "xx", "unknown")
    with pytest.raises(NotPublished, match=r"es-soria \[xx\]"):
        workers.run(SheetTask(Choice(region="es-soria", locale="xx", takes=("banking",))))
    assert len(workers_of()) == 1


def test_worker_that_was_killed_is_replaced(workers):
    workers.run(SheetTask(ARABIC))
    (before,) = workers_of()
    os.kill(before, signal.SIGKILL)
    assert workers.run(SheetTask(ARABIC)).startswith(b"%PDF-")
    (after,) = workers_of()
    assert after != before


def test_worker_killed_in_the_middle_of_a_sheet_leaves_no_file_and_the_sheet_is_made(found, workers):
    choice = Choice(region="es-soria", locale="fr", second="ar", takes=("banking",))
    workers.run(SheetTask(ARABIC))
    (worker,) = workers_of()
    killing = threading.Timer(0.3, os.kill, (worker, signal.SIGKILL))
    killing.start()
    sheet = workers.run(KeptTask(choice))
    assert not killing.is_alive()
    assert worker not in workers_of()
    assert sheet_path(found, choice).read_bytes() == sheet
    assert list(found.site.sheets.glob(".new-*")) == []


def test_workers_leave_no_temporary_files_whether_they_end_or_are_killed(found, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    others = workers_of()
    ours = SheetWorkers(found, found.site.data, at_once=1)
    ours.run(SheetTask(ARABIC))
    (first,) = tmp_path.iterdir()
    assert list(first.iterdir())  # the fonts
    (worker,) = workers_of() - others
    os.kill(worker, signal.SIGKILL)
    ours.run(SheetTask(ARABIC))
    assert not first.exists()
    ours.close()
    assert list(tmp_path.iterdir()) == []


def test_worker_whose_starter_was_killed_leaves_no_temporary_files(found, tmp_path):
    command = [
        sys.executable,
        "-c",
        "from orientation.web.cli import main; main()",
        "sheet",
        "es-soria",
        "es",
        "ar",
    ]
    command += ["--topic", "health", "--output", str(tmp_path / "o.zip"), "--data", str(found.site.data)]
    left = tmp_path / "left"
    left.mkdir()
    with subprocess.Popen(
        command, env={**os.environ, "TMPDIR": str(left)}, stderr=subprocess.DEVNULL
    ) as starter:
        assert until(lambda: any(left.glob("orientation-sheets-*/*")))
        starter.kill()
    assert until(lambda: list(left.iterdir()) == [])


def test_sheet_that_takes_too_long_is_given_up_and_its_process_ended(found):
    hasty = SheetWorkers(found, found.site.data, at_once=1, limit_s=0.05)
    others = workers_of()
    with pytest.raises(SheetError, match="more than"):
        hasty.run(SheetTask(ARABIC))
    assert workers_of() == others


def test_workers_without_work_end(found):
    others = workers_of()
    short = SheetWorkers(found, found.site.data, at_once=1, idle_s=0.3)
    short.run(SheetTask(ARABIC))
    assert len(workers_of() - others) == 1
    assert until(lambda: workers_of() == others)


def test_sheet_is_laid_out_by_the_server_where_no_process_can_be_started(found, monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    alone = SheetWorkers(found, found.site.data, at_once=1)
    assert alone.run(SheetTask(ARABIC)).startswith(b"%PDF-")
    assert "no process for sheets (FileNotFoundError)" in caplog.text


def test_sheet_is_asked_of_the_process_once_and_then_read_from_the_disk(found, workers):
    choice = Choice(region="es-soria", locale="es", takes=("health",))
    found.print_with(workers)
    first = kept_sheet(found, choice)
    found.print_with(InProcess(None))
    keep_sheet(found, choice)
    assert kept_sheet(found, choice) == first


# -- room and turns --------------------------------------------------------------------------------------------


def test_oldest_sheets_go_where_there_is_no_room(tmp_path):
    for age, name in enumerate(("1-en-a4-c.pdf", "1-ar-a4-b.pdf", "2-es-picture-a.png")):
        (tmp_path / name).write_bytes(b"x" * 100)
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    drop_oldest_sheets(tmp_path, room_bytes=200)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1-ar-a4-b.pdf", "1-en-a4-c.pdf"]


def test_who_waits_in_person_goes_before_what_nobody_waits_for():
    queue, done, go_on = Queue(places=3), [], threading.Event()

    def hold():
        with queue.turn("first"):
            go_on.wait(10)

    def spare(name):
        with queue.spare_turn(name):
            done.append(name)

    def person(name):
        with queue.turn(name):
            done.append(name)

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(hold)]
        assert until(lambda: queue._busy == ["first"])
        asked += [pool.submit(spare, "job")]
        asked += [pool.submit(person, "reader")]
        assert until(lambda: queue._in_person == 1)
        time.sleep(0.05)
        go_on.set()
        for one in asked:
            one.result(10)
    assert done == ["reader", "job"]


def test_one_visitor_leaves_places_to_wait_for_others():
    queue, waiting, go_on = Queue(places=OWN_MAX + 1), [], threading.Event()

    def wait_for(key, who):
        with queue.turn(key, who=who):
            waiting.append(key)
            go_on.wait(10)

    with ThreadPoolExecutor(OWN_MAX + 1) as pool:
        asked = [pool.submit(wait_for, n, "one") for n in range(OWN_MAX)]
        assert until(lambda: queue._own["one"] == OWN_MAX)
        with pytest.raises(ServiceUnavailable):
            wait_for("more", "one")
        asked.append(pool.submit(wait_for, "theirs", "another"))
        assert until(lambda: queue._own["another"])
        go_on.set()
        for one in asked:
            one.result(10)
    assert len(waiting) == OWN_MAX + 1
    assert not queue._own
    wait_for("more", "one")


def test_the_same_is_made_by_one_at_a_time_and_others_beside_it():
    queue, both = Queue(places=5, at_once=2), threading.Barrier(2)

    def make(key):
        with queue.turn(key):
            both.wait(1)

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(make, key) for key in ("a", "b")]:
            one.result(10)
        assert not both.broken
        same = [pool.submit(make, "a") for _ in range(2)]
        assert all(isinstance(one.exception(15), threading.BrokenBarrierError) for one in same)
