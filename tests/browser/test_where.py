"""Where one is and what is near: worked out on the phone, without a network."""

from __future__ import annotations

import pytest
from phones import PHONE, Server, keep
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NEAR_ALMAZAN = {"latitude": 41.503, "longitude": -2.5309, "accuracy": 18}
ISLAND = 'main [data-island="near"]'


def test_kept_guide_tells_where_one_is_in_the_language_of_whoever_answers(server: Server, browser: Browser):
    context = browser.new_context(permissions=["geolocation"], geolocation=NEAR_ALMAZAN, **PHONE)
    page = context.new_page()
    keep(page, f"{server.url}/ar/es-soria/")
    server.kill()
    page.goto(f"{server.url}/ar/es-soria/emergency/")
    page.locator(f"{ISLAND} button").click()
    said = page.locator(f"{ISLAND} blockquote")
    expect(said).to_have_count(2)
    assert [one.get_attribute("lang") for one in said.all()] == ["es", "ar"]
    assert ["Almazán" in one.inner_text() for one in said.all()] == [True, True]
    assert "1,9\u00a0km" in said.first.inner_text()  # as Spanish writes it
    expect(page.locator(f"{ISLAND} bdi")).to_have_text("41.50300, -2.53090 ± 18 m")
    expect(page.locator(f"{ISLAND} .note")).to_be_visible()  # that a machine wrote it
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert kept == '[{},{},""]'
    context.close()


def test_places_of_a_kept_guide_are_listed_by_distance_from_a_village_typed_in_any_script(
    server: Server, page: Page
):
    keep(page, f"{server.url}/ar/es-soria/")
    server.kill()
    page.goto(f"{server.url}/ar/es-soria/places/")
    page.locator(f"{ISLAND} input").fill("алмас")
    page.locator(f"{ISLAND} button", has_text="Almazán").click()
    first = page.locator("article").first
    expect(first).to_have_id("ceas-almazan")
    shown = [one.inner_text() for one in page.locator("article [data-km]").all()]
    assert len(shown) > 3
    assert "31" in shown[1]
    page.goto(f"{server.url}/ar/es-soria/villages/#almazan")
    expect(page.locator("#almazan li a").first).to_have_attribute("href", "../places/#ceas-almazan")


def test_reader_who_tells_no_position_is_told_what_to_do(running: Server, page: Page):
    page.goto(f"{running.url}/en/es-soria/emergency/")
    page.locator(f"{ISLAND} button").click()
    expect(page.locator(f"{ISLAND} [role=status]")).to_contain_text("Turn on location")
    expect(page.locator(f"{ISLAND} progress")).to_have_count(0)
