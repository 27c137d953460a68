"""A mended text's long way, from the first link to a reader who is thanked: each with a phone of their own.

Ida opens the desk and invites; Eva drafts offline and is overtaken; Rut reviews and answers readers; Ana publishes;
Teo translates, so this is not his; and a reader's phone gets a delta, reports a mistake, and hears that it was mended.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_phones import PASSWORD, answer_seen, sign_in, start_desk, wait_until_published
from phones import PHONE, Server, keep
from playwright.sync_api import Browser, Page, expect

from orientation.domain.roles import Grant

pytestmark = pytest.mark.browser
ENTRY = "transport/village-bus"
EDIT = f"/desk/in/es-soria/entry/{ENTRY}/edit/?locale=es"
PUBLIC = f"/es/es-soria/{ENTRY}/"
UPDATE = (
    "navigator.serviceWorker.ready.then((r) => r.active.postMessage({do: 'update', guide: 'es-soria/es'}))"
)
INVITED = {"Eva": "suggester", "Teo": "translator", "Ana": "publisher", "Rut": "curator"}
Phones = dict[str, Page]


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Iterator[Server]:
    """A server at whose desk nobody is yet."""
    server = start_desk(published, tmp_path / "data", {})
    yield server
    server.kill()


@pytest.fixture
def phones(browser: Browser) -> Iterator[Phones]:
    """A phone for each, on which nobody did anything yet."""
    contexts = {name: browser.new_context(**PHONE) for name in ("Ida", *INVITED, "reader")}
    yield {name: context.new_page() for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


def test_text_goes_from_a_volunteer_to_a_reader_whose_words_mend_it(desk: Server, phones: Phones) -> None:
    everybody_comes_in(desk, phones)
    keep(phones["reader"], f"{desk.url}/es/es-soria/")
    eva_writes_offline(desk, phones["Eva"])
    ana_is_quicker(desk, phones["Ana"])
    draft = eva_writes_what_holds(desk, phones["Eva"])
    rut_reviews(desk, phones["Rut"], phones["Teo"], draft)
    ana_publishes(desk, phones["Ana"], said="Bien así")
    phone_gets_a_delta(desk, phones["reader"])
    reader_says_what_is_wrong(desk, phones["reader"])
    rut_mends_it(desk, phones["Rut"])
    ana_publishes(desk, phones["Ana"], said="7 EUR")
    rut_answers(desk, phones["Rut"])
    reader_sees_the_thanks(desk, phones["reader"])
    ana_takes_a_step_back(desk, phones["Ana"])


def everybody_comes_in(desk: Server, phones: Phones) -> None:
    """The server tells whoever runs it the first link; Ida makes one for each of the others."""
    ida, log = phones["Ida"], (desk.data / "serve.log").read_text()
    come_in(ida, re.findall(r"http\S+/desk/join/\S+/", log)[-1], "Ida")
    links = {name: invite(desk, ida, role) for name, role in INVITED.items()}
    for name, link in links.items():
        come_in(phones[name], link, name)
        assert desk.get(link.removeprefix(desk.url))[0] == 410  # it holds once
    ida.goto(f"{desk.url}/desk/people/")
    for name in INVITED:
        expect(ida.get_by_role("link", name=name)).to_be_visible()


def invite(desk: Server, ida: Page, role: str) -> str:
    ida.goto(f"{desk.url}/desk/people/")
    ida.get_by_role("link", name="Invite somebody").click()
    ida.check(f'[name="role"][value="{role}"]')
    ida.select_option("#scope", "es-soria")
    ida.select_option("#locale", "es" if role == "translator" else "")
    ida.get_by_role("button", name="Make the link").click()
    return ida.input_value("#link")


def come_in(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/desk/")


def eva_writes_offline(desk: Server, eva: Page) -> None:
    eva.goto(desk.url + EDIT)
    eva.context.set_offline(True)
    eva.fill("#title", "El autobús del pueblo, de Eva")
    expect(eva.locator("[data-kept] span")).to_contain_text("Kept on this phone")
    eva.click('button[value="save"]')
    expect(eva.locator("[data-kept] span")).to_contain_text("No connection", timeout=15_000)
    eva.context.set_offline(False)
    expect(eva.locator("[data-kept] span")).to_contain_text("Sent and saved", timeout=15_000)


def ana_is_quicker(desk: Server, ana: Page) -> None:
    publish_title(desk, ana, "El autobús del pueblo, de Ana")
    expect(ana.get_by_role("button", name="Undo")).to_be_visible()
    wait_until_published(ana, desk)
    assert title_there(desk) == "El autobús del pueblo, de Ana"


def publish_title(desk: Server, ana: Page, title: str) -> None:
    ana.goto(desk.url + EDIT)
    ana.fill("#title", title)
    ana.click('button[value="publish"]')
    expect(ana.locator("main")).to_contain_text("Published")


def title_there(desk: Server) -> str:
    status, html = desk.get(PUBLIC)
    assert status == 200
    return html.partition("<h1")[2].partition(">")[2].partition("</h1>")[0]


def eva_writes_what_holds(desk: Server, eva: Page) -> str:
    """She finds both, makes them one, hands in. Return the draft's address."""
    open_first_draft(desk, eva)
    draft = eva.url
    eva.get_by_role("link", name="Look at both").click()
    expect(eva.locator("fieldset.conflict")).to_have_count(1)
    eva.get_by_role("radio", name="Take what I write here").check()
    eva.fill("fieldset.conflict input:not([type=radio])", "El autobús del pueblo")
    eva.get_by_role("button", name="Make them one").click()
    eva.wait_for_url(draft)
    eva.fill("#note", "Así lo decimos aquí")
    eva.get_by_role("button", name="Hand in").click()
    return draft


