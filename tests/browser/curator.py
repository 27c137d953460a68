"""What a curator does while phones hold a guide, and a look into such a phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from phones import Server
from playwright.sync_api import Page

from orientation.desk.publish import publish
from orientation.desk.withdraw import withdraw_entry
from orientation.store.library import append_item, read_library
from orientation.web.app import Settings, create_app
from orientation.web.services import EXTENSION

CHANGE_ROW = """(change) => new Promise((resolve) => {
    const open = indexedDB.open("orientation");
    open.onsuccess = () => {
        const [name, key, fields] = change;
        const store = open.result.transaction(name, "readwrite").objectStore(name);
        const request = key === null ? store.getAll() : store.get(key);
        request.onsuccess = () => {
            const row = key === null ? request.result[0] : request.result;
            for (const field in fields) row[field] = fields[field];
            store.put(row).onsuccess = () => { open.result.close(); resolve(true); };
        };
    };
})"""
READ_ROW = """(id) => new Promise((resolve) => {
    const open = indexedDB.open("orientation");
    open.onsuccess = () => {
        const request = open.result.transaction("guides").objectStore("guides").get(id);
        request.onsuccess = () => { open.result.close(); resolve(request.result); };
    };
})"""


def republish(server: Server, *, title: str, slug: str = "basic-account") -> None:
    """Give one entry another English title as a curator would, and publish. slug: another makes a new entry of it."""
    services = create_app(Settings(server.data)).extensions[EXTENSION]
    database = services.site.database
    entry = next(one for one in read_library(database).entries if one.address == "banking/basic-account")
    texts = tuple(replace(text, title=title) if text.locale == "en" else text for text in entry.texts)
    changed = replace(entry, texts=texts, slug=slug, aliases=())
    append_item(
        database, f"entry/{changed.layer}/{changed.address}", changed, author="test", now="2026-11-21"
    )
    publish(services.site, services, clock=lambda: datetime.now(UTC))
    services.site.close()


def withdraw(server: Server, address: str) -> None:
    """Withdraw an entry of es-soria, and publish."""
    services = create_app(Settings(server.data)).extensions[EXTENSION]
    withdraw_entry(services.site, "es-soria", address, author="test", clock=lambda: "2026-11-21T10:00:00Z")
    publish(services.site, services, clock=lambda: datetime.now(UTC))
    services.site.close()


def change_row(page: Page, store: str, key: object, fields: dict[str, object]) -> None:
    """Change fields of a row that a phone keeps. key: None for the first row."""
    page.evaluate(CHANGE_ROW, [store, key, fields])


def kept_edition(page: Page) -> str:
    return page.locator("[data-kept]").get_attribute("data-kept") or ""


def word(page: Page, name: str) -> str:
    """Return a sentence of the keep box, as it stands in the page."""
    return page.locator('[data-island="keep"]').get_attribute(f"data-word-{name}") or "-"
