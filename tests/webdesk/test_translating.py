"""Translating at the desk: a field a sentence, states that follow from what happened, roles, drafts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from desk_builders import add, make_library, sign_in, text_of

from orientation.desk.drafting import begin, publish_draft, save, submit
from orientation.desk.history import draft_of_former
from orientation.desk.overriding import write_own
from orientation.domain.guide import Text
from orientation.domain.library import items_of
from orientation.domain.roles import Grant
from orientation.domain.sentences import fingerprint
from orientation.store.drafts import open_draft
from orientation.store.items import current_item
from orientation.store.library import append_item, load_items
from orientation.web.services import EXTENSION

KEY = "entry/es/banking/account"
PAGE = "/desk/in/es-soria/translate/ar/banking/account/"
LIST = "/desk/in/es-soria/translate/ar/"


def now() -> datetime:
    return datetime(2026, 11, 27, 9, tzinfo=UTC)


def name(source: str) -> str:
    return f"s-{fingerprint(source)}-0"


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


def edit_text(database, locale, old, new, key=KEY):
    """Change a text in the guide, as somebody else's published edit does."""
    entry = current_item(database, key).item
    texts = tuple(
        replace(text, body=text.body.replace(old, new)) if text.locale == locale else text
        for text in entry.texts
    )
    assert texts != entry.texts
    append_item(database, key, replace(entry, texts=texts), author="person 9", now="2026-11-26T10:00:00Z")


def form_of(client, path=PAGE):
    """Return the fields of a page's form as a browser would send them, without the token."""
    html = text_of(client.get(path)).partition("data-translate")[2]
    hidden = re.findall(r'name="(from|version|base)" value="([^"]*)"', html)
    areas = re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>([^<]*)</textarea>', html)
    return {key: unescape(value) for key, value in (*hidden, *areas)}


def send(client, said, do="save", path=PAGE, **more):
    return client.send(path, **{**form_of(client, path), **said, "do": do, **more})


def states(client, path=PAGE):
    return re.findall(r'<label for="[sx]-[^"]+"><span class="state (\w+)"', text_of(client.get(path)))


def translator(app, locale="ar", scope="es-soria", who="Amal"):
    add(app, who, Grant("translator", scope, locale))
    return sign_in(app, who)


def test_sentence_is_saved_as_a_draft_and_the_guide_stays_as_it_is(desk_app, database):
    client = translator(desk_app)
    response = send(client, {name("Lleve su pasaporte."): "خذ جواز السفر."})
    assert response.status_code == 303
    assert "خذ جواز السفر." in form_of(client).values()
    assert "خذ جوازك" not in current_item(database, KEY).item.text("ar").body
    assert "خذ جواز سفرك." in current_item(database, KEY).item.text("ar").body


def test_draft_is_handed_in_by_a_translator_and_published_by_who_may(desk_app, database):
    said = {name("Lleve su pasaporte."): "خذ جواز السفر."}
    client = translator(desk_app)
    assert send(client, said, "hand on").status_code == 303
    draft = open_draft(database, KEY, 1)
    assert (draft.state, draft.base) == ("review", current_item(database, KEY).revision)
    add(desk_app, "Pia", Grant("publisher"))
    publisher = sign_in(desk_app, "Pia")
    assert send(publisher, {name("La cuenta"): "حساب"}, "hand on").status_code == 303
    assert current_item(database, KEY).item.text("ar").title == "حساب"


def test_changed_source_outdates_one_sentence_until_it_is_changed_back(desk_app, database):
    client = translator(desk_app)
    assert states(client) == ["machine"] * 3
    edit_text(database, "es", "su pasaporte", "su pasaporte y una foto")
    assert states(client) == ["machine", "machine", "outdated"]
    assert '<del lang="es" dir="ltr">Lleve su pasaporte.</del>' in text_of(client.get(PAGE))
    assert states(client, PAGE + "?from=en") == ["machine"] * 3
    edit_text(database, "es", "su pasaporte y una foto", "su pasaporte")
    assert states(client) == ["machine"] * 3


def test_changed_fact_outdates_nothing(desk_app, database):
    client = translator(desk_app)
    fact = current_item(database, "fact/es/bank_phone").item
    append_item(database, "fact/es/bank_phone", replace(fact, value="+34911111111"), author="", now="2026-11-26T10:00:00Z")  # fmt: skip
    assert states(client) == ["machine"] * 3
    assert "911 11 11 11" in text_of(client.get(PAGE))


