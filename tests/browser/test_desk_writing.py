"""Writing at the desk on a phone: a broken connection, a second person, the page beside the text, six taps to mend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_phones import sign_in, start_desk
from phones import PHONE, Server, keep
from playwright.sync_api import Locator, Page, Route, expect

from orientation.desk.site import Site
from orientation.domain.guide import Entry, Fact
from orientation.domain.roles import Grant
from orientation.store.drafts import drafts_of
from orientation.store.items import current_item
from orientation.store.library import decode

pytestmark = pytest.mark.browser
PUBLIC = "/es/es-soria/transport/village-bus/"
VALUE = "fact.rural_card_price"  # the page's own
EDIT = "/desk/in/es-soria/entry/banking/basic-account/edit/?locale=es"
PLACE = "/desk/in/es-soria/place/emergency-112/edit/"
MEND = f"/desk/mend/?page={PUBLIC}"
KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('desk:'))"


@pytest.fixture(scope="module")
def desk(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with two publishers, for all tests of this file."""
    people = {name: Grant("publisher", "es-soria") for name in ("Ana", "Bea")}
    server = start_desk(published, tmp_path_factory.mktemp("desk") / "data", people)
    yield server
    server.kill()


@pytest.fixture
def database(desk: Server):  # type: ignore[no-untyped-def]
    """The server's database, with no draft in it."""
    site = Site(desk.data)
    site.database.execute("DELETE FROM drafts")
    site.database.conn.commit()
    yield site.database
    site.close()


def kept_said(page: Page, words: str) -> None:
    expect(page.locator("[data-kept] span")).to_contain_text(words, timeout=10_000)


def test_what_is_typed_offline_is_sent_when_the_connection_is_back(desk, database, context, page) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Ana")
    page.goto(desk.url + EDIT)
    context.set_offline(True)
    page.fill("#title", "Una cuenta para todos")
    kept_said(page, "Kept on this phone")
    page.click('button[value="save"]')
    kept_said(page, "No connection")
    assert drafts_of(database, 1) == ()
    context.set_offline(False)
    kept_said(page, "Sent and saved")
    (draft,) = drafts_of(database, 1)
    entry = decode(draft.item, draft.data or "")
    assert isinstance(entry, Entry)
    assert entry.text("es").title == "Una cuenta para todos"  # type: ignore[union-attr]
    page.fill("#title", "Una cuenta para cada uno")  # and it goes on from there
    page.click('form[data-keep] button[value="save"]')
    expect(page.locator(".note")).to_contain_text("Saved as your draft")
    assert page.evaluate(KEPT) == []


def test_what_is_typed_is_put_back_and_can_be_put_away(desk, database, context, page) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Ana")
    page.goto(desk.url + EDIT)
    before = page.input_value("#text")
    page.fill("#text", "A medias")
    kept_said(page, "Kept on this phone")
    page.close()
    again = context.new_page()
    again.goto(desk.url + EDIT)
    assert again.input_value("#text") == "A medias"
    kept_said(again, "put back")
    again.click("[data-undo]")
    assert again.input_value("#text") == before
    assert again.evaluate(KEPT) == []


def test_typing_is_wiped_at_signing_out_and_for_the_next_person(desk, database, context, page) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Ana")
    page.goto(desk.url + EDIT)
    page.fill("#text", "Un secreto")
    kept_said(page, "Kept on this phone")
    page.goto(f"{desk.url}/desk/me/")
    assert len(page.evaluate(KEPT)) == 1
    context.clear_cookies()  # the session ran out: nobody signed out
    sign_in(page, desk, "Bea")
    assert page.evaluate(KEPT) == []
    page.goto(desk.url + EDIT)
    page.fill("#text", "Otro secreto")
    kept_said(page, "Kept on this phone")
    page.goto(f"{desk.url}/desk/me/")
    page.click("[data-sign-out] button")
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate(KEPT) == []


