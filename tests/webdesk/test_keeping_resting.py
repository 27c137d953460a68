"""A guide that sleeps, wakes, is closed and opened again, as it is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from desk_builders import add, make_desk, make_library, sign_in, text_of

from orientation.desk import keeping as desk_keeping
from orientation.desk.publish import publish
from orientation.desk.resting import close_region, reopen_region
from orientation.domain.freshness import ASLEEP_DAYS
from orientation.domain.roles import Grant
from orientation.errors import UnknownRegion
from orientation.store.items import current_item
from orientation.store.keeping import add_confirmation
from orientation.store.library import append_item
from orientation.web.cli import main
from orientation.web.services import EXTENSION

BUS = "entry/es-soria/transport/bus"
FRONT = ("es-soria", "en", "")


@pytest.fixture
def app(tmp_path):
    guides = make_library()
    layers = tuple(replace(one, locales=("en",)) if one.kind == "region" else one for one in guides.layers)
    app = make_desk(tmp_path / "data", replace(guides, layers=layers))
    yield app
    app.extensions[EXTENSION].site.search.close()
    app.extensions[EXTENSION].site.close()


@pytest.fixture
def services(app):
    return app.extensions[EXTENSION]


def at(day: str):
    return lambda: datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)


def published(services, day, path=""):
    publish(services.site, services, wanted=("es-soria",), clock=at(day))
    return services.page("es-soria", "en", path)[1]


def save_at_desk(services, day: str, key: str = BUS) -> None:
    database = services.site.database
    item = current_item(database, key).item
    append_item(database, key, item, author="person 1", now=f"{day}T10:00:00Z")


def test_region_that_lives_from_its_files_never_sleeps(services, tmp_path):
    save_at_desk(services, "2026-11-21", "entry/es/banking/account")  # the country is kept, not the region
    front = published(services, "2030-11-21")
    assert "checked the pages" not in front.html
    assert services.page("es-soria", "en", "transport/bus/")[1].kind == "entry"


def test_confirmation_alone_keeps_a_region_awake_for_a_year(services):
    add_confirmation(services.site.database, BUS, day="2026-12-01", how="link", result="true", person=None)
    assert "checked the pages" not in published(services, "2027-11-30").html
    assert "checked the pages" in published(services, "2027-12-01").html


def test_commands_name_the_regions_that_are_asleep(services):
    save_at_desk(services, "2020-01-01")
    run = CliRunner().invoke(main, ["publish", "--data", str(services.site.data)])
    assert (run.exit_code, "es-soria: asleep" in run.output) == (0, True)
    assert "es-teruel" not in run.output


def test_desk_names_its_regions_that_fall_asleep_soon(app, services):
    add(app, "Ana", Grant("curator", "es-soria"))
    add(app, "Eva", Grant("curator", "es-teruel"))
    last = datetime.now(UTC) - timedelta(days=ASLEEP_DAYS - 59)
    save_at_desk(services, last.date().isoformat())
    day = (datetime.now(UTC) + timedelta(days=59)).date().isoformat()
    assert f"Soria falls asleep on {day}" in text_of(sign_in(app, "Ana").get("/desk/"))
    assert "falls asleep" not in text_of(sign_in(app, "Eva").get("/desk/"))
    save_at_desk(services, (last + timedelta(days=9)).date().isoformat())
    assert "falls asleep" not in text_of(sign_in(app, "Ana").get("/desk/"))


def test_region_kept_at_the_desk_sleeps_after_a_year_and_wakes_by_one_confirmation(app, services):
    save_at_desk(services, "2026-11-21")
    assert "checked the pages" not in published(services, "2027-11-20").html
    front = published(services, "2027-11-21")
    assert "Nobody has checked the pages of Soria for a year." in front.html
    assert services.page("es-soria", "en", "transport/bus/")[1].kind == "removed"
    assert services.page("es-soria", "en", "banking/account/")[1].kind == "entry"
    ana = add(app, "Ana", Grant("curator", "es-soria"))
    database = services.site.database
    seen = current_item(database, BUS).revision
    desk_keeping.still_true(database, ana, BUS, seen=seen, clock=at("2027-11-22"))
    assert "checked the pages" not in published(services, "2027-11-23").html
    assert services.page("es-soria", "en", "transport/bus/")[1].kind == "entry"


def test_closed_guide_says_so_on_every_page_and_opens_again(services):
    close_region(services.site.database, "es-soria", clock=at("2026-11-22"))
    for path in ("", "banking/account/", "places/"):
        if path != "places/":
            assert "This guide is closed." in published(services, "2026-11-22", path).html
    reopen_region(services.site.database, "es-soria", clock=at("2026-11-23"))
    assert "This guide is closed." not in published(services, "2026-11-23").html
    assert services.page("es-soria", "en", "transport/bus/")[1].kind == "entry"


def test_only_a_region_is_closed(services):
    with pytest.raises(UnknownRegion):
        close_region(services.site.database, "es", clock=at("2026-11-22"))


def test_closing_leaves_a_last_archive_of_the_whole_guide(services, tmp_path):
    publish(services.site, services, wanted=("es-soria",), clock=at("2026-11-22"))
    data, archive = str(services.site.data), tmp_path / "archive"
    run = CliRunner().invoke(main, ["close", "es-soria", "--archive", str(archive), "--data", data])
    assert run.exit_code == 0, run.output
    assert "It leaves at nine." in (archive / "es-soria-en.html").read_text(encoding="utf-8")
    assert "This guide is closed." in services.page("es-soria", "en", "")[1].html
    run = CliRunner().invoke(main, ["close", "es-soria", "--reopen", "--data", data])
    assert run.exit_code == 0, run.output
    assert "This guide is closed." not in services.page("es-soria", "en", "")[1].html


def test_nothing_is_closed_where_there_is_nothing_to_archive(services, tmp_path):
    data = str(services.site.data)
    run = CliRunner().invoke(main, ["close", "es-soria", "--archive", str(tmp_path / "a"), "--data", data])
    assert run.exit_code == 1
    assert "This guide is closed." not in published(services, "2026-11-22").html


def test_chosen_interval_is_published_as_the_day_to_call_first(app, services):
    ana = add(app, "Ana", Grant("publisher", "es-soria"))
    hall = "place/es-soria/town-hall"
    database = services.site.database
    current = current_item(database, hall)
    timed = replace(current.item, hours="Mo-Fr 09:00-14:00", read_on="2026-10-01")
    append_item(database, hall, timed, author=ana.author, now="2026-11-21T13:00:00Z")
    assert "data-call-first=2027-03-30" in published(services, "2026-11-21", "places/").html
    desk_keeping.set_keepers(database, ana, hall, [], days=30, clock=at("2026-11-21"))
    assert "data-call-first=2026-11-30" in published(services, "2026-11-22", "places/").html
