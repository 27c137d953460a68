"""Another engine keeps a guide too: Firefox ESR, where it is installed.

Playwright drives Debian's Firefox by WebDriver BiDi. There `set_offline` does nothing and `from_service_worker` is always
false (both seen with Playwright 1.64.1 and Firefox 153), so the server is killed, and what was never visited is asked for.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from phones import PHONE, Server, keep
from playwright.sync_api import Browser, Page
from test_offline import republish

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def firefox(playwright) -> Iterator[Browser]:  # type: ignore[no-untyped-def]
    path = shutil.which("firefox-esr")
    if path is None:
        pytest.skip("keeping a guide was not tried in Firefox: sudo apt-get install firefox-esr")
    browser = playwright.firefox.launch(executable_path=path, channel="moz-firefox")
    yield browser
    browser.close()


@pytest.fixture
def page(firefox: Browser) -> Iterator[Page]:
    """A page of a Firefox that nobody used before."""
    context = firefox.new_context(**PHONE)
    yield context.new_page()
    context.close()


def kill(server: Server) -> None:
    """Kill the server, and be sure that nobody answers in its place."""
    server.kill()
    with pytest.raises(ConnectionRefusedError):
        server.get("/health")


def test_firefox_answers_from_a_kept_guide_when_the_server_is_gone(server: Server, page: Page):
    keep(page, f"{server.url}/ar/es-soria/")
    kill(server)
    page.goto(f"{server.url}/ar/es-soria/emergency/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator('a[href="tel:112"]').count() > 0
    page.goto(f"{server.url}/ar/es-soria/services/padron/")
    assert "padrón" in page.locator("h1").inner_text()
    page.goto(f"{server.url}/ar/es-soria/search/?q=padron")
    assert page.locator("a[data-result]").count() > 0


def test_firefox_takes_a_newer_edition_whole(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    before = page.locator("[data-kept]").get_attribute("data-kept")
    republish(server, title="Changed by a curator")
    page.locator('[data-action="update"]').click()
    page.wait_for_selector(f'[data-kept]:not([data-kept="{before}"])')
    kill(server)
    page.goto(f"{server.url}/en/es-soria/banking/basic-account/")
    assert page.locator("h1").inner_text() == "Changed by a curator"
    page.goto(f"{server.url}/en/es-soria/search/?q=curator")
    assert page.locator("a[data-result]").count() > 0


def test_firefox_says_what_is_not_kept(server: Server, page: Page):
    keep(page, f"{server.url}/ar/es-soria/")
    kill(server)
    page.goto(f"{server.url}/en/es-soria/")
    page.locator('main a[href="/ar/es-soria/"]').click()
    page.wait_for_url("**/ar/es-soria/")
    assert page.locator("h1").is_visible()
