"""What publishing leaves behind can be served, whatever was lost before."""

from __future__ import annotations

import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from publish_builders import make_guides, open_services, publish_now

from orientation.content.write import write_guides
from orientation.desk.load import load_folder
from orientation.desk.publish import WAITING
from orientation.packs.delta import apply_ops
from orientation.packs.editions import blobs_named
from orientation.packs.manifest import verify_manifest
from orientation.packs.pack import compress
from orientation.store.database import backup, restore
from orientation.store.editions import newest_edition, newest_editions
from orientation.store.files import locked
from orientation.web.services import Services


def load(services: Services, folder: Path, body: str = "اذهب إلى البلدية.") -> None:
    write_guides(make_guides(body), folder)
    load_folder(services.site.database, folder, now="2026-11-21T10:00:00Z")


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path / "data")
    load(services, tmp_path / "guides")
    publish_now(services)
    yield services
    services.site.close()


def assert_served_whole(services: Services) -> None:
    editions = newest_editions(services.site.database)
    assert len(editions) == 2
    for edition in editions:
        assert verify_manifest(edition.manifest)
        for name in blobs_named(edition.manifest, services.site.blobs):
            assert hashlib.sha256(services.site.blobs.read(name, plain=True)).hexdigest() == name


def test_backup_restored_into_an_empty_folder_is_served_whole(services, tmp_path):
    backup(services.site.database, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "new" / "orientation.db")
    restored = open_services(tmp_path / "new")
    publish_now(restored, seconds=60)
    assert_served_whole(restored)
    restored.site.close()


@pytest.mark.parametrize("lost", ["pack", "shell", "style", "parts"])
def test_publishing_heals_an_edition_that_lost_a_blob(services, lost):
    manifest = json.loads(newest_edition(services.site.database, "xx-test", "ar").manifest)
    shell = json.loads(services.site.blobs.read(manifest["shell"], plain=True))
    names = {
        "pack": manifest["pack"]["sha256"],
        "shell": manifest["shell"],
        "style": shell["style"],
        "parts": manifest["parts"][1]["sha256"],
    }
    (services.site.data / "blobs" / names[lost][:2] / f"{names[lost]}.br").unlink()
    assert "xx-test/ar" in publish_now(services, seconds=60).published
    assert_served_whole(services)
    assert newest_edition(services.site.database, "xx-test", "ar").number > manifest["edition"]


def test_restored_older_database_is_published_with_a_newer_number_than_phones_hold(services, tmp_path):
    backup(services.site.database, tmp_path / "copy.db")
    load(services, tmp_path / "guides", "غير ذلك.")
    publish_now(services, seconds=60)
    held = newest_edition(services.site.database, "xx-test", "ar").number
    services.site.close()
    restore(tmp_path / "copy.db", services.site.database_path)
    publish_now(services, seconds=120)
    assert newest_edition(services.site.database, "xx-test", "ar").number > held


def test_second_publishing_waits_for_the_first_and_says_so(services):
    said, told = [], threading.Event()

    def progress(what, done, of):
        said.append(what)
        told.set()

    with ThreadPoolExecutor(1) as pool:
        with locked(services.site.data / "publish.lock"):
            waiting = pool.submit(publish_now, services, progress=progress)
            assert told.wait(10)
            assert said == [WAITING]
            assert not waiting.done()
        assert len(waiting.result(30).unchanged) == 2
        pool.submit(services.site.close).result()


def test_publishers_at_once_leave_every_blob_of_what_is_served(services, tmp_path):
    def publish_often(number: int) -> None:
        own = open_services(services.site.data)
        for turn in range(4):
            load(own, tmp_path / f"guides-{number}", f"النص {number} {turn}")
            publish_now(own, seconds=60)
        own.site.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(publish_often, range(3)))
    assert_served_whole(services)


def test_publishing_removes_the_sheets_of_former_editions(services, tmp_path):
    former = newest_edition(services.site.database, "xx-test", "ar").number
    load(services, tmp_path / "guides", "غير ذلك.")
    publish_now(services, seconds=60)
    now = newest_edition(services.site.database, "xx-test", "ar").number
    services.site.sheets.mkdir()
    for number in (former - 1, now):
        (services.site.sheets / f"{number}-ar-services-0.pdf").write_bytes(b"%PDF-")
    publish_now(services, seconds=120)
    assert [path.name for path in services.site.sheets.iterdir()] == [f"{now}-ar-services-0.pdf"]


def test_edition_after_a_change_has_a_delta_that_makes_its_parts(services, tmp_path):
    before = json.loads(newest_edition(services.site.database, "xx-test", "ar").manifest)
    load(services, tmp_path / "guides", "اذهب إلى البلدية غدا.")
    publish_now(services, seconds=60)
    after = json.loads(newest_edition(services.site.database, "xx-test", "ar").manifest)
    assert [delta["from"] for delta in after["deltas"]] == [before["edition"]]
    read = partial(services.site.blobs.read, plain=True)
    for change in json.loads(read(after["deltas"][0]["sha256"]))["parts"]:
        base = read(before["parts"][change["base"]]["sha256"])
        made = hashlib.sha256(apply_ops(base, change["ops"])).hexdigest()
        assert made == after["parts"][change["part"]]["sha256"]


def test_delta_is_left_out_where_it_is_not_smaller(services, tmp_path):
    load(services, tmp_path / "guides", " ".join(f"كلمة{n * 7919 % 10007}" for n in range(3000)))
    publish_now(services, seconds=60)
    manifest = json.loads(newest_edition(services.site.database, "xx-test", "ar").manifest)
    spared = sum(part["wire_bytes"] for part in manifest["parts"])
    assert [delta for delta in manifest["deltas"] if delta["wire_bytes"] >= spared] == []


def test_deltas_start_from_the_last_four_editions_and_no_more(services, tmp_path):
    for turn in range(6):
        load(services, tmp_path / "guides", f"النص {turn}.")
        publish_now(services, seconds=60 * (turn + 1))
    manifest = newest_edition(services.site.database, "xx-test", "ar").manifest
    assert len(json.loads(manifest)["deltas"]) == 4
    assert len(compress(manifest.encode())) <= 1000
    assert_served_whole(services)
