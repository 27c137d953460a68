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