def test_files_that_change_only_the_source_outdate_what_was_made_of_it(desk_app, database):
    library = make_library()
    entry = library.entries[0]
    texts = tuple(
        replace(text, body=text.body.replace("Lleve", "Traiga")) if text.locale == "es" else text
        for text in entry.texts
    )
    changed = replace(library, entries=(replace(entry, texts=texts), *library.entries[1:]))
    assert load_items(database, items_of(changed), now="2026-11-26T10:00:00Z").changed == (KEY,)
    assert states(translator(desk_app)) == ["machine", "machine", "outdated"]


def test_person_says_that_an_outdated_sentence_still_says_the_same(desk_app, database):
    client = translator(desk_app)
    edit_text(database, "es", "Lleve", "Traiga")
    assert send(client, {}, fits=name("Traiga su pasaporte.")).status_code == 303
    assert states(client) == ["machine"] * 3
    assert open_draft(database, KEY, 1) is None


def test_who_knows_the_locale_says_that_a_text_is_right_and_nobody_else_can(desk_app, database):
    client = translator(desk_app)
    assert send(client, {}, "check").status_code == 303
    draft = open_draft(database, KEY, 1)
    add(desk_app, "Pia", Grant("publisher"))
    publisher = sign_in(desk_app, "Pia")
    assert "I read this text" not in text_of(publisher.get(PAGE))
    assert send(publisher, {}, "check").status_code == 403
    pia = add(desk_app, "Paz", Grant("publisher"))
    publish_draft(database, pia, draft.id, version=draft.version, clock=now)
    text = current_item(database, KEY).item.text("ar")
    assert (text.state, text.by) == ("checked", "translator")
    assert text.on == datetime.now(UTC).date().isoformat()
    assert states(client) == ["checked"] * 3


def check_arabic(app, database):
    entry = current_item(database, KEY).item
    texts = tuple(
        replace(text, state="checked", by="translator", on="2026-11-20") if text.locale == "ar" else text
        for text in entry.texts
    )
    append_item(database, KEY, replace(entry, texts=texts), author="", now="2026-11-20T10:00:00Z")


def test_checked_text_is_no_longer_checked_once_words_of_it_change(desk_app, database):
    check_arabic(desk_app, database)
    add(desk_app, "Pia", Grant("publisher"))
    publisher = sign_in(desk_app, "Pia")
    assert states(publisher) == ["checked"] * 3
    send(publisher, {name("Lleve su pasaporte."): "خذ الجواز."}, "hand on")
    assert current_item(database, KEY).item.text("ar").state == "machine"
    assert states(publisher) == ["checked", "checked", "machine"]
    assert current_item(database, KEY).item.text("en").body == make_library().entries[0].text("en").body


def test_checked_text_is_no_longer_checked_once_its_source_says_something_else(desk_app, database):
    check_arabic(desk_app, database)
    pia = add(desk_app, "Pia", Grant("publisher"))
    editing = begin(database, pia, KEY, "es-soria")
    entry = editing.item
    source = replace(entry.text("es"), body="Llame al {bank_phone}.\n\nLleve una foto.")
    texts = tuple(source if text.locale == "es" else text for text in entry.texts)
    draft = save(database, pia, editing, replace(entry, texts=texts), version=0, clock=now)
    publish_draft(database, pia, draft.id, version=draft.version, clock=now)
    assert current_item(database, KEY).item.text("ar") == replace(
        entry.text("ar"), state="machine", by="", on=""
    )


