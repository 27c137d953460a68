"""The imprint before publishing, and what the desk forgets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk_builders import NOW, SOURCE, add, sign_in, text_of

from orientation.desk.access import invite
from orientation.desk.confirming import LINK_DAYS
from orientation.desk.drafting import begin, publish_draft, save, submit
from orientation.desk.history import draft_of_former, put_back, undo
from orientation.desk.people import change_roles
from orientation.desk.publish import publish
from orientation.desk.retention import (
    AUDIT_DAYS,
    DECIDED_DAYS,
    PROPOSALS_DAYS,
    PUBLISHINGS_DAYS,
    forget_old,
)
from orientation.desk.voices import CLOSED_DAYS, COUNTED_DAYS, OPEN_DAYS
from orientation.domain.guide import Fact, Responsible
from orientation.domain.roles import Grant
from orientation.errors import NotAllowed, UnknownPage
from orientation.store.audit import note_act, recent_acts
from orientation.store.drafts import add_comment, add_draft, comments_on, decide, find_draft
from orientation.store.items import current_item
from orientation.store.keeping import add_confirmation, finish_confirmation
from orientation.store.library import append_item
from orientation.store.persons import erase_person, find_person
from orientation.store.publishings import publishings_waiting
from orientation.store.voices import risk_readers, set_risk_readers
from orientation.web.services import EXTENSION

SORIA = "es-soria"
PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


@pytest.fixture
def unsigned(database):
    """Take the organisation away that answers for the region."""
    layer = current_item(database, f"layer/{SORIA}").item
    append_item(database, f"layer/{SORIA}", replace(layer, responsible=None), author="somebody", now=NOW)


def take_fact(database, person, name):
    key = f"fact/{SORIA}/{name}"
    draft = save(database, person, begin(database, person, key, SORIA), Fact(SORIA, name, "code", "x"), version=0, clock=now)  # fmt: skip
    publish_draft(database, person, draft.id, version=draft.version, clock=now)


def test_new_region_waits_for_an_imprint_and_home_says_where_to_fill_it_in(desk_app, database, unsigned):
    ana = add(desk_app, "Ana", Grant("administrator", SORIA))
    take_fact(database, ana, "one")
    assert publishings_waiting(database) == ()
    assert current_item(database, f"fact/{SORIA}/one").item  # it is taken in all the same
    client = sign_in(desk_app, "Ana")
    at = f"/desk/in/{SORIA}/imprint/"
    assert at in text_of(client.get("/desk/"))
    both, website = (
        "Name and contact are both needed",
        "The website is a whole address that begins with https://",
    )
    for wrong, said in (
        ({"name": "", "contact": "x"}, both),
        ({"name": "x", "contact": ""}, both),
        ({"name": "x", "contact": "y", "url": "javascript:alert(1)"}, website),
    ):
        refused = client.send(at, **wrong)
        assert (refused.status_code, said in text_of(refused)) == (400, True)
    given = {"name": "Asociación <b>", "contact": 'Plaza 1, "Soria"', "url": "https://example.org/"}
    assert client.send(at, **given).status_code == 303
    assert current_item(database, f"layer/{SORIA}").item.responsible == Responsible(*given.values())
    assert [one.region for one in publishings_waiting(database)] == [SORIA]
    assert at not in text_of(client.get("/desk/"))


def _every_way_to_publish(client, database, person):
    """Take changes to readers by each way that there is, and return the statuses."""
    hall, bus = f"place/{SORIA}/town-hall", f"entry/{SORIA}/transport/bus"
    take_fact(database, person, "way")
    fact = f"fact/{SORIA}/way"
    first = current_item(database, fact).revision
    undone = client.send(f"/desk/published/{first}/undo/", at="/desk/me/")
    base = current_item(database, fact).revision
    back = client.send(f"/desk/items/{fact}/history/", at="/desk/me/", revision=first, base=base)
    shown = text_of(client.get(back.headers["Location"]))
    revision = current_item(database, hall).revision
    return shown, [
        undone.status_code,
        back.status_code,
        client.send(f"/desk/publishing/{SORIA}/", at="/desk/me/").status_code,
        client.send("/desk/due/", at="/desk/me/", item=hall, found="true", revision=revision).status_code,
        client.send("/desk/keepers/", at="/desk/me/", item=bus, days="100").status_code,
        client.send(f"/desk/in/{SORIA}/withdraw/transport/bus/", at="/desk/me/").status_code,
    ]


def test_no_way_to_publish_begins_without_an_imprint_and_the_desk_says_so(desk_app, database, unsigned):
    ana = add(desk_app, "Ana", Grant("publisher", SORIA))
    client = sign_in(desk_app, "Ana")
    shown, statuses = _every_way_to_publish(client, database, ana)
    assert statuses == [303] * 6
    assert publishings_waiting(database) == ()
    assert "No organisation has signed for the region yet" in shown
    assert client.send(f"/desk/publishing/{SORIA}/", at="/desk/me/").status_code == 303
    assert "No organisation has signed for this region yet" in text_of(client.get("/desk/publishing/"))


def test_each_way_to_publish_goes_on_once_the_region_is_signed_for(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", SORIA))
    shown, statuses = _every_way_to_publish(sign_in(desk_app, "Ana"), database, ana)
    assert statuses == [303] * 6
    assert [one.region for one in publishings_waiting(database)] == [SORIA]
    assert "1 region gets it" in shown


def test_region_itself_is_changed_by_its_administrators_alone(desk_app, database):
    layer = current_item(database, f"layer/{SORIA}").item
    other = replace(layer, responsible=Responsible("Otra", "otra@example.org"))
    first = current_item(database, f"layer/{SORIA}").revision
    append_item(database, f"layer/{SORIA}", other, author="somebody", now=NOW)
    base = current_item(database, f"layer/{SORIA}").revision
    ana, eva = (add(desk_app, role, Grant(role, SORIA)) for role in ("publisher", "administrator"))
    for call in (
        lambda: put_back(database, ana, f"layer/{SORIA}", first, base=base, clock=now),
        lambda: undo(database, ana, base, clock=now),
        lambda: draft_of_former(database, ana, f"layer/{SORIA}", first, SORIA, clock=now),
    ):
        with pytest.raises(NotAllowed):
            call()
    draft = draft_of_former(database, eva, f"layer/{SORIA}", first, SORIA, clock=now)
    with pytest.raises(NotAllowed):
        publish_draft(database, ana, draft.id, version=draft.version, clock=now)
    assert current_item(database, f"layer/{SORIA}").item == other
    publish_draft(database, eva, draft.id, version=draft.version, clock=now)
    assert current_item(database, f"layer/{SORIA}").item.responsible == layer.responsible


def test_who_lost_their_role_hands_nothing_in(desk_app, database):
    ana, eva = add(desk_app, "Ana", Grant("suggester", SORIA)), add(desk_app, "Eva", Grant("administrator"))
    fact = Fact(SORIA, "one", "code", "x", source=SOURCE)
    draft = save(database, ana, begin(database, ana, f"fact/{SORIA}/one", SORIA), fact, version=0, clock=now)
    change_roles(database, eva, ana, [Grant("suggester", "es-teruel")], clock=now)
    with pytest.raises(NotAllowed):
        submit(database, find_person(database, ana.id), draft.id, version=draft.version, note="", clock=now)


def test_region_that_is_served_already_goes_on_without_an_imprint(desk_app, database, unsigned):
    ana = add(desk_app, "Ana", Grant("publisher", SORIA))
    services = desk_app.extensions[EXTENSION]
    publish(services.site, services, wanted=[SORIA], clock=now)
    take_fact(database, ana, "two")
    assert [one.region for one in publishings_waiting(database)] == [SORIA]
    page = text_of(sign_in(desk_app, "Ana").get("/desk/"))
    assert "An administrator of the region fills it in." in page


def test_what_is_past_its_time_is_forgotten_and_the_rest_is_kept(desk_app, database):
    ana = add(desk_app, "Ana", Grant("administrator"))

    def ago(days: int) -> str:
        return (now() - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")

    for days in (AUDIT_DAYS + 1, AUDIT_DAYS - 1):
        note_act(database, f"act {days}", "x", person=ana.id, now=ago(days))
    drafts = []
    for days in (DECIDED_DAYS + 1, DECIDED_DAYS - 1):
        key = f"fact/{SORIA}/d{days}"
        draft = add_draft(database, key, layer=SORIA, region=SORIA, author=ana.id, base=0, data="{}", now=NOW)
        add_comment(database, draft.id, person=ana.id, text="words", now=NOW)
        decide(database, draft, "declined", by=ana.id, now=ago(days))
        drafts.append(draft.id)
    for days in (PROPOSALS_DAYS + 1, PROPOSALS_DAYS - 1):
        said = add_confirmation(
            database, "x", day="2026-01-01", how="link", result="changed", person=None, text="moved"
        )
        finish_confirmation(database, said, now=ago(days))
    invite(database, ana, [Grant("curator", SORIA)], clock=lambda: now() - timedelta(days=8))
    forget_old(database, clock=now)
    forget_old(database, clock=now)
    assert [one.action for one in recent_acts(database, count=9) if one.action.startswith("act")] == [f"act {AUDIT_DAYS - 1}"]  # fmt: skip
    with pytest.raises(UnknownPage):  # left without its words it would read as "remove the item"
        find_draft(database, drafts[0])
    assert find_draft(database, drafts[1]).data == "{}"
    assert [len(comments_on(database, one)) for one in drafts] == [0, 1]
    assert database.execute("SELECT count(*) FROM confirmations").fetchone() == (1,)
    assert database.execute("SELECT count(*) FROM invitations").fetchone() == (0,)


def test_who_is_erased_is_no_longer_named_to_read_that_somebody_is_at_risk(desk_app, database):
    ana = add(desk_app, "Ana", Grant("curator", SORIA))
    set_risk_readers(database, SORIA, [ana.id])
    erase_person(database, ana.id, now=NOW)
    assert risk_readers(database, SORIA) == ()


def test_privacy_names_the_days_after_which_things_are_forgotten():
    told = PRIVACY.read_text("utf-8")
    kept = (AUDIT_DAYS, DECIDED_DAYS, PUBLISHINGS_DAYS, PROPOSALS_DAYS, CLOSED_DAYS, OPEN_DAYS, LINK_DAYS)
    for days in (*kept, f"{COUNTED_DAYS:,}"):
        assert f"{days} days" in told
