"""What somebody else published while a form was open is never undone unseen."""

from __future__ import annotations

import pytest
from desk_builders import add, sign_in, text_of
from test_writing_entries import ACCOUNT, BUS, form_of, send

from orientation.domain.roles import Grant
from orientation.store.drafts import drafts_of
from orientation.store.items import current_item
from orientation.web.services import EXTENSION

HALL = "/desk/in/es-soria/place/town-hall/edit/"
MEND_HALL = "/desk/mend/?page=/es/es-soria/places/"
AT_BUS, AT_HALL = "entry/es-soria/transport/bus", "place/es-soria/town-hall"


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


@pytest.fixture
def ana(desk_app):
    person = add(desk_app, "Ana", Grant("publisher", "es-soria"), locale="es")
    client = sign_in(desk_app, "Ana")
    client.person = person
    return client


@pytest.fixture
def bo(desk_app):
    person = add(desk_app, "Bo", Grant("publisher", "*"), locale="es")
    client = sign_in(desk_app, "Bo")
    client.person = person
    return client


def test_place_published_meanwhile_leads_to_the_merge(ana, bo, database):
    old = form_of(ana, HALL)
    send(bo, HALL, address="Plaza Nueva 5", act="publish")
    sent = ana.post(HALL, data={**old, "hours": "Mo-Fr 09:00-14:00", "act": "publish"})
    assert sent.headers["Location"].endswith("/merge/")
    assert current_item(database, AT_HALL).item.address == "Plaza Nueva 5"
    page = text_of(ana.get(sent.headers["Location"]))
    assert "Mo-Fr 09:00-14:00" in page
    assert "Plaza Nueva 5" not in page  # both fit together: it is no question


def test_short_form_of_a_place_leads_to_the_merge_too(ana, bo, database):
    old = form_of(ana, MEND_HALL)
    send(bo, HALL, phone="+34 975 00 00 09", act="publish")
    sent = ana.post(HALL, data={**old, "hours": "Mo-Fr 09:00-14:00", "act": "publish"})
    assert sent.headers["Location"].endswith("/merge/")
    assert current_item(database, AT_HALL).item.phone == "+34975000009"


def test_text_published_meanwhile_leads_to_the_merge(ana, bo, database):
    old = form_of(ana, BUS)
    send(bo, BUS, text="Sale a las diez.", act="publish")
    sent = ana.post(BUS, data={**old, "title": "El coche de línea", "act": "publish"})
    assert sent.headers["Location"].endswith("/merge/")
    assert current_item(database, AT_BUS).item.text("es").body == "Sale a las diez."


def test_form_that_nobody_touched_undoes_nothing(ana, bo, database):
    bus, hall = form_of(ana, BUS), form_of(ana, HALL)
    send(bo, BUS, text="Sale a las diez.", act="publish")
    send(bo, HALL, address="Plaza Nueva 5", act="publish")
    ana.post(BUS, data={**bus, "act": "publish"})
    ana.post(HALL, data={**hall, "act": "publish"})
    assert drafts_of(database, ana.person.id) == ()
    assert current_item(database, AT_BUS).item.text("es").body == "Sale a las diez."


def test_value_inside_a_text_leads_to_the_merge(ana, bo, database):
    old = form_of(bo, ACCOUNT)
    send(ana, ACCOUNT, fact__bank_phone="+34 975 22 21 00", act="publish")  # now the region has its own
    sent = bo.post(ACCOUNT, data={**old, "fact.bank_phone": "+34 975 22 21 01", "act": "publish"})
    assert sent.headers["Location"].endswith("/merge/")
    assert current_item(database, "fact/es-soria/bank_phone").item.value == "+34975222100"


def test_text_that_the_region_has_of_its_own_by_now_leads_to_the_merge(ana, bo, database):
    old = form_of(bo, ACCOUNT)
    send(ana, ACCOUNT, title="La cuenta de Soria", act="publish")
    sent = bo.post(ACCOUNT, data={**old, "text": "Llame al {bank_phone}.", "act": "publish"})
    assert sent.headers["Location"].endswith("/merge/")
    assert "La cuenta de Soria" in text_of(bo.get(sent.headers["Location"]))
    assert (
        current_item(database, "entry/es-soria/banking/account").item.text("es").title == "La cuenta de Soria"
    )


def test_what_was_changed_meanwhile_is_not_taken_away(ana, bo, database):
    old = form_of(ana, BUS)
    send(bo, BUS, text="Sale a las diez.", act="publish")
    sent = ana.post(BUS.replace("edit", "remove"), data={**old, "act": "publish"})
    assert sent.headers["Location"].endswith("/merge/")
    assert current_item(database, AT_BUS).item is not None


@pytest.mark.parametrize("base", ["", "0", "0.0", "1.2.3", "x.y", "99999.99999", "1.1", "9" * 40 + ".1"])
def test_base_that_is_none_of_the_item_is_passed_over(ana, database, base):
    assert send(ana, BUS, text="Sale a las diez.", base=base).status_code == 303
    (draft,) = drafts_of(database, ana.person.id)
    assert draft.base == current_item(database, AT_BUS).revision


def test_form_is_published_whole_or_not_at_all(ana, bo, database):
    shared = {"for": "layer"}
    send(bo, ACCOUNT, fact__bank_phone="+34 910 000 001", **shared)
    cy = add(bo.application, "Cy", Grant("publisher", "*"), locale="es")
    send(
        sign_in(bo.application, cy.name), ACCOUNT, fact__bank_phone="+34 910 000 002", act="publish", **shared
    )
    sent = send(bo, ACCOUNT, title="La cuenta básica", act="publish", **shared)
    entry, number = "entry/es/banking/account", "fact/es/bank_phone"
    assert current_item(database, entry).item.text("es").title == "La cuenta"
    assert current_item(database, number).item.value == "+34910000002"
    left = {one.item: one.id for one in drafts_of(database, bo.person.id)}
    assert set(left) == {entry, number}
    assert sent.headers["Location"] == f"/desk/drafts/{left[number]}/merge/"  # the one that was overtaken
    assert bo.get(sent.headers["Location"]).status_code == 200
