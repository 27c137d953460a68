"""What a reader keeps is there when nothing else is."""

from __future__ import annotations

import json

import pytest
from curator import republish
from phones import ARGUMENTS, CHROMIUM, PHONE, Server, keep
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser


def is_from_phone(page: Page, url: str) -> bool:
    response = page.goto(url)
    assert response is not None
    return response.from_service_worker and response.status == 200


def test_kept_guide_is_whole_after_server_and_browser_are_gone(server: Server, playwright, tmp_path):
    launch = {"executable_path": CHROMIUM, "args": ARGUMENTS, **PHONE}
    phone = playwright.chromium.launch_persistent_context(str(tmp_path / "phone"), **launch)
    keep(phone.new_page(), f"{server.url}/ar/es-soria/")
    phone.close()
    server.kill()
    phone = playwright.chromium.launch_persistent_context(str(tmp_path / "phone"), **launch)
    page = phone.new_page()
    assert is_from_phone(page, f"{server.url}/ar/es-soria/emergency/")
    assert is_from_phone(page, f"{server.url}/ar/es-soria/services/padron/")
    assert is_from_phone(page, f"{server.url}/ar/es-soria/search/?q=padron")
    assert page.locator("a[data-result]").count() > 0
    phone.close()


def test_page_that_is_not_kept_says_so_and_offers_what_is(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    server.kill()
    response = page.goto(f"{server.url}/ar/es-soria/")
    assert response is not None
    assert response.status == 503
    page.locator('main a[href="/en/es-soria/"]').click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith("/en/es-soria/")


def test_size_is_shown_before_anything_is_kept(server: Server, page: Page):
    page.goto(f"{server.url}/en/es-soria/")
    manifest = json.loads(server.get("/packs/es-soria/en.json")[1])
    box = page.locator('[data-island="keep"]')
    expect(box).to_be_visible()
    shown = int("".join(sign for sign in box.locator("h2").inner_text() if sign.isdigit()))
    assert manifest["pack"]["wire_bytes"] / 1000 <= shown <= manifest["pack"]["wire_bytes"] / 1000 + 50
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_second_language_is_kept_beside_the_first(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    keep(page, f"{server.url}/ar/es-soria/")
    server.kill()
    assert is_from_phone(page, f"{server.url}/en/es-soria/")
    assert is_from_phone(page, f"{server.url}/ar/es-soria/")
    assert is_from_phone(page, f"{server.url}/ar/es-soria/search/?q=بنك")


def test_host_language_kept_with_it_makes_the_counter_view_work(server: Server, page: Page):
    keep(page, f"{server.url}/ar/es-soria/", with_host=True)
    page.goto(f"{server.url}/es/es-soria/")
    page.wait_for_selector("[data-kept]")
    server.kill()
    assert is_from_phone(page, f"{server.url}/ar/es-soria/services/padron/with/es/")
    sides = page.locator(".counter > div")
    assert [side.get_attribute("lang") for side in sides.all()] == ["ar", "es"]
    assert [side.get_attribute("dir") for side in sides.all()] == ["rtl", "ltr"]


def test_removed_guide_is_gone_and_the_other_stays(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    keep(page, f"{server.url}/ar/es-soria/")
    page.locator('[data-action="remove"]').click()
    expect(page.locator("[data-kept]")).to_have_count(0)
    server.kill()
    assert is_from_phone(page, f"{server.url}/en/es-soria/")
    assert not is_from_phone(page, f"{server.url}/ar/es-soria/")


def test_erasing_leaves_nothing_on_the_phone(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    page.locator('[data-action="erase-all"]').click()
    page.locator('[data-action="erase-now"]').click()
    said = page.locator("#erase [role=status]")
    done = said.get_attribute("data-word-done")
    assert done
    expect(said).to_have_text(done)  # the guide's box goes when the worker stops, before the storage is empty
    expect(page.locator("[data-kept]")).to_have_count(0)
    left = """async () => [
        (await navigator.serviceWorker.getRegistrations()).length, (await indexedDB.databases()).length,
        (await caches.keys()).length, localStorage.length, document.cookie]"""
    assert page.evaluate(left) == [0, 0, 0, 0, ""]


def test_newer_edition_replaces_the_old_one_whole(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    before = page.locator("[data-kept]").get_attribute("data-kept")
    republish(server, title="Changed by a curator")
    page.evaluate(
        "navigator.serviceWorker.ready.then((r) => r.active.postMessage({do: 'update', guide: 'es-soria/en'}))"
    )
    page.wait_for_selector(f'[data-kept]:not([data-kept="{before}"])')
    server.kill()
    assert is_from_phone(page, f"{server.url}/en/es-soria/banking/basic-account/")
    assert page.locator("h1").inner_text() == "Changed by a curator"
    assert is_from_phone(page, f"{server.url}/en/es-soria/search/?q=curator")
    assert page.locator("a[data-result]").count() > 0


def test_page_newer_than_the_kept_guide_comes_from_the_site_and_offline_there_is_none(
    server: Server, page: Page
):
    keep(page, f"{server.url}/en/es-soria/")
    republish(server, title="As printed on a sheet", slug="new-account")
    address = f"{server.url}/en/es-soria/banking/new-account/"
    response = page.goto(address)
    assert response is not None
    assert response.status == 200
    assert page.locator("h1").inner_text() == "As printed on a sheet"
    server.kill()
    response = page.goto(address)
    assert response is not None
    assert response.status == 404
    expect(page.locator("main h1")).to_be_visible()


def test_update_by_one_edition_fetches_its_delta_alone(server: Server, context: BrowserContext, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    republish(server, title="Changed by a curator")
    blobs: list[str] = []
    context.on(
        "request", lambda request: blobs.append(request.url) if "/packs/blobs/" in request.url else None
    )
    page.evaluate(
        "navigator.serviceWorker.ready.then((r) => r.active.postMessage({do: 'update', guide: 'es-soria/en'}))"
    )
    manifest = json.loads(server.get("/packs/es-soria/en.json")[1])
    page.wait_for_selector(f'[data-kept="{manifest["edition"]}"]', state="attached")
    assert [url.rpartition("/")[2] for url in blobs] == [manifest["deltas"][0]["sha256"]]
    server.kill()
    assert is_from_phone(page, f"{server.url}/en/es-soria/banking/basic-account/")
    assert page.locator("h1").inner_text() == "Changed by a curator"


def test_update_from_an_edition_that_no_delta_knows_fetches_only_the_parts_that_changed(
    server: Server, context: BrowserContext, page: Page
):
    keep(page, f"{server.url}/en/es-soria/")
    republish(server, title="Changed by a curator")
    manifest = json.loads(server.get("/packs/es-soria/en.json")[1])
    delta = manifest["deltas"][0]["sha256"]
    forget = """(edition) => new Promise((resolve) => {
        const open = indexedDB.open("orientation");
        open.onsuccess = () => {
            const store = open.result.transaction("guides", "readwrite").objectStore("guides");
            store.get("es-soria/en").onsuccess = ({ target: { result: row } }) => {
                row.manifest.edition = edition;
                store.put(row).onsuccess = () => { open.result.close(); resolve(); };
            };
        };
    })"""
    page.evaluate(forget, 7)
    blobs: list[str] = []
    context.on(
        "request", lambda request: blobs.append(request.url) if "/packs/blobs/" in request.url else None
    )
    page.evaluate(
        "navigator.serviceWorker.ready.then((r) => r.active.postMessage({do: 'update', guide: 'es-soria/en'}))"
    )
    page.wait_for_selector(f'[data-kept="{manifest["edition"]}"]', state="attached")
    names = {url.rpartition("/")[2] for url in blobs}
    assert names
    assert names <= {part["sha256"] for part in manifest["parts"]} - {delta}


def test_first_pages_are_readable_when_the_line_dies_half_way(server: Server, page: Page):
    page.goto(f"{server.url}/en/es-soria/")
    manifest = json.loads(server.get("/packs/es-soria/en.json")[1])
    blob = server.data / "blobs" / manifest["pack"]["sha256"][:2] / f"{manifest['pack']['sha256']}.br"
    whole = blob.read_bytes()
    blob.write_bytes(whole[: len(whole) * 2 // 3])
    for part in manifest["parts"]:  # what is taken up again fails too
        (server.data / "blobs" / part["sha256"][:2] / f"{part['sha256']}.br").unlink()
    page.locator('button[data-action="keep"]').click()
    expect(page.locator("[data-state]")).not_to_be_empty()
    expect(page.locator('button[data-action="keep"]')).to_be_enabled(timeout=20_000)
    server.kill()
    assert is_from_phone(page, f"{server.url}/en/es-soria/emergency/")
    assert page.locator("[data-kept]").count() == 0


def test_pack_with_a_wrong_byte_is_refused_and_what_is_kept_stays(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    republish(server, title="Changed by a curator")
    manifest = json.loads(server.get("/packs/es-soria/en.json")[1])
    for part in [manifest["pack"], *manifest["parts"], *manifest["deltas"]]:
        blob = server.data / "blobs" / part["sha256"][:2] / f"{part['sha256']}.br"
        blob.write_bytes(
            (server.data / "blobs" / manifest["shell"][:2] / f"{manifest['shell']}.br").read_bytes()
        )
    page.evaluate(
        "navigator.serviceWorker.ready.then((r) => r.active.postMessage({do: 'update', guide: 'es-soria/en'}))"
    )
    expect(page.locator("[data-state]")).to_have_text(
        page.locator("[data-island=keep]").get_attribute("data-word-refused")
    )
    server.kill()
    assert is_from_phone(page, f"{server.url}/en/es-soria/banking/basic-account/")
    assert page.locator("h1").inner_text() != "Changed by a curator"
