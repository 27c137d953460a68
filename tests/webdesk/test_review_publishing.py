"""The publishing queue: one at a time, after a restart too, and what goes wrong is said."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from desk_builders import add, sign_in, text_of

from orientation.desk import pressing
from orientation.desk import publishing as queue
from orientation.desk.drafting import begin, publish_draft, save
from orientation.desk.publish import publish
from orientation.desk.publishing import Publisher, work_off
from orientation.domain.guide import Fact
from orientation.domain.roles import Grant
from orientation.store.editions import newest_editions
from orientation.store.library import append_item
from orientation.store.publishings import ask_publishing, next_publishing, publishings_waiting
from orientation.web.cli import main
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


def spoil(database) -> None:
    """Take away a fact that all regions inherit and a page of Spain names, as older versions let happen."""
    append_item(database, "fact/es/bank_phone", None, author="person 1", now="2026-11-22T10:00:00Z")
    own = Fact("es-teruel", "bank_phone", "phone", "+34911111111")
    append_item(database, "fact/es-teruel/bank_phone", own, author="person 1", now="2026-11-22T10:00:00Z")


def test_region_that_cannot_be_made_keeps_its_edition_and_the_others_go_on(services, database):
    publish(services.site, services, clock=now)
    before = {one.locale: one.number for one in newest_editions(database) if one.region == "es-soria"}
    spoil(database)
    report = publish(services.site, services, clock=now)
    assert [(name, "bank_phone" in why) for name, why in report.failed] == [("es-soria", True)]
    assert set(report.published) == {"es-teruel/ar", "es-teruel/en", "es-teruel/es"}
    after = {one.locale: one.number for one in newest_editions(database) if one.region == "es-soria"}
    assert after == before


def test_mistake_of_the_program_in_one_region_stops_no_other(services, database, monkeypatch, caplog):
    right = services.pages

    def pages(guide, locale, **more):
        if guide.region.id == "es-soria":
            raise ZeroDivisionError(" ".join(["words", "of a text"]))
        return right(guide, locale, **more)

    monkeypatch.setattr(services, "pages", pages)
    report = publish(services.site, services, clock=now)
    assert report.failed == (("es-soria", "ZeroDivisionError"),)
    assert set(report.published) == {"es-teruel/ar", "es-teruel/en", "es-teruel/es"}
    assert "words of a text" not in caplog.text
    assert "in pages" in caplog.text  # where it happened


def test_edition_that_cannot_be_written_stops_no_other(services, database, monkeypatch):
    right = pressing.build_edition

    def build(snapshot, *given, **more):
        if snapshot.region == "es-soria" and snapshot.locale == "en":
            raise OSError("no space left")
        return right(snapshot, *given, **more)

    monkeypatch.setattr(pressing, "build_edition", build)
    report = publish(services.site, services, clock=now)
    assert report.failed == (("es-soria", "OSError"),)
    assert {"es-teruel/ar", "es-teruel/en", "es-teruel/es"} <= set(report.published)
    monkeypatch.undo()
    assert "es-soria/en" in publish(services.site, services, clock=now).published


def test_queue_marks_a_region_that_cannot_be_made(desk_app, services, database):
    add(desk_app, "Ana", Grant("publisher", "es-soria"))
    spoil(database)
    ask(database, "es-soria", "es-teruel")
    assert work_off(services.site, services, clock=now) == 2
    shown = text_of(sign_in(desk_app, "Ana").get("/desk/publishing/"))
    assert "banking/account [ar]: nobody defined the fact" in shown


def test_command_names_what_it_could_not_publish_and_ends_with_1(services, database):
    spoil(database)
    run = CliRunner().invoke(main, ["publish", "--data", str(services.site.data)])
    assert run.exit_code == 1
    assert "3 published, 0 unchanged\nes-soria: not published" in run.output


def test_server_starts_where_a_region_cannot_be_published(services, database, monkeypatch):
    spoil(database)
    started = []

    class Server:
        def run(self) -> None:
            started.append(True)

    monkeypatch.setattr("waitress.create_server", lambda *_given, **_options: Server())
    run = CliRunner().invoke(main, ["serve", "--data", str(services.site.data)])
    assert (run.exit_code, started) == (0, [True]), run.output
    assert "es-soria: not published" in run.output
