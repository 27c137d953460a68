"""A guide goes from phone to phone as a file, without any network, and is kept only if the site signed it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from curator import republish
from phones import PHONE, Server, keep
from playwright.sync_api import Browser, Page, expect

from orientation.exchange.single import check_single, read_single
from orientation.packs.manifest import sign_manifest, verify_manifest

pytestmark = pytest.mark.browser

SHARE = "/en/es-soria/share/"


def add(page: Page, file: Path) -> None:
    page.locator('[data-island="add"] input').set_input_files(file)


def expect_said(page: Page, name: str) -> None:
    box = page.locator('[data-island="add"]')
    words = box.get_attribute(f"data-word-{name}") or "-"
    expect(box.locator("[role=status]")).to_contain_text(words, timeout=20_000)


@pytest.fixture
def arabic(server: Server, tmp_path: Path) -> Path:
    """The Arabic guide as the server hands it out."""
    file = tmp_path / "es-soria-ar.html"
    file.write_text(server.get("/ar/es-soria/guide.html")[1], encoding="utf-8", newline="")
    return file


def test_guide_from_a_file_is_kept_without_a_network(server: Server, page: Page, arabic: Path):
    keep(page, f"{server.url}/en/es-soria/")
    server.kill()
    page.goto(server.url + SHARE)
    add(page, arabic)
    expect_said(page, "done")
    page.locator('[data-island="add"] [role=status] a').click()
    page.wait_for_selector("[data-kept]", state="attached")
    assert page.url == f"{server.url}/ar/es-soria/"
    for path in ("emergency/", "services/padron/", "search/?q=بلدية"):
        response = page.goto(f"{server.url}/ar/es-soria/{path}")
        assert (response.status, response.from_service_worker) == (200, True)
    assert page.locator("a[data-result]").count() > 0


def test_scripts_of_a_guide_from_a_file_are_fetched_where_there_is_a_network(
    server: Server, page: Page, arabic: Path
):
    page.goto(server.url + SHARE)
    add(page, arabic)
    expect_said(page, "done")
    page.goto(f"{server.url}/ar/es-soria/places/")
    near = page.locator('[data-island="near"]').first.get_attribute("data-src")
    kept = "(path) => caches.match(new URL(path, location.href)).then((found) => Boolean(found))"
    assert page.evaluate(kept, near)


def test_file_with_one_changed_word_is_refused_and_nothing_of_it_stays(
    server: Server, page: Page, arabic: Path
):
    keep(page, f"{server.url}/en/es-soria/")
    text = arabic.read_text(encoding="utf-8")
    assert text.count("112") > 3
    arabic.write_text(text.replace("<!--c-->", "<!--c-->!", 1), encoding="utf-8", newline="")
    page.goto(server.url + SHARE)
    add(page, arabic)
    expect_said(page, "refused")
    server.kill()
    assert page.goto(f"{server.url}/ar/es-soria/").status == 503


def test_file_that_another_key_signed_is_refused(server: Server, page: Page, arabic: Path):
    keep(page, f"{server.url}/en/es-soria/")
    text = arabic.read_text(encoding="utf-8")
    ours = read_single(text).manifest
    value = json.loads(ours)
    fields = {name: value[name] for name in ("region", "locale", "edition", "published", "shell")}
    forged = json.loads(
        sign_manifest(Ed25519PrivateKey.generate(), **fields, pack=_blob(value["pack"]), parts=[])
    )
    assert verify_manifest(json.dumps(forged))
    quoted = json.dumps(ours, ensure_ascii=False)
    assert quoted in text
    arabic.write_text(text.replace(quoted, json.dumps(json.dumps(forged))), encoding="utf-8", newline="")
    page.goto(server.url + SHARE)
    add(page, arabic)
    expect_said(page, "refused")


def _blob(value: dict):
    from orientation.packs.blobs import BlobInfo

    return BlobInfo(value["sha256"], value["bytes"], value["wire_bytes"])


def test_older_file_leaves_the_newer_guide(server: Server, page: Page, tmp_path: Path):
    old = tmp_path / "old.html"
    old.write_text(server.get("/en/es-soria/guide.html")[1], encoding="utf-8", newline="")
    republish(server, title="Changed by a curator")
    keep(page, f"{server.url}/en/es-soria/")
    edition = page.locator("[data-kept]").get_attribute("data-kept")
    page.goto(server.url + SHARE)
    add(page, old)
    expect_said(page, "older")
    page.wait_for_selector(f'[data-kept="{edition}"]', state="attached")


def test_any_other_file_is_refused(server: Server, page: Page, tmp_path: Path):
    (tmp_path / "cat.html").write_text("<h1>A cat</h1>")
    keep(page, f"{server.url}/en/es-soria/")
    page.goto(server.url + SHARE)
    add(page, tmp_path / "cat.html")
    expect_said(page, "refused")


def test_phone_makes_the_file_without_a_network_and_it_is_what_the_site_signed(
    server: Server, browser: Browser, page: Page, tmp_path: Path
):
    keep(page, f"{server.url}/ar/es-soria/")
    served = json.loads(server.get("/packs/es-soria/ar.json")[1])
    server.kill()
    page.goto(f"{server.url}/ar/es-soria/share/")
    with page.expect_download() as download:
        page.locator('[data-island="give"]').click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "es-soria-ar.html"
    held = read_single(file.read_text(encoding="utf-8"))
    assert json.loads(held.manifest) == served
    assert verify_manifest(held.manifest)
    check_single(held)
    reader = browser.new_context(**PHONE, java_script_enabled=False)
    shown = reader.new_page()
    shown.goto(file.as_uri())
    first = shown.locator("main section h1").first
    expect(first).to_be_visible()
    assert shown.locator("main section").first.get_attribute("id") == "emergency/"
    links = shown.locator('main a[href^="#"]').evaluate_all("(all) => all.map((one) => one.hash.slice(1))")
    ids = set(shown.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)"))
    assert [link for link in links if link not in ids] == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360
    reader.close()


def test_file_made_on_a_phone_is_kept_by_the_next(
    server: Server, browser: Browser, page: Page, tmp_path: Path
):
    keep(page, f"{server.url}/ar/es-soria/")
    page.goto(f"{server.url}/ar/es-soria/share/")
    with page.expect_download() as download:
        page.locator('[data-island="give"]').click()
    download.value.save_as(tmp_path / "guide.html")
    next_phone = browser.new_context(**PHONE)
    other = next_phone.new_page()
    keep(other, f"{server.url}/en/es-soria/")
    server.kill()
    other.goto(server.url + SHARE)
    add(other, tmp_path / "guide.html")
    expect_said(other, "done")
    assert other.goto(f"{server.url}/ar/es-soria/services/padron/").from_service_worker
    next_phone.close()
