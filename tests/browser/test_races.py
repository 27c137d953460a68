"""What a reader does while something else is under way never loses, mixes or leaves behind a guide."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from curator import CHANGE_ROW
from phones import Server, keep
from playwright.sync_api import BrowserContext, Page, expect
from slow_proxy import SlowProxy

pytestmark = pytest.mark.browser

COUNT = """async () => {
    const names = (await indexedDB.databases()).map((one) => one.name);
    if (!names.includes("orientation")) return [0, 0, 0];
    const open = indexedDB.open("orientation");
    const db = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
    if (!db.objectStoreNames.length) return [0, 0, 0];
    const count = (name) => new Promise((resolve) => {
        const request = db.transaction(name).objectStore(name).count();
        request.onsuccess = () => resolve(request.result);
    });
    const counted = [await count("guides"), await count("parts"), await count("pages")];
    db.close();
    return counted;
}"""


@pytest.fixture
def proxy(server: Server) -> Iterator[SlowProxy]:
    proxy = SlowProxy(server.port)
    yield proxy
    proxy.close()


def part_hashes(server: Server) -> list[str]:
    return [part["sha256"] for part in json.loads(server.get("/packs/es-soria/en.json")[1])["parts"]]


def test_guide_removed_while_the_server_is_asked_stays_removed(server: Server, proxy: SlowProxy, page: Page):
    keep(page, f"{proxy.url}/en/es-soria/")
    page.evaluate(CHANGE_ROW, ["guides", "es-soria/en", {"askedAt": 0}])
    proxy.delays["/packs/es-soria/en.json"] = 2
    page.goto(f"{proxy.url}/en/es-soria/banking/")
    page.locator('[data-action="remove"]').click()
    page.wait_for_timeout(3500)
    assert page.evaluate(COUNT) == [0, 0, 0]
    response = page.goto(f"{proxy.url}/en/es-soria/banking/")
    assert response is not None
    assert response.status == 200
    assert page.locator("[data-kept]").count() == 0


def test_guide_removed_during_its_first_download_leaves_nothing(server: Server, proxy: SlowProxy, page: Page):
    proxy.delays["/packs/blobs/"] = 1.5
    page.goto(f"{proxy.url}/en/es-soria/")
    page.locator('button[data-action="keep"]').click()
    page.locator('[data-action="remove"]').click(timeout=10_000)
    page.wait_for_timeout(5000)
    assert page.evaluate(COUNT) == [0, 0, 0]


def test_guide_removed_during_an_update_leaves_nothing(server: Server, proxy: SlowProxy, page: Page):
    keep(page, f"{proxy.url}/en/es-soria/")
    edition = int(page.locator("[data-kept]").get_attribute("data-kept") or 0)
    hashes = part_hashes(server)
    old = {"manifest": {**json.loads(server.get("/packs/es-soria/en.json")[1]), "edition": edition - 1}}
    page.evaluate(CHANGE_ROW, ["guides", "es-soria/en", old])
    drop = """(key) => new Promise((resolve) => {
        const open = indexedDB.open("orientation");
        open.onsuccess = () => {
            const store = open.result.transaction("parts", "readwrite").objectStore("parts");
            store.delete(key).onsuccess = () => { open.result.close(); resolve(true); };
        };
    })"""
    page.evaluate(drop, ["es-soria/en", hashes[2]])
    proxy.delays[hashes[2]] = 2
    page.locator('[data-action="update"]').click()
    page.wait_for_timeout(500)
    page.locator('[data-action="remove"]').click()
    page.wait_for_timeout(3500)
    assert page.evaluate(COUNT) == [0, 0, 0]


def test_erasing_during_a_download_leaves_nothing(server: Server, proxy: SlowProxy, page: Page):
    proxy.delays["/packs/blobs/"] = 1
    page.goto(f"{proxy.url}/en/es-soria/")
    page.locator('button[data-action="keep"]').click()
    page.wait_for_timeout(1200)
    page.locator('[data-action="erase-all"]').click()
    page.locator('[data-action="erase-now"]').click()
    expect(page.locator('[data-island="keep"]')).to_have_count(0, timeout=10_000)
    page.wait_for_timeout(4000)
    left = "async () => [(await indexedDB.databases()).length, (await caches.keys()).length]"
    assert page.evaluate(left) == [0, 0]


def test_what_was_read_is_not_in_the_browsers_cache_after_erasing(
    server: Server, proxy: SlowProxy, page: Page
):
    keep(page, f"{proxy.url}/en/es-soria/")
    read = [
        "/en/es-soria/search/?q=violence",
        "/en/es-soria/emergency/violence-against-women/",
        "/ar/es-soria/health/",
    ]
    page.locator('[data-action="erase-all"]').click()
    page.locator('[data-action="erase-now"]').click()
    expect(page.locator('[data-island="keep"]')).to_have_count(0, timeout=10_000)
    cached = """async (path) => {
        const answer = await fetch(path, { cache: "only-if-cached", mode: "same-origin" }).catch(() => null);
        return Boolean(answer && answer.ok);
    }"""
    assert [path for path in read if page.evaluate(cached, path)] == []


def test_worker_that_was_stopped_in_the_middle_is_noticed_and_goes_on_by_itself(
    server: Server, proxy: SlowProxy, context: BrowserContext, page: Page
):
    proxy.delays["/packs/blobs/"] = 4
    page.goto(f"{proxy.url}/en/es-soria/")
    page.locator('button[data-action="keep"]').click()
    page.wait_for_timeout(1500)
    session = context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    proxy.delays.clear()
    page.wait_for_selector("[data-kept]", timeout=30_000)
    server.kill()
    response = page.goto(f"{proxy.url}/en/es-soria/banking/basic-account/")
    assert response is not None
    assert (response.status, response.from_service_worker) == (200, True)


def test_language_kept_second_does_not_forget_the_first(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    page.goto(f"{server.url}/ar/es-soria/")
    page.locator('button[data-action="keep"]').click()
    page.wait_for_selector("[data-kept]")
    registered = "navigator.serviceWorker.getRegistration('/').then((one) => one.active.scriptURL)"
    assert page.evaluate(registered).endswith("?with=ar,en")


def test_shell_older_than_the_worker_still_shows_the_page(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    older = """() => new Promise((resolve) => {
        const open = indexedDB.open("orientation");
        open.onsuccess = () => {
            const store = open.result.transaction("shells", "readwrite").objectStore("shells");
            store.getAll().onsuccess = (event) => {
                const shell = event.target.result[0];
                shell.slots.shell = shell.slots.shell.replace("</body>", "{{gone}}{{{gone}}}</body>");
                store.put(shell).onsuccess = () => { open.result.close(); resolve(true); };
            };
        };
    })"""
    page.evaluate(older)
    server.kill()
    response = page.goto(f"{server.url}/en/es-soria/emergency/")
    assert response is not None
    assert response.status == 200


def test_failed_update_is_not_tried_on_every_page(server: Server, proxy: SlowProxy, page: Page):
    keep(page, f"{proxy.url}/en/es-soria/")
    page.evaluate(CHANGE_ROW, ["guides", "es-soria/en", {"askedAt": 0}])
    server.kill()
    proxy.asked.clear()
    for _ in range(4):
        page.goto(f"{proxy.url}/en/es-soria/banking/")
        page.wait_for_timeout(300)
    assert proxy.asked.count("/packs/es-soria/en.json") == 1


def test_sensitive_entry_can_be_left_at_once_from_the_counter_view_too(server: Server, page: Page):
    page.goto(f"{server.url}/ar/es-soria/emergency/violence-against-women/with/es/")
    expect(page.locator('[data-island="leave"]')).to_be_visible()


def test_address_without_its_last_slash_is_answered_from_the_phone(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    server.kill()
    page.goto(f"{server.url}/en/es-soria")
    assert page.url == f"{server.url}/en/es-soria/"
