"""Ticks stay on the phone only where its reader says so; the last day is worked out on the phone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from phones import Server, keep
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LIST = "/en/es-soria/steps/recognised/"
STORED = "Object.entries(localStorage)"


def test_no_lasts_as_long_as_the_page_and_stores_nothing(running: Server, page: Page):
    page.goto(running.url + LIST)
    expect(page.locator("[data-day]")).to_be_visible()
    padron, school = (page.locator(f'[data-step="{slug}"] [type=checkbox]') for slug in ("padron", "school"))
    padron.check()
    expect(page.locator('[data-step="padron"] [data-ask]')).to_be_visible()
    assert page.evaluate(STORED) == []
    page.locator('[data-answer="no"]').click()
    school.check()
    expect(page.locator("[data-ask]")).to_be_hidden()
    assert page.evaluate(STORED) == []
    page.reload()
    expect(page.locator("[data-day]")).to_be_visible()
    assert page.locator("main :checked").count() == 0


def test_yes_survives_without_a_network_until_forgotten_or_the_guide_is_removed(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    server.kill()
    page.goto(server.url + LIST)
    permit = date.today() - timedelta(days=20)
    page.locator("input[type=date]").fill(permit.isoformat())
    expect(page.locator("[data-last]")).to_contain_text("There is little time left")
    page.locator('[data-answer="yes"]').click()
    tick = page.locator('[data-step="padron"] [type=checkbox]')
    tick.check()
    page.reload()
    expect(tick).to_be_checked()
    expect(page.locator("input[type=date]")).to_have_value(permit.isoformat())
    expect(page.locator("[data-ask]")).to_be_hidden()
    page.locator("[data-forget]").click()
    assert (page.evaluate(STORED), page.locator("main :checked").count()) == ([], 0)
    tick.check()
    page.locator('[data-answer="yes"]').click()
    assert [key for key, _ in page.evaluate(STORED)] == ["steps/en/es-soria/"]
    page.locator('[data-action="remove"]').click()
    expect(tick).not_to_be_checked()
    assert page.evaluate(STORED) == []
