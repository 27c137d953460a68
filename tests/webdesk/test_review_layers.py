"""A region's own version of what it inherits, what changed below it, and withdrawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from desk_builders import add, said, sign_in, text_of

from orientation.desk.drafting import begin, publish_draft, save
from orientation.desk.overriding import changed_below, keep_own, take_back, write_own
from orientation.desk.publishing import work_off
from orientation.desk.withdraw import withdraw_at_desk
from orientation.domain.guide import Fact
from orientation.domain.roles import Grant
from orientation.errors import NotAllowed, UnknownPage
from orientation.store.editions import find_page
from orientation.store.items import current_item, read_guide
from orientation.store.library import append_item
from orientation.store.publishings import publishings_waiting
from orientation.web.services import EXTENSION

OWN, BELOW = "entry/es-soria/banking/account", "entry/es/banking/account"
PAGE = "/desk/in/es-soria/standing/entry/banking/account/"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def retitled(database, key: str, title: str):
    item = current_item(database, key).item
    return replace(item, texts=tuple(replace(t, title=title) if t.locale == "es" else t for t in item.texts))


def change_below(database, title: str) -> int:
    return append_item(
        database, BELOW, retitled(database, BELOW, title), author="", now="2026-11-22T10:00:00Z"
    )


def have_own(database, person) -> None:
    draft = write_own(database, person, "es-soria", "entry", "banking/account", clock=now)
    publish_draft(database, person, draft.id, version=draft.version, clock=now)


def test_page_says_where_a_text_comes_from_and_who_shows_it(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"), locale="es")
    shown = text_of(sign_in(desk_app, "Ana").get(PAGE))
    assert said("This comes from %(layer)s.", layer="España") in shown
    assert said("%(num)s region shows it.", num=2) in shown
    assert said("Write our own for %(region)s", region="Soria") in shown


def test_region_writes_its_own_and_takes_it_back(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    client = sign_in(desk_app, "Ana")
    sent = client.send(f"{PAGE}own/", at=PAGE)
    assert sent.headers["Location"] == "/desk/in/es-soria/entry/banking/account/edit/"
    draft = begin(database, ana, OWN, "es-soria").draft
    publish_draft(database, ana, draft.id, version=draft.version, clock=now)
    assert read_guide(database, "es-soria").entry("banking/account").layer == "es-soria"
    assert read_guide(database, "es-teruel").entry("banking/account").layer == "es"
    assert [one.region for one in publishings_waiting(database)] == ["es-soria"]
    sent = client.send(f"{PAGE}back/", at=PAGE)
    at = sent.headers["Location"]
    assert "The inherited one shows again" in text_of(client.get(at))
    client.send(f"{at}publish/", at=at, version=1)
    assert read_guide(database, "es-soria").entry("banking/account").layer == "es"


def test_change_below_is_told_until_somebody_looked(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    have_own(database, ana)
    assert changed_below(database, ana, "es-soria") == ()
    revision = change_below(database, "La cuenta básica")
    client, at = sign_in(desk_app, "Ana"), "/desk/in/es-soria/below/"
    assert "1 text changed below" in text_of(client.get("/desk/"))
    assert "básica" in text_of(client.get(at)).split("<ins>")[1]
    client.send(at, item=OWN, revision=revision)
    assert changed_below(database, ana, "es-soria") == ()
    change_below(database, "La cuenta de pago")
    assert len(changed_below(database, ana, "es-soria")) == 1


def test_change_below_while_one_s_own_was_a_draft_is_told_too(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    draft = write_own(database, ana, "es-soria", "entry", "banking/account", clock=now)
    change_below(database, "La cuenta básica")
    assert changed_below(database, ana, "es-soria") == ()  # readers do not have it yet
    publish_draft(database, ana, draft.id, version=draft.version, clock=now)
    assert len(changed_below(database, ana, "es-soria")) == 1


def test_later_edit_of_one_s_own_does_not_hide_a_change_below(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    have_own(database, ana)
    change_below(database, "La cuenta básica")
    edited = retitled(database, OWN, "Nuestra cuenta")
    draft = save(database, ana, begin(database, ana, OWN, "es-soria"), edited, version=0, clock=now)
    publish_draft(database, ana, draft.id, version=draft.version, clock=now)
    assert len(changed_below(database, ana, "es-soria")) == 1


def test_fact_of_one_s_own_is_told_when_the_one_below_changed(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    key = "fact/es-soria/bank_phone"
    own = replace(current_item(database, "fact/es/bank_phone").item, layer="es-soria", value="+34975111111")
    draft = save(database, ana, begin(database, ana, key, "es-soria"), own, version=0, clock=now)
    publish_draft(database, ana, draft.id, version=draft.version, clock=now)
    changed = Fact("es", "bank_phone", "phone", "+34910000001")
    append_item(database, "fact/es/bank_phone", changed, author="", now="2026-11-22T10:00:00Z")
    (told,) = changed_below(database, ana, "es-soria")
    assert told.override.item == key


def test_roles_hold_where_the_region_is(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    eva = add(desk_app, "Eva", Grant("curator", "es-teruel"))
    low = add(desk_app, "Low", Grant("suggester", "es-soria"))
    have_own(database, ana)
    revision = change_below(database, "La cuenta básica")
    for refused in (
        lambda: changed_below(database, eva, "es-soria"),
        lambda: write_own(database, eva, "es-soria", "entry", "banking/account", clock=now),
        lambda: take_back(database, eva, "es-soria", "entry", "banking/account", clock=now),
        lambda: keep_own(database, eva, OWN, revision=revision, clock=now),
        lambda: keep_own(database, low, OWN, revision=revision, clock=now),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert take_back(database, low, "es-soria", "entry", "banking/account", clock=now).state == "draft"
    with pytest.raises(UnknownPage):  # it inherits nothing in its place
        take_back(database, low, "es-soria", "entry", "transport/bus", clock=now)


def test_withdrawn_entry_is_gone_from_all_its_regions(desk_app, database):
    services = desk_app.extensions[EXTENSION]
    ana = add(desk_app, "Ana", Grant("publisher", "es"), Grant("publisher", "es-soria"))
    have_own(database, ana)
    client, at = sign_in(desk_app, "Ana"), "/desk/in/es-soria/withdraw/banking/account/"
    assert "2 regions" in text_of(client.get(at))
    where = client.send(at).headers["Location"]
    work_off(services.site, services, clock=now)
    for region in ("es-soria", "es-teruel"):
        _, page = find_page(database, region, "es", f"/es/{region}/banking/account/")
        assert page.kind == "removed"
        assert "cuenta" not in page.html
    shown = text_of(client.get(where))
    undo = [line.split('"')[3] for line in shown.split("\n") if "/undo/" in line]
    assert len(undo) == 2  # one for each layer
    for path in undo:
        client.send(path, at=where)
    layers = [read_guide(database, one).entry("banking/account").layer for one in ("es-soria", "es-teruel")]
    assert layers == ["es-soria", "es"]


def test_withdrawing_needs_a_publisher_of_every_layer_it_comes_from(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    client, at = sign_in(desk_app, "Ana"), "/desk/in/es-soria/withdraw/banking/account/"
    shown = text_of(client.get(at))
    assert "España" in shown
    assert "csrf_token" not in shown
    assert client.send(at, at="/desk/me/").status_code == 403
    curator = add(desk_app, "Cur", Grant("curator"))
    with pytest.raises(NotAllowed):
        withdraw_at_desk(database, curator, "es-soria", "banking/account", clock=now)
    assert withdraw_at_desk(database, ana, "es-soria", "transport/bus", clock=now)


def test_first_page_asks_no_more_the_more_there_is(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher"))
    client = sign_in(desk_app, "Ana")

    def asked() -> int:
        seen: list[str] = []
        with client.session_transaction(path="/desk"):
            pass
        database.conn.set_trace_callback(seen.append)
        client.get("/desk/")
        database.conn.set_trace_callback(None)
        return len(seen)

    before = asked()
    for number in range(20):
        key = f"fact/es/number_{number}"
        fact = Fact("es", f"number_{number}", "number", "1")
        save(database, ana, begin(database, ana, key, "es-soria"), fact, version=0, clock=now)
    assert asked() <= before + 2
