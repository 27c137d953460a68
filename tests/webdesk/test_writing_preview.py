"""The page as readers see it, before it is saved."""

from __future__ import annotations

import pytest
from desk_builders import add, sign_in, text_of

from orientation.domain.roles import Grant
from orientation.store.drafts import drafts_of
from orientation.web.services import EXTENSION

ACCOUNT = "/desk/in/es-soria/entry/banking/account/edit/"
FORM = {
    "page": "es-soria/banking/account",
    "locale": "es",
    "title": "Una cuenta",
    "text": "## Paso\n\nLlame al {bank_phone}.",
}


@pytest.fixture
def client(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"), locale="es")
    return sign_in(desk_app, "Ana")


def preview(client, **changed):
    return client.send("/desk/preview/", at=ACCOUNT, **{**FORM, **changed})


def test_preview_is_the_real_page_in_the_real_shell(client):
    response = preview(client)
    html = text_of(response)
    assert response.status_code == 200
    assert "<h1>Una cuenta</h1>" in html
    assert "910 00 00 00" in html
    assert 'lang="es"' in html


def test_preview_shows_the_number_as_it_is_typed(client):
    html = text_of(preview(client, **{"fact.bank_phone": "975 22 21 00"}))
    assert 'href="tel:+34975222100"' in html


def test_only_the_desk_may_frame_it_and_no_script_runs(client):
    policy = preview(client).headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'none'" in policy
    assert "unsafe" not in policy


def test_unknown_names_stay_as_they_were_typed(client):
    html = text_of(preview(client, text="{nobody} {place.none.phone} {place.town-hall.colour}"))
    assert "{nobody}" in html
    assert "{place.none.phone}" in html
    assert "{place.town-hall.colour}" in html


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_nothing_typed_becomes_markup(client, evil):
    assert evil not in text_of(preview(client, title=evil, text=evil))


def test_preview_saves_nothing_and_asks_for_a_role(client, desk_app):
    preview(client)
    assert drafts_of(desk_app.extensions[EXTENSION].site.database, 1) == ()
    assert preview(client, page="es-teruel/banking/account").status_code == 403
    assert desk_app.test_client().post("/desk/preview/", data=FORM).status_code == 400  # no token
