"""Choosing what to print, without a script and with one; and the browser's own print of a kept page, without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import PHONE, Server, keep
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

BUILDER = "/ar/es-soria/sheet/"


def words_on_paper(page: Page, tmp_path: Path) -> str:
    """Return what the browser prints, without marks of direction."""
    file = tmp_path / "page.pdf"
    page.pdf(path=file, format="A4", prefer_css_page_size=True)
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is not installed: apt-get install poppler-utils"
    text = subprocess.run([tool, "-layout", file, "-"], capture_output=True, check=True).stdout.decode()
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def choose(page: Page, url: str) -> None:
    page.goto(url + BUILDER)
    page.locator('label:has(> input[value="health"])').click()
    page.locator("select[name=with]").select_option("es")
    page.locator("input[name=layout][value=large]").check()
    page.locator(".next button").click()


def test_sheet_is_chosen_and_printed_without_a_script(running: Server, browser: Browser) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    page = context.new_page()
    choose(page, running.url)
    assert page.url.partition("?")[2].startswith("take=health&layout=large&with=es")
    link = page.locator("a[data-print]")
    assert link.get_attribute("href") == "print.pdf?layout=large&with=es&take=health"
    assert page.locator("[data-kept-choices]").is_hidden()
    context.close()


def test_choice_is_remembered_on_the_device_with_a_note_and_removed(running: Server, page: Page) -> None:
    choose(page, running.url)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    page.locator("[data-kept-choices] summary").click()
    page.locator("[data-note]").fill("للمجموعة")
    page.locator("[data-remember]").click()
    page.goto(running.url + BUILDER)
    item = page.locator('[data-island="choices"] li')
    expect(item.locator("a")).to_have_text("للمجموعة")
    assert not [one for one in sent if "%D9%84%D9%84%D9%85" in one or "للمجموعة" in one]
    item.locator("a").click()
    expect(page.locator("[type=checkbox][value=health]")).to_be_checked()
    page.locator('[data-island="choices"] button').click()
    expect(page.locator('[data-island="choices"]')).to_be_hidden()
    page.reload()
    expect(page.locator('[data-island="choices"]')).to_be_hidden()


def test_page_of_a_kept_guide_is_printed_with_both_languages_its_day_and_a_code_without_a_network(
    server: Server, page: Page, tmp_path: Path
) -> None:
    keep(page, f"{server.url}/ar/es-soria/", with_host=True)
    server.kill()
    page.goto(f"{server.url}/ar/es-soria/services/padron/with/es/")
    page.evaluate("() => void (window.print = () => document.body.append('printed'))")
    page.locator('[data-island="print"]').click()
    expect(page.locator("body")).to_contain_text("printed")
    page.emulate_media(media="print")
    expect(page.locator(".paper")).to_be_visible()
    expect(page.locator("header form")).to_be_hidden()
    text = words_on_paper(page, tmp_path)
    assert "Empadronarse" in text
    assert "البلدية" in text
    assert re.search(r"20\d\d-\d\d-\d\d", text)
    assert "/ar/es-soria/services/padron/with/es/" in text


def test_page_that_must_leave_no_trace_offers_no_print(running: Server, page: Page) -> None:
    page.goto(f"{running.url}/es/es-soria/emergency/violence-against-women/")
    expect(page.locator('[data-island="share"]')).to_have_count(0)
    expect(page.locator('[data-island="print"]')).to_be_hidden()
