"""What the keep box says is so: by the phone's clock, with its storage full or gone, with two tabs at once."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from curator import READ_ROW, change_row, kept_edition, republish, word
from phones import ARGUMENTS, CHROMIUM, PHONE, Server, keep
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

GUIDE = "/en/es-soria/"
ROOM_BYTES = 920_000  # enough for one guide, not for two
DAY_MS = 24 * 60 * 60 * 1000


def asked_at(page: Page) -> int:
    return int(page.evaluate(READ_ROW, "es-soria/en")["askedAt"])


def test_two_tabs_keep_two_guides_at_once(server: Server, context: BrowserContext):
    tabs = [context.new_page(), context.new_page()]
    for tab, locale in zip(tabs, ("en", "ar"), strict=True):
        tab.goto(f"{server.url}/{locale}/es-soria/")
    for tab in tabs:
        tab.wait_for_selector("button[data-action=keep]")  # its script listens from when it is seen
    for tab in tabs:
        tab.evaluate("document.querySelector('button[data-action=keep]').click()")
    for tab in tabs:
        tab.wait_for_selector("[data-kept]", timeout=40_000)
    server.kill()
    for tab, locale in zip(tabs, ("en", "ar"), strict=True):
        assert tab.goto(f"{server.url}/{locale}/es-soria/search/?q=padron").from_service_worker
        assert tab.locator("a[data-result]").count() > 0


def test_answer_from_before_the_press_does_not_end_the_work_just_begun(server: Server, page: Page):
    answer = """() => {
        const data = { guide: "es-soria/en", state: null, word: "", working: false, waits: 0, kept: [], start: false };
        document.querySelector("button[data-action=keep]").click();
        navigator.serviceWorker.dispatchEvent(new MessageEvent("message", { data }));
        return document.querySelector("button[data-action=keep]").disabled;
    }"""
    page.goto(server.url + GUIDE)
    page.wait_for_selector("button[data-action=keep]")
    assert page.evaluate(answer) is True
    page.wait_for_selector("[data-kept]")


def test_clock_that_was_a_year_ahead_does_not_keep_the_phone_from_asking(server: Server, page: Page):
    keep(page, server.url + GUIDE)
    change_row(page, "guides", "es-soria/en", {"askedAt": time.time() * 1000 + 365 * DAY_MS})
    page.goto(f"{server.url}{GUIDE}banking/")
    page.wait_for_timeout(1500)
    assert abs(asked_at(page) - time.time() * 1000) < 60_000


def test_clock_a_year_behind_neither_hides_nor_invents_what_is_overdue(server: Server, page: Page):
    show = """(day) => {
        const note = document.createElement("p");
        note.dataset.reviewAfter = day;
        note.hidden = true;
        document.querySelector("main").append(note);
        return import(document.querySelector('script[type=module]').src + "&again").then(() => note.hidden);
    }"""
    page.goto(f"{server.url}{GUIDE}services/padron/")
    assert page.evaluate(show, "2026-01-01") is False
    page.clock.set_fixed_time("2020-01-01T00:00:00Z")
    page.goto(f"{server.url}{GUIDE}services/padron/")
    assert page.evaluate(show, "2026-01-01") is False  # the edition itself is later than that day
    assert page.evaluate(show, "2040-01-01") is True


def test_failed_question_does_not_count_as_asked(server: Server, page: Page):
    keep(page, server.url + GUIDE)
    change_row(page, "guides", "es-soria/en", {"askedAt": 1000})
    server.kill()
    page.goto(f"{server.url}{GUIDE}banking/")
    page.wait_for_timeout(800)
    assert asked_at(page) == 1000


def test_reader_may_switch_off_that_the_phone_asks(server: Server, page: Page):
    keep(page, server.url + GUIDE)
    page.locator("[data-quiet] input").uncheck()
    page.wait_for_timeout(300)
    change_row(page, "guides", "es-soria/en", {"askedAt": 1000})
    page.goto(f"{server.url}{GUIDE}banking/")
    page.wait_for_timeout(800)
    assert asked_at(page) == 1000
    page.goto(server.url + GUIDE)
    expect(page.locator("[data-quiet] input")).not_to_be_checked()


def test_large_update_is_offered_with_its_size_and_not_taken(server: Server, page: Page):
    keep(page, server.url + GUIDE)
    edition = kept_edition(page)
    republish(server, title="Changed by a curator")
    manifest = json.loads(server.get("/packs/es-soria/en.json")[1])
    old = page.evaluate(READ_ROW, "es-soria/en")["manifest"]
    change_row(page, "guides", "es-soria/en", {"askedAt": 0, "manifest": {**old, "edition": 7}})
    page.evaluate(
        """() => new Promise((resolve) => {
        const open = indexedDB.open("orientation");
        open.onsuccess = () => {
            const transaction = open.result.transaction("parts", "readwrite");
            transaction.objectStore("parts").clear();
            transaction.oncomplete = () => { open.result.close(); resolve(); };
        };
    })"""
    )
    page.goto(server.url + GUIDE)
    size = -(-manifest["pack"]["wire_bytes"] // 1000)
    expect(page.locator("[data-state]")).to_have_text(word(page, "update").replace("{{n}}", str(size)))
    assert kept_edition(page) == "7" != edition


def test_phone_without_room_says_so_and_keeps_what_it_has(
    server: Server, context: BrowserContext, page: Page
):
    session = context.new_cdp_session(page)
    page.goto(server.url + GUIDE)
    session.send("Storage.overrideQuotaForOrigin", {"origin": server.url, "quotaSize": ROOM_BYTES})
    keep(page, server.url + GUIDE)
    page.goto(f"{server.url}/ar/es-soria/")
    page.locator('button[data-action="keep"]').click()
    expect(page.locator("[data-state]")).to_have_text(word(page, "full"), timeout=20_000)
    assert page.locator("[data-kept]").count() == 0
    server.kill()
    assert page.goto(f"{server.url}{GUIDE}emergency/").from_service_worker


def test_guide_that_the_browser_dropped_is_said_to_be_gone(
    server: Server, context: BrowserContext, page: Page
):
    keep(page, server.url + GUIDE)
    page.goto(f"{server.url}/ar/es-soria/")
    session = context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.send("Storage.clearDataForOrigin", {"origin": server.url, "storageTypes": "indexeddb"})
    page.goto(server.url + GUIDE)
    expect(page.locator("[data-state]")).to_have_text(word(page, "gone"))
    page.locator('button[data-action="keep"]').click()
    page.wait_for_selector("[data-kept]", timeout=20_000)


def test_static_files_that_the_browser_dropped_are_fetched_again_with_the_next_update(
    server: Server, page: Page
):
    keep(page, server.url + GUIDE)
    edition = kept_edition(page)
    page.evaluate("caches.delete('assets')")
    republish(server, title="Changed by a curator")
    page.locator('[data-action="update"]').click()
    page.wait_for_selector(f'[data-kept]:not([data-kept="{edition}"])')
    assert page.evaluate("caches.open('assets').then((one) => one.keys()).then((all) => all.length)") >= 4


def test_changed_entries_are_listed_until_the_reader_has_looked(server: Server, page: Page):
    keep(page, server.url + GUIDE)
    edition = kept_edition(page)
    republish(server, title="Changed by a curator")
    page.locator('[data-action="update"]').click()
    page.wait_for_selector(f'[data-kept]:not([data-kept="{edition}"])')
    server.kill()
    link = page.locator("[data-changes] a")
    expect(link).to_contain_text("1")
    link.click()
    expect(page.locator("main li a")).to_have_text(["Changed by a curator"])
    page.goto(server.url + GUIDE)
    page.wait_for_selector("[data-kept]")
    expect(link).to_be_hidden()


def test_server_says_what_changed_since_an_edition(server: Server):
    before = json.loads(server.get("/packs/es-soria/en.json")[1])["edition"]
    republish(server, title="Changed by a curator")
    for query in ("", f"?since={before}"):
        status, html = server.get(f"{GUIDE}changes/{query}")
        assert (status, html.count("Changed by a curator</a>")) == (200, 1)
    assert "Changed by a curator</a>" not in server.get(f"{GUIDE}changes/?since=12")[1]


def test_village_hub_over_plain_http_offers_the_file_instead(server: Server, playwright):
    phone = playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*ARGUMENTS, "--host-resolver-rules=MAP hub.test 127.0.0.1"]
    )
    page = phone.new_page(**PHONE)
    page.goto(f"http://hub.test:{server.port}{GUIDE}")
    assert page.evaluate("isSecureContext") is False
    page.locator("[data-elsewhere] a").click()
    with page.expect_download() as download:
        page.locator('[data-island="give"]').click()
    assert "guide-file" in Path(download.value.path()).read_text(encoding="utf-8")
    phone.close()


@pytest.mark.parametrize(
    "agent",
    [
        pytest.param("Mozilla/5.0 (Linux; Android 10; wv) Chrome/80 Mobile Safari/537.36", id="Android view"),
        pytest.param("Mozilla/5.0 (Linux; Android 9) Chrome/90 [FBAN/EMA;FBAV/1.0]", id="Facebook"),
        pytest.param(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0) AppleWebKit/605 Mobile/15E148", id="iPhone view"
        ),
    ],
)
def test_messengers_own_browser_is_told_what_to_do_instead(server: Server, browser, agent: str):
    context = browser.new_context(viewport={"width": 360, "height": 640}, user_agent=agent)
    page = context.new_page()
    page.goto(server.url + GUIDE)
    expect(page.locator("[data-elsewhere]")).to_be_visible()
    expect(page.locator('button[data-action="keep"]')).to_be_hidden()
    context.close()
