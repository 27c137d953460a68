"""A guide's file on a phone that never met the site: opened from a folder, with scripts off and on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from phones import PHONE, Server
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(running: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A memory card with the file of each language."""
    folder = tmp_path_factory.mktemp("card")
    for locale in ("en", "ar"):
        status, html = running.get(f"/{locale}/es-soria/guide.html")
        assert status == 200
        (folder / f"{locale}.html").write_text(html, encoding="utf-8")
    return folder


Opens = Callable[..., Page]


@pytest.fixture
def opened(folder: Path, browser: Browser) -> Iterator[Opens]:
    """Open a file, and close the phone afterwards."""
    contexts = []

    def open_file(locale: str, **options: object) -> Page:
        contexts.append(browser.new_context(**{**PHONE, **options}))
        page = contexts[-1].new_page()
        page.goto((folder / f"{locale}.html").as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_emergency_is_first_and_to_be_seen_without_scripts(opened: Opens, locale: str):
    page = opened(locale, java_script_enabled=False)
    first = page.locator("main > section").first
    expect(first).to_have_id("emergency/")
    expect(first.locator('a[href="tel:112"]').first).to_be_visible()
    expect(page.locator('header a[href="tel:112"]')).to_be_in_viewport()
    expect(page.locator("[data-search]")).to_be_hidden()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_contents_lead_to_an_entry_and_it_leads_back_without_scripts(opened: Opens, locale: str):
    page = opened(locale, java_script_enabled=False)
    services = page.locator("#contents details", has=page.locator('[href="#services/padron/"]'))
    services.locator("summary").click()
    services.locator('[href="#services/padron/"]').click()
    entry = page.locator("[id='services/padron/']")
    expect(entry.locator("h1")).to_be_in_viewport()
    entry.locator(".up a").click()
    expect(page.locator("#contents summary").first).to_be_in_viewport()


def test_leaving_a_sensitive_entry_leads_to_the_top(opened: Opens):
    page = opened("en", java_script_enabled=False)
    page.locator("a.leave").first.click()
    expect(page.locator(".file")).to_be_in_viewport()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_what_needs_the_site_is_not_offered(opened: Opens, locale: str):
    page = opened(locale)
    for nowhere in ("sheet.pdf", "with/es/", "../guide.html"):
        links = page.locator(f'[data-h="{nowhere}"]')
        assert links.count() > 0
        assert not any(link.is_visible() for link in links.all())


@pytest.mark.parametrize(("locale", "asked"), [("en", "padron"), ("en", "PADRÓN"), ("ar", "بلدية")])
def test_search_finds_the_entry_about_the_town_hall_first(opened: Opens, locale: str, asked: str):
    page = opened(locale)
    page.locator('form[role="search"] input[name="q"]').fill(asked)
    page.locator('form[role="search"] input[name="q"]').press("Enter")
    hits = page.locator("[data-found] a").evaluate_all("links => links.map((link) => link.hash)")
    assert "#services/padron/" in hits[:3]
    page.locator('[data-found] [href="#services/padron/"]').click()
    expect(page.locator("[id='services/padron/'] h1")).to_be_in_viewport()


def test_search_finds_a_place_by_its_name_and_says_where_nothing_is(opened: Opens):
    page = opened("en")
    asked = page.locator('form[role="search"] input[name="q"]')
    asked.fill("guardia civil")
    asked.press("Enter")
    expect(page.locator('[data-found] [href="#places/:guardia-civil"]')).to_be_visible()
    asked.fill("xyzzy")
    asked.press("Enter")
    expect(page.locator("[data-found]")).to_have_text("Nothing found.")


def test_file_asks_no_host_and_complains_of_nothing(browser: Browser, folder: Path):
    page, asked, said = browser.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((folder / "ar.html").as_uri())
    page.locator('input[name="q"]').fill("بلدية")
    page.locator('input[name="q"]').press("Enter")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.close()
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert said == []


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 360])
def test_file_is_not_wider_than_the_phone(opened: Opens, locale: str, width: int):
    page = opened(locale, viewport={"width": width, "height": 640})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_file_breaks_no_accessibility_rule(opened: Opens, locale: str, scheme: str):
    page = opened(locale, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == []


def test_site_answers_the_file_with_a_policy_that_its_search_keeps(running: Server, page: Page):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{running.url}/en/es-soria/guide.html")
    page.locator('input[name="q"]').fill("padron")
    page.locator('input[name="q"]').press("Enter")
    expect(page.locator("[data-found] a").first).to_be_visible()
    assert said == []
