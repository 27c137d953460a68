"""An address that is none is said beside its field, kept as it was typed, and never reaches readers."""

from __future__ import annotations

import re

import html5lib
import pytest
from desk_builders import add, text_of
from test_security_routes import signed
from walking import make_sample

from orientation.domain.roles import Grant
from orientation.web.services import EXTENSION

NONE = ("javascript:alert(1)", "www example org", "http://[", "https://", 'https://example.org/"><script>')
FORMS = {  # the form, with its fields for an address
    "place/{name}/edit/": ("website", "source.url"),
    "entry/transport/{name}/edit/": ("sources.0.url",),
    "fact/{name}/edit/": ("source.url",),
    "course/{name}/edit/": ("website", "source.url"),
    "organisation/{name}/edit/": ("website", "source.url"),
    "layer/region/edit/": ("responsible.url",),
}


@pytest.fixture
def client(desk_app):
    desk_app.config.update(WTF_CSRF_METHODS=[], WTF_CSRF_ENABLED=False)  # the token is another test's subject
    return signed(desk_app, desk_app.test_client(), add(desk_app, "Ana", Grant("administrator")))


def field(html: str, name: str) -> tuple[str, str, str]:
    """Return what stands in a field, whether it is marked as wrong, and what is said of it."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = next(one for one in tree.iter() if one.get("name") == name)
    told = [one for one in tree.iter() if one.get("id") in (found.get("aria-describedby") or "").split()]
    words = " ".join("".join(one.itertext()) for one in told)
    return found.get("value") or found.text or "", found.get("aria-invalid") or "", words


@pytest.mark.parametrize("form", FORMS)
def test_editors_refuse_an_address_that_is_none_beside_its_field(desk_app, client, form):
    database = desk_app.extensions[EXTENSION].site.database
    ana = add(desk_app, "Eva", Grant("curator", "es-soria"))
    one = make_sample(desk_app, "es-soria", "sample", ana)
    kind = form.split("/")[0]
    name = one.name
    if kind not in ("place", "entry", "layer"):
        made = client.post(f"/desk/in/es-soria/{kind}/new/", data={"name": "Otra", "fact_kind": "code"})
        name = re.search(rf"/{kind}/([^/]+)/", made.headers["Location"])[1]
    at = "/desk/in/es-soria/" + form.format(name=name)
    for typed in NONE:
        for wanted in FORMS[form]:
            version = re.search(r'name="version" value="(\d+)"', text_of(client.get(at)))[1]
            given = {
                wanted: typed,
                "version": version,
                "act": "publish",
                "locale": "es",
                "sources.0.title": "x",
            }
            assert client.post(at, data=given).status_code == 303
            value, wrong, told = field(text_of(client.get(at)), wanted)
            assert typed in value
            assert (wrong, "whole web address" in told) == ("true", True), (wanted, typed, told)
            client.post(at, data=given | {wanted: "", "act": "save", "version": int(version) + 1})
    published = database.execute("SELECT count(*) FROM revisions WHERE author LIKE 'person %'")
    assert published.fetchone() == (0,)


@pytest.mark.parametrize("typed", NONE)
def test_where_somebody_read_it_is_kept_as_typed_also_where_it_is_no_address(desk_app, client, typed):
    one = make_sample(desk_app, "es-soria", "sample", add(desk_app, "Eva", Grant("curator", "es-soria")))
    at = f"/desk/in/es-soria/place/{one.name}/edit/"
    assert client.post(at, data={"read_at": typed, "town": "Soria", "version": "0"}).status_code == 303
    value, wrong, _told = field(text_of(client.get(at)), "source.url")
    assert (typed in value, wrong) == (True, "true")


def test_preview_shows_the_rest_where_a_value_is_none(client):
    given = {
        "page": "es-soria/transport/bus",
        "locale": "es",
        "title": "El tren",
        "text": "Sale {bank_phone}.",
    }
    wrong = {
        "read_on": "yesterday",
        "sources.0.url": "http://[",
        "sources.0.title": "x",
        "sources.0.as_of": "soon",
    }
    response = client.post("/desk/preview/", data=given | wrong | {"fact.bank_phone": "no number"})
    assert response.status_code == 200
    assert "El tren" in text_of(response)
    assert "910 00 00 00" in text_of(response).replace("\u00a0", " ")


def test_choices_of_a_course_are_told_in_words(client):
    made = client.post("/desk/in/es-soria/course/new/", data={"name": "Español"})
    told = text_of(client.get(made.headers["Location"]))
    for words in ("In a room nearby", "Online", "Reading and writing"):
        assert f">{words}</label>" in told
    for code in ("near", "online", "literacy"):
        assert f">{code}</label>" not in told
