"""The index that a phone searches with: read after a restart, never stale, gone with the words it is made of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from curator import change_row, kept_edition, republish, withdraw
from phones import Server, keep
from playwright.sync_api import BrowserContext, Page, expect
from slow_proxy import SlowProxy

pytestmark = pytest.mark.browser

GUIDE = "/en/es-soria/"
ACCOUNT = f"{GUIDE}banking/basic-account/"
SEARCH = f"{GUIDE}search/?q=basic+account"
# the row of the kept index, asked of the browser until there is one, or none: what is awaited
_INDEX = """async (wanted) => {
    const open = indexedDB.open("orientation");
    const db = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
    const read = () => new Promise((resolve) => {
        const asked = db.transaction("settings").objectStore("settings").get("index es-soria/en");
        asked.onsuccess = () => resolve(asked.result || null);
    });
    let row = await read();
    for (let i = 0; i < 100 && Boolean(row) !== wanted; i++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        row = await read();
    }
    db.close();
    return row && row.index.docs.map((doc) => doc.path);
}"""
_CHANGE = """(change) => new Promise((resolve) => {
    const open = indexedDB.open("orientation");
    open.onsuccess = () => {
        const transaction = open.result.transaction("settings", "readwrite");
        transaction.oncomplete = () => { open.result.close(); resolve(); };
        const store = transaction.objectStore("settings");
        if (!change) return store.delete("index es-soria/en");
        store.get("index es-soria/en").onsuccess = ({ target }) => {
            target.result.index.docs.forEach((doc) => { doc.title = change; });
            store.put(target.result);
        };
    };
})"""

# fill the phone with bytes that cannot be compressed, until there is no room for 2 KB more
_FILL = """async () => {
    const open = indexedDB.open("orientation");
    const db = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
    const put = (size) => new Promise((resolve) => {
        const transaction = db.transaction("settings", "readwrite");
        const bytes = new Uint8Array(size);
        for (let at = 0; at < size; at += 2000) crypto.getRandomValues(bytes.subarray(at, at + 2000));
        transaction.objectStore("settings").put({ key: "filler " + Math.random(), bytes });
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
    });
    for (let size = 512000; size >= 2000; size /= 2) while (await put(size));
    db.close();
}"""


@pytest.fixture
def proxy(server: Server) -> Iterator[SlowProxy]:
    proxy = SlowProxy(server.port)
    yield proxy
    proxy.close()


def restart_worker(context: BrowserContext, page: Page) -> None:
    session = context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")


def test_after_a_restart_the_kept_index_is_read_and_never_that_of_another_edition(
    server: Server, context: BrowserContext, page: Page
):
    keep(page, server.url + GUIDE)
    assert page.evaluate(_INDEX, True)
    page.evaluate(_CHANGE, "As kept")
    restart_worker(context, page)
    page.goto(server.url + SEARCH)
    expect(page.locator("a[data-result]").first).to_have_text("As kept")
    edition = kept_edition(page)
    republish(server, title="Basic account, changed by a curator")
    page.goto(server.url + GUIDE)
    page.locator('[data-action="update"]').click()
    page.wait_for_selector(f'[data-kept]:not([data-kept="{edition}"])')
    server.kill()
    page.goto(server.url + SEARCH)
    titles = page.locator("a[data-result]").all_inner_texts()
    assert "Basic account, changed by a curator" in titles
    assert "As kept" not in titles


def test_withdrawn_words_leave_the_kept_index_though_the_update_does_not_come(
    server: Server, proxy: SlowProxy, page: Page
):
    keep(page, proxy.url + GUIDE)
    assert ACCOUNT in page.evaluate(_INDEX, True)
    withdraw(server, "banking/basic-account")
    proxy.replaced["/packs/blobs/"] = (503, {}, b"")
    change_row(page, "guides", "es-soria/en", {"askedAt": 0})
    page.goto(f"{proxy.url}{GUIDE}banking/")
    page.wait_for_timeout(2000)
    assert ACCOUNT not in page.evaluate(_INDEX, True)


def test_removed_guide_takes_its_index_along(server: Server, page: Page):
    keep(page, f"{server.url}/ar/es-soria/")
    keep(page, server.url + GUIDE)
    assert page.evaluate(_INDEX, True)
    page.locator('[data-action="remove"]').click()
    expect(page.locator("[data-kept]")).to_have_count(0)
    assert page.evaluate(_INDEX, False) is None


def test_phone_without_room_for_the_index_keeps_the_guide_and_searches(
    server: Server, context: BrowserContext, page: Page
):
    page.goto(server.url + GUIDE)
    quota = context.new_cdp_session(page)
    quota.send("Storage.overrideQuotaForOrigin", {"origin": server.url, "quotaSize": 3_000_000})
    keep(page, server.url + GUIDE)
    assert page.evaluate(_INDEX, True)
    page.evaluate(_CHANGE, "")
    page.evaluate(_FILL)
    restart_worker(context, page)
    server.kill()
    page.goto(server.url + SEARCH)
    assert page.locator(f'a[data-result][href="{ACCOUNT}"]').count() == 1
    assert page.evaluate(_INDEX, False) is None
    response = page.goto(server.url + ACCOUNT)
    assert response is not None
    assert response.from_service_worker
