"""What to say at the counter and on the phone: a call asks first; sentences are there without a network or a voice."""

from __future__ import annotations

import pytest
from phones import Server, keep
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

VOICES = """
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [{ lang: "es-ES", localService: true }], cancel() {}, speak(said) { window.said = said.text; },
  }});
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


def test_number_asks_before_it_calls_reads_the_sentence_aloud_and_escape_leaves_it(
    running: Server, page: Page
):
    called: list[str] = []
    page.on("request", lambda request: called.append(request.url))
    page.add_init_script(VOICES)
    page.goto(f"{running.url}/ar/es-soria/emergency/")
    link = page.locator('main a[href="tel:112"]').first
    link.click()
    dialog = page.locator("dialog[open]")
    expect(dialog.locator('a[href="tel:112"]')).to_be_focused()
    expect(dialog.locator("h3[lang=es]")).to_have_text(
        "No hablo español. Hablo árabe. Por favor, busque un intérprete."
    )
    expect(dialog.locator(".note")).to_be_visible()  # that a machine wrote it
    dialog.locator("[data-action=say]").click()
    assert page.evaluate("window.said").startswith("No hablo español.")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    link.dblclick()
    others = page.locator("#erase").count()
    expect(page.locator("dialog")).to_have_count(1 + others)  # a second tap asks no second time
    assert [url for url in called if url.startswith("tel:")] == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_number_calls_at_once_where_the_question_does_not_come(running: Server, page: Page):
    page.route("**/static/js/phrases.js*", lambda route: route.abort())
    page.goto(f"{running.url}/ar/es-soria/emergency/")
    with page.expect_request("tel:112", timeout=5000):
        page.locator('main a[href="tel:112"]').first.click()


def test_kept_guide_has_its_sentences_and_the_question_without_a_network(server: Server, page: Page):
    keep(page, f"{server.url}/ar/es-soria/")
    server.kill()
    page.goto(f"{server.url}/ar/es-soria/phrases/")
    expect(page.locator("[data-mute]")).to_be_visible()  # this browser has no voice
    expect(page.locator("[data-action=say]").first).to_be_hidden()
    page.locator("#say-doctor ~ article [data-action=show]").first.click()
    expect(page.locator("dialog[open] h3[lang=es]")).to_be_visible()
    expect(page.locator("dialog[open] .from[lang=es]")).to_be_visible()  # whoever reads it is told, too
    page.goto(f"{server.url}/ar/es-soria/emergency/")
    page.locator('main a[href="tel:112"]').first.click()
    expect(page.locator("dialog[open] h3[lang=es]")).to_be_visible()
