"""A region at the desk, and the form of an entry."""

from __future__ import annotations

import re

import pytest
from desk_builders import add, said, sign_in, text_of

from orientation.domain.roles import Grant
from orientation.store.drafts import drafts_of
from orientation.store.items import current_item
from orientation.store.library import decode
from orientation.web.services import EXTENSION

ACCOUNT = "/desk/in/es-soria/entry/banking/account/edit/"
BUS = "/desk/in/es-soria/entry/transport/bus/edit/"
EVIL = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>')


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


@pytest.fixture
def ana(desk_app):
    return add(desk_app, "Ana", Grant("curator", "es-soria"), locale="es")


@pytest.fixture
def client(desk_app, ana):
    return sign_in(desk_app, "Ana")


def form_of(client, path):
    """Return what a browser would send of a page's first large form, nothing changed."""
    html = text_of(client.get(path))
    form = next(one for one in re.findall(r"<form.*?</form>", html, re.DOTALL) if "data-keep" in one)
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        box = 'type="checkbox"' in tag or 'type="radio"' in tag
        if name and (not box or "checked" in tag):
            found[name[1]] = value[1] if value else ""
    for name, body in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = body
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body) or re.search(r'value="([^"]*)"', body)
        found[name] = chosen[1] if chosen else ""
    return found


def send(client, path, **changed):
    names = {name.replace("__", "."): value for name, value in changed.items()}
    return client.post(path, data={**form_of(client, path.partition("?")[0]), **names})


def drafts(database, person):
    return {
        one.item: decode(one.item, one.data) if one.data else None for one in drafts_of(database, person.id)
    }


def test_region_lists_what_readers_see_and_whence(client):
    html = text_of(client.get("/desk/in/es-soria/"))
    assert html.index("La cuenta") < html.index("Ayuntamiento") < html.index("El autobús")
    assert html.count(said("from %(layer)s", layer="España")) == 2  # the account and its number
    assert "La cuenta" not in text_of(client.get("/desk/in/es-soria/?q=autobus"))
    assert "bank" in text_of(client.get("/desk/in/es-soria/?q=910000"))


def test_region_is_read_in_few_queries(client, database):
    asked = []
    site = client.application.extensions[EXTENSION].site
    site.database.conn.set_trace_callback(asked.append)
    client.get("/desk/in/es-soria/")
    site.database.conn.set_trace_callback(None)
    assert len([one for one in asked if one.startswith("SELECT")]) < 50


def test_region_is_closed_to_those_of_another(desk_app):
    add(desk_app, "Eva", Grant("publisher", "es-teruel"))
    client = sign_in(desk_app, "Eva")
    assert client.get("/desk/in/es-soria/").status_code == 403
    assert client.get(ACCOUNT).status_code == 403
    assert client.get("/desk/in/nowhere/").status_code == 403


def test_untouched_form_changes_nothing(client, database, ana):
    assert send(client, ACCOUNT).status_code == 303
    assert send(client, BUS).status_code == 303
    assert drafts(database, ana) == {}


def test_inherited_entry_is_changed_for_the_region_alone(client, database, ana):
    assert send(client, ACCOUNT, title="Abrir una cuenta").status_code == 303
    made = drafts(database, ana)["entry/es-soria/banking/account"]
    assert made.layer == "es-soria"
    assert made.text("es").title == "Abrir una cuenta"
    assert made.text("ar") == current_item(database, "entry/es/banking/account").item.text("ar")
    assert said("your draft") in text_of(client.get("/desk/in/es-soria/"))


def test_change_for_all_goes_to_the_layer_and_gives_the_other_draft_up(client, database, ana):
    send(client, ACCOUNT, title="Abrir una cuenta")
    send(client, ACCOUNT, **{"for": "layer"})
    assert list(drafts(database, ana)) == ["entry/es/banking/account"]
    assert drafts(database, ana)["entry/es/banking/account"].layer == "es"


def test_number_in_a_text_is_changed_without_a_copy_of_the_text(client, database, ana):
    assert send(client, ACCOUNT, fact__bank_phone="975 22 21 00").status_code == 303
    made = drafts(database, ana)
    assert list(made) == ["fact/es-soria/bank_phone"]
    assert made["fact/es-soria/bank_phone"].value == "+34975222100"
    assert made["fact/es-soria/bank_phone"].as_of == ""  # how old it is, nobody said


def test_wrong_number_is_kept_as_draft_and_said_beside_the_field(client, database, ana):
    response = send(client, ACCOUNT, fact__bank_phone="975 22 21 0", act="submit")
    assert response.status_code == 303
    html = text_of(client.get(ACCOUNT))
    assert 'value="975 22 21 0"' in html
    assert (
        said(
            "This is no whole phone number. Write it with its country code, such as +34, or a short number such as 112."
        )
        in html
    )
    assert {one.state for one in drafts_of(database, ana.id)} == {"draft"}


