"""What pages name cannot be taken away, and what no longer passes the checks does not come back unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from desk_builders import SOURCE, add, make_desk, make_library, sign_in, text_of

from orientation.desk.drafting import begin, publish_draft, save
from orientation.desk.history import put_back, undo
from orientation.domain.checklists import Checklist, Deadline, Step
from orientation.domain.guide import Fact, Place, Text
from orientation.domain.roles import Grant
from orientation.errors import BadContent
from orientation.store.drafts import drafts_of, find_draft
from orientation.store.items import current_item
from orientation.store.library import append_item
from orientation.web.services import EXTENSION

BUS, FEE, HALL = "entry/es-soria/transport/bus", "fact/es/fee", "place/es/hall"
BODY = "Cuesta {fee}. Vaya a {place.hall.address}."


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def desk_app(tmp_path):
    """The fee and the hall are Spain's; only a page of Soria names them."""
    library = make_library()
    fee = Fact("es", "fee", "money", "10 EUR", as_of="2026-01", source=SOURCE)
    hall = Place(
        "es", "hall", (("es", "Sala"),), topic="banking", address="Calle 1", as_of="2026-10", source=SOURCE
    )
    bus = replace(library.entries[1], texts=(Text("es", "El autobús", BODY),))
    app = make_desk(
        tmp_path / "data",
        replace(
            library,
            facts=(*library.facts, fee),
            places=(*library.places, hall),
            entries=(library.entries[0], bus),
        ),
    )
    yield app
    app.extensions[EXTENSION].site.search.close()
    app.extensions[EXTENSION].site.close()


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


@pytest.fixture
def ana(desk_app):
    return add(desk_app, "Ana", Grant("publisher", "*"))


def change(database, person, key, item, *, region="es-soria"):
    editing = begin(database, person, key, region)
    draft = save(database, person, editing, item, version=editing.version, clock=now)
    return publish_draft(database, person, draft.id, version=draft.version, clock=now)


@pytest.mark.parametrize("key", [FEE, HALL])
def test_what_a_page_of_another_region_names_is_not_removed(database, ana, key):
    with pytest.raises(BadContent, match=r"named by transport/bus \(es-soria\)"):
        change(database, ana, key, None, region="es-teruel")
    assert current_item(database, key).item


def test_field_of_a_place_that_a_page_names_is_not_emptied(database, ana):
    hall = current_item(database, HALL).item
    with pytest.raises(BadContent, match=r"address: named by transport/bus \(es-soria\)"):
        change(database, ana, HALL, replace(hall, address=""))
    with pytest.raises(BadContent, match=r"address: named by transport/bus \(es-soria\)"):
        change(database, ana, "place/es-soria/hall", replace(hall, layer="es-soria", address=""))
    change(
        database,
        ana,
        "place/es-teruel/hall",
        replace(hall, layer="es-teruel", address=""),
        region="es-teruel",
    )
    change(database, ana, HALL, replace(hall, address="Calle 2", town="Soria"))
    assert current_item(database, HALL).item.address == "Calle 2"


def test_own_place_is_given_up_only_where_the_one_below_has_what_a_page_names(database, ana):
    own = "place/es-soria/hall"
    hall = current_item(database, HALL).item
    change(database, ana, own, replace(hall, layer="es-soria", phone="+34975000001"))
    bus = current_item(database, BUS).item
    body = "Llame al {place.hall.phone}. {fee}"
    change(database, ana, BUS, replace(bus, texts=(Text("es", "El autobús", body),)))
    with pytest.raises(BadContent, match=r"named by transport/bus \(es-soria\)"):
        change(database, ana, own, None)
    change(database, ana, HALL, replace(hall, phone="+34975000002"), region="es-teruel")
    change(database, ana, own, None)
    assert current_item(database, own).item is None


