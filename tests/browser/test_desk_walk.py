"""The desk's pages on a narrow phone, in three scripts: for a screen reader, for a thumb, for a keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_phones import PASSWORD, sign_in, start_desk, wait_until_published
from phones import PHONE, Server
from playwright.sync_api import Browser, Page, expect
from sqlite_utils import Database

from orientation.desk import drafting
from orientation.desk.site import Site
from orientation.desk.voices import take_voice
from orientation.domain.guide import Entry
from orientation.domain.roles import Grant, Person
from orientation.domain.voices import Voice
from orientation.store.items import current_item
from orientation.store.library import append_item
from orientation.store.persons import find_person

pytestmark = pytest.mark.browser
LOCALES = {"Ana": "es", "Eleni": "el", "Amal": "ar"}
BUS, CARD = "entry/es-soria/transport/village-bus", "entry/es-soria/transport/buscyl-card"
IN = "/desk/in/es-soria"
PAGES = (
    "/desk/",
    f"{IN}/",
    f"{IN}/?q=bus",
    f"{IN}/entry/transport/village-bus/edit/?locale=es",
    f"{IN}/entry/transport/village-bus/edit/?locale=ar",
    f"{IN}/entry/new/",
    f"{IN}/place/bus-booking/edit/",
    f"{IN}/fact/tad_booking_phone/edit/",
    "/desk/mend/?page=/es/es-soria/transport/village-bus/",
    "/desk/review/",
    "/desk/drafts/1/",
    "/desk/drafts/2/merge/",
    f"/desk/items/{BUS}/history/",
    f"{IN}/standing/entry/transport/village-bus/",
    f"{IN}/withdraw/transport/village-bus/",
    f"{IN}/translate/",
    f"{IN}/translate/ar/",
    f"{IN}/translate/ar/transport/village-bus/",
    f"{IN}/translate/fr/transport/village-bus/",
    f"{IN}/coverage/",
    f"{IN}/below/",
    "/desk/due/",
    f"{IN}/due/",
    f"{IN}/round/",
    "/desk/keepers/?item=place/es-soria/bus-booking&region=es-soria",
    "/desk/inbox/",
    f"{IN}/looked-for/",
    f"{IN}/people-at-risk/",
    f"{IN}/numbers/",
    "/desk/people/",
    "/desk/people/1/",
    "/desk/people/invite/",
    "/desk/people/4/erase/",
    f"{IN}/imprint/",
    "/desk/publishing/",
    "/desk/help/",
    "/desk/help/first-hour/",
    "/desk/me/",
    "/desk/me/password/",
)
WIDE = "document.documentElement.scrollWidth"
HEADER = "document.querySelector('header').offsetHeight"
ONE_LINE_PX = 60
OPENED = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
FOCUSED = """(wanted) => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    return { there: one.matches(wanted), seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none', what: one.outerHTML.slice(0, 120) };
}"""


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def desk(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server at whose desk something waits on every page."""
    everything = Grant("administrator")
    people = {**dict.fromkeys(LOCALES, everything), "Eva": Grant("suggester", "es-soria")}
    server = start_desk(published, tmp_path_factory.mktemp("desk") / "data", people)
    site = Site(server.data)
    for name, locale in LOCALES.items():
        site.database.execute("UPDATE persons SET locale = ? WHERE name = ?", (locale, name))
    site.database.conn.commit()
    fill_desk(site.database)
    site.close()
    yield server
    server.kill()


def fill_desk(database: Database) -> None:
    """Hand in drafts 1 and 2 of Eva's, let the guide overtake the second, and let a reader say something."""
    eva = find_person(database, 4)
    assert eva
    for key in (BUS, CARD):
        hand_in(database, eva, titled(database, key, "El título de Eva"))
    append_item(
        database, CARD, titled(database, CARD, "Otro título"), author="person 1", now=now().isoformat()
    )
    voice = Voice("es-soria", "es", "transport/village-bus/", 1, "wrong", "fee", "Cuesta otra cosa")
    for one in (voice, replace(voice, text="Tengo miedo", risk=True), replace(voice, kind="helped", fact="")):
        take_voice(database, one, token="", clock=now)


