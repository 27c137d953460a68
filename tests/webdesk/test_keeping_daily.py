"""What only time asks for, while the server runs: regions fall asleep and wake, a new year begins."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from desk_builders import make_desk, make_library
from test_keeping_resting import BUS, at, save_at_desk

from orientation.desk import daily
from orientation.desk.daily import Daily, look_after
from orientation.desk.publish import publish
from orientation.desk.publishing import work_off
from orientation.desk.resting import close_region
from orientation.store.keeping import add_confirmation
from orientation.store.publishings import publishings_waiting
from orientation.web.services import EXTENSION


@pytest.fixture
def services(tmp_path):
    guides = make_library()
    layers = tuple(replace(one, locales=("en",)) if one.kind == "region" else one for one in guides.layers)
    services = make_desk(tmp_path / "data", replace(guides, layers=layers)).extensions[EXTENSION]
    yield services
    services.site.search.close()
    services.site.close()


def looked_after(services, day: str) -> tuple[str, ...]:
    """Look after the regions on a day, publish what is due, and return what was."""
    due = look_after(services.site, clock=at(day))
    work_off(services.site, services, clock=at(day))
    return due


def shows_bus(services) -> bool:
    return bool(services.page("es-soria", "en", "transport/bus/")[1].kind == "entry")


def test_region_falls_asleep_on_its_day_while_the_server_runs_and_only_once(services):
    save_at_desk(services, "2026-01-21")
    publish(services.site, services, clock=at("2026-12-31"))
    assert looked_after(services, "2026-12-31") == ()
    looked_after(services, "2027-01-01")
    assert looked_after(services, "2027-01-20") == ()
    assert shows_bus(services)
    assert looked_after(services, "2027-01-21") == ("es-soria",)
    assert not shows_bus(services)
    assert looked_after(services, "2027-01-22") == ()


def test_region_that_was_confirmed_wakes(services):
    save_at_desk(services, "2025-11-21")
    publish(services.site, services, clock=at("2026-11-21"))
    assert not shows_bus(services)
    add_confirmation(services.site.database, BUS, day="2026-11-25", how="link", result="true", person=None)
    assert looked_after(services, "2026-11-25") == ("es-soria",)
    assert shows_bus(services)


def test_closing_that_could_not_be_published_is_made_up_for(services):
    publish(services.site, services, clock=at("2026-11-21"))
    close_region(services.site.database, "es-soria", clock=at("2026-11-21"))
    assert looked_after(services, "2026-11-22") == ("es-soria",)
    assert "This guide is closed." in services.page("es-soria", "en", "")[1].html


def test_new_year_is_published_for_all_that_are_served(services):
    publish(services.site, services, wanted=("es-teruel",), clock=at("2026-11-21"))
    assert looked_after(services, "2027-01-01") == ("es-teruel",)
    assert looked_after(services, "2027-01-02") == ()


def test_region_that_could_not_be_made_is_due_again_the_next_day(services, monkeypatch):
    save_at_desk(services, "2025-11-21")
    publish(services.site, services, clock=at("2026-11-20"))
    look_after(services.site, clock=at("2026-11-21"))
    monkeypatch.setattr(services, "pages", lambda *guide, **more: 1 / 0)
    work_off(services.site, services, clock=at("2026-11-21"))
    monkeypatch.undo()
    assert publishings_waiting(services.site.database) == ()
    assert shows_bus(services)
    assert looked_after(services, "2026-11-22") == ("es-soria",)
    assert not shows_bus(services)


def test_locale_that_is_offered_no_more_makes_nothing_due(services):
    publish(services.site, services, clock=at("2026-11-21"))
    services.site.database.execute(
        "INSERT INTO editions (region, locale, edition, published_at, content_digest, frame, manifest)"
        " SELECT region, 'pl', edition, published_at, content_digest, frame, manifest FROM editions"
    )
    assert looked_after(services, "2026-11-22") == ()


def test_thread_looks_at_its_start_and_on_each_new_day(services, monkeypatch):
    monkeypatch.setattr(daily, "LOOK_S", 0.02)
    save_at_desk(services, "2025-11-21")
    publish(services.site, services, clock=at("2026-11-19"))
    today = ["2026-11-20"]
    thread = Daily(services.site, clock=lambda: at(today[0])())
    thread.start()
    time.sleep(0.2)
    assert publishings_waiting(services.site.database) == ()
    today[0] = "2026-11-21"
    wait_for(lambda: [one.region for one in publishings_waiting(services.site.database)] == ["es-soria"])
    thread.stop()


def wait_for(claim) -> None:
    until = time.monotonic() + 10
    while not claim() and time.monotonic() < until:
        time.sleep(0.02)
    assert claim()
