"""Many sheets in a real browser: seen coming one by one, with and without JavaScript."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from phones import PHONE, Server
from PIL import Image
from playwright.sync_api import Browser, Page

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
    form.locator("button:not([type], [name])").click()
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


def test_logo_of_the_device_stands_ready_for_many_sheets_and_is_on_each(running: Server, page: Page) -> None:
    page.goto(f"{running.url}{CHOSEN}logo")
    forms = page.locator("form[data-logo]")
    page.locator('details:has(form[action="many/"]) summary').click()
    many = page.locator('form[action="many/"]')
    many.locator("[type=file]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": a_logo()}
    )
    many.locator("[data-shown]").wait_for()
    assert (
        forms.locator("[data-shown]").evaluate_all("shown => shown.map((one) => one.hidden)") == [False] * 2
    )
    page.reload()
    page.locator('details:has(form[action="many/"]) summary').click()
    many.locator("[data-shown]").wait_for()
    many.locator("button:not([type], [name])").click()
    page.locator('a[href="sheets.zip"]').wait_for(timeout=LIMIT_MS)
    with page.expect_download() as download:
        page.locator('a[href="sheets.zip"]').click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as packed:
        (sheet,) = map(packed.read, packed.namelist())
    assert b"/Subtype /Image" in sheet
    page.goto(f"{running.url}{CHOSEN}logo")
    page.locator('details:has(form[action="many/"]) summary').click()
    many.locator("[data-forget]").click()
    assert page.evaluate("[...document.querySelectorAll('[type=file]')].map((one) => one.files.length)") == [
        0,
        0,
    ]


def a_logo() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (60, 20), "black").save(picture, "PNG")
    return picture.getvalue()
