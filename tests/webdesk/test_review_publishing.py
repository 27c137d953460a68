"""The publishing queue: one at a time, after a restart too, and what goes wrong is said."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from desk_builders import add, sign_in, text_of

from orientation.desk import publishing as queue
from orientation.desk.drafting import begin, publish_draft, save
from orientation.desk.publishing import Publisher, work_off
from orientation.domain.guide import Fact
from orientation.domain.roles import Grant
from orientation.store.editions import newest_editions
from orientation.store.publishings import ask_publishing, next_publishing, publishings_waiting
from orientation.web.services import EXTENSION


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def services(desk_app):
    return desk_app.extensions[EXTENSION]


@pytest.fixture
def database(services):
    return services.site.database


def ask(database, *regions: str) -> None:
    ask_publishing(database, regions, person=None, now="2026-11-21T10:00:00Z")


def served(database) -> set[str]:
    return {f"{one.region}/{one.locale}" for one in newest_editions(database)}


def test_what_waits_is_published_and_nothing_waits_then(services, database):
    ask(database, "es-soria", "es-teruel")
    assert work_off(services.site, services, clock=now) == 2
    assert served(database) == {f"{r}/{tag}" for r in ("es-soria", "es-teruel") for tag in ("ar", "en", "es")}
    assert publishings_waiting(database) == ()


def test_what_a_killed_server_had_begun_is_begun_again(services, database):
    ask(database, "es-soria")
    assert next_publishing(database, now="2026-11-21T10:00:00Z")  # and then the power was cut
    assert work_off(services.site, services, clock=now) == 1
    assert "es-soria/es" in served(database)


def test_stopped_server_begins_the_rest_again(services, database):
    ask(database, "es-soria")
    looks = iter([False, False, True])
    assert work_off(services.site, services, clock=now, stopped=lambda: next(looks)) == 0
    assert [one.region for one in publishings_waiting(database)] == ["es-soria"]
    assert work_off(services.site, services, clock=now) == 1


def test_what_goes_wrong_leaves_the_others_their_turn_and_is_said(desk_app, services, database, monkeypatch):
    add(desk_app, "Ana", Grant("publisher", "es-soria"))
    ask(database, "es-soria", "es-teruel")
    right = queue.publish

    def fail(site, renderer, *, wanted, **more):
        if wanted == ["es-soria"]:
            raise OSError("no space left")
        return right(site, renderer, wanted=wanted, **more)

    monkeypatch.setattr(queue, "publish", fail)
    assert work_off(services.site, services, clock=now) == 2
    assert served(database) == {"es-teruel/ar", "es-teruel/en", "es-teruel/es"}
    client = sign_in(desk_app, "Ana")
    shown = text_of(client.get("/desk/publishing/"))
    assert "OSError" in shown
    assert "no space left" not in shown
    assert client.send("/desk/publishing/es-soria/", at="/desk/publishing/").status_code == 303
    assert [one.region for one in publishings_waiting(database)] == ["es-soria"]


def test_only_publishers_of_a_region_ask_again(desk_app, database):
    add(desk_app, "Ana", Grant("curator", "es-soria"), Grant("publisher", "es-teruel"))
    client = sign_in(desk_app, "Ana")
    assert client.send("/desk/publishing/es-soria/", at="/desk/me/").status_code == 403
    assert client.send("/desk/publishing/es-teruel/", at="/desk/me/").status_code == 303


def test_progress_is_seen_while_it_is_under_way(desk_app, services, database, monkeypatch):
    add(desk_app, "Ana", Grant("curator", "es-soria"))
    client = sign_in(desk_app, "Ana")
    seen = []
    right = services.pages

    def pages(guide, locale, **more):
        seen.append(text_of(client.get("/desk/publishing/")))
        return right(guide, locale, **more)

    monkeypatch.setattr(services, "pages", pages)
    ask(database, "es-soria", "es-teruel")
    work_off(services.site, services, clock=now)
    assert "2 of 3 languages" in seen[2]
    assert "Teruel" in seen[2]
    assert "data-busy" in seen[2]


def test_edit_in_a_shared_layer_lets_all_its_regions_wait(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es"))
    editing = begin(database, ana, "fact/es/bank_phone", "es-soria")
    changed = Fact("es", "bank_phone", "phone", "+34911111111")
    draft = save(database, ana, editing, changed, version=0, clock=now)
    publish_draft(database, ana, draft.id, version=draft.version, clock=now)
    assert [one.region for one in publishings_waiting(database)] == ["es-soria", "es-teruel"]


def test_thread_works_off_what_comes_and_stops(services, database, monkeypatch):
    monkeypatch.setattr(queue, "POLL_S", 0.05)
    publisher = Publisher(services.site, services, clock=now)
    publisher.start()
    ask(database, "es-soria")
    until = time.monotonic() + 20
    while publishings_waiting(database) and time.monotonic() < until:
        time.sleep(0.05)
    publisher.stop()
    assert publishings_waiting(database) == ()
    assert "es-soria/es" in served(database)
