"""The imprint before publishing, and what the desk forgets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk_builders import NOW, add, sign_in, text_of

from orientation.desk.access import invite
from orientation.desk.drafting import begin, publish_draft, save
from orientation.desk.publish import publish
from orientation.desk.retention import AUDIT_DAYS, DECIDED_DAYS, PUBLISHINGS_DAYS, forget_old
from orientation.domain.guide import Fact, Responsible
from orientation.domain.roles import Grant
from orientation.store.audit import note_act, recent_acts
from orientation.store.drafts import add_comment, add_draft, comments_on, decide, find_draft
from orientation.store.items import current_item
from orientation.store.publishings import publishings_waiting
from orientation.web.services import EXTENSION

SORIA = "es-soria"
PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def take_fact(database, person, name):
    key = f"fact/{SORIA}/{name}"
    draft = save(database, person, begin(database, person, key, SORIA), Fact(SORIA, name, "code", "x"), version=0, clock=now)  # fmt: skip
    publish_draft(database, person, draft.id, version=draft.version, clock=now)


def test_new_region_waits_for_an_imprint_and_home_says_where_to_fill_it_in(desk_app, database):
    ana = add(desk_app, "Ana", Grant("administrator", SORIA))
    take_fact(database, ana, "one")
    assert publishings_waiting(database) == ()
    assert current_item(database, f"fact/{SORIA}/one").item  # it is taken in all the same
    client = sign_in(desk_app, "Ana")
    at = f"/desk/in/{SORIA}/imprint/"
    assert at in text_of(client.get("/desk/"))
    for wrong in ({"name": "", "contact": "x"}, {"name": "x", "contact": ""}, {"name": "x", "contact": "y", "url": "javascript:alert(1)"}):  # fmt: skip
        assert client.send(at, **wrong).status_code == 400
    given = {"name": "Asociación <b>", "contact": 'Plaza 1, "Soria"', "url": "https://example.org/"}
    assert client.send(at, **given).status_code == 303
    assert current_item(database, f"layer/{SORIA}").item.responsible == Responsible(*given.values())
    assert [one.region for one in publishings_waiting(database)] == [SORIA]
    assert at not in text_of(client.get("/desk/"))


def test_region_that_is_served_already_goes_on_without_an_imprint(desk_app, database):
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
    invite(database, ana, [Grant("curator", SORIA)], clock=lambda: now() - timedelta(days=8))
    forget_old(database, clock=now)
    forget_old(database, clock=now)
    assert [one.action for one in recent_acts(database, count=9) if one.action.startswith("act")] == [f"act {AUDIT_DAYS - 1}"]  # fmt: skip
    assert [find_draft(database, one).data for one in drafts] == [None, "{}"]
    assert [len(comments_on(database, one)) for one in drafts] == [0, 1]
    assert database.execute("SELECT count(*) FROM invitations").fetchone() == (0,)


def test_privacy_names_the_days_after_which_things_are_forgotten():
    told = PRIVACY.read_text("utf-8")
    for days in (AUDIT_DAYS, DECIDED_DAYS, PUBLISHINGS_DAYS):
        assert f"{days} days" in told
