"""From a public page to a mended number."""

from __future__ import annotations

import pytest
from desk_builders import add, said, sign_in, text_of
from test_writing_entries import EVIL

from orientation.domain.roles import Grant
from orientation.store.drafts import drafts_of
from orientation.store.items import current_item
from orientation.store.publishings import publishings_waiting
from orientation.web.services import EXTENSION

MEND = "/desk/mend/?page=/es/es-soria/banking/account/"
FACT = "/desk/in/es-soria/fact/bank_phone/edit/"
BACK = "/desk/mend/?page=/es/es-soria/banking/account/"


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


@pytest.fixture
def bea(desk_app):
    add(desk_app, "Bea", Grant("publisher", "es-soria"), locale="es")
    return sign_in(desk_app, "Bea")


def test_page_shows_its_numbers_as_fields(bea):
    html = text_of(bea.get(MEND))
    assert 'value="910 00 00 00"' in html
    assert said("Publish now") in html
    assert "Ayuntamiento" in text_of(bea.get("/desk/mend/?page=/es/es-soria/places/"))
    assert "Ayuntamiento" in text_of(bea.get("/desk/mend/?page=/en/es-soria/banking/"))


def test_pages_that_name_a_value_are_called_as_in_the_desk_s_language(bea):
    html = text_of(bea.get(FACT))
    assert "<bdi>La cuenta</bdi></a>" in html
    assert "الحساب" not in html


def test_publisher_publishes_with_one_button(bea, database):
    response = bea.send(
        FACT, at=MEND, kind="phone", value="975 22 21 00", version="0", act="publish", back=BACK
    )
    assert response.headers["Location"] == BACK
    assert current_item(database, "fact/es-soria/bank_phone").item.value == "+34975222100"
    assert current_item(database, "fact/es/bank_phone").item.value == "+34910000000"
    assert [one.region for one in publishings_waiting(database)] == ["es-soria"]
    assert said("Published. Readers see it in a few minutes.") in text_of(bea.get(BACK))


def test_place_is_mended_field_by_field(bea, database):
    place = "/desk/in/es-soria/place/town-hall/edit/"
    page = "/desk/mend/?page=/es/es-soria/places/"
    bea.send(
        place, at=page, hours="Mo-Fr 09:00-14:00", read_at="www.soria.es/horario", act="publish", back=page
    )
    now = current_item(database, "place/es-soria/town-hall").item
    assert (now.hours, now.phone, now.town) == ("Mo-Fr 09:00-14:00", "+34975000000", "Soria")
    assert (now.source.url, now.source.title) == ("https://www.soria.es/horario", "www.soria.es")


def test_wrong_number_is_not_published_and_said_in_place(bea, database):
    bea.send(FACT, at=MEND, kind="phone", value="975 22 21 0", version="0", act="publish", back=BACK)
    assert current_item(database, "fact/es-soria/bank_phone").item is None
    html = text_of(bea.get(MEND))
    assert "975 22 21 0" in html
    assert (
        said(
            "This is no whole phone number. Write it with its country code, such as +34, or a short number such as 112."
        )
        in html
    )


def test_curator_hands_in_and_publishes_nothing(desk_app, database):
    carla = add(desk_app, "Carla", Grant("curator", "es-soria"))
    client = sign_in(desk_app, "Carla")
    assert said("Publish now") not in text_of(client.get(MEND))
    client.send(FACT, at=MEND, kind="phone", value="975 22 21 00", version="0", act="publish", back=BACK)
    assert current_item(database, "fact/es-soria/bank_phone").item is None
    assert [one.state for one in drafts_of(database, carla.id)] == ["review"]


def test_mending_is_for_those_who_work_there(desk_app, bea):
    assert bea.get("/desk/mend/?page=/es/es-teruel/banking/account/").status_code == 403
    for strange in ("", "https://example.org/", "//evil/", "/es/"):
        assert bea.get(f"/desk/mend/?page={strange}").status_code == 404
    asked = desk_app.test_client().get(MEND)
    assert asked.headers["Location"].startswith("/desk/sign-in/?next=/desk/mend/")


def test_back_leads_nowhere_else(bea):
    response = bea.send(FACT, at=MEND, kind="phone", value="112", version="0", back="https://evil.example/")
    assert response.headers["Location"] == "/desk/"


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_typed_becomes_markup(bea, evil):
    bea.send(FACT, at=MEND, kind="phone", value=evil, version="0", read_at=evil, back=BACK)
    place = "/desk/in/es-soria/place/town-hall/edit/"
    names = (
        "names.es",
        "what_for.es",
        "address",
        "town",
        "hours",
        "phone",
        "website",
        "source.title",
        "topic",
    )
    bea.send(place, version="0", **dict.fromkeys(names, evil))
    for path in (MEND, FACT, place, "/desk/in/es-soria/", "/desk/mend/?page=/es/es-soria/places/"):
        assert evil not in text_of(bea.get(path)), path


def test_place_form_keeps_what_it_does_not_show(bea, database):
    path = "/desk/in/es-soria/place/town-hall/edit/"
    before = current_item(database, "place/es-soria/town-hall").item
    bea.send(path, at="/desk/me/", version="0", act="publish", phone="975 22 21 00")
    now = current_item(database, "place/es-soria/town-hall").item
    assert now.phone == "+34975222100"
    assert (now.names, now.topic, now.source, now.read_on) == (
        before.names, before.topic, before.source, before.read_on,
    )  # fmt: skip


def test_new_place_and_new_number(bea, database):
    made = bea.send("/desk/in/es-soria/place/new/", name="Centro de salud")
    assert made.headers["Location"] == "/desk/in/es-soria/place/centro-de-salud/edit/"
    assert said("Say where you read it: a web address and its title.") in text_of(
        bea.get(made.headers["Location"])
    )
    made = bea.send("/desk/in/es-soria/fact/new/", name="Phone of the tax office", fact_kind="phone")
    assert made.headers["Location"] == "/desk/in/es-soria/fact/phone_of_the_tax_office/edit/"
    assert said("Something must stand here.") in text_of(bea.get(made.headers["Location"]))


def test_region_itself_is_its_administrators(desk_app, bea, database):
    path = "/desk/in/es-soria/layer/es-soria/edit/"
    assert bea.send(path, at="/desk/me/", version="0", **{"helper.phone": "975 22 21 00"}).status_code == 403
    add(desk_app, "Adam", Grant("administrator", "es-soria"))
    client = sign_in(desk_app, "Adam")
    client.send(path, version="0", act="publish", **{"helper.phone": "975 22 21 00"})
    assert current_item(database, "layer/es-soria").item.helper.phone == "+34975222100"


def test_token_says_who_is_signed_in(desk_app, bea):
    assert bea.get("/desk/token/").json["person"] == 1
    assert desk_app.test_client().get("/desk/token/").status_code == 403
