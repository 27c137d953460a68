"""Parts, pack, manifest and blobs."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from markupsafe import escape

from orientation.domain.edition import Frame, Page, Part
from orientation.errors import StoreError, UnknownPage
from orientation.packs.blobs import Blobs
from orientation.packs.editions import Snapshot, blobs_named, build_edition, is_whole, next_number
from orientation.packs.keys import site_key
from orientation.packs.manifest import verify_manifest
from orientation.packs.pack import compress_segments
from orientation.packs.parts import cut_parts, part_json, part_name, read_part

FRAME = Frame(
    region="es-soria",
    name="صوريا",
    timezone="Europe/Madrid",
    holidays=("2026-12-25",),
    emergency="emergency/",
    helper="<p>h</p>",
    responsible="",
    host="es",
    host_name="español",
    languages=(("ar", "العربية"),),
)


def make_page(path: str = "banking/account/", **fields: object) -> Page:
    values = {"title": "حساب", "html": "<h1>حساب</h1>", "kind": "entry", "topic": path.split("/")[0]}
    return Page(f"/ar/es-soria/{path}", **{**values, **fields})


PAGES = (
    make_page("", kind="guide", topic=""),
    make_page("banking/", kind="topic"),
    make_page("emergency/112/"),
    make_page("banking/account/", order=10),
    make_page("health/card/", order=10),
)


SHELL = json.dumps({"slots": {}, "style": hashlib.sha256(b"p{}").hexdigest()}).encode()


@pytest.fixture
def key():
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def make_edition(tmp_path, key, pages=PAGES, number=7):
    snapshot = Snapshot("es-soria", "ar", pages, FRAME, SHELL, b"p{}")
    return build_edition(snapshot, Blobs(tmp_path), key, number=number, published_at="2026-11-21T10:00:00Z")


def test_first_part_holds_what_one_needs_when_the_line_dies():
    first = cut_parts(PAGES)[0]
    assert [page.path for page in first.pages] == [
        "/ar/es-soria/",
        "/ar/es-soria/banking/",
        "/ar/es-soria/emergency/112/",
    ]


def test_page_belongs_to_a_part_by_topic_and_order():
    assert part_name(make_page(order=999)) == "banking-0"
    assert part_name(make_page(order=1000)) == "banking-1"
    assert part_name(make_page("first-steps/week/", order=999)) == "first"
    assert part_name(make_page("first-steps/later/", order=1000)) == "first-steps-1"
    assert part_name(make_page("phrases/", kind="phrases")) == "aids"


def test_part_says_path_title_and_html_of_each_page_and_nothing_twice():
    record = json.loads(part_json(cut_parts(PAGES)[1], FRAME))["pages"][0]
    assert record == {"path": "/ar/es-soria/banking/account/", "html": "<h1>حساب</h1>"}
    told_apart = make_page(title="Account", html="<h1><svg></svg>Account</h1>")
    assert json.loads(part_json(Part("x", (told_apart,)), FRAME))["pages"][0]["title"] == "Account"


@pytest.mark.parametrize(
    "words", ["Food & drink", 'l\'eau <"10">', "العربية", "a\u00a0b", "&nbsp;", "&#x41;", "  two  blanks "]
)
def test_title_comes_out_as_it_went_in(words: str):
    page = make_page(title=words, html=f"<p>x</p><h1>{escape(words)}</h1>")
    assert read_part(part_json(Part("x", (page,)), FRAME))[0]["title"] == words


def test_read_part_gives_back_what_was_left_out():
    page = make_page(title="A & B", html="<!--c--><h1>A &amp; B</h1>")
    assert read_part(part_json(Part("banking-0", (page,)), FRAME)) == (
        {"path": page.path, "title": "A & B", "html": page.html, "kind": "entry"},
    )


def test_first_part_holds_the_frame():
    assert json.loads(part_json(cut_parts(PAGES)[0], FRAME))["frame"]["name"] == "صوريا"


def test_decoded_pack_is_the_parts_one_after_another(tmp_path, key):
    manifest = json.loads(make_edition(tmp_path, key).manifest)
    plain = Blobs(tmp_path).read(manifest["pack"]["sha256"], plain=True)
    for part in manifest["parts"]:
        segment, plain = plain[: part["bytes"]], plain[part["bytes"] :]
        assert hashlib.sha256(segment).hexdigest() == part["sha256"]
    assert plain == b""


def test_segment_can_be_decoded_as_soon_as_its_bytes_are_here():
    segments = [b"first " * 300, b"second " * 300]
    whole, first = compress_segments(segments)
    decoder = brotli.Decompressor()
    assert decoder.process(whole[: len(first) - 1]) == segments[0]  # less the byte that ends the stream


@pytest.mark.parametrize("segments", [[b"only " * 300], [b"first " * 300, b"second " * 300, b""]])
def test_pack_and_its_first_part_are_streams_of_their_own(segments: list[bytes]):
    whole, first = compress_segments(segments)
    assert brotli.decompress(whole) == b"".join(segments)
    assert brotli.decompress(first) == segments[0]


def test_equal_content_gives_equal_bytes(tmp_path, key):
    assert make_edition(tmp_path / "a", key).manifest == make_edition(tmp_path / "b", key).manifest


def test_part_without_changes_keeps_its_name_when_another_changes(tmp_path, key):
    before = json.loads(make_edition(tmp_path, key).manifest)["parts"]
    changed = (*PAGES[:-1], make_page("health/card/", order=10, title="بطاقة"))
    after = json.loads(make_edition(tmp_path, key, changed).manifest)["parts"]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False]


def test_manifest_verifies_and_a_changed_one_does_not(tmp_path, key):
    manifest = make_edition(tmp_path, key).manifest
    assert verify_manifest(manifest)
    assert not verify_manifest(manifest.replace('"edition":7', '"edition":8'))


def test_manifest_of_another_key_is_refused_once_a_key_is_pinned(tmp_path, key):
    manifest = make_edition(tmp_path, key).manifest
    assert not verify_manifest(manifest, key="00" * 32)


def test_manifest_is_at_most_one_kilobyte_on_the_wire(tmp_path, key):
    pages = tuple(make_page(f"t{n}/a/", topic=f"t{n}") for n in range(10))
    assert len(brotli.compress(make_edition(tmp_path, key, pages).manifest.encode())) <= 1024


def test_every_blob_a_manifest_names_is_there(tmp_path, key):
    for name in blobs_named(make_edition(tmp_path, key).manifest, Blobs(tmp_path)):
        assert Blobs(tmp_path).read(name)


def test_restored_server_does_not_count_editions_backwards():
    assert next_number(100, seconds=50) == 101
    assert next_number(100, seconds=1_700_000_000) == 1_700_000_000


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 64])
def test_unknown_blob_is_not_found(tmp_path, name):
    with pytest.raises(UnknownPage):
        Blobs(tmp_path).read(name)


def test_prune_removes_what_nothing_names(tmp_path):
    blobs = Blobs(tmp_path)
    kept, gone = blobs.write(b"kept"), blobs.write(b"gone")
    assert blobs.prune([kept.sha256], now=0) == 1
    assert blobs.read(kept.sha256, plain=True) == b"kept"
    with pytest.raises(UnknownPage):
        blobs.read(gone.sha256)


def test_prune_removes_what_a_killed_writer_left_an_hour_ago(tmp_path):
    blobs = Blobs(tmp_path)
    path = next(tmp_path.glob(f"*/{blobs.write(b'kept').sha256}.br"))
    old, young = path.with_name(".new-old"), path.with_name(".new-young")
    for temporary, age_s in ((old, 3700), (young, 10)):
        temporary.write_bytes(b"half")
        os.utime(temporary, (10_000 - age_s,) * 2)
    blobs.prune([path.stem], now=10_000)
    assert (old.exists(), young.exists()) == (False, True)


def test_edition_whose_shell_is_lost_is_not_whole_and_names_its_other_blobs(tmp_path, key):
    manifest = make_edition(tmp_path, key).manifest
    assert is_whole(manifest, Blobs(tmp_path))
    named = blobs_named(manifest, Blobs(tmp_path))
    shell = json.loads(manifest)["shell"]
    next(tmp_path.glob(f"*/{shell}.br")).unlink()
    assert set(named) - set(blobs_named(manifest, Blobs(tmp_path))) == {hashlib.sha256(b"p{}").hexdigest()}
    assert not is_whole(manifest, Blobs(tmp_path))


def test_two_that_make_the_first_key_at_once_get_the_same(tmp_path):
    start = threading.Barrier(8)

    def made(folder):
        start.wait()
        return site_key(folder / "site.key").private_bytes_raw()

    with ThreadPoolExecutor(8) as pool:
        for n in range(20):
            assert len(set(pool.map(made, [tmp_path / str(n)] * 8))) == 1


def test_site_key_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    path = tmp_path / "keys" / "site.key"
    assert site_key(path).private_bytes_raw() == site_key(path).private_bytes_raw()
    assert path.stat().st_mode & 0o777 == 0o600


def test_broken_key_is_refused_not_replaced(tmp_path):
    (tmp_path / "site.key").write_bytes(b"short")
    with pytest.raises(StoreError, match="restore its backup"):
        site_key(tmp_path / "site.key")
