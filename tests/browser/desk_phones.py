"""A desk with people at it, each with a phone, in a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from phones import Server, free_port
from playwright.sync_api import Locator, Page, expect

from orientation.desk.access import hash_password
from orientation.desk.site import Site
from orientation.domain.roles import Grant
from orientation.store.persons import add_person

PASSWORD = "cuatro palabras sin orden"


def start_desk(published: Path, data: Path, people: Mapping[str, Grant], *, locale: str = "en") -> Server:
    """Start a server on a copy of what is published. people: who works there, with PASSWORD, numbered from 1."""
    shutil.copytree(published, data)
    site, hashed, now = Site(data), hash_password(PASSWORD), datetime.now(UTC).isoformat()
    for name, grant in people.items():
        add_person(site.database, name, hashed, locale=locale, grants=(grant,), now=now)
    site.close()
    server = Server(data, free_port())
    server.start()
    return server


def sign_in(page: Page, desk: Server, name: str) -> None:
    page.goto(f"{desk.url}/desk/sign-in/")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/desk/")


def wait_until_published(page: Page, desk: Server) -> None:
    """Look at the page of what is being published, which looks again by itself."""
    page.goto(f"{desk.url}/desk/publishing/")
    expect(page.locator("[data-live]:not([data-busy])")).to_contain_text("Soria", timeout=120_000)


def answer_seen(page: Page, guide: str, answer: str) -> Locator:
    """Let a phone ask again, and open its guide's first page until an answer stands there; return its link."""
    seen = page.locator(f'[data-answer="{answer}"] a')
    for again in range(100):
        page.goto(guide)
        if seen.count():
            break
        if again % 20 == 0:  # the phone may still be noting that its words were sent
            page.locator('[data-action="update"]').click()
        page.wait_for_timeout(200)
    return seen