def test_checked_text_stays_checked_where_something_else_changes(desk_app, database):
    check_arabic(desk_app, database)
    pia = add(desk_app, "Pia", Grant("publisher"))
    editing = begin(database, pia, KEY, "es-soria")
    draft = save(database, pia, editing, replace(editing.item, order=7), version=0, clock=now)
    publish_draft(database, pia, draft.id, version=draft.version, clock=now)
    assert current_item(database, KEY).item.text("ar").state == "checked"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("اتصل.", "{bank_phone}"),
        ("{bank_phone} {bank_phone}", "{bank_phone}"),
        ("{bank_phone} {other}", "{bank_phone}"),
        ("<b>{bank_phone}</b>", "Pictures, HTML"),
        ("![x](y) {bank_phone}", "Pictures, HTML"),
        ("- {bank_phone}", "begin a list"),
        ("# {bank_phone}", "begin a list"),
        ("[x](javascript:alert(1)) {bank_phone}", "no link that the source has"),
    ],
)
def test_sentence_that_cannot_be_taken_is_told_in_place_and_kept(desk_app, database, words, told):
    client = translator(desk_app)
    response = send(client, {name("Llame al {bank_phone}."): words, name("La cuenta"): "حساب"})
    assert response.status_code == 400
    shown = unescape(text_of(response))
    assert told in shown
    assert f">{words}</textarea>" in shown
    assert ">حساب</textarea>" in shown
    assert open_draft(database, KEY, 1) is None


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_is_typed_is_shown_as_words_never_as_markup(desk_app, words):
    client = translator(desk_app)
    for source in ("La cuenta", "Llame al {bank_phone}.", "Lleve su pasaporte."):
        for response in (send(client, {name(source): words}), client.get(PAGE), client.get(LIST)):
            assert "<script>alert" not in text_of(response)
            assert "<img" not in text_of(response)


def test_title_of_hostile_words_is_shown_as_words(desk_app, database):
    edit = current_item(database, KEY).item
    hostile = replace(
        edit.text("es"),
        title='"><img onerror=x><script>alert(1)</script>',
        body="<script>b</script> {bank_phone}",
    )
    texts = tuple(hostile if text.locale == "es" else text for text in edit.texts)
    append_item(database, KEY, replace(edit, texts=texts), author="", now="2026-11-26T10:00:00Z")
    client = translator(desk_app)
    for path in (PAGE, LIST, "/desk/in/es-soria/coverage/"):
        html = text_of(client.get(path))
        assert "<img" not in html
        assert "<script>" not in html


def test_translator_writes_only_in_their_own_locale(desk_app):
    client = translator(desk_app)
    page = PAGE.replace("/ar/", "/en/")
    assert client.get(page).status_code == 403
    assert client.send(page, at="/desk/me/", do="save").status_code == 403
    assert translator(desk_app, "ar", "es-teruel", "Teo").get(PAGE).status_code == 403


def test_suggester_looks_at_the_lists_but_cannot_translate(desk_app):
    add(desk_app, "Sol", Grant("suggester", "es-soria"))
    client = sign_in(desk_app, "Sol")
    assert client.get(LIST).status_code == 200
    assert client.get(PAGE).status_code == 403
    assert client.get(LIST.replace("soria", "teruel")).status_code == 403


def test_nobody_who_is_not_signed_in_sees_any_of_it(desk_app):
    for path in (LIST, PAGE, "/desk/in/es-soria/coverage/", "/desk/in/es-soria/translate/"):
        assert desk_app.test_client().get(path).status_code == 302


@pytest.mark.parametrize(
    "path", ["xx/banking/account/", "ar/banking/none/", "ar/banking/account/?from=xx", "xx/"]
)
def test_what_is_not_there_answers_404(desk_app, path):
    add(desk_app, "Pia", Grant("publisher"))
    assert sign_in(desk_app, "Pia").get(f"/desk/in/es-soria/translate/{path}").status_code == 404


def test_new_locale_is_begun_sentence_by_sentence(desk_app, database):
    entry = current_item(database, KEY).item
    texts = tuple(text for text in entry.texts if text.locale != "ar")
    append_item(database, KEY, replace(entry, texts=texts), author="", now="2026-11-26T10:00:00Z")
    client = translator(desk_app)
    assert states(client) == ["missing"] * 3
    assert send(client, {name("La cuenta"): "الحساب"}, "check").status_code == 400
    send(client, {name("La cuenta"): "الحساب", name("Lleve su pasaporte."): "خذ جواز سفرك."})
    assert states(client) == ["machine", "missing", "machine"]
    send(client, {name("Llame al {bank_phone}."): "اتصل على {bank_phone}."}, "hand on")
    assert states(client) == ["machine"] * 3
    draft = open_draft(database, KEY, 1)
    assert draft.state == "review"
    pia = add(desk_app, "Pia", Grant("publisher"))
    publish_draft(database, pia, draft.id, version=draft.version, clock=now)
    assert current_item(database, KEY).item.text("ar") == Text(
        "ar", "الحساب", "اتصل على {bank_phone}.\n\nخذ جواز سفرك."
    )