def test_save_from_another_phone_is_not_lost(desk, database, browser, context, page) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Ana")
    page.goto(desk.url + EDIT)
    other = browser.new_context()
    second = other.new_page()
    sign_in(second, desk, "Ana")
    second.goto(desk.url + EDIT)
    second.fill("#text", "Desde el otro teléfono")
    second.click('form[data-keep] button[value="save"]')
    expect(second.locator(".note")).to_contain_text("Saved as your draft")
    page.fill("#text", "Desde este teléfono")
    page.click('form[data-keep] button[value="save"]')
    expect(page.locator("h1")).to_contain_text("Two versions")
    expect(page.locator(".sides")).to_contain_text("Desde el otro teléfono")
    page.locator(".sides").get_by_label("Take this").first.check()
    page.click("main form button.first")
    expect(page.locator(".note").first).to_contain_text("Both are one now")
    page.goto(desk.url + EDIT)
    assert page.input_value("#text") == "Desde este teléfono"
    other.close()


def test_words_that_came_too_late_are_put_back_until_both_are_one(
    desk, database, browser, context, page
) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Ana")
    page.goto(desk.url + EDIT)
    other = browser.new_context()
    second = other.new_page()
    sign_in(second, desk, "Ana")
    second.goto(desk.url + EDIT)
    second.fill("#text", "Desde el otro teléfono")
    second.click('form[data-keep] button[value="save"]')
    expect(second.locator(".note")).to_contain_text("Saved as your draft")
    other.close()
    page.fill("#text", "Muchas palabras desde este")
    page.click('form[data-keep] button[value="save"]')
    expect(page.locator("h1")).to_contain_text("Two versions")
    page.goto(f"{desk.url}/desk/me/")  # and never presses "Make them one"
    page.goto(desk.url + EDIT)
    assert page.input_value("#text") == "Muchas palabras desde este"
    page.click('form[data-keep] button[value="save"]')
    page.locator(".sides").get_by_label("Take this").first.check()
    page.click("main form button.first")
    expect(page.locator(".note").first).to_contain_text("Both are one now")
    page.goto(desk.url + EDIT)
    assert page.input_value("#text") == "Muchas palabras desde este"
    assert page.evaluate(KEPT) == []


def test_words_typed_while_a_kept_form_is_being_sent_are_kept(desk, database, context, page) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Ana")
    page.goto(desk.url + EDIT)
    context.set_offline(True)
    page.fill("#text", "Lo primero")
    page.click('form[data-keep] button[value="save"]')
    kept_said(page, "No connection")

    def type_on(route: Route) -> None:
        page.evaluate(
            "document.getElementById('text').value = 'Lo primero y lo segundo';"
            "document.getElementById('text').dispatchEvent(new Event('input', { bubbles: true }))"
        )
        page.wait_for_timeout(600)  # longer than the script waits after the last key
        route.continue_()

    page.route("**/basic-account/edit/", type_on)
    context.set_offline(False)
    expect(page.locator('form[data-keep] [name="version"]')).to_have_value("1", timeout=10_000)
    page.unroute("**/basic-account/edit/")
    kept_said(page, "Kept on this phone")
    (draft,) = drafts_of(database, 1)
    assert "segundo" not in (draft.data or "")
    page.goto(desk.url + EDIT)
    assert page.input_value("#text") == "Lo primero y lo segundo"
    kept_said(page, "Sent and saved")  # over the first, not in two versions
    (draft,) = drafts_of(database, 1)
    assert "segundo" in (draft.data or "")


def test_words_typed_offline_are_saved_over_what_was_seen(desk, database, browser, context, page) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Ana")
    page.goto(desk.url + PLACE)
    page.fill('[name="town"]', "Almazán")
    kept_said(page, "Kept on this phone")
    other = browser.new_context()
    second = other.new_page()
    sign_in(second, desk, "Bea")
    second.goto(desk.url + PLACE)
    second.fill('[name="hours"]', "Mo-Fr 09:00-14:00")
    second.click('form[data-keep] button[value="publish"]')
    expect(second.locator(".note").first).to_contain_text("Published")
    other.close()
    page.goto(desk.url + PLACE)
    kept_said(page, "put back")
    page.click('form[data-keep] button[value="save"]')
    expect(page.locator(".note").first).to_contain_text("Saved as your draft")
    expect(page.locator(".trouble").first).to_contain_text("Somebody changed this in the guide")


