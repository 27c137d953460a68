"""A bad line costs time, never a guide: silence, cuts, other bytes, log-in pages."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator

import pytest
from curator import change_row, kept_edition, republish, withdraw, word
from phones import Server, keep
from playwright.sync_api import BrowserContext, Page, expect
from slow_proxy import LOGIN, SlowProxy

pytestmark = pytest.mark.browser

GUIDE = "/en/es-soria/"


@pytest.fixture
def proxy(server: Server) -> Iterator[SlowProxy]:
    proxy = SlowProxy(server.port)
    yield proxy
    proxy.close()


def manifest_of(server: Server) -> dict:
    manifest: dict = json.loads(server.get("/packs/es-soria/en.json")[1])
    return manifest


def press_keep(page: Page) -> None:
    page.locator('button[data-action="keep"]').click()


def state_of(page: Page):
    return page.locator("[data-state]")


def pattern(words: str) -> re.Pattern[str]:
    """Return what a sentence with markers looks like, numbers filled in."""
    return re.compile(re.sub(r"\\\{\\\{\w+\\\}\\\}", r"[\\d?]+", re.escape(words)))


def test_silent_line_is_noticed_said_and_taken_up_again(server: Server, proxy: SlowProxy, page: Page):
    manifest = manifest_of(server)
    proxy.silences[manifest["pack"]["sha256"]] = manifest["pack"]["wire_bytes"] // 2
    page.goto(proxy.url + GUIDE)
    press_keep(page)
    expect(state_of(page)).to_have_text(pattern(word(page, "silent")), timeout=25_000)
    expect(page.locator('button[data-action="keep"]')).to_be_enabled()
    assert page.goto(f"{proxy.url}{GUIDE}emergency/").from_service_worker  # what came can be read meanwhile
    assert page.goto(f"{proxy.url}{GUIDE}search/?q=emergency").from_service_worker  # and searched
    assert page.locator("a[data-result]").count() > 0
    page.goto(proxy.url + GUIDE)
    proxy.mend()
    page.wait_for_selector("[data-kept]", timeout=30_000)


def test_pages_that_came_can_be_read_before_all_scripts_did(server: Server, proxy: SlowProxy, page: Page):
    proxy.silences["/assets.txt"] = 0
    proxy.silences[f"{GUIDE}emergency/"] = 0  # the network has nothing to say either
    page.goto(proxy.url + GUIDE)
    press_keep(page)
    expect(state_of(page)).to_have_text(pattern(word(page, "silent")), timeout=25_000)
    assert page.goto(f"{proxy.url}{GUIDE}emergency/").status == 200


def test_scripts_of_pages_come_in_one_answer_and_work_without_a_network(
    server: Server, proxy: SlowProxy, page: Page
):
    keep(page, proxy.url + GUIDE)
    several = [path for path in proxy.asked if path.startswith("/assets.txt")]
    assert len(several) == 1
    names = several[0].partition("?of=")[2].split(",")
    assert {"js/suggest.js", "js/say.js", "js/phrases.js", "js/near.js"} <= set(names)
    assert [path for path in proxy.asked if any(f"/{name}?" in path for name in names)] == []
    server.kill()
    proxy.close()
    page.goto(f"{proxy.url}{GUIDE}phrases/")
    loaded = """(names) => Promise.all(names.map(async (name) => (await caches.match(name)).status))"""
    shown = page.evaluate("[document.body.dataset.suggestJs, document.body.dataset.phrasesJs]")
    assert page.evaluate(loaded, shown) == [200, 200]
    page.locator("[type=search]").first.fill("town")
    expect(page.locator("[role=option]").first).to_be_visible()


def test_script_that_a_page_has_loaded_does_not_come_again(server: Server, proxy: SlowProxy, page: Page):
    page.goto(f"{proxy.url}{GUIDE}places/", wait_until="networkidle")
    keep(page, proxy.url + GUIDE)
    assert len([path for path in proxy.asked if "js/near.js" in path]) == 1
    assert [path for path in proxy.asked if "js/say.js" in path] == [
        path for path in proxy.asked if path.startswith("/assets.txt")
    ]
    page.goto(f"{proxy.url}{GUIDE}places/")
    near = page.locator('[data-island="near"]').first.get_attribute("data-src")
    assert page.evaluate("(path) => caches.match(new URL(path, location.href)).then(Boolean)", near)


def test_script_that_is_not_what_was_promised_is_not_kept(server: Server, proxy: SlowProxy, page: Page):
    proxy.replaced["/assets.txt"] = (200, {"Content-Type": "text/plain"}, b"alert(1)")
    page.goto(proxy.url + GUIDE)
    press_keep(page)
    expect(state_of(page)).to_have_text(pattern(word(page, "silent")), timeout=25_000)
    assert page.evaluate("caches.match(document.body.dataset.suggestJs).then((found) => !found)")
    proxy.mend()
    page.wait_for_selector("[data-kept]", timeout=30_000)


def test_download_that_was_cut_goes_on_by_itself_and_asks_for_nothing_twice(
    server: Server, proxy: SlowProxy, page: Page
):
    manifest = manifest_of(server)
    proxy.cuts[manifest["pack"]["sha256"]] = manifest["pack"]["wire_bytes"] * 2 // 3
    page.goto(proxy.url + GUIDE)
    press_keep(page)
    page.wait_for_selector("[data-kept]", timeout=30_000)
    blobs = [path.rpartition("/")[2] for path in proxy.asked if "/packs/blobs/" in path]
    assert blobs.count(manifest["pack"]["sha256"]) == 1
    assert manifest["parts"][0]["sha256"] not in blobs
    assert manifest["parts"][-1]["sha256"] in blobs


@pytest.mark.parametrize("piece", ["/packs/es-soria/en.json", "/packs/blobs/"])
def test_log_in_page_of_a_network_is_said_to_be_one_and_the_kept_guide_stays(
    server: Server, proxy: SlowProxy, page: Page, piece: str
):
    keep(page, proxy.url + GUIDE)
    edition = kept_edition(page)
    republish(server, title="Changed by a curator")
    proxy.replaced[piece] = LOGIN
    page.locator('[data-action="update"]').click()
    expect(state_of(page)).to_have_text(word(page, "portal"))
    assert kept_edition(page) == edition
    proxy.mend()
    page.locator('[data-action="update"]').click()
    page.wait_for_selector(f'[data-kept]:not([data-kept="{edition}"])')


def test_redirect_to_a_log_in_page_is_said_to_be_one(server: Server, proxy: SlowProxy, page: Page):
    page.goto(proxy.url + GUIDE)
    proxy.replaced["/packs/es-soria/en.json"] = (302, {"Location": f"{proxy.url}/login"}, b"")
    press_keep(page)
    expect(state_of(page)).to_have_text(word(page, "portal"))
    assert page.locator("[data-kept]").count() == 0


def test_other_bytes_in_a_deltas_place_are_refused_and_the_kept_guide_stays(
    server: Server, proxy: SlowProxy, page: Page
):
    keep(page, proxy.url + GUIDE)
    edition = kept_edition(page)
    republish(server, title="Changed by a curator")
    delta = manifest_of(server)["deltas"][0]["sha256"]
    proxy.replaced[delta] = (200, {"Content-Type": "application/json"}, b'{"format":1,"parts":[]}')
    page.locator('[data-action="update"]').click()
    expect(state_of(page)).to_have_text(word(page, "refused"))
    assert kept_edition(page) == edition


def test_delta_that_does_not_fit_what_is_here_is_made_up_for_by_whole_parts(
    server: Server, proxy: SlowProxy, page: Page
):
    keep(page, proxy.url + GUIDE)
    edition = kept_edition(page)
    republish(server, title="Changed by a curator")
    old = page.evaluate(
        """(id) => new Promise((resolve) => {
        const open = indexedDB.open("orientation");
        open.onsuccess = () => {
            const store = open.result.transaction("parts", "readwrite").objectStore("parts");
            store.getAll().onsuccess = ({ target: { result: rows } }) => {
                rows.forEach((row) => store.put({ ...row, text: row.text.slice(1) }));
                store.transaction.oncomplete = () => { open.result.close(); resolve(rows.length); };
            };
        };
    })"""
    )
    assert old > 3
    page.locator('[data-action="update"]').click()
    page.wait_for_selector(f'[data-kept]:not([data-kept="{edition}"])')
    server.kill()
    page.goto(f"{proxy.url}{GUIDE}banking/basic-account/")
    assert page.locator("h1").inner_text() == "Changed by a curator"


def test_withdrawn_page_goes_at_the_next_contact_though_the_update_does_not_come(
    server: Server, proxy: SlowProxy, page: Page
):
    keep(page, proxy.url + GUIDE)
    edition = kept_edition(page)
    withdraw(server, "banking/basic-account")
    proxy.replaced["/packs/blobs/"] = (503, {}, b"")
    change_row(page, "guides", "es-soria/en", {"askedAt": 0})
    page.goto(f"{proxy.url}{GUIDE}banking/")
    page.wait_for_timeout(2000)
    response = page.goto(f"{proxy.url}{GUIDE}banking/basic-account/")
    assert response.status == 410  # not on the phone any more: the site says so
    page.goto(proxy.url + GUIDE)
    page.wait_for_selector(f'[data-kept="{edition}"]', state="attached")
    page.goto(f"{proxy.url}{GUIDE}search/?q=basic+account")
    hits = [link.get_attribute("href") for link in page.locator("a[data-result]").all()]
    assert f"{GUIDE}banking/basic-account/" not in hits


def test_worker_that_changes_while_a_download_runs_does_not_end_it(
    server: Server, proxy: SlowProxy, context: BrowserContext, page: Page
):
    proxy.delays["/packs/blobs/"] = 3
    page.goto(proxy.url + GUIDE)
    press_keep(page)
    page.wait_for_timeout(1500)
    newer = server.get("/service-worker.js")[1] + "\n// newer\n"
    proxy.replaced["/service-worker.js"] = (200, {"Content-Type": "text/javascript"}, newer.encode())
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.wait_for_selector("[data-kept]", timeout=40_000)
    assert kept_edition(page) == str(manifest_of(server)["edition"])


def test_silent_line_is_not_waited_for_when_a_kept_guide_lacks_the_page(
    server: Server, proxy: SlowProxy, page: Page
):
    keep(page, proxy.url + GUIDE)
    missing = f"{GUIDE}banking/no-such-entry/"
    proxy.delays[missing] = 60
    start = time.monotonic()
    response = page.goto(proxy.url + missing, timeout=40_000)
    assert response is not None
    assert response.status == 404
    assert response.from_service_worker
    assert time.monotonic() - start < 25
