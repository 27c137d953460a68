"""Who works at the desk, and who may change that."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from desk_builders import PASSWORD, add, sign_in, text_of

from orientation.desk import people
from orientation.desk.access import first_link, invite, recover
from orientation.domain.roles import ACTIONS, EVERYWHERE, ROLES, Grant, Person
from orientation.errors import BadInput, NotAllowed, UnknownPage
from orientation.store.drafts import add_draft, find_draft, hand_in
from orientation.store.persons import find_person, open_invitations
from orientation.web.services import EXTENSION

NOW = "2026-11-21T10:00:00Z"
SORIA, TERUEL = "es-soria", "es-teruel"
# Written out, so that a change of the table in roles.py is seen here: role, then a letter for each action.
MAY = """
action          suggester translator curator publisher administrator
suggest         y         y          y       y         y
translate       -         y          y       y         y
check text      -         y          -       -         -
edit            -         -          y       y         y
review          -         -          y       y         y
keep            -         -          y       y         y
answer readers  -         -          y       y         y
publish         -         -          -       y         y
invite          -         -          -       -         y
manage people   -         -          -       -         y
manage region   -         -          -       -         y
"""
TABLE = {line[:16].strip(): line[16:].split() for line in MAY.strip().splitlines()[1:]}


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def test_table_of_this_test_names_every_action_and_role():
    assert TABLE.keys() == ACTIONS.keys()
    assert MAY.split()[1:6] == list(ROLES)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("scope", "asked", "inside"),
    [
        (SORIA, SORIA, True),
        (SORIA, TERUEL, False),
        (SORIA, EVERYWHERE, False),
        (SORIA, "es", False),
        (EVERYWHERE, SORIA, True),
        (EVERYWHERE, EVERYWHERE, True),
    ],
)
def test_role_may_do_what_the_table_says_within_its_region_alone(action, role, scope, asked, inside):
    locale = "ar" if role == "translator" else ""
    who = Person(1, "Ana", grants=(Grant(role, scope, locale),))
    expected = inside and TABLE[action][ROLES.index(role)] == "y"
    assert who.may(action, asked) is expected
    assert who.may(action, asked, locale="ar") is expected
    assert who.may(action, asked, locale="uk") is (expected and role != "translator")


def test_invitation_is_shown_once_and_brings_somebody_in(desk_app):
    add(desk_app, "Ana", Grant("administrator", SORIA))
    client = sign_in(desk_app, "Ana")
    made = client.send("/desk/people/invite/", role="translator", scope=SORIA, locale="ar")
    assert made.status_code == 303
    shown = text_of(client.get(made.headers["Location"]))
    link = re.search(r'value="http://localhost(/desk/join/[^"]+)"', shown)[1]
    assert "data:image/svg+xml" in shown
    assert link not in text_of(client.get("/desk/people/link/"))
    joined = desk_app.test_client()
    assert joined.send(link, name="Ben", password=PASSWORD, locale="ar").status_code == 303
    page = text_of(client.get("/desk/people/"))
    assert "Ben" in page
    assert "(<bdi>ar</bdi>)" in page


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        (
            {"role": "curator", "scope": TERUEL, "locale": ""},
            400,
            "Choose a role and a region.",
        ),  # is not offered
        ({"role": "curator", "scope": EVERYWHERE, "locale": ""}, 400, "Choose a role and a region."),
        ({"role": "king", "scope": SORIA, "locale": ""}, 400, "Choose a role and a region."),
        ({"role": "translator", "scope": SORIA, "locale": ""}, 400, "Choose the language of the translator."),
        ({"role": "curator", "scope": SORIA, "locale": "ar"}, 303, ""),  # it counts for translators alone
    ],
)
def test_form_offers_and_takes_only_what_its_user_may_give(desk_app, given, status, said):
    add(desk_app, "Ana", Grant("administrator", SORIA))
    answer = sign_in(desk_app, "Ana").send("/desk/people/invite/", **given)
    assert (answer.status_code, said in text_of(answer)) == (status, True)


@pytest.mark.parametrize("role", ROLES[:-1])
def test_nobody_but_an_administrator_manages_people(desk_app, database, role):
    me = add(desk_app, "Ana", Grant(role, SORIA, "ar" if role == "translator" else ""))
    other = add(desk_app, "Ben", Grant("suggester", SORIA))
    for act in (
        lambda: invite(database, me, [Grant("suggester", SORIA)], clock=now),
        lambda: recover(database, me, other, clock=now),
        lambda: people.erase(database, me, other, clock=now),
        lambda: people.add_role(database, me, other, Grant("curator", SORIA), clock=now),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_administrator_of_a_region_changes_what_holds_there_alone(desk_app, database):
    ana = add(desk_app, "Ana", Grant("administrator", SORIA))
    ben = add(desk_app, "Ben", Grant("curator", SORIA), Grant("curator", TERUEL))
    people.change_roles(database, ana, ben, [Grant("publisher", SORIA), Grant("curator", TERUEL)], clock=now)
    ben = find_person(database, ben.id)
    assert {(one.role, one.scope) for one in ben.grants} == {("publisher", SORIA), ("curator", TERUEL)}
    for wanted in ([Grant("publisher", SORIA)], [*ben.grants, Grant("curator")]):
        with pytest.raises(NotAllowed):
            people.change_roles(database, ana, ben, wanted, clock=now)
    for act in (people.erase, recover):  # reaches into Teruel
        with pytest.raises(NotAllowed):
            act(database, ana, ben, clock=now)


def test_nobody_changes_their_own_roles_and_nobody_is_left_without_any(desk_app, database):
    ana = add(desk_app, "Ana", Grant("administrator"))
    ben = add(desk_app, "Ben", Grant("curator", SORIA))
    with pytest.raises(NotAllowed):
        people.add_role(database, ana, ana, Grant("publisher", SORIA), clock=now)
    with pytest.raises(BadInput):
        people.change_roles(database, ana, ben, [], clock=now)


def test_links_of_somebody_whose_roles_change_hold_no_more(desk_app, database):
    boss = add(desk_app, "Boss", Grant("administrator"))
    ana = add(desk_app, "Ana", Grant("administrator", SORIA))
    ben = add(desk_app, "Ben", Grant("curator", SORIA))
    invite(database, ana, [Grant("administrator", SORIA)], clock=now)
    recover(database, ana, ben, clock=now)
    people.add_role(database, boss, ben, Grant("administrator"), clock=now)  # Ana must not come in as Ben now
    people.change_roles(database, boss, ana, [Grant("curator", SORIA)], clock=now)
    assert open_invitations(database, now="2026-01-01T00:00:00Z") == ()


def test_open_invitation_is_taken_back_within_reach_alone(desk_app, database):
    boss = add(desk_app, "Boss", Grant("administrator"))
    add(desk_app, "Ana", Grant("administrator", SORIA))
    own = invite(database, boss, [Grant("curator", SORIA)], clock=now)
    other = invite(database, boss, [Grant("curator", TERUEL)], clock=now)
    first_link(database, clock=now)
    client = sign_in(desk_app, "Ana")
    page = text_of(client.get("/desk/people/"))
    assert page.count('name="link"') == 1
    shown = re.search(r'name="link" value="([^"]+)"', page)[1]
    assert client.send("/desk/people/links/drop/", at="/desk/people/", link=shown).status_code == 303
    fresh = desk_app.test_client()
    assert fresh.get(f"/desk/join/{own}/").status_code == 410
    assert fresh.get(f"/desk/join/{other}/").status_code == 200
    foreign = next(one for one in open_invitations(database, now=NOW) if one.kind == "invite")
    with pytest.raises(NotAllowed):
        people.take_back(database, find_person(database, 2), foreign.token_hash, clock=now)


def test_people_of_other_regions_are_not_seen(desk_app, database):
    ana = add(desk_app, "Ana", Grant("curator", SORIA))
    boss = add(desk_app, "Boss", Grant("administrator"))
    far = add(desk_app, "Faraway", Grant("curator", TERUEL))
    page = text_of(sign_in(desk_app, "Ana").get("/desk/people/"))
    assert "Boss" in page
    assert "Faraway" not in page
    assert people.person_seen(database, ana, boss.id)
    with pytest.raises(UnknownPage):
        people.person_seen(database, ana, far.id)


def test_removed_person_is_nameless_and_signed_out_but_what_they_handed_in_stays(desk_app, database):
    add(desk_app, "Ana", Grant("administrator", SORIA))
    ben = add(desk_app, "Ben", Grant("curator", SORIA))
    key = {"layer": SORIA, "region": SORIA, "author": ben.id, "base": 0, "data": None, "now": NOW}
    seen = add_draft(database, "fact/es-soria/a", **key)
    unseen = add_draft(database, "fact/es-soria/b", **key)
    hand_in(database, seen.id, version=1, note="")
    there, client = sign_in(desk_app, "Ben"), sign_in(desk_app, "Ana")
    assert client.send(f"/desk/people/{ben.id}/erase/").status_code == 303
    assert there.get("/desk/").status_code == 302
    assert find_person(database, ben.id) is None
    assert find_draft(database, seen.id).state == "review"
    assert find_draft(database, unseen.id).state == "dropped"
    assert "Ben" not in text_of(client.get("/desk/people/"))
    rows = database.execute("SELECT * FROM persons WHERE id = ?", (ben.id,)).fetchall()
    assert "Ben" not in str(rows)


def test_roles_are_given_and_taken_on_the_page_of_a_person(desk_app, database):
    add(desk_app, "Ana", Grant("administrator", SORIA))
    ben = add(desk_app, "Ben", Grant("suggester", SORIA))
    client, at = sign_in(desk_app, "Ana"), f"/desk/people/{ben.id}/"
    assert client.send(f"{at}roles/add/", at=at, role="publisher", scope=SORIA, locale="").status_code == 303
    assert client.send(f"{at}roles/drop/", at=at, role="suggester", scope=SORIA, locale="").status_code == 303
    assert find_person(database, ben.id).grants == (Grant("publisher", SORIA),)
    last = client.send(f"{at}roles/drop/", at=at, role="publisher", scope=SORIA, locale="")
    assert last.status_code == 400
    assert "last role" in text_of(last)


def test_lost_phone_gets_a_new_link_on_the_page_of_the_person(desk_app):
    add(desk_app, "Ana", Grant("administrator", SORIA))
    ben = add(desk_app, "Ben", Grant("suggester", SORIA))
    client = sign_in(desk_app, "Ana")
    made = client.send(f"/desk/people/{ben.id}/recover/", at=f"/desk/people/{ben.id}/")
    link = re.search(r'value="http://localhost(/desk/join/[^"]+)"', text_of(client.get(made.location)))[1]
    again = desk_app.test_client().send(link, password="otras palabras del todo", locale="es")
    assert again.status_code == 303


def test_list_of_people_asks_the_database_few_things_however_many_there_are(desk_app, database):
    add(desk_app, "Ana", Grant("administrator"))
    client = sign_in(desk_app, "Ana")

    def asked() -> int:
        lines: list[str] = []
        database.conn.set_trace_callback(lines.append)
        client.get("/desk/people/")
        database.conn.set_trace_callback(None)
        return len(lines)

    before = asked()
    for number in range(30):
        add(desk_app, f"Person {number}", Grant("curator", SORIA))
    assert asked() == before <= 10
