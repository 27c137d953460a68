"""Confirm links, the calendar feed, the phone round."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from desk_builders import add, make_desk, make_library, sign_in, text_of
from icalendar import Calendar

from orientation.desk import keeping as desk_keeping
from orientation.desk.confirming import LINK_DAYS, make_confirm_link, read_confirm_link
from orientation.domain.roles import Grant
from orientation.errors import LinkUsedUp, NotAllowed
from orientation.store import keeping
from orientation.store.items import current_item
from orientation.store.persons import erase_person, set_grants
from orientation.web.services import EXTENSION

BUS, HALL = "entry/es-soria/transport/bus", "place/es-soria/town-hall"
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def now() -> datetime:
    return datetime.now(UTC)


def old_library():
    guides = make_library()
    return replace(
        guides,
        entries=tuple(replace(one, read_on="2025-01", sensitive="violence") for one in guides.entries),
        places=tuple(
            replace(
                one, read_on="2025-02", address="Plaza 1", hours="Mo-Fr 09:00-14:00", bring=(("es", "DNI"),)
            )
            for one in guides.places
        ),
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


def link_of(app, database, person, key=HALL, clock=now) -> str:
    secret = app.config["SECRET_KEY"]
    token = make_confirm_link(database, person, key, "es-soria", secret=secret, clock=clock)
    return f"/desk/confirm/{token}/"


def test_message_is_in_the_host_language_and_has_the_link(app, ana):
    shown = text_of(sign_in(app, "Ana").get(f"/desk/ask/?item={HALL}&region=es-soria"))
    assert 'lang="es"' in shown
    assert "/desk/confirm/" in shown
    assert "Ayuntamiento" in shown


def test_link_shows_just_the_facts_to_who_has_no_account(app, database, ana):
    shown = text_of(app.test_client().get(link_of(app, database, ana)))
    for words in ("+34 975 00 00 00", "Plaza 1", "DNI", "Monday–Friday", "lunes"):
        assert words.replace("+34 ", "") in shown or words in shown, words
    assert 'lang="es"' in shown
    assert 'lang="en"' in shown


def test_all_right_counts_and_reaches_readers(app, database, ana):
    link = link_of(app, database, ana)
    revision = current_item(database, HALL).revision
    response = app.test_client().send(link, found="true", revision=revision)
    assert response.status_code == 303
    assert app.test_client().get(response.location).status_code == 200
    assert current_item(database, HALL).item.read_on == now().date().isoformat()
    assert keeping.check_of(database, HALL).confirmed_on == now().date().isoformat()


def test_all_right_about_an_older_state_is_not_taken(app, database, ana):
    response = app.test_client().send(link_of(app, database, ana), found="true", revision=1)
    assert response.status_code == 409
    assert current_item(database, HALL).item.read_on == "2025-02"


def test_a_change_goes_to_the_keepers_never_into_the_guide(app, database, ana):
    before = current_item(database, HALL)
    app.test_client().send(link_of(app, database, ana), found="changed", text=f"Nuevo número {EVIL}")
    assert current_item(database, HALL) == before
    client = sign_in(app, "Ana")
    shown = text_of(client.get("/desk/due/"))
    assert "Nuevo número" in shown
    assert "<script>alert" not in shown
    assert "<img" not in shown
    (proposal,) = desk_keeping.proposals_for(database, ana)
    client.send(f"/desk/due/{proposal.id}/seen/", at="/desk/due/")
    assert desk_keeping.proposals_for(database, ana) == ()


def test_others_see_and_close_no_proposal(app, database, ana):
    app.test_client().send(link_of(app, database, ana), found="changed", text="Otro número")
    other = add(app, "Teo", Grant("curator", "es-teruel"))
    assert desk_keeping.proposals_for(database, other) == ()
    (proposal,) = desk_keeping.proposals_for(database, ana)
    with pytest.raises(NotAllowed):
        desk_keeping.looked_at(database, other, proposal.id, clock=now)


def test_words_are_needed_and_not_too_many(app, database, ana):
    link = link_of(app, database, ana)
    for text in ("", "  ", "a" * 501):
        assert app.test_client().send(link, found="changed", text=text).status_code == 400


def test_the_same_words_wait_once(app, database, ana):
    link = link_of(app, database, ana)
    for _ in range(2):
        assert app.test_client().send(link, found="changed", text="Otro número").status_code == 303
    assert len(desk_keeping.proposals_for(database, ana)) == 1


def test_answers_are_counted(app, database, ana):
    link = link_of(app, database, ana)
    codes = [app.test_client().send(link, found="changed", text=f"n {n}").status_code for n in range(11)]
    assert codes == [303] * 10 + [429]


def test_link_ends_after_sixty_days_and_cannot_be_made_up(app, database, ana):
    old = link_of(app, database, ana, clock=lambda: now() - timedelta(days=LINK_DAYS + 1))
    last = link_of(app, database, ana, clock=lambda: now() - timedelta(days=LINK_DAYS))
    assert app.test_client().get(old).status_code == 410
    assert app.test_client().get(last).status_code == 200
    assert app.test_client().get(last[:-3] + "xx/").status_code == 410
    with pytest.raises(LinkUsedUp):
        read_confirm_link(database, last.split("/")[3], secret=b"another", clock=now)


def test_only_who_may_keep_makes_a_link(app, database):
    with pytest.raises(NotAllowed):
        link_of(app, database, add(app, "Otto", Grant("suggester", "es-soria")))


def test_link_signs_nobody_in(app, database, ana):
    client = app.test_client()
    client.get(link_of(app, database, ana))
    assert client.get("/desk/due/").status_code == 302


def test_no_form_goes_without_its_token(app, database, ana):
    response = app.test_client().post(link_of(app, database, ana), data={"found": "true", "revision": 1})
    assert response.status_code == 400


def test_link_ends_with_its_makers_role_or_account(app, database, ana):
    eva = add(app, "Eva", Grant("curator", "es-soria"))
    links = [link_of(app, database, one) for one in (ana, eva)]
    set_grants(database, ana.id, [Grant("suggester", "es-soria")])
    erase_person(database, eva.id, now="2026-11-27T00:00:00Z")
    for link in links:
        assert app.test_client().get(link).status_code == 410
        assert app.test_client().send(link, at="/desk/sign-in/", found="true", revision=1).status_code == 410
        assert app.test_client().get(f"{link}thanks/").status_code == 410


# -- calendar ----------------------------------------------------------------------------------------------


def test_calendar_has_what_is_due_and_no_sensitive_title(app, database, ana):
    for key in (BUS, HALL):
        desk_keeping.set_keepers(database, ana, key, [ana.id], days=0, clock=now)
    desk_keeping.renew_calendar(database, ana, "secret")
    response = app.test_client().get("/desk/calendar/secret.ics")
    assert response.mimetype == "text/calendar"
    events = Calendar.from_ical(response.get_data()).walk("VEVENT")
    titles = {str(one["SUMMARY"]) for one in events}
    assert titles == {"Something is due to be checked", "Check: Ayuntamiento"}
    assert "autob" not in text_of(response).lower()


def test_renewed_calendar_ends_the_former_address(app, database, ana):
    client = sign_in(app, "Ana")
    desk_keeping.renew_calendar(database, ana, "former")
    shown = text_of(client.send("/desk/due/calendar/", at="/desk/due/"))
    assert "/desk/calendar/" in shown
    assert client.get("/desk/calendar/former.ics").status_code == 404


# -- phone round -------------------------------------------------------------------------------------------


def test_round_is_entered_on_one_screen(app, database, ana):
    client = sign_in(app, "Ana")
    shown = text_of(client.get("/desk/in/es-soria/round/"))
    assert 'href="tel:+34975000000"' in shown
    fields = {"item": HALL, "revision-1": str(current_item(database, HALL).revision), "found-1": "true"}
    assert client.send("/desk/in/es-soria/round/", **fields).status_code == 303
    assert keeping.check_of(database, HALL).confirmed_on == now().date().isoformat()


def test_round_keeps_what_was_entered_where_words_are_missing(app, database, ana):
    fields = {"item": HALL, "revision-1": str(current_item(database, HALL).revision), "found-1": "changed"}
    client = sign_in(app, "Ana")
    response = client.send("/desk/in/es-soria/round/", **fields)
    assert response.status_code == 400
    assert 'value="changed" checked' in text_of(response)
    client.send("/desk/in/es-soria/round/", **{**fields, "text-1": "Abre a las diez"})
    assert [one.text for one in desk_keeping.proposals_for(database, ana)] == ["Abre a las diez"]


def test_who_may_not_keep_gets_no_round(app):
    add(app, "Otto", Grant("suggester", "es-soria"))
    assert sign_in(app, "Otto").get("/desk/in/es-soria/round/").status_code == 403


def test_evil_facts_stay_words_on_the_confirm_page(tmp_path):
    guides = old_library()
    places = tuple(replace(one, names=(("es", EVIL),), address=EVIL, phone=EVIL) for one in guides.places)
    app = make_desk(tmp_path / "evil", replace(guides, places=places))
    database = app.extensions[EXTENSION].site.database
    link = link_of(app, database, add(app, "Ana", Grant("curator", "es-soria")))
    shown = text_of(app.test_client().get(link))
    again = app.test_client().send(link, found="changed", text=EVIL * 20)
    for page in (shown, text_of(again)):
        assert "<script>alert" not in page
        assert "<img" not in page
