"""Many sheets in a real browser: seen coming one by one, with and without JavaScript."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from phones import PHONE, Server
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
CHOSEN = "/ar/es-soria/sheet/?take=banking/basic-account&title=x"
LIMIT_MS = 90_000


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_sheets_of_all_languages_come_one_by_one_and_then_as_one_file(
    running: Server, browser: Browser, script: bool
) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=script, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{running.url}{CHOSEN}{script}")
    form = page.locator('form[action="many/"]')
    page.locator('details:has(form[action="many/"]) summary').click()
    for box in form.locator("[type=checkbox]").all():
        box.check()
    form.locator("button").click()
    assert page.locator("[data-island=many] li").count() == 4
    assert page.locator("main h1").count() == 1
    page.locator('li[data-state="ready"] a[href$=".pdf"]').first.wait_for(timeout=LIMIT_MS)
    page.locator('a[href="sheets.zip"]').wait_for(timeout=LIMIT_MS)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    with page.expect_download() as download:
        page.locator('a[href="sheets.zip"]').click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as packed:
        assert len(packed.namelist()) == 4
        assert packed.testzip() is None
    context.close()
