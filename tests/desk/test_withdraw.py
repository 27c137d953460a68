"""What is withdrawn goes from every face of a guide, and phones are told to drop it at once."""

from __future__ import annotations

import json
from dataclasses import replace

import brotli
import pytest
from publish_builders import SOURCE, make_guides, open_services, publish_now

from orientation.desk.leftovers import before_withdrawal
from orientation.desk.withdraw import withdraw_entry
from orientation.domain.guide import Entry, Text
from orientation.domain.library import items_of
from orientation.errors import UnknownPage
from orientation.store.editions import find_page, newest_edition
from orientation.store.library import load_items

SECRET = "شارع السر 7"
PATH = "/ar/xx-test/services/shelter/"


def guides_with_shelter(extra: str = ""):
    guides = make_guides("اذهب إلى البلدية." + extra)
    shelter = Entry(
        "xx-test", "services", "shelter", "ar", (Text("ar", SECRET, f"{SECRET}."),), sources=(SOURCE,)
    )
    return replace(guides, entries=(*guides.entries, shelter))


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path)
    for seconds, extra in ((0, ""), (60, " نعم."), (120, " لا.")):  # three editions that hold it
        items = items_of(guides_with_shelter(extra))
        load_items(services.site.database, items, now="2026-11-21T10:00:00Z")
        publish_now(services, seconds=seconds)
    yield services
    services.site.close()


def withdraw(services) -> dict:
    withdraw_entry(
        services.site, "xx-test", "services/shelter", author="test", clock=lambda: "2026-11-21T11:00:00Z"
    )
    publish_now(services, seconds=180)
    manifest: dict = json.loads(newest_edition(services.site.database, "xx-test", "ar").manifest)
    return manifest


def test_manifest_names_what_was_withdrawn(services):
    assert withdraw(services)["withdrawn"] == [PATH]


def test_withdrawn_words_are_in_no_blob_and_no_page_any_more(services):
    blobs = services.site.data / "blobs"
    held = [path for path in blobs.glob("*/*.br") if SECRET.encode() in brotli.decompress(path.read_bytes())]
    assert held
    withdraw(services)
    assert [
        path for path in blobs.glob("*/*.br") if SECRET.encode() in brotli.decompress(path.read_bytes())
    ] == []
    rows = services.site.database.execute("SELECT html FROM fragments").fetchall()
    assert [html for (html,) in rows if SECRET in html] == []


def test_page_of_what_was_withdrawn_says_that_it_is_gone_and_not_what_it_was(services):
    withdraw(services)
    _, page = find_page(services.site.database, "xx-test", "ar", PATH)
    assert page.kind == "removed"
    assert SECRET not in page.title + page.html


def test_phones_one_edition_behind_still_get_a_delta_without_the_withdrawn_words(services):
    manifest = withdraw(services)
    delta = services.site.blobs.read(manifest["deltas"][0]["sha256"], plain=True)
    assert SECRET not in delta.decode()


def test_next_edition_goes_on_naming_it(services):
    withdraw(services)
    items = items_of(make_guides("غير ذلك."))
    load_items(services.site.database, items, now="2026-11-21T12:00:00Z", theirs=True)
    publish_now(services, seconds=240)
    assert json.loads(newest_edition(services.site.database, "xx-test", "ar").manifest)["withdrawn"] == [PATH]


def test_unknown_entry_cannot_be_withdrawn(services):
    with pytest.raises(UnknownPage, match="no such entry in xx-test"):
        withdraw_entry(services.site, "xx-test", "services/none", author="", clock=lambda: "")


@pytest.mark.parametrize(
    ("withdrawn", "kept"),
    [
        pytest.param([[], [], []], 3, id="nothing withdrawn"),
        pytest.param([["a"], [], []], 1, id="just now"),
        pytest.param([["a"], ["a"], []], 2, id="one edition ago"),
        pytest.param([[], ["a"], ["a"]], 3, id="taken back"),
    ],
)
def test_blobs_are_kept_only_of_editions_since_a_withdrawal(withdrawn, kept):
    manifests = [json.dumps({"withdrawn": paths}) for paths in withdrawn]
    assert len(before_withdrawal(manifests)) == kept
