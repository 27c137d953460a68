"""A draft's page: what changes for whom, what is said about it, and who may do what with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from desk_builders import add, make_library, said, sign_in, text_of

from orientation.desk.drafting import begin, save, submit
from orientation.desk.history import put_back
from orientation.desk.review import review
from orientation.domain.guide import Entry, Text
from orientation.domain.roles import Grant
from orientation.errors import NotAllowed
from orientation.store.drafts import find_draft
from orientation.store.items import current_item
from orientation.store.library import append_item
from orientation.store.publishings import publishings_waiting
from orientation.web.services import EXTENSION

KEY = "entry/es/banking/account"
BUS = "entry/es-soria/transport/bus"
NASTY = '<script>alert(1)</script> "><img src=x onerror=alert(1)>'


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def entry_with(database, key: str, locale: str, **fields: str) -> Entry:
    item = current_item(database, key).item
    assert isinstance(item, Entry)
    texts = (replace(text, **fields) if text.locale == locale else text for text in item.texts)
    return replace(item, texts=tuple(texts))


def draft_of(database, person, key: str, item, *, hand_in: bool = False, region: str = "es-soria"):
    draft = save(database, person, begin(database, person, key, region), item, version=0, clock=now)
    if hand_in:
        submit(database, person, draft.id, version=draft.version, note="", clock=now)
    return find_draft(database, draft.id)


def test_changes_are_marked_word_by_word_in_the_direction_of_their_locale(desk_app, database):
    ana = add(desk_app, "Ana", Grant("curator", "es-soria"))
    text = "اتصل على {bank_phone}.\n\nخذ بطاقتك."
    draft = draft_of(database, ana, KEY, entry_with(database, KEY, "ar", body=text))
    shown = text_of(sign_in(desk_app, "Ana").get(f"/desk/drafts/{draft.id}/"))
    block = shown.split('class="change" lang="ar" dir="rtl"')[1]
    assert "جواز" in block.split("<del>")[1].split("</del>")[0]
    assert "بطاقتك" in block.split("<ins>")[1].split("</ins>")[0]


def test_change_in_one_locale_touches_its_readers_and_those_who_fall_back_to_it(desk_app, database):
    ana = add(desk_app, "Ana", Grant("curator", "es-soria"))
    spanish = draft_of(database, ana, BUS, entry_with(database, BUS, "es", body="Sale a las diez."))
    (touched,) = review(database, ana, spanish.id).touched
    assert touched.region.id == "es-soria"
    assert touched.locales == ("ar", "es")  # nobody wrote it in Arabic: its readers see the Spanish


def test_change_in_a_shared_layer_touches_all_but_those_who_have_their_own(desk_app, database):
    ana = add(desk_app, "Ana", Grant("curator", "es-soria"))
    changed = entry_with(database, KEY, "en", title="An account")
    draft = draft_of(database, ana, KEY, changed)
    assert [one.region.id for one in review(database, ana, draft.id).touched] == ["es-soria", "es-teruel"]
    own = replace(changed, layer="es-teruel")
    append_item(database, "entry/es-teruel/banking/account", own, author="", now="2026-11-21T10:00:00Z")
    assert [one.region.id for one in review(database, ana, draft.id).touched] == ["es-soria"]


def test_size_is_that_of_the_longest_text(desk_app, database):
    ana = add(desk_app, "Ana", Grant("curator", "es-soria"))
    changed = entry_with(database, BUS, "es", body="x" * 5000)
    found = review(database, ana, draft_of(database, ana, BUS, changed).id)
    assert 5000 < found.size_bytes < 5200


def test_publisher_publishes_and_undoes_in_one_step_each(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    draft = draft_of(database, ana, BUS, entry_with(database, BUS, "es", body="Sale a las diez."))
    client = sign_in(desk_app, "Ana")
    at = f"/desk/drafts/{draft.id}/"
    response = client.send(f"{at}publish/", at=at, version=draft.version)
    assert response.status_code == 303
    assert [one.region for one in publishings_waiting(database)] == ["es-soria"]
    where = response.headers["Location"]
    assert "Undo" in text_of(client.get(where))
    assert client.send(f"{where}undo/", at=where).status_code == 303
    assert current_item(database, BUS).item.text("es").body == "Sale a las nueve."
    assert client.send(f"{where}undo/", at="/desk/me/").status_code == 303  # a second time does nothing
    assert current_item(database, BUS).item.text("es").body == "Sale a las nueve."


@pytest.mark.parametrize(
    ("grant", "buttons"),
    [
        (Grant("suggester", "es-soria"), {"hand-in", "drop"}),
        (Grant("translator", "es-soria", "es"), {"hand-in", "drop"}),
        (Grant("curator", "es-soria"), {"hand-in", "drop"}),
        (Grant("publisher", "es-soria"), {"hand-in", "drop", "publish"}),
        (Grant("administrator", "es-soria"), {"hand-in", "drop", "publish"}),
    ],
)
def test_page_offers_what_a_role_may_do_with_its_own_draft(desk_app, database, grant, buttons):
    ana = add(desk_app, "Ana", grant)
    draft = draft_of(database, ana, BUS, entry_with(database, BUS, "es", body="Sale a las diez."))
    shown = text_of(sign_in(desk_app, "Ana").get(f"/desk/drafts/{draft.id}/"))
    acts = {"hand-in", "drop", "publish", "decline", "take-up"}
    assert {act for act in acts if f"/desk/drafts/{draft.id}/{act}/" in shown} == buttons


@pytest.mark.parametrize("act", ["publish", "decline", "drop", "comment", "take-up", "hand-in", "merge"])
def test_who_neither_wrote_nor_reviews_may_do_nothing(desk_app, database, act):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    add(desk_app, "Ben", Grant("publisher", "es-teruel"), Grant("suggester", "es-soria"))
    draft = draft_of(database, ana, BUS, None, hand_in=True)
    client = sign_in(desk_app, "Ben")
    assert client.get(f"/desk/drafts/{draft.id}/").status_code == 403
    sent = client.send(f"/desk/drafts/{draft.id}/{act}/", at="/desk/me/", version=draft.version, text="no")
    assert sent.status_code == 403
    assert find_draft(database, draft.id) == draft


def test_curator_reviews_but_does_not_publish(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    add(desk_app, "Ben", Grant("curator", "es-soria"))
    draft = draft_of(database, ana, BUS, None, hand_in=True)
    client = sign_in(desk_app, "Ben")
    at = f"/desk/drafts/{draft.id}/"
    assert client.send(f"{at}publish/", at=at, version=draft.version).status_code == 403
    assert client.send(f"{at}decline/", at=at, version=draft.version, text=" ").status_code == 400
    assert (
        client.send(f"{at}decline/", at=at, version=draft.version, text="It still runs.").status_code == 303
    )
    assert find_draft(database, draft.id).state == "declined"


def test_author_reads_why_and_takes_it_up_again(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    add(desk_app, "Ben", Grant("curator", "es-soria"))
    draft = draft_of(database, ana, BUS, None, hand_in=True)
    at = f"/desk/drafts/{draft.id}/"
    sign_in(desk_app, "Ben").send(f"{at}decline/", at=at, version=draft.version, text=NASTY)
    client = sign_in(desk_app, "Ana")
    assert "&lt;script&gt;alert(1)" in text_of(client.get(at))
    assert client.send(f"{at}take-up/", at=at).status_code == 303
    assert find_draft(database, draft.id).state == "draft"


def test_draft_that_changed_while_one_looked_is_not_published(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    draft = draft_of(database, ana, BUS, None)
    client = sign_in(desk_app, "Ana")
    at = f"/desk/drafts/{draft.id}/"
    assert client.send(f"{at}publish/", at=at, version=draft.version + 1).headers["Location"] == at
    assert find_draft(database, draft.id).state == "draft"


def test_draft_with_errors_is_neither_handed_in_nor_published(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    draft = draft_of(database, ana, BUS, entry_with(database, BUS, "es", body="{no_such_fact}"))
    client, at = sign_in(desk_app, "Ana"), f"/desk/drafts/{draft.id}/"
    shown = text_of(client.get(at))
    assert "There is no value of the name {no_such_fact}" in shown
    assert shown.count(" disabled>") == 2
    for act in ("publish", "hand-in"):
        assert client.send(f"{at}{act}/", at=at, version=draft.version).status_code == 400
    assert find_draft(database, draft.id).state == "draft"


def test_nothing_that_was_written_is_code(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    item = replace(
        entry_with(database, BUS, "es", title=NASTY, body=NASTY),
        keywords=(("es", (NASTY,)),),
        audience=(NASTY,),
    )
    draft = draft_of(database, ana, BUS, item)
    client = sign_in(desk_app, "Ana")
    at = f"/desk/drafts/{draft.id}/"
    client.send(f"{at}comment/", at=at, text=NASTY)
    client.send(f"{at}hand-in/", at=at, version=draft.version, note=NASTY)
    assert client.send(f"{at}publish/", at=at, version=draft.version).status_code == 400  # HTML is an error
    revision = append_item(database, BUS, item, author=ana.author, now="2026-11-22T10:00:00Z")
    history, where = f"/desk/items/{BUS}/history/", f"/desk/published/{revision}/"
    for path in (at, f"{at}merge/", "/desk/review/", "/desk/", where, history):
        shown = text_of(client.get(path))
        assert "<script>alert" not in shown, path
        assert "<img" not in shown, path


def test_waiting_drafts_are_listed_with_titles_to_those_who_review_there(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    add(desk_app, "Ben", Grant("curator", "es-soria"), locale="es")
    add(desk_app, "Eva", Grant("curator", "es-teruel"))
    draft_of(database, ana, BUS, None, hand_in=True)
    assert "El autobús" in text_of(sign_in(desk_app, "Ben").get("/desk/review/"))
    assert "bus" not in text_of(sign_in(desk_app, "Eva").get("/desk/review/"))


def test_history_tells_codes_in_words(desk_app):
    add(desk_app, "Ana", Grant("curator", "es-soria"), locale="es")
    told = text_of(sign_in(desk_app, "Ana").get(f"/desk/items/{BUS}/history/"))
    for words in ("Transporte", said("Name in the address"), said("a machine, no person yet")):
        assert words in told
    for code in (">transport<", ">machine<", "source_locale", ">slug<"):
        assert code not in told


def test_only_the_region_s_people_see_its_history(desk_app, database):
    add(desk_app, "Eva", Grant("curator", "es-teruel"))
    eva = sign_in(desk_app, "Eva")
    assert eva.get(f"/desk/items/{BUS}/history/").status_code == 403
    assert eva.get(f"/desk/items/{KEY}/history/").status_code == 200


def test_former_version_comes_back_at_once_by_a_publisher_and_as_a_draft_by_others(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    ben = add(desk_app, "Ben", Grant("suggester", "es-soria"))
    first = current_item(database, BUS).revision
    draft = draft_of(database, ana, BUS, entry_with(database, BUS, "es", body="Sale a las diez."))
    ana_client, at = sign_in(desk_app, "Ana"), f"/desk/drafts/{draft.id}/"
    ana_client.send(f"{at}publish/", at=at, version=draft.version)
    second, page = current_item(database, BUS).revision, f"/desk/items/{BUS}/history/"
    assert "Sale" in text_of(ana_client.get(page))
    suggested = sign_in(desk_app, "Ben").send(page, revision=first, base=second)
    assert "/desk/drafts/" in suggested.headers["Location"]
    assert current_item(database, BUS).revision == second
    assert (
        ana_client.send(page, revision=first, base=first).headers["Location"] == page
    )  # not what stands now
    assert "/desk/published/" in ana_client.send(page, revision=first, base=second).headers["Location"]
    assert current_item(database, BUS).item.text("es").body == "Sale a las nueve."
    with pytest.raises(NotAllowed):
        put_back(database, ben, BUS, first, base=current_item(database, BUS).revision, clock=now)


def test_new_item_that_is_undone_is_gone_again(desk_app, database):
    ana = add(desk_app, "Ana", Grant("publisher", "es-soria"))
    key = "entry/es-soria/transport/train"
    item = replace(make_library().entries[1], slug="train", texts=(Text("es", "El tren", "Sale."),))
    draft = draft_of(database, ana, key, item)
    client, at = sign_in(desk_app, "Ana"), f"/desk/drafts/{draft.id}/"
    where = client.send(f"{at}publish/", at=at, version=draft.version).headers["Location"]
    client.send(f"{where}undo/", at=where)
    assert current_item(database, key).item is None


@pytest.mark.parametrize("act", ["publish", "decline", "comment", "merge"])
def test_draft_that_nobody_handed_in_is_its_authors_alone(desk_app, database, act):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    add(desk_app, "Ben", Grant("publisher", "es-soria"))
    draft = draft_of(database, ana, BUS, None)
    client, at = sign_in(desk_app, "Ben"), f"/desk/drafts/{draft.id}/"
    assert client.get(at).status_code == 403
    assert client.get(f"{at}merge/").status_code == 403
    sent = client.send(f"{at}{act}/", at="/desk/me/", version=draft.version, revision=draft.base, text="no")
    assert sent.status_code == 403
    assert find_draft(database, draft.id) == draft
    submit(database, ana, draft.id, version=draft.version, note="", clock=now)
    assert client.get(at).status_code == 200


def test_what_an_author_gave_up_unseen_stays_unseen(desk_app, database):
    ana = add(desk_app, "Ana", Grant("suggester", "es-soria"))
    add(desk_app, "Ben", Grant("publisher", "es-soria"))
    draft = draft_of(database, ana, BUS, None)
    sign_in(desk_app, "Ana").send(f"/desk/drafts/{draft.id}/drop/", at="/desk/me/")
    assert sign_in(desk_app, "Ben").get(f"/desk/drafts/{draft.id}/").status_code == 403
