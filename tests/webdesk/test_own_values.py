"""A region's own value for one number of an inherited page, without a copy of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from desk_builders import add, said, sign_in, text_of
from test_writing_entries import form_of, send

from orientation.desk.drafting import publish_draft
from orientation.desk.load import dump_folder
from orientation.desk.made_of import pages_made_of
from orientation.desk.overriding import changed_below, overtaken, write_own
from orientation.domain.guide import Fact
from orientation.domain.roles import Grant
from orientation.store.drafts import drafts_of
from orientation.store.items import current_item, read_guide
from orientation.store.library import append_item
from orientation.store.persons import set_locale
from orientation.store.publishings import publishings_waiting
from orientation.web.desk.asked import around, rows_of
from orientation.web.services import EXTENSION

BELOW, OWN = "entry/es/banking/account", "fact/es-soria/banking/account/fee"
MEND = "/desk/mend/?page=/es/es-soria/banking/account/"
FEE = "/desk/in/es-soria/fact/banking/account/fee/edit/"
FORM = "/desk/in/es-soria/entry/banking/account/edit/"
STANDING = "/desk/in/es-soria/standing/fact/banking/account/fee/"


def now() -> datetime:
    return datetime.now(UTC)


def set_below(database, *, fee: str = "3 EUR", title: str = "La cuenta") -> None:
    """Let the country's page name a fee of its own."""
    entry = current_item(database, BELOW).item
    texts = tuple(replace(one, title=title, body="Cuesta {fee}.") for one in entry.texts)
    fees = (Fact("es", "fee", "money", fee), Fact("es", "fee_card", "money", "5 EUR"))
    append_item(
        database, BELOW, replace(entry, texts=texts, facts=fees), author="", now="2026-11-22T10:00:00Z"
    )


def fee_in(database, region: str) -> str:
    guide = read_guide(database, region)
    return guide.facts_for(guide.entry("banking/account"))["fee"].value


@pytest.fixture
def database(desk_app):
    found = desk_app.extensions[EXTENSION].site.database
    set_below(found)
    return found


@pytest.fixture
def bea(desk_app, database):
    return add(desk_app, "Bea", Grant("publisher", "es-soria"), locale="es")


@pytest.fixture
def client(desk_app, bea):
    return sign_in(desk_app, "Bea")


def mend(client, value: str):
    return client.send(FEE, at=MEND, kind="money", value=value, version="0", act="publish", back=MEND)


def test_mending_a_number_of_an_inherited_page_copies_no_page(client, database):
    shown = text_of(client.get(MEND))
    assert f'action="{FEE}"' in shown
    hint = "A change is only for %(region)s; the text goes on coming from %(layer)s."
    assert said(hint, region="Soria", layer="España") in shown
    assert mend(client, "4 EUR").headers["Location"] == MEND
    assert (fee_in(database, "es-soria"), fee_in(database, "es-teruel")) == ("4 EUR", "3 EUR")
    assert current_item(database, "entry/es-soria/banking/account").item is None
    assert [one.region for one in publishings_waiting(database)] == ["es-soria"]
    hint = "%(region)s has its own value here; %(layer)s has %(value)s."
    for path in (MEND, FORM, FEE):
        shown = text_of(client.get(path))
        assert said(hint, region="Soria", layer="España", value="\u20683\xa0€\u2069") in shown, path
    shown = text_of(client.get("/desk/in/es-soria/"))
    assert ">Precio o cantidad de dinero: fee (La cuenta)</a>\n <bdi>4\xa0€</bdi>" in shown
    for asked in ("4 EUR", "4 €", "cuenta"):
        assert ">Precio o cantidad de dinero: fee" in text_of(
            client.get("/desk/in/es-soria/", query_string={"q": asked})
        )


@pytest.mark.parametrize(
    ("locale", "heading"),
    [("es", "Precio o cantidad de dinero: fee (La cuenta)"), ("ar", "سعر أو مبلغ من المال: fee (La cuenta)")],
)
def test_heading_of_a_number_is_in_the_words_of_the_desk(client, database, bea, locale, heading):
    mend(client, "4 EUR")
    set_locale(database, bea.id, locale)
    shown = text_of(client.get(FEE))
    assert heading in shown


