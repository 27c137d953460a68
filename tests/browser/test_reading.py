"""Pages as a reader meets them: with scripts off, from right to left, with a keyboard, a screen reader, large text."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from phones import PHONE, Server
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

KINDS = {
    "languages": "/",
    "regions": "/{locale}/",
    "guide": "/{locale}/es-soria/",
    "emergency": "/{locale}/es-soria/emergency/",
    "topic": "/{locale}/es-soria/services/",
    "entry": "/{locale}/es-soria/services/padron/",
    "sensitive entry": "/{locale}/es-soria/emergency/violence-against-women/",
    "counter view": "/{locale}/es-soria/services/padron/with/es/",
    "places": "/{locale}/es-soria/places/",
    "phrases": "/{locale}/es-soria/phrases/",
    "share": "/{locale}/es-soria/share/",
    "sheet": "/{locale}/es-soria/sheet/?take=health&with=es&name=Caritas",
    "about": "/{locale}/es-soria/about/",
    "search": "/{locale}/es-soria/search/?q=nie",
    "nothing found": "/{locale}/es-soria/search/?q=xyzzy",
    "not found": "/{locale}/es-soria/no/such-page/",
}


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_no_page_breaks_an_accessibility_rule(running: Server, browser: Browser, locale: str, scheme: str):
    context = browser.new_context(**PHONE, color_scheme=scheme, bypass_csp=True)
    page, broken = context.new_page(), {}
    for kind, path in KINDS.items():
        page.goto(running.url + path.format(locale=locale))
        found = Axe().run(page).response["violations"]
        if found:
            broken[kind] = [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found]
    context.close()
    assert broken == {}


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_everything_can_be_read_without_scripts(running: Server, browser: Browser, locale: str):
    context = browser.new_context(**PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{running.url}/{locale}/")
    page.locator('main a[href$="/es-soria/"]').click()
    page.locator('main a[href="services/"]').click()
    page.locator('main a[href="padron/"]').click()
    expect(page.locator("main h1")).to_be_visible()
    page.locator('form[role="search"] input[name="q"]').first.fill("padron")
    page.locator('form[role="search"] input[name="q"]').first.press("Enter")
    expect(page.locator("a[data-result]").first).to_be_visible()
    expect(page.locator('[data-island="keep"]')).to_be_hidden()
    context.close()


@pytest.mark.parametrize("path", list(KINDS.values()), ids=list(KINDS))
@pytest.mark.parametrize("width", [320, 360])
def test_no_page_is_wider_than_the_phone(running: Server, browser: Browser, path: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    for locale in ("es", "ar"):
        page.goto(running.url + path.format(locale=locale))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_page_is_usable_at_twice_the_text_size(running: Server, browser: Browser):
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{running.url}/es/es-soria/services/padron/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_right_to_left_page_begins_on_the_right(running: Server, page: Page):
    page.goto(f"{running.url}/ar/es-soria/services/padron/")
    home, alarm = page.locator("header .home").bounding_box(), page.locator("header .sos").bounding_box()
    assert home is not None
    assert alarm is not None
    assert home["x"] > alarm["x"]
    assert page.evaluate("getComputedStyle(document.querySelector('main h1')).direction") == "rtl"


def test_phone_number_runs_from_left_to_right_in_arabic(running: Server, page: Page):
    page.goto(f"{running.url}/ar/es-soria/transport/village-bus/")
    number = page.locator('main a[href="tel:+34900204020"]').first
    assert number.evaluate("(link) => getComputedStyle(link).direction") == "ltr"


def test_nothing_is_asked_of_any_other_host_and_no_cookie_is_set(running: Server, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in KINDS.values():
        page.goto(running.url + path.format(locale="en"))
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {f"127.0.0.1:{running.port}"}
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0


def test_page_complains_of_nothing_in_the_console(running: Server, page: Page):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for kind in ("guide", "emergency", "entry", "sensitive entry", "counter view", "places", "search"):
        page.goto(running.url + KINDS[kind].format(locale="ar"))
    assert said == []


def test_leaving_a_sensitive_page_replaces_it(running: Server, page: Page):
    page.goto(f"{running.url}/en/es-soria/")
    page.goto(f"{running.url}/en/es-soria/emergency/violence-against-women/")
    page.locator('.leave[data-island="leave"]').click()
    page.wait_for_url(lambda url: "violence" not in url)
    page.go_back()
    assert "violence" not in page.url
