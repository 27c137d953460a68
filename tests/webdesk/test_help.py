"""The handbook inside the desk, and the region to practise in."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from desk_builders import add, sign_in, text_of

from orientation.desk.drafting import begin, publish_draft, save
from orientation.desk.load import dump_folder
from orientation.desk.publish import publish
from orientation.desk.sandbox import open_sandbox, reset_sandbox
from orientation.domain.guide import Fact
from orientation.domain.roles import ROLES, SANDBOX, Grant, Person
from orientation.errors import NotAllowed, UnknownRegion
from orientation.store.drafts import find_draft
from orientation.store.items import current_item, read_guide
from orientation.store.publishings import publishings_waiting
from orientation.web.desk.help import _FOLDER, CHAPTERS
from orientation.web.desk.words import LOCALES
from orientation.web.services import EXTENSION
from orientation.web.sheet_requests import translate_into

PRESSED = (
    "Print this topic (PDF)",
    "Print something else",
    "The same in several languages",
    "Valid until %(date)s",
    "Give this guide to others",
)


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def test_every_chapter_is_there_in_every_language_of_the_desk_short_and_in_the_same_order():
    for slug in CHAPTERS:
        shapes = set()
        for locale in LOCALES:
            text = (_FOLDER / f"{slug}.{locale}.md").read_text("utf-8")
            assert text.startswith("# ")
            assert len(text.split()) <= 400
            assert not re.search(r"[0-9]{4,}|https?:", text), "numbers and addresses belong to facts"
            shapes.add(tuple(re.findall(r"^(?:#+|-|[0-9]\.)(?= )", text, re.MULTILINE)))
        assert len(shapes) == 1, slug
    assert {path.name.split(".")[0] for path in _FOLDER.iterdir()} == set(CHAPTERS)


@pytest.mark.parametrize("locale", LOCALES)
def test_handbook_is_read_in_ones_own_language(desk_app, locale):
    add(desk_app, "Ana", Grant("suggester", "es-soria"), locale=locale)
    client = sign_in(desk_app, "Ana")
    contents = text_of(client.get("/desk/help/"))
    for slug in CHAPTERS:
        title = (_FOLDER / f"{slug}.{locale}.md").read_text("utf-8").split("\n")[0][2:]
        assert title in contents
        page = text_of(client.get(f"/desk/help/{slug}/"))
        assert f"<h1>{title}</h1>" in page
        assert f'lang="{locale}"' in page
    assert client.get("/desk/help/..%2Ffirst-hour/").status_code == 404


@pytest.mark.parametrize("locale", LOCALES)
def test_chapter_on_sheets_names_what_readers_press_as_they_see_it(locale):
    words = translate_into(locale)
    text = (_FOLDER / f"sheets.{locale}.md").read_text("utf-8")
    for pressed in PRESSED:
        seen = words(pressed).replace(" (PDF)", "").replace(" %(date)s", "")
        assert seen in text, pressed


@pytest.mark.parametrize("role", ROLES)
def test_whoever_works_at_the_desk_may_do_all_in_the_sandbox_but_let_people_in(role):
    who = Person(1, "Ana", grants=(Grant(role, "es-soria", "ar" if role == "translator" else ""),))
    assert all(who.may(action, SANDBOX) for action in ("suggest", "edit", "publish", "review", "check text"))
    assert not who.may("invite", SANDBOX)
    assert not who.may("manage people", SANDBOX)
    assert not Person(2, "Nobody").may("edit", SANDBOX)


def test_what_is_practised_is_taken_in_but_never_published(desk_app, database, tmp_path):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    client = sign_in(desk_app, "Ana")
    assert client.send("/desk/practice/", at="/desk/").status_code == 303
    key = f"fact/{SANDBOX}/help_phone"
    draft = save(
        database, ana, begin(database, ana, key, SANDBOX), Fact(SANDBOX, "help_phone", "phone", "+34975000001"),
        version=0, clock=now,
    )  # fmt: skip
    publish_draft(database, ana, draft.id, version=draft.version, clock=now)
    guide = read_guide(database, SANDBOX)
    assert guide.facts[0].value == "+34975000001"
    assert guide.entries[0].topic == "banking"
    assert publishings_waiting(database) == ()
    services = desk_app.extensions[EXTENSION]
    report = publish(services.site, services, clock=now)
    assert not [one for one in report.published if SANDBOX in one]
    with pytest.raises(UnknownRegion):
        publish(services.site, services, wanted=[SANDBOX], clock=now)
    assert desk_app.test_client().get(f"/en/{SANDBOX}/").status_code == 404
    dump_folder(database, tmp_path / "guides")
    assert [path.name for path in (tmp_path / "guides").rglob("*") if SANDBOX in path.name] == []


def test_sandbox_is_put_back_as_it_was(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    open_sandbox(database, ana, clock=now)
    first = read_guide(database, SANDBOX)
    key = f"fact/{SANDBOX}/new_one"
    fact = Fact(SANDBOX, "new_one", "code", "x")
    taken = save(database, ana, begin(database, ana, key, SANDBOX), fact, version=0, clock=now)
    publish_draft(database, ana, taken.id, version=1, clock=now)
    left = save(database, ana, begin(database, ana, key, SANDBOX), None, version=0, clock=now)
    assert sign_in(desk_app, "Ana").send("/desk/practice/reset/", at="/desk/").status_code == 303
    assert read_guide(database, SANDBOX) == first
    assert current_item(database, key).item is None
    assert find_draft(database, left.id).state == "dropped"
    assert current_item(database, "layer/es-soria").item
    with pytest.raises(NotAllowed):
        reset_sandbox(database, Person(9, "Nobody"), clock=now)
