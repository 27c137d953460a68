"""A desk over a small library, with people of every role, behind clients that keep the page contract."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.mofile import read_mo
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from werkzeug.test import TestResponse

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "web"))  # its page contract

from page_contract import faults_of

from orientation.desk.access import hash_password
from orientation.domain.guide import Entry, Fact, Guides, Layer, Place, Responsible, Source, Text, Topic
from orientation.domain.library import items_of
from orientation.domain.locale import Locale
from orientation.domain.roles import Grant, Person
from orientation.store.library import load_items
from orientation.store.persons import add_person, find_person
from orientation.web.app import Settings, create_app
from orientation.web.assets import bundled
from orientation.web.services import EXTENSION

NOW = "2026-11-21T10:00:00Z"
SIGNED = Responsible("Ayuntamiento", "info@example.org")
SOURCE = Source("https://example.org/", "Ley")
PASSWORD = "cuatro palabras sin orden"
_HASH = hash_password(PASSWORD)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def make_library() -> Guides:
    """Return a region "es-soria" over "es", in Spanish, English and Arabic, and a region "es-teruel" beside it."""
    texts = (
        Text("ar", "الحساب", "اتصل على {bank_phone}.\n\nخذ جواز سفرك."),
        Text("en", "The bank account", "Call {bank_phone}.\n\nTake your passport."),
        Text("es", "La cuenta", "Llame al {bank_phone}.\n\nLleve su pasaporte."),
    )
    own = (Text("es", "El autobús", "Sale a las nueve."), Text("en", "The bus", "It leaves at nine."))
    region = {"kind": "region", "parent": "es", "locales": ("ar", "en", "es"), "responsible": SIGNED}
    return Guides(
        topics=(
            Topic("banking", "banking", 10, (("es", "Banco"), ("en", "Bank"), ("ar", "البنك"))),
            Topic("transport", "transport", 20, (("es", "Transporte"), ("en", "Transport"), ("ar", "النقل"))),
        ),
        locales=(
            Locale("ar", "العربية", "rtl", "Arab"),
            Locale("en", "English", "ltr", "Latn"),
            Locale("es", "Español", "ltr", "Latn"),
        ),
        layers=(
            Layer("es", (("es", "España"),), country="ES", timezone="Europe/Madrid", host_locale="es"),
            Layer("es-soria", (("es", "Soria"), ("en", "Soria")), **region),
            Layer("es-teruel", (("es", "Teruel"), ("en", "Teruel")), **region),
        ),
        facts=(Fact("es", "bank_phone", "phone", "+34910000000", as_of="2026-01", source=SOURCE),),
        places=(
            Place("es-soria", "town-hall", (("es", "Ayuntamiento"),), topic="banking", phone="+34975000000",
                  town="Soria", read_on="2026-10", as_of="2026-10", source=SOURCE),
        ),
        entries=(
            Entry("es", "banking", "account", "es", texts, read_on="2026-10", sources=(SOURCE,)),
            Entry("es-soria", "transport", "bus", "es", own, read_on="2026-10", sources=(SOURCE,)),
        ),
    )  # fmt: skip


class DeskClient(FlaskClient):
    """Hands out a page only where it keeps the page contract; the desk may set its cookie."""

    def open(self, *args: object, **options: object) -> TestResponse:
        response = super().open(*args, **options)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            faults = [one for one in faults_of(response) if one != "a cookie"]
            assert not faults, f"{response.request.path}: {'; '.join(faults)}"
        return response

    def send(self, path: str, *, at: str = "", **fields: object) -> TestResponse:
        """Post a form with the token of the page it stands on. at: that page, where it is another address."""
        found = _TOKEN.search(self.get(at or path).get_data(as_text=True))
        assert found, f"{at or path}: no form"
        return self.post(path, data={"csrf_token": found[1], **fields})


def make_desk(data: Path, library: Guides | None = None, *, proxies: int = 0) -> Flask:
    """Return an app with a library and nobody at its desk yet."""
    app = create_app(Settings(data, proxies=proxies))
    app.test_client_class = DeskClient
    app.testing = True
    load_items(app.extensions[EXTENSION].site.database, items_of(library or make_library()), now=NOW)
    return app


def add(app: Flask, name: str, *grants: Grant, locale: str = "en") -> Person:
    """Add somebody to the desk, with PASSWORD."""
    database = app.extensions[EXTENSION].site.database
    number = add_person(database, name, _HASH, locale=locale, grants=grants, now=NOW)
    found = find_person(database, number)
    assert found
    return found


def sign_in(app: Flask, name: str) -> DeskClient:
    """Return a client in which that person is signed in."""
    client: DeskClient = app.test_client()
    response = client.send("/desk/sign-in/", name=name, password=PASSWORD)
    assert response.status_code == 303, response.get_data(as_text=True)
    return client


def said(message: str, locale: str = "es", *, domain: str = "desk", **given: object) -> str:
    """Return a message of the interface in a locale, as it stands on a page.  Raises KeyError for an unknown one."""
    path = bundled("translations") / locale / "LC_MESSAGES" / f"{domain}.mo"
    with path.open("rb") as file:
        words = {one.id if isinstance(one.id, str) else one.id[0]: one.string for one in read_mo(file)}
    found = words[message]
    return str(escape((found if isinstance(found, str) else found[-1]) % given))


def text_of(response: TestResponse) -> str:
    return response.get_data(as_text=True)