def test_form_of_the_page_saves_the_number_apart_from_the_text(client, database, bea):
    send(client, FORM, fact__fee="4 EUR")
    assert [one.item for one in drafts_of(database, bea.id)] == [OWN]
    assert 'value="4 EUR"' in text_of(client.get(FORM))
    send(client, FORM, fact__fee="6 EUR", text="Cuesta {fee} al mes.")
    assert {one.item for one in drafts_of(database, bea.id)} == {OWN, "entry/es-soria/banking/account"}
    send(client, FORM, act="publish")
    send(client, FORM, fact__fee="7 EUR", act="publish")
    assert fee_in(database, "es-soria") == "7 EUR"
    assert current_item(database, "entry/es-soria/banking/account").item.facts[0].value == "3 EUR"


def test_number_for_all_is_saved_with_the_page_it_stands_in(client, database, bea):
    send(client, FORM, fact__fee="4 EUR", **{"for": "layer"})
    assert [one.item for one in drafts_of(database, bea.id)] == [BELOW]


def test_who_is_asked_about_the_page_is_asked_about_the_region_s_value(database, bea, client, desk_app):
    mend(client, "4 EUR")
    with desk_app.test_request_context("/desk/"):
        entry, asked = current_item(database, BELOW).item, around("es-soria")
        assert [one.value.text for one in rows_of(entry, asked, "es", year=2026)] == ["4\xa0€"]
        assert [one.value.text for one in rows_of(entry, around("es-teruel"), "es", year=2026)] == ["3\xa0€"]


def test_pages_that_show_the_value_are_made_anew(database, client):
    before = pages_made_of(read_guide(database, "es-soria"), "")
    beside = pages_made_of(read_guide(database, "es-teruel"), "")
    mend(client, "4 EUR")
    page = "banking/account/"
    assert pages_made_of(read_guide(database, "es-soria"), "").entries[page] != before.entries[page]
    assert pages_made_of(read_guide(database, "es-teruel"), "") == beside


def test_preview_shows_the_value_that_is_typed(client, database):
    mend(client, "4 EUR")
    typed = form_of(client, FORM) | {"fact.fee": "8 EUR"}
    assert "8\xa0€" in text_of(client.post("/desk/preview/", data=typed))


def test_own_value_of_another_kind_stays_a_draft(client, database):
    client.send(FEE, at=MEND, kind="number", value="4", version="0", act="publish", back=MEND)
    assert current_item(database, OWN).item is None


def test_own_value_is_taken_back(client, database):
    mend(client, "4 EUR")
    at = client.send(f"{STANDING}back/", at=STANDING).headers["Location"]
    client.send(f"{at}publish/", at=at, version=1)
    assert fee_in(database, "es-soria") == "3 EUR"


def test_own_value_is_told_when_that_value_below_changed_and_not_the_text(client, database, bea):
    mend(client, "4 EUR")
    set_below(database, title="La cuenta básica")
    assert changed_below(database, bea, "es-soria") == overtaken(database, ["es-soria"]) == ()
    set_below(database, fee="2 EUR")
    (told,) = changed_below(database, bea, "es-soria")
    assert (told.override.item, told.below.value) == (OWN, "2 EUR")
    assert "2 EUR" in text_of(client.get("/desk/in/es-soria/below/"))


def test_own_value_stays_where_the_region_then_writes_the_page_anew(client, database, bea):
    mend(client, "4 EUR")
    draft = write_own(database, bea, "es-soria", "entry", "banking/account", clock=now)
    publish_draft(database, bea, draft.id, version=draft.version, clock=now)
    assert fee_in(database, "es-soria") == "4 EUR"
    mend(client, "5 EUR")
    assert fee_in(database, "es-soria") == "5 EUR"


def test_own_value_of_a_page_that_went_is_not_dumped(client, database, tmp_path):
    mend(client, "4 EUR")
    dump_folder(database, tmp_path / "before")
    assert '["banking/account/fee"]' in (tmp_path / "before/es-soria/facts.toml").read_text()
    append_item(database, BELOW, None, author="", now="2026-11-22T10:00:00Z")
    dump_folder(database, tmp_path / "after")
    assert not (tmp_path / "after/es-soria/facts.toml").exists()


@pytest.mark.parametrize("name", ["banking/account/none", "banking/none/fee", "a/b/c/d"])
def test_own_value_for_nothing_is_no_page(desk_app, client, name):
    desk_app.testing = False
    assert client.get(f"/desk/in/es-soria/fact/{name}/edit/").status_code == 404