def test_page_is_shown_as_readers_see_it_while_one_types(desk, database, page) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Ana")
    page.goto(desk.url + EDIT)
    page.click("[data-preview] summary")
    expect(page.frame_locator("iframe:not([data-next])").locator("h1")).not_to_be_empty(timeout=20_000)
    steps = page.evaluate("history.length")
    page.fill("#title", "Así se lee")
    expect(page.frame_locator("iframe:not([data-next])").locator("h1")).to_have_text(
        "Así se lee", timeout=20_000
    )
    assert page.evaluate("history.length") == steps  # "back" still leads back
    assert drafts_of(database, 1) == ()


def test_toolbar_puts_links_and_values_in(desk, database, page) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Ana")
    page.goto(desk.url + EDIT)
    page.fill("#text", "uno\ndos")
    page.evaluate("document.getElementById('text').select()")
    page.click('[data-tool="numbers"]')
    assert page.input_value("#text") == "1. uno\n2. dos"
    page.click('[data-tool="value"]')
    page.fill("#pick-words", "red card")
    page.locator("[data-picker] li button").first.click()
    assert page.input_value("#text").endswith("}")
    page.click('[data-tool="link"]')
    page.locator("[data-picker] li button").first.click()
    assert page.input_value("#text").endswith(")")


class Taps:
    """Taps as somebody makes them, one after another, from where the last one led."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.count = 0

    def tap(self, where: Locator) -> None:
        where.tap()
        self.count += 1


@pytest.mark.parametrize("kept", [False, True], ids=["from the server", "from the phone"])
def test_publisher_mends_a_number_in_six_taps(desk, database, browser, kept) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(**PHONE, has_touch=True)
    page = context.new_page()
    sign_in(page, desk, "Bea")
    if kept:
        keep(page, f"{desk.url}/es/es-soria/")
    assert page.goto(desk.url + PUBLIC).from_service_worker is kept
    taps = Taps(page)
    taps.tap(page.locator('a[href*="/say/?page="]'))
    taps.tap(page.locator('main a[href^="/desk/mend/"]'))
    form = page.locator(f'form.mend:has([name="{VALUE}"])')
    before = value_now(database)
    taps.tap(form.locator(f'[name="{VALUE}"]'))
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("7 EUR" if before != "7 EUR" else "8 EUR")
    taps.tap(form.locator('button[value="publish"]'))
    expect(page.locator(".note")).to_contain_text("Published")
    assert value_now(database) != before
    assert taps.count == 4
    context.close()


def value_now(database) -> str:  # type: ignore[no-untyped-def]
    entry = current_item(database, "entry/es-soria/transport/village-bus").item
    assert isinstance(entry, Entry)
    return next(one.value for one in entry.facts if one.name == "rural_card_price")


def test_value_of_a_lower_layer_is_mended_for_the_own_region(desk, database, page) -> None:  # type: ignore[no-untyped-def]
    sign_in(page, desk, "Bea")
    page.goto(f"{desk.url}/desk/mend/?page=/es/es-soria/services/red-card/")
    form = page.locator('form.mend[action*="/fact/"]').first
    kind, name = form.get_attribute("action").split("/")[4:6]  # type: ignore[union-attr]
    assert kind == "fact"
    before = current_item(database, f"fact/es/{name}").item
    assert isinstance(before, Fact)
    form.locator("input:visible:not([type=hidden])").first.fill(typed_instead_of(before))
    form.locator('button[value="publish"]').click()
    expect(page.locator(".note")).to_contain_text("Published")
    now = current_item(database, f"fact/es-soria/{name}").item
    assert isinstance(now, Fact)
    assert now.value != before.value


def typed_instead_of(fact: Fact) -> str:
    """Return another value as somebody would type it; only this test ever sees it."""
    return {"phone": "112", "duration": "5", "number": "5", "money": "5 EUR"}[fact.kind]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_writing_are_accessible(desk, database, browser, scheme) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    sign_in(page, desk, "Ana")
    for path in ("/desk/in/es-soria/", EDIT, "/desk/in/es-soria/place/emergency-112/edit/", MEND):
        page.goto(desk.url + path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found = Axe().run(page).response["violations"]
        assert not found, [(path, one["id"], one["nodes"][0]["html"]) for one in found]
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path
    context.close()