def titled(database: Database, key: str, title: str) -> Entry:
    entry = current_item(database, key).item
    assert isinstance(entry, Entry)
    texts = tuple(replace(one, title=title) if one.locale == "es" else one for one in entry.texts)
    return replace(entry, texts=texts)


def hand_in(database: Database, eva: Person, entry: Entry) -> None:
    key = f"entry/{entry.layer}/{entry.address}"
    editing = drafting.begin(database, eva, key, "es-soria")
    draft = drafting.save(database, eva, editing, entry, version=0, clock=now)
    drafting.submit(database, eva, draft.id, version=draft.version, note="Miradlo, por favor", clock=now)


@pytest.mark.parametrize(
    ("name", "scheme", "rules"),
    [("Ana", "light", True), ("Eleni", "light", False), ("Amal", "dark", True)],  # Greek: its words are long
)
def test_no_page_of_the_desk_breaks_a_rule_or_scrolls_sideways(
    desk: Server, browser: Browser, name: str, scheme: str, rules: bool
) -> None:
    context = browser.new_context(**PHONE, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, desk, name)
    found = {
        path: one for path in PAGES if (one := faults_of(page, desk.url + path, LOCALES[name], rules=rules))
    }
    context.close()
    assert found == {}


def faults_of(page: Page, url: str, locale: str, *, rules: bool = True) -> list[str]:
    """Return what is wrong with a page, everything on it unfolded. rules: also those of accessibility, which take a second."""
    response = page.goto(url)
    assert response
    if response.status != 200:
        return [f"status {response.status}"]
    page.evaluate(OPENED)
    broken = Axe().run(page).response["violations"] if rules else []
    faults = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in broken]
    if page.locator("html").get_attribute("lang") != locale:
        faults.append("another language")
    if (width := page.evaluate(WIDE)) != PHONE["viewport"]["width"]:
        faults.append(f"{width} px wide")
    if page.evaluate(HEADER) > ONE_LINE_PX:
        faults.append("a header of two lines")
    return faults


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Somebody who has nothing but a keyboard, and must see where they are."""

    page: Page

    def to(self, wanted: str, *, most: int = 60) -> None:
        """Go on by the tab key to what is wanted."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(FOCUSED, wanted)
            assert focused["seen"], f"not seen: {focused['what']}"
            if focused["there"]:
                return
        raise AssertionError(f"{wanted}: not reached in {most} steps; at {focused['what']}")

    def type(self, words: str) -> None:
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)

    def press(self, wanted: str, address: str) -> None:
        """Go to a link or button, press it, and wait for the page it leads to."""
        self.to(wanted)
        with self.page.expect_navigation(url=address):
            self.page.keyboard.press("Enter")


def test_keyboard_alone_goes_from_signing_in_to_published(desk: Server, page: Page) -> None:
    keys = Keyboard(page)
    page.goto(f"{desk.url}/desk/")
    keys.to("#name")
    keys.type("Ana")
    keys.to("#password")
    keys.type(PASSWORD)
    keys.press("main form button", "**/desk/")
    keys.press('main a[href="/desk/in/es-soria/"]', "**/es-soria/")
    keys.to("#q")
    keys.type("tren")
    keys.press("form[role=search] button", "**/?q=*")
    keys.press('main a[href*="/entry/transport/train-soria-madrid/"]', "**/edit/**")
    keys.to("#title")
    keys.type("El tren, sin ratón")
    keys.press('form[data-keep] button[value="publish"]', "**/edit/**")
    expect(page.get_by_role("button", name="El tren, sin ratón")).to_be_visible()  # to undo it
    wait_until_published(page, desk)
    assert "El tren, sin ratón" in desk.get("/es/es-soria/transport/train-soria-madrid/")[1]
