"""What is due, still true, keepers, pausing, the cap: roles and undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from desk_builders import add, make_desk, make_library, sign_in, text_of

from orientation.desk import due as desk_due
from orientation.desk import keeping as desk_keeping
from orientation.domain.roles import Grant
from orientation.errors import BadInput, EditConflict, NotAllowed, UnknownPage
from orientation.store import keeping
from orientation.store.items import current_item
from orientation.store.library import append_item
from orientation.store.persons import erase_person
from orientation.store.publishings import publishings_waiting
from orientation.web.services import EXTENSION

BUS, HALL, ACCOUNT = "entry/es-soria/transport/bus", "place/es-soria/town-hall", "entry/es/banking/account"
DAY = "2026-11-21"
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


def old_library():
    guides = make_library()
    return replace(
        guides,
        entries=tuple(replace(one, read_on="2025-01") for one in guides.entries),
        places=tuple(replace(one, read_on="2025-02", hours="Mo-Fr 09:00-14:00") for one in guides.places),
    )


@pytest.fixture
def app(tmp_path):
    app = make_desk(tmp_path / "data", old_library())
    yield app
    app.extensions[EXTENSION].site.search.close()
    app.extensions[EXTENSION].site.close()


@pytest.fixture
def database(app):
    return app.extensions[EXTENSION].site.database


@pytest.fixture
def ana(app):
    return add(app, "Ana", Grant("curator", "es-soria"))


def due_keys(database, person, day=DAY):
    return [one.key for one in desk_due.due_in(database, person, "es-soria", day=day, at_once=30).checks]


def confirm(database, person, key, seen=None):
    seen = current_item(database, key).revision if seen is None else seen
    return desk_keeping.still_true(database, person, key, seen=seen, clock=clock)


def test_region_list_has_what_one_may_check(app, database, ana):
    assert due_keys(database, ana) == [HALL, BUS]
    everywhere = add(app, "Eva", Grant("curator"))
    assert sorted(due_keys(database, everywhere)) == sorted([HALL, BUS, ACCOUNT])


def test_still_true_reaches_readers_and_the_list_forgets_it(database, ana):
    confirm(database, ana, BUS)
    assert current_item(database, BUS).item.read_on == DAY
    assert [one.region for one in publishings_waiting(database)] == ["es-soria"]
    assert due_keys(database, ana) == [HALL]


def test_still_true_in_a_shared_layer_publishes_all_its_regions(app, database):
    confirm(database, add(app, "Eva", Grant("curator")), ACCOUNT)
    assert {one.region for one in publishings_waiting(database)} == {"es-soria", "es-teruel"}


@pytest.mark.parametrize("role", ["suggester", "translator"])
def test_neither_suggester_nor_translator_may_say_it(app, database, role):
    other = add(app, "Otto", Grant(role, "es-soria", "es" if role == "translator" else ""))
    with pytest.raises(NotAllowed):
        confirm(database, other, BUS)
    with pytest.raises(NotAllowed):
        desk_keeping.not_found_out(database, other, BUS, clock=clock)
    with pytest.raises(NotAllowed):
        desk_keeping.set_keepers(database, other, BUS, [], days=0, clock=clock)


def test_curator_of_a_region_may_not_say_it_for_the_country_or_elsewhere(app, database, ana):
    with pytest.raises(NotAllowed):
        confirm(database, ana, ACCOUNT)
    with pytest.raises(NotAllowed):
        confirm(database, add(app, "Teo", Grant("curator", "es-teruel")), BUS)


def test_what_changed_since_it_was_looked_at_is_not_confirmed(database, ana):
    seen = current_item(database, BUS).revision
    confirm(database, ana, BUS)
    with pytest.raises(EditConflict):
        confirm(database, ana, BUS, seen=seen)


def test_undo_brings_the_former_day_back(database, ana):
    before = current_item(database, BUS).item
    number = confirm(database, ana, BUS)
    desk_keeping.take_back(database, ana, number, clock=clock)
    assert current_item(database, BUS).item == before
    assert BUS in due_keys(database, ana)
    desk_keeping.take_back(database, ana, number, clock=clock)  # a second tap changes nothing
    assert current_item(database, BUS).item == before


def test_undo_never_loses_an_edit_made_meanwhile(database, ana):
    number = confirm(database, ana, BUS)
    edited = replace(current_item(database, BUS).item, order=7)
    append_item(database, BUS, edited, author="person 9", now="2026-11-21T13:00:00Z")
    with pytest.raises(EditConflict):
        desk_keeping.take_back(database, ana, number, clock=clock)
    assert current_item(database, BUS).item == edited


def test_what_could_not_be_found_out_waits_behind_the_others(database, ana):
    desk_keeping.not_found_out(database, ana, HALL, clock=clock)
    assert due_keys(database, ana) == [BUS, HALL]


def test_there_is_nothing_to_keep_about_a_topic(app, database):
    with pytest.raises(UnknownPage):
        confirm(database, add(app, "Eva", Grant("curator")), "layer/es-soria", seen=0)


# -- keepers -----------------------------------------------------------------------------------------------


def mine(database, person, day=DAY):
    return [one.key for one in desk_due.due_of(database, person, day=day, at_once=30).checks]


def test_second_keeper_sees_it_while_the_first_one_pauses(app, database, ana):
    second = add(app, "Berta", Grant("curator", "es-soria"))
    desk_keeping.set_keepers(database, ana, BUS, [ana.id, second.id], days=0, clock=clock)
    assert mine(database, ana) == [BUS]
    assert mine(database, second) == []
    desk_keeping.offer(database, ana, hours=0, paused_until="2026-12-01")
    assert mine(database, ana) == []
    assert mine(database, second) == [BUS]
    assert mine(database, ana, "2026-12-01") == [BUS]


def test_second_keeper_takes_over_when_the_first_one_is_erased(app, database, ana):
    second = add(app, "Berta", Grant("curator", "es-soria"))
    desk_keeping.set_keepers(database, ana, BUS, [ana.id, second.id], days=0, clock=clock)
    erase_person(database, ana.id, now="2026-11-21T12:00:00Z")
    assert mine(database, second) == [BUS]


def test_only_who_may_say_it_can_be_a_keeper(app, database, ana):
    other = add(app, "Otto", Grant("suggester", "es-soria"))
    with pytest.raises(BadInput):
        desk_keeping.set_keepers(database, ana, BUS, [other.id], days=0, clock=clock)


@pytest.mark.parametrize("days", [-1, 1, 6, 731])
def test_interval_is_a_week_to_two_years(database, ana, days):
    with pytest.raises(BadInput):
        desk_keeping.set_keepers(database, ana, BUS, [], days=days, clock=clock)


def test_list_is_no_longer_than_the_hours_offered(database, ana):
    desk_keeping.set_keepers(database, ana, BUS, [ana.id], days=0, clock=clock)
    desk_keeping.offer(database, ana, hours=1, paused_until="")  # twelve checks
    for _ in range(11):
        keeping.add_confirmation(database, HALL, day=DAY, how="tap", result="unknown", person=ana.id)
    due = desk_due.due_in(database, ana, "es-soria", day=DAY, at_once=30)
    assert (len(due.checks), due.more) == (1, 1)
    keeping.add_confirmation(database, HALL, day=DAY, how="tap", result="unknown", person=ana.id)
    assert mine(database, ana) == []
    assert mine(database, ana, "2026-12-01") == [BUS]  # another month


# -- pages -------------------------------------------------------------------------------------------------


def test_one_tap_says_it_and_one_takes_it_back(app, database, ana):
    client = sign_in(app, "Ana")
    page = "/desk/in/es-soria/due/"
    revision = current_item(database, BUS).revision
    response = client.send("/desk/due/", at=page, item=BUS, revision=revision, found="true", back=page)
    assert response.status_code == 303
    shown = text_of(client.get(response.location))
    assert "Still true today:" in shown
    number = response.location.rpartition("=")[2]
    assert client.send(f"/desk/due/{number}/undo/", at=response.location, back=page).status_code == 303
    assert current_item(database, BUS).item.read_on == "2025-01"


def test_list_shows_what_to_ask_and_leads_to_the_form(app, ana):
    shown = text_of(sign_in(app, "Ana").get("/desk/in/es-soria/due/"))
    assert 'Monday–Friday <bdi dir="ltr">09:00–14:00</bdi>' in shown
    assert 'href="/desk/in/es-soria/entry/transport/bus/edit/"' in shown
    assert 'href="/desk/in/es-soria/place/town-hall/edit/"' in shown
    assert 'href="/en/es-soria/transport/bus/"' in shown


def test_who_may_not_keep_is_refused_by_the_page_too(app, database):
    add(app, "Otto", Grant("suggester", "es-soria"))
    response = sign_in(app, "Otto").send(
        "/desk/due/", at="/desk/due/", item=BUS, revision=current_item(database, BUS).revision, found="true"
    )
    assert response.status_code == 403


def test_keepers_page_saves_and_refuses_in_place(app, database, ana):
    client = sign_in(app, "Ana")
    page = f"/desk/keepers/?item={BUS}&region=es-soria"
    assert client.send("/desk/keepers/", at=page, item=BUS, keeper=ana.id, days="30").status_code == 303
    check = keeping.check_of(database, BUS)
    assert (check.keepers, check.days) == ((ana.id,), 30)
    assert client.send("/desk/keepers/", at=page, item=BUS, keeper="", days="x").status_code == 400


def test_offer_is_saved_and_nonsense_is_not(app, database, ana):
    client = sign_in(app, "Ana")
    client.send("/desk/due/offer/", at="/desk/due/", hours="4", paused_until="2027-01-01")
    assert keeping.settings_of(database, ana.id) == keeping.KeepingSettings(4, "2027-01-01")
    client.send("/desk/due/offer/", at="/desk/due/", hours="1000", paused_until="soon")
    assert keeping.settings_of(database, ana.id) == keeping.KeepingSettings(4, "2027-01-01")


def test_evil_titles_stay_words(tmp_path):
    guides = old_library()
    places = tuple(
        replace(one, names=(("es", EVIL),), bring=(("es", EVIL),), town=EVIL, hours=EVIL)
        for one in guides.places
    )
    app = make_desk(tmp_path / "data", replace(guides, places=places))
    add(app, "Ana", Grant("curator", "es-soria"))
    client = sign_in(app, "Ana")
    for page in (
        "/desk/in/es-soria/due/",
        "/desk/in/es-soria/round/",
        f"/desk/keepers/?item={HALL}&region=es-soria",
        f"/desk/ask/?item={HALL}&region=es-soria",
    ):
        shown = text_of(client.get(page))
        assert "<script>alert" not in shown
        assert "<img" not in shown


def test_list_asks_no_more_questions_however_long_it_is(tmp_path):
    counts = []
    for entries in (5, 25):
        guides = old_library()
        bus = guides.entries[1]
        more = tuple(replace(bus, slug=f"bus-{n}") for n in range(entries))
        app = make_desk(tmp_path / f"data{entries}", replace(guides, entries=(*guides.entries, *more)))
        add(app, "Ana", Grant("curator", "es-soria"))
        client = sign_in(app, "Ana")
        asked: list[str] = []
        connection = app.extensions[EXTENSION].site.database.conn
        connection.set_trace_callback(asked.append)
        client.get("/desk/in/es-soria/due/")
        connection.set_trace_callback(None)
        counts.append(len(asked))
    assert counts[0] == counts[1] < 30


def test_pausing_day_and_clock_agree(database, ana):
    later = clock() + timedelta(days=1)
    desk_keeping.offer(database, ana, hours=0, paused_until=later.date().isoformat())
    assert desk_due.due_of(database, ana, day=DAY, at_once=30).paused_until == "2026-11-22"


def test_keepers_page_names_a_layers_people_only_to_those_who_keep_it(app, database, ana):
    hidden = add(app, "Hidden", Grant("curator", "es"))
    add(app, "Hush", Grant("curator", "es"))
    key = "entry/es/banking/account"
    desk_keeping.set_keepers(database, hidden, key, [hidden.id], days=0, clock=clock)
    page = f"/desk/keepers/?item={key}&region=es-soria"
    shown = text_of(sign_in(app, "Ana").get(page))
    assert "Hidden" not in shown
    assert "Hush" not in shown
    assert "<button>Save" not in shown
    assert f'value="{hidden.id}" selected' in shown  # somebody does
    assert "Hush" in text_of(sign_in(app, "Hidden").get(page))