def test_edit_of_others_is_kept_where_it_is_of_something_else(desk_app, database):
    client = translator(desk_app, scope="*")
    send(client, {name("La cuenta"): "حساب"})
    edit_text(database, "es", "Lleve", "Traiga")
    assert states(client) == ["machine", "machine", "outdated"]
    send(client, {name("Traiga su pasaporte."): "أحضر جواز سفرك."}, "hand on")
    draft = open_draft(database, KEY, 1)
    pia = add(desk_app, "Pia", Grant("publisher"))
    publish_draft(database, pia, draft.id, version=draft.version, clock=now)
    entry = current_item(database, KEY).item
    assert "Traiga" in entry.text("es").body
    assert (entry.text("ar").title, "أحضر" in entry.text("ar").body) == ("حساب", True)


def test_edit_of_others_in_the_same_text_is_shown_beside_ones_own(desk_app, database):
    client = translator(desk_app)
    send(client, {name("Lleve su pasaporte."): "خذ الجواز."})
    edit_text(database, "ar", "خذ جواز سفرك.", "أحضر الجواز.")
    html = text_of(client.get(PAGE))
    assert ">خذ الجواز.</textarea>" in html
    assert "أحضر الجواز.</p>" in html


def test_save_from_an_old_page_loses_nothing(desk_app, database):
    client = translator(desk_app)
    old = form_of(client)
    edit_text(database, "es", "Lleve su pasaporte.", "Traiga todo.")
    typed = {**old, name("La cuenta"): "حسابي", name("Lleve su pasaporte."): "خذ كل شيء."}
    response = client.send(PAGE, **typed, do="save")
    assert response.status_code == 409
    html = text_of(response)
    assert ">حسابي</textarea>" in html
    assert "خذ كل شيء." in html
    assert open_draft(database, KEY, 1) is None


def test_two_tabs_do_not_write_over_each_other(desk_app, database):
    client = translator(desk_app)
    old = form_of(client)
    send(client, {name("La cuenta"): "حساب"})
    response = client.send(PAGE, **{**old, name("La cuenta"): "حسابي"}, do="save")
    assert response.status_code == 409
    assert ">حسابي</textarea>" in text_of(response)


@pytest.mark.parametrize(
    ("grant", "state"),
    [
        (Grant("translator", "es-soria", "ar"), "checked"),
        (Grant("translator", "es-soria", "en"), "machine"),
        (Grant("publisher", "es-soria"), "machine"),
    ],
)
def test_text_is_newly_checked_only_where_its_author_may_check_it(desk_app, database, grant, state):
    ana, pia = add(desk_app, "Ana", grant), add(desk_app, "Pia", Grant("publisher"))
    editing = begin(database, ana, KEY, "es-soria")
    checked = [replace(one, state="checked", by="translator", on="2026-11-20") for one in editing.item.texts]
    entry = replace(editing.item, texts=tuple(checked))
    draft = save(database, ana, editing, entry, version=0, clock=now)
    submit(database, ana, draft.id, version=draft.version, note="", clock=now)
    publish_draft(database, pia, draft.id, version=draft.version, clock=now)
    assert current_item(database, KEY).item.text("ar").state == state


def test_own_version_of_a_checked_text_stays_checked(desk_app, database):
    check_arabic(desk_app, database)
    pia = add(desk_app, "Pia", Grant("publisher", "es-soria"))
    draft = write_own(database, pia, "es-soria", "entry", "banking/account", clock=now)
    publish_draft(database, pia, draft.id, version=draft.version, clock=now)
    own = current_item(database, "entry/es-soria/banking/account").item
    assert [one.state for one in own.texts] == ["checked", "machine", "machine"]


def test_former_version_that_was_checked_is_checked_again(desk_app, database):
    check_arabic(desk_app, database)
    former = current_item(database, KEY).revision
    edit_text(database, "ar", "سفرك", "السفر")
    texts = tuple(
        replace(one, state="machine", by="", on="") for one in current_item(database, KEY).item.texts
    )
    entry = replace(current_item(database, KEY).item, texts=texts)
    append_item(database, KEY, entry, author="", now="2026-11-26T11:00:00Z")
    pia = add(desk_app, "Pia", Grant("publisher"))
    draft = draft_of_former(database, pia, KEY, former, "es-soria", clock=now)
    publish_draft(database, pia, draft.id, version=draft.version, clock=now)
    assert current_item(database, KEY).item.text("ar").state == "checked"