def test_fact_that_counts_a_last_day_is_not_removed(database, ana):
    month = Fact("es", "month", "duration", "P1M", as_of="2026-01", source=SOURCE)
    key = "fact/es/month"
    step = Step("appeal", (("es", "Recurrir"),), deadline=Deadline("month", (("es", "el día"),)))
    steps = Checklist("es-soria", "asylum", (("es", "Asilo"),), (step,))
    change(database, ana, key, month)
    append_item(database, "checklist/es-soria/asylum", steps, author="", now="2026-11-22T10:00:00Z")
    with pytest.raises(BadContent, match=r"named by steps/asylum \(es-soria\)"):
        change(database, ana, key, None)


def test_form_says_beside_the_field_which_page_names_it(desk_app, database, ana):
    hall = replace(current_item(database, HALL).item, address="")
    save(database, ana, begin(database, ana, HALL, "es-soria"), hall, version=0, clock=now)
    shown = text_of(sign_in(desk_app, "Ana").get("/desk/in/es-soria/place/hall/edit/"))
    said = "This cannot go while a page names it: transport/bus (es-soria). Take it out there first."
    assert shown.count(said) == 1


def test_own_version_of_a_named_fact_is_given_up_for_the_one_below(database, ana):
    own = "fact/es-soria/fee"
    change(database, ana, own, replace(current_item(database, FEE).item, layer="es-soria"))
    change(database, ana, FEE, None, region="es-teruel")  # Soria has its own
    with pytest.raises(BadContent):
        change(database, ana, own, None)
    undo(database, ana, current_item(database, FEE).revision, clock=now)
    change(database, ana, own, None)
    assert current_item(database, own).item is None


def test_addition_that_a_page_names_by_now_is_not_undone(database, ana):
    key = "fact/es-soria/price"
    added = change(database, ana, key, Fact("es-soria", "price", "money", "5 EUR", source=SOURCE))
    bus = current_item(database, BUS).item
    change(database, ana, BUS, replace(bus, texts=(Text("es", "El autobús", "Cuesta {price}."),)))
    with pytest.raises(BadContent):
        undo(database, ana, added, clock=now)
    assert current_item(database, key).item


def test_draft_of_a_removal_says_which_pages_name_the_thing(desk_app, database, ana):
    draft = save(database, ana, begin(database, ana, FEE, "es-teruel"), None, version=0, clock=now)
    client, at = sign_in(desk_app, "Ana"), f"/desk/drafts/{draft.id}/"
    said = "This cannot go while a page names it: transport/bus (es-soria). Take it out there first."
    assert said in text_of(client.get(at))
    assert client.send(f"{at}publish/", at=at, version=draft.version).status_code == 400
    assert find_draft(database, draft.id).state == "draft"


def test_version_that_names_what_is_gone_comes_back_as_a_draft_only(desk_app, database, ana):
    old = current_item(database, BUS)
    free = replace(old.item, texts=(Text("es", "El autobús", "Es gratis."),))
    change(database, ana, BUS, free)
    change(database, ana, FEE, None)
    base = current_item(database, BUS).revision
    with pytest.raises(BadContent, match="no such fact"):
        put_back(database, ana, BUS, old.revision, base=base, clock=now)
    page = f"/desk/items/{BUS}/history/"
    response = sign_in(desk_app, "Ana").send(page, revision=old.revision, base=base)
    assert current_item(database, BUS).item == free
    (draft,) = drafts_of(database, ana.id)
    assert response.headers["Location"] == f"/desk/drafts/{draft.id}/"


def test_undo_that_cannot_be_says_why(desk_app, database, ana):
    free = replace(current_item(database, BUS).item, texts=(Text("es", "El autobús", "Es gratis."),))
    changed = change(database, ana, BUS, free)
    append_item(database, FEE, None, author=ana.author, now="2026-11-22T10:00:00Z")
    client, where = sign_in(desk_app, "Ana"), f"/desk/published/{changed}/"
    response = client.send(f"{where}undo/", at=where)
    assert "There is no value of the name {fee}" in text_of(client.get(response.headers["Location"]))
    assert current_item(database, BUS).item == free
