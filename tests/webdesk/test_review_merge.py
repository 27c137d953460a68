"""A draft that was overtaken is merged on a page, by its author or a reviewer, and loses no word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from desk_builders import add, sign_in, text_of

from orientation.desk.drafting import begin, save, submit
from orientation.desk.reconciling import carry, save_merged, with_other_save
from orientation.domain.roles import Grant
from orientation.errors import EditConflict, NotAllowed
from orientation.store.drafts import find_draft
from orientation.store.items import current_item
from orientation.store.library import append_item, decode, encode
from orientation.web.services import EXTENSION

BUS = "entry/es-soria/transport/bus"
NASTY = '<script>alert(1)</script> "><img src=x onerror=alert(1)>'


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def bus(database, **fields: str):
    item = current_item(database, BUS).item
    return replace(item, texts=tuple(replace(t, **fields) if t.locale == "es" else t for t in item.texts))


def guide_says(database, item) -> int:
    return append_item(database, BUS, item, author="person 9", now="2026-11-22T10:00:00Z")


def draft_of(database, person, item):
    return save(database, person, begin(database, person, BUS, "es-soria"), item, version=0, clock=now)


def spanish(database, draft: int) -> tuple[str, str]:
    text = decode(BUS, find_draft(database, draft).data).text("es")
    return text.title, text.body


def test_publishing_over_a_newer_version_leads_to_the_merge(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    draft = draft_of(database, ana, bus(database, body="Sale a las diez."))
    client, at = sign_in(desk_app, "Ana"), f"/desk/drafts/{draft.id}/"
    guide_says(database, bus(database, title="El coche de línea"))
    assert "Publish now" not in text_of(client.get(at))
    assert client.send(f"{at}publish/", at=at, version=draft.version).headers["Location"] == f"{at}merge/"


def test_what_fits_together_takes_one_step(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    draft = draft_of(database, ana, bus(database, body="Sale a las diez."))
    revision = guide_says(database, bus(database, title="El coche de línea"))
    client, at = sign_in(desk_app, "Ana"), f"/desk/drafts/{draft.id}/"
    assert "fit together" in text_of(client.get(f"{at}merge/"))
    client.send(f"{at}merge/", version=draft.version, revision=revision)
    assert spanish(database, draft.id) == ("El coche de línea", "Sale a las diez.")
    assert find_draft(database, draft.id).base == revision
    sent = client.send(f"{at}publish/", at=at, version=draft.version + 1)
    assert "/desk/published/" in sent.headers["Location"]


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ({"choice": "mine"}, "Sale a las diez."),
        ({"choice": "theirs"}, "Sale a las once."),
        ({"choice": "own", "own": "Sale a las diez\r\ny a las once."}, "Sale a las diez\ny a las once."),
    ],
)
def test_conflict_is_chosen_or_written_anew(desk_app, database, given, body):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    draft = draft_of(database, ana, bus(database, body="Sale a las diez."))
    revision = guide_says(database, bus(database, body="Sale a las once."))
    client, at = sign_in(desk_app, "Ana"), f"/desk/drafts/{draft.id}/merge/"
    shown = text_of(client.get(at))
    assert all(words in shown for words in ("Sale a las nueve.", "Sale a las diez.", "Sale a las once."))
    seen = {"version": draft.version, "revision": revision}
    assert client.send(at, **seen).status_code == 400  # nothing chosen
    fields = {f"{name}/texts/es/body/0": value for name, value in given.items()}
    assert client.send(at, **seen, **fields).status_code == 303
    assert spanish(database, draft.id)[1] == body


def test_choice_is_kept_where_something_changed_meanwhile(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    draft = draft_of(database, ana, bus(database, body="Sale a las diez."))
    seen = guide_says(database, bus(database, body="Sale a las once."))
    guide_says(database, bus(database, body="Sale a las doce."))
    client, at = sign_in(desk_app, "Ana"), f"/desk/drafts/{draft.id}/merge/"
    typed = {"choice/texts/es/body/0": "own", "own/texts/es/body/0": "No sale."}
    again = client.send(at, version=draft.version, revision=seen, **typed)
    assert again.status_code == 409
    assert "No sale." in text_of(again)
    assert "Sale a las doce." in text_of(again)


def test_reviewer_merges_and_it_goes_on_waiting(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    add(desk_app, "Ben", Grant("publisher", "es-soria"))
    draft = draft_of(database, ana, bus(database, body="Sale a las diez."))
    submit(database, ana, draft.id, version=draft.version, note="look", clock=now)
    revision = guide_says(database, bus(database, title="El coche de línea"))
    client, at = sign_in(desk_app, "Ben"), f"/desk/drafts/{draft.id}/"
    client.send(f"{at}merge/", version=draft.version, revision=revision)
    found = find_draft(database, draft.id)
    assert (found.state, found.note, found.author) == ("review", "look", ana.id)
    assert (
        "/desk/published/" in client.send(f"{at}publish/", at=at, version=found.version).headers["Location"]
    )


def test_second_save_of_a_draft_keeps_both(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    draft = draft_of(database, ana, bus(database, body="Sale a las diez."))
    second = bus(database, title="El coche de línea")
    both = with_other_save(database, ana, draft.id, second)
    saved = save_merged(database, ana, both, {}, version=1, revision=both.revision, clock=now)
    assert spanish(database, saved.id) == ("El coche de línea", "Sale a las diez.")
    client, at = sign_in(desk_app, "Ana"), f"/desk/drafts/{draft.id}/merge/"
    third = carry(bus(database, body="Sale a las once."), draft.id, ana, secret=desk_app.config["SECRET_KEY"])
    answer = client.send(at, at="/desk/me/", mine=third, version=2, revision=saved.base)
    assert answer.status_code == 400
    assert "Sale a las once." in text_of(answer)
    client.send(
        at, at="/desk/me/", mine=third, version=2, revision=saved.base, **{"choice/texts/es/body/0": "mine"}
    )
    assert spanish(database, draft.id) == ("El coche de línea", "Sale a las once.")


@pytest.mark.parametrize("carried", ["no json", "{}", "-", '{"layer": 1}'])
def test_form_that_carries_no_item_is_refused(desk_app, database, carried):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    draft = draft_of(database, ana, None)
    sent = sign_in(desk_app, "Ana").send(f"/desk/drafts/{draft.id}/merge/", at="/desk/me/", mine=carried)
    assert sent.status_code == 400


def test_closed_draft_is_not_merged(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    ben = add(desk_app, "Ben", Grant("suggester", "es-soria"))
    draft = draft_of(database, ana, None)
    with pytest.raises(NotAllowed):
        with_other_save(database, ben, draft.id, None)
    sign_in(desk_app, "Ana").send(f"/desk/drafts/{draft.id}/drop/", at="/desk/me/")
    with pytest.raises(EditConflict):
        with_other_save(database, ana, draft.id, None)


def test_nothing_of_either_side_is_code(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    draft = draft_of(database, ana, bus(database, title=NASTY, body=NASTY))
    guide_says(database, bus(database, title=f"x{NASTY}", body=f"x{NASTY}"))
    shown = text_of(sign_in(desk_app, "Ana").get(f"/desk/drafts/{draft.id}/merge/"))
    assert "<script>alert" not in shown
    assert "<img" not in shown


def test_form_carries_on_only_what_was_typed_by_the_same_person_into_the_same_draft(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    ben = add(desk_app, "Ben", Grant("suggester", "es-soria"))
    draft = draft_of(database, ana, bus(database, body="Sale a las diez."))
    forged = bus(database, state="checked", by="translator", on="2026-11-20")
    secret, client = desk_app.config["SECRET_KEY"], sign_in(desk_app, "Ana")
    for carried in (
        encode(forged),
        carry(forged, draft.id, ana, secret=b"another"),
        carry(forged, draft.id + 1, ana, secret=secret),
        carry(forged, draft.id, ben, secret=secret),
    ):
        sent = client.send(
            f"/desk/drafts/{draft.id}/merge/", at="/desk/me/", mine=carried, version=1, revision=draft.base
        )
        assert sent.status_code == 400
    assert find_draft(database, draft.id) == draft
