"""Suggestions while one types: with a keyboard, with a finger, for a screen reader, on a line that costs."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from phones import PHONE, Server
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def _type(page: Page, text: str):  # type: ignore[no-untyped-def]
    field = page.locator('header input[name="q"]')
    field.focus()
    field.press_sequentially(text)
    return field


@pytest.mark.parametrize(("locale", "typed", "status"), [("en", "regi", "Suggestions: "), ("ar", "تسج", "")])
def test_list_is_used_with_the_keyboard(
    running: Server, browser: Browser, locale: str, typed: str, status: str
):
    context = browser.new_context(**PHONE, bypass_csp=True)  # axe is set into the page
    page = context.new_page()
    page.goto(f"{running.url}/{locale}/es-soria/")
    field = _type(page, typed)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    count = options.count()
    expect(page.locator("form [role=status]")).to_contain_text(f"{status}{count}" if status else str(count))
    seen = page.locator("form [role=status]").bounding_box()
    assert seen is not None
    assert seen["y"] + seen["height"] < 0  # it is heard
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-activedescendant", "")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    field.press("ArrowDown")
    first = page.locator("[aria-selected=true]")
    expect(first).to_have_attribute("id", field.get_attribute("aria-activedescendant") or "none")
    assert Axe().run(page).response["violations"] == []
    field.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value(typed)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Backspace")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    target = first.get_attribute("data-href") or "none"
    field.press("Enter")
    page.wait_for_url(f"**{target}")
    context.close()


def test_list_is_used_with_a_finger_and_enter_alone_searches(running: Server, page: Page):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))  # a policy that is broken is told here
    page.goto(f"{running.url}/en/es-soria/search/")
    field = page.locator('main input[name="q"]')
    field.fill("town")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Enter")
    page.wait_for_url("**/search/?q=town")
    field.fill("padro")
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    assert option.evaluate("(one) => one.getBoundingClientRect().height") >= 48
    target = option.get_attribute("data-href") or "none"
    option.click()
    page.wait_for_url(f"**{target}")
    assert said == []


def test_nothing_is_asked_where_data_is_saved_and_the_guide_not_kept(running: Server, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(SAVE_DATA)
    page.goto(f"{running.url}/en/es-soria/")
    _type(page, "register")
    page.wait_for_timeout(600)
    assert any("suggest.js" in url for url in asked)
    assert [url for url in asked if "/search/suggest/" in url] == []
