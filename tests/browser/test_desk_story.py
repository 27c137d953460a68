"""A mended text's long way: drafted offline, overtaken, merged, reviewed, published, and a delta on a reader's phone.

Five people, each with a phone of their own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import PHONE, Server, free_port, keep
from playwright.sync_api import Browser, Page, expect

from orientation.desk.access import hash_password
from orientation.desk.site import Site
from orientation.domain.roles import Grant
from orientation.store.persons import add_person

pytestmark = pytest.mark.browser
PASSWORD = "cuatro palabras sin orden"
ENTRY = "transport/village-bus"
EDIT = f"/desk/in/es-soria/entry/{ENTRY}/edit/?locale=es"
PUBLIC = f"/es/es-soria/{ENTRY}/"
UPDATE = (
    "navigator.serviceWorker.ready.then((r) => r.active.postMessage({do: 'update', guide: 'es-soria/es'}))"
)
PEOPLE = {
    "Eva": Grant("suggester", "es-soria"),
    "Teo": Grant("translator", "es-soria", "es"),
    "Ana": Grant("publisher", "es-soria"),
    "Rut": Grant("curator", "es-soria"),
}


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Iterator[Server]:
    """A server with four people at its desk."""
    data = tmp_path / "data"
    shutil.copytree(published, data)
    site, hashed, now = Site(data), hash_password(PASSWORD), datetime.now(UTC).isoformat()
    for name, grant in PEOPLE.items():
        add_person(site.database, name, hashed, locale="en", grants=(grant,), now=now)
    site.close()
    server = Server(data, free_port())
    server.start()
    yield server
    server.kill()


@pytest.fixture
def phones(browser: Browser, desk: Server) -> Iterator[dict[str, Page]]:
    """A phone for each, signed in, and one for a reader."""
    contexts = {name: browser.new_context(**PHONE) for name in (*PEOPLE, "reader")}
    pages = {name: context.new_page() for name, context in contexts.items()}
    for name in PEOPLE:
        pages[name].goto(f"{desk.url}/desk/sign-in/")
        pages[name].fill("#name", name)
        pages[name].fill("#password", PASSWORD)
        pages[name].click("main button")
        pages[name].wait_for_url("**/desk/")
    yield pages
    for context in contexts.values():
        context.close()


def wait_until_published(page: Page, desk: Server) -> None:
    """Look at the page of what is being published, which looks again by itself."""
    page.goto(f"{desk.url}/desk/publishing/")
    expect(page.locator("[data-live]:not([data-busy])")).to_contain_text("Soria", timeout=120_000)


def title_there(desk: Server) -> str:
    status, html = desk.get(PUBLIC)
    assert status == 200
    return html.partition("<h1")[2].partition(">")[2].partition("</h1>")[0]


def test_text_goes_from_a_volunteer_offline_to_a_reader_s_phone(
    desk: Server, phones: dict[str, Page]
) -> None:
    reader, eva, teo, ana, rut = (phones[name] for name in ("reader", "Eva", "Teo", "Ana", "Rut"))
    keep(reader, f"{desk.url}/es/es-soria/")

    eva.goto(desk.url + EDIT)  # she writes where there is no network
    eva.context.set_offline(True)
    eva.fill("#title", "El autobús del pueblo, de Eva")
    expect(eva.locator("[data-kept] span")).to_contain_text("Kept on this phone")
    eva.click('button[value="save"]')
    expect(eva.locator("[data-kept] span")).to_contain_text("No connection", timeout=15_000)
    eva.context.set_offline(False)
    expect(eva.locator("[data-kept] span")).to_contain_text("Sent and saved", timeout=15_000)

    ana.goto(desk.url + EDIT)  # meanwhile somebody publishes another title
    ana.fill("#title", "El autobús del pueblo, de Ana")
    ana.click('button[value="publish"]')
    expect(ana.locator("main")).to_contain_text("Published")
    expect(ana.get_by_role("button", name="Undo")).to_be_visible()
    wait_until_published(ana, desk)
    assert title_there(desk) == "El autobús del pueblo, de Ana"

    eva.goto(f"{desk.url}/desk/")  # she finds both, and writes what holds
    eva.click('main a[href^="/desk/drafts/"]')
    draft = eva.url
    eva.get_by_role("link", name="Look at both").click()
    expect(eva.locator("fieldset.conflict")).to_have_count(1)
    eva.get_by_role("radio", name="Take what I write here").check()
    eva.fill("fieldset.conflict input:not([type=radio])", "El autobús del pueblo")
    eva.get_by_role("button", name="Make them one").click()
    eva.wait_for_url(draft)
    eva.fill("#note", "Así lo decimos aquí")
    eva.get_by_role("button", name="Hand in").click()

    teo.goto(draft)  # a translator is not asked; a curator reads it
    expect(teo.locator("main")).to_contain_text("Your role here does not allow that")
    rut.goto(f"{desk.url}/desk/")
    rut.click('main a[href^="/desk/drafts/"]')
    expect(rut.locator("main")).to_contain_text("Así lo decimos aquí")
    expect(rut.get_by_role("button", name="Publish now")).to_have_count(0)
    rut.fill("#text", "Bien así")
    rut.get_by_role("button", name="Say it").click()

    ana.goto(f"{desk.url}/desk/")
    ana.click('main a[href^="/desk/drafts/"]')
    expect(ana.locator("#comments + ul, main")).to_contain_text(["Bien así"])
    ana.get_by_role("button", name="Publish now").focus()
    ana.keyboard.press("Enter")  # a keyboard is enough
    expect(ana.locator("h1")).to_have_text("On its way to readers")
    wait_until_published(ana, desk)

    manifest = json.loads(desk.get("/packs/es-soria/es.json")[1])
    blobs: list[str] = []
    reader.context.on("request", lambda one: blobs.append(one.url) if "/packs/blobs/" in one.url else None)
    reader.evaluate(UPDATE)
    reader.wait_for_selector(f'[data-kept="{manifest["edition"]}"]', state="attached", timeout=30_000)
    deltas = {one["sha256"] for one in manifest["deltas"]}
    assert {url.rpartition("/")[2] for url in blobs} <= deltas
    assert len(blobs) == 1
    desk.kill()
    reader.goto(desk.url + PUBLIC)
    expect(reader.locator("main h1")).to_have_text("El autobús del pueblo")

    desk.start()  # and one step back
    ana.goto(f"{desk.url}/desk/items/entry/es-soria/{ENTRY}/history/")
    ana.get_by_role("button", name="Put this version back").first.click()
    wait_until_published(ana, desk)
    assert title_there(desk) == "El autobús del pueblo, de Ana"


def test_publishing_goes_on_after_the_server_was_killed(desk: Server, phones: dict[str, Page]) -> None:
    ana = phones["Ana"]
    ana.goto(desk.url + EDIT)
    ana.fill("#title", "El autobús, tras el corte")
    ana.click('button[value="publish"]')
    expect(ana.locator("main")).to_contain_text("Published")
    desk.kill()
    desk.start()
    wait_until_published(ana, desk)
    assert title_there(desk) == "El autobús, tras el corte"