def test_text_with_an_error_is_not_handed_in(client, database, ana):
    send(client, BUS, text="Llame al {nobody}. [Aquí](no/where) <b>x</b>", act="submit")
    html = text_of(client.get(BUS))
    told = "There is no value of the name %(name)s. Choose one from the list, or make it first."
    assert said(told, name="{nobody}") in html
    told = "The link to %(address)s leads nowhere. Choose a page from the list."
    assert said(told, address="no/where") in html
    assert said("%(code)s is not shown to readers. Write plain words.", code="<b>") in html
    assert [one.state for one in drafts_of(database, ana.id)] == ["draft"]
    send(client, BUS, text="Llame al {bank_phone}.", act="submit")
    assert [one.state for one in drafts_of(database, ana.id)] == ["review"]


def test_save_from_an_older_version_shows_both(client, database, ana):
    old = form_of(client, BUS)
    send(client, BUS, text="Sale a las diez.")
    response = client.post(BUS, data={**old, "text": "Sale a las once."})
    html = text_of(response)
    assert response.status_code == 409
    assert "Sale a las diez." in html
    assert "Sale a las once." in html
    version = re.search(r'name="version" value="(\d+)"', html)[1]
    client.post(BUS, data={**old, "text": "Sale a las once.", "version": version})
    assert drafts(database, ana)["entry/es-soria/transport/bus"].text("es").body == "Sale a las once."


def test_new_entry_gets_an_address_from_its_title(client, database, ana):
    path = "/desk/in/es-soria/entry/new/"
    assert client.send(path, title="", topic="banking", locale="es").status_code == 400
    response = client.send(path, title="¿Cómo pido cita?", topic="banking", locale="es")
    assert response.headers["Location"] == "/desk/in/es-soria/entry/banking/como-pido-cita/edit/"
    again = client.send(path, title="العربية", topic="banking", locale="ar")
    assert again.headers["Location"] == "/desk/in/es-soria/entry/banking/new/edit/"
    assert "Como pido cita" not in text_of(client.get(response.headers["Location"]))
    assert "¿Cómo pido cita?" in text_of(client.get("/desk/in/es-soria/"))


def test_removal_is_a_draft_without_an_item_and_can_be_given_up(client, database, ana):
    remove = "/desk/in/es-soria/entry/transport/bus/remove/"
    assert client.send(remove, at=BUS, version="0").status_code == 303
    assert drafts(database, ana) == {"entry/es-soria/transport/bus": None}
    assert said("Your draft takes this page away. Save it again to keep it.") in text_of(client.get(BUS))
    number = drafts_of(database, ana.id)[0].id
    assert client.send(f"/desk/in/es-soria/drafts/{number}/drop/", at=BUS).status_code == 303
    assert drafts(database, ana) == {}


def test_text_in_a_new_locale_is_added(client, database, ana):
    before = form_of(client, f"{BUS}?locale=ar")
    client.post(BUS, data={**before, "locale": "ar", "title": "الحافلة", "text": "في التاسعة."})
    made = drafts(database, ana)["entry/es-soria/transport/bus"]
    assert [text.locale for text in made.texts] == ["ar", "en", "es"]
    assert 'dir="rtl"' in text_of(client.get(f"{BUS}?locale=ar"))


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_typed_becomes_markup(client, evil):
    fields = (
        "title",
        "text",
        "audience",
        "parent",
        "words",
        "fact.bank_phone",
        "sources.0.title",
        "sources.0.url",
    )
    changed = {name.replace(".", "__"): evil for name in fields}
    response = send(client, ACCOUNT, **changed)
    assert response.status_code == 303
    for path in (ACCOUNT, "/desk/in/es-soria/", f"/desk/in/es-soria/?q={evil}", "/desk/"):
        assert evil not in text_of(client.get(path)), path


def test_publisher_publishes_in_one_go(desk_app, database):
    add(desk_app, "Bea", Grant("publisher", "es-soria"))
    client = sign_in(desk_app, "Bea")
    send(client, ACCOUNT, fact__bank_phone="975 22 21 00", act="publish")
    assert current_item(database, "fact/es-soria/bank_phone").item.value == "+34975222100"
    assert current_item(database, "entry/es-soria/banking/account").item is None


def test_publisher_of_a_region_only_hands_in_for_the_layer(desk_app, database):
    bea = add(desk_app, "Bea", Grant("publisher", "es-soria"))
    client = sign_in(desk_app, "Bea")
    send(client, ACCOUNT, act="publish", title="Abrir una cuenta", **{"for": "layer"})
    assert [one.state for one in drafts_of(database, bea.id)] == ["review"]
