"""A reader says something without a network; it is sent, answered at the desk, and the answer is seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from desk_phones import answer_seen
from phones import Server, keep
from playwright.sync_api import Page, expect

from orientation.desk.voices import answer_voice, read_inbox
from orientation.domain.roles import Grant, Person
from orientation.store.database import connect

pytestmark = pytest.mark.browser
CURATOR = Person(1, "Ana", grants=(Grant("curator"),))


def test_voice_waits_for_a_network_is_answered_and_the_answer_is_seen(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    page.goto(f"{server.url}/en/es-soria/services/padron/")
    server.kill()
    page.get_by_role("link", name="Is something wrong here?").click()
    page.locator('[name="fact"][value="phone"]').check()
    page.locator('[name="words"]').fill("The number is old.")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/say/?waits")
    server.start()
    page.goto(f"{server.url}/en/es-soria/services/padron/")
    database = connect(server.data / "orientation.db")
    for _ in range(50):
        found = read_inbox(database, CURATOR).voices
        if found:
            break
        page.wait_for_timeout(100)
    assert [(one.voice.path, one.voice.text) for one in found] == [("services/padron/", "The number is old.")]
    database.execute("INSERT INTO persons VALUES (1, 'Ana', '', 'en', '', NULL)")
    answer_voice(database, CURATOR, found[0].id, "changed", clock=lambda: datetime.now(UTC))
    thanks = answer_seen(page, f"{server.url}/en/es-soria/", "changed")
    expect(thanks).to_have_attribute("href", "/en/es-soria/services/padron/")
    database.conn.close()


def test_sensitive_page_leaves_nothing_on_the_phone(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    page.goto(f"{server.url}/en/es-soria/say/?page=emergency/violence-against-women/")
    server.kill()
    expect(page.locator('main a[href^="/desk/"]')).to_have_count(
        0
    )  # such an address would stay in the history
    page.locator('[name="words"]').fill("The number is old.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("form [role=status]").last).not_to_be_empty(timeout=15_000)
    stored = """() => new Promise((resolve) => {
        const open = indexedDB.open("orientation");
        open.onsuccess = () => {
            const request = open.result.transaction("settings").objectStore("settings").get("voices");
            request.onsuccess = () => { open.result.close(); resolve(request.result || null); };
        };
    })"""
    assert page.evaluate(stored) is None
