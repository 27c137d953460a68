"""Passkeys in a real Chromium, with an authenticator of its own making."""

from __future__ import annotations

import contextlib
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route
from werkzeug.serving import make_server

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "webdesk"))

from desk_builders import PASSWORD, add, make_desk

from orientation.domain.roles import Grant
from orientation.web.services import EXTENSION

pytestmark = pytest.mark.browser
PATH = "/desk/sign-in/passkey/"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    app = make_desk(tmp_path / "data")
    add(app, "Ana", Grant("administrator"))
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield app, f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions[EXTENSION].site.close()


@contextlib.contextmanager
def phone(browser: Browser, *, offers: bool = False) -> Iterator[Page]:
    """A phone whose lock can sign. offers: passkeys stand in the name field by themselves."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    if not offers:
        context.add_init_script("delete PublicKeyCredential.isConditionalMediationAvailable")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/desk/me/")
    page.fill("[name=name]", "Ana")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button >> nth=0")
    page.wait_for_url("**/desk/me/")


def make_passkey(page: Page) -> None:
    page.click("[data-passkey=create] button")
    page.wait_for_selector("text=This phone can sign in with its own lock now.")


def sign_out(page: Page) -> None:
    page.click("[data-sign-out] button")
    page.wait_for_url("**/desk/sign-in/")


def test_passkey_is_made_listed_used_and_removed(desk, browser):
    _app, url = desk
    with phone(browser) as page:
        sign_in(page, url)
        make_passkey(page)
        assert page.locator("form[action$='passkeys/drop/']").count() == 1
        sign_out(page)
        page.click("[data-passkey=get] button")
        page.wait_for_url("**/desk/")
        page.goto(f"{url}/desk/me/")
        page.click("form[action$='passkeys/drop/'] button")
        page.wait_for_selector("text=does not open the desk any more")
        sign_out(page)
        page.click("[data-passkey=get] button")  # the phone still has the key; the desk knows it no more
        page.wait_for_selector("text=The passkey did not work")
        assert page.locator("[data-offer]").count() == 0  # or it would be offered again and again


def test_passkey_is_offered_in_the_name_field(desk, browser):
    _app, url = desk
    with phone(browser, offers=True) as page:
        sign_in(page, url)
        make_passkey(page)
        page.click("[data-sign-out] button")
        page.wait_for_url("**/desk/")  # the authenticator takes up the offer by itself
        assert page.locator("body[data-person]").count() == 1


def test_answer_sent_twice_or_by_another_browser_opens_nothing(desk, browser):
    app, url = desk
    sent: list[str] = []

    def keep(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.abort()

    with phone(browser) as page:
        sign_in(page, url)
        make_passkey(page)
        sign_out(page)
        page.route("**/desk/sign-in/passkey/", keep)
        with page.expect_request("**/desk/sign-in/passkey/"):
            page.click("[data-passkey=get] button")
        cookie = next(one["value"] for one in page.context.cookies() if one["name"] == "desk")
    given = {name: value for name, [value] in parse_qs(sent[0]).items()}
    there = {"base_url": url}
    stranger = app.test_client()
    token = re.search(r'csrf_token" value="([^"]+)', stranger.get("/desk/sign-in/").get_data(as_text=True))[1]
    answers = [stranger.post(PATH, data=given | {"csrf_token": token}, **there)]
    for _ in range(2):
        client = app.test_client()
        client.set_cookie("desk", cookie, path="/desk", domain="localhost")
        answers.append(client.post(PATH, data=given, **there))
    assert [one.status_code for one in answers] == [403, 303, 403]


def test_sign_in_page_works_without_javascript(desk, browser):
    _app, url = desk
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/desk/sign-in/")
    assert not page.locator("[data-passkey]").is_visible()
    sign_in(page, url)
    assert not page.locator("[data-passkey]").is_visible()
    context.close()