def open_first_draft(desk: Server, page: Page) -> None:
    page.goto(f"{desk.url}/desk/")
    page.click('main a[href^="/desk/drafts/"]')


def rut_reviews(desk: Server, rut: Page, teo: Page, draft: str) -> None:
    """A translator is not asked; a curator reads it, and cannot publish."""
    teo.goto(draft)
    expect(teo.locator("main")).to_contain_text("Your role here does not allow that")
    open_first_draft(desk, rut)
    expect(rut.locator("main")).to_contain_text("Así lo decimos aquí")
    expect(rut.get_by_role("button", name="Publish now")).to_have_count(0)
    rut.fill("#text", "Bien así")
    rut.get_by_role("button", name="Say it").click()


def ana_publishes(desk: Server, ana: Page, *, said: str) -> None:
    open_first_draft(desk, ana)
    expect(ana.locator("main")).to_contain_text(said)
    ana.get_by_role("button", name="Publish now").click()
    expect(ana.locator("h1")).to_have_text("On its way to readers")
    wait_until_published(ana, desk)


def phone_gets_a_delta(desk: Server, reader: Page) -> None:
    """Nothing else is fetched, and the new title is there without a server."""
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
    desk.start()


def reader_says_what_is_wrong(desk: Server, reader: Page) -> None:
    """From the page as the phone keeps it."""
    response = reader.goto(desk.url + PUBLIC)
    assert response is not None
    assert response.from_service_worker
    reader.click('a[href*="/say/?page="]')
    reader.check('[name="fact"][value="fee"]')
    reader.fill('[name="words"]', "La tarjeta cuesta otra cosa")
    reader.click('[data-island="say"] button')
    reader.wait_for_url("**/say/?sent")


def rut_mends_it(desk: Server, rut: Page) -> None:
    """She finds the words in the inbox and goes from there to the numbers of that page."""
    rut.goto(f"{desk.url}/desk/")
    rut.get_by_role("link", name="Inbox").click()
    voice = rut.locator("article", has_text="La tarjeta cuesta otra cosa")
    expect(voice).to_contain_text("What it costs")
    voice.get_by_role("link", name="Mend this page").click()
    form = rut.locator('form.mend:has([name^="fact.rural_card_price"])')
    form.locator('[name="fact.rural_card_price"]').fill("7 EUR")
    form.get_by_role("button", name="Hand in for review").click()
    expect(rut.locator(".note").first).to_be_visible()


def rut_answers(desk: Server, rut: Page) -> None:
    rut.goto(f"{desk.url}/desk/inbox/")
    voice = rut.locator("article", has_text="La tarjeta cuesta otra cosa")
    voice.get_by_role("button", name="Thanks, we changed it").click()
    expect(rut.locator("main")).to_contain_text("The reader gets the answer with the next update.")
    expect(rut.locator("main")).to_contain_text("Nothing waits for an answer.")


def reader_sees_the_thanks(desk: Server, reader: Page) -> None:
    """On the guide's first page, once the phone asked again; the link there leads to what was mended."""
    thanks = answer_seen(reader, f"{desk.url}/es/es-soria/", "changed")
    expect(thanks).to_have_text("El autobús del pueblo")
    thanks.click()
    expect(reader.locator("main")).to_contain_text(re.compile(r"cuesta 7\s€"))


def ana_takes_a_step_back(desk: Server, ana: Page) -> None:
    ana.goto(f"{desk.url}/desk/items/entry/es-soria/{ENTRY}/history/")
    ana.get_by_role("button", name="Put this version back").first.click()
    wait_until_published(ana, desk)
    assert re.search(r"cuesta (<[^>]*>)*5\s€", desk.get(PUBLIC)[1])


@pytest.fixture
def staffed(published: Path, tmp_path: Path) -> Iterator[Server]:
    """A server with Ana at its desk."""
    server = start_desk(published, tmp_path / "data", {"Ana": Grant("publisher", "es-soria")})
    yield server
    server.kill()


def test_publishing_goes_on_after_the_server_was_killed(staffed: Server, page: Page) -> None:
    sign_in(page, staffed, "Ana")
    publish_title(staffed, page, "El autobús, tras el corte")
    staffed.kill()
    staffed.start()
    wait_until_published(page, staffed)
    assert title_there(staffed) == "El autobús, tras el corte"
