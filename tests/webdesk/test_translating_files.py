"""Files for translation tools: out of the desk and back as drafts, and by command into content files."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from click.testing import CliRunner
from desk_builders import add, make_library, sign_in, text_of
from test_translating import KEY, LIST, PAGE, edit_text, name, now, states

from orientation.content.read import read_guides
from orientation.content.write import write_guides
from orientation.desk.drafting import begin
from orientation.desk.drafting import save as save_draft
from orientation.domain.roles import Grant
from orientation.store.drafts import drafts_of, open_draft
from orientation.store.items import current_item
from orientation.store.persons import find_person
from orientation.web.cli import main
from orientation.web.services import EXTENSION

BUS = "entry/es-soria/transport/bus"


@pytest.fixture
def database(desk_app):
    return desk_app.extensions[EXTENSION].site.database


@pytest.fixture
def client(desk_app):
    add(desk_app, "Amal", Grant("translator", "es-soria", "ar"))
    return sign_in(desk_app, "Amal")


def download(client, ending):
    response = client.get(f"{LIST}guide.{ending}")
    assert response.status_code == 200
    return text_of(response)


def upload(client, text, path=LIST):
    return client.send(f"{path}file/", at=LIST, file=(io.BytesIO(text.encode()), "guide.xlf"))


def save(client, response):
    kept = unescape(re.search(r'name="kept" value="([^"]*)"', text_of(response))[1])
    return client.send(f"{LIST}file/save/", at=LIST, kept=kept)


@pytest.mark.parametrize("ending", ["xlf", "po"])
def test_file_that_nobody_wrote_in_changes_nothing(client, ending):
    html = text_of(upload(client, download(client, ending)))
    assert "0 sentences would change" in html
    assert "cannot be taken" not in html


@pytest.mark.parametrize("ending", ["xlf", "po"])
def test_what_a_tool_wrote_is_shown_and_then_saved_as_a_draft(client, database, ending):
    edit_text(database, "es", "Lleve", "Traiga")
    text = download(client, ending).replace("الحساب", "حساب بنكي")
    response = upload(client, text)
    html = text_of(response)
    assert "<del>الحساب</del><br><ins>حساب بنكي</ins>" in html
    assert open_draft(database, KEY, 1) is None
    assert save(client, response).status_code == 303
    assert open_draft(database, KEY, 1).state == "draft"
    assert ">حساب بنكي</textarea>" in text_of(client.get(PAGE))
    assert states(client) == ["machine", "machine", "outdated"]
    assert current_item(database, KEY).item.text("ar").title == "الحساب"


def test_outdated_sentence_that_the_tool_calls_translated_still_fits(client, database):
    edit_text(database, "es", "Lleve", "Traiga")
    response = upload(client, download(client, "po").replace("#, fuzzy\n", ""))
    assert "It still says the same" in text_of(response)
    save(client, response)
    assert states(client) == ["machine"] * 3
    assert open_draft(database, KEY, 1) is None


def test_lost_values_and_sentences_that_are_gone_are_named_and_left(client, database):
    text = download(client, "po").replace("اتصل على {bank_phone}.", "اتصل.")
    edit_text(database, "es", "Lleve su pasaporte.", "Traiga todo.")
    html = unescape(text_of(upload(client, text.replace("خذ جواز سفرك.", "خذ."))))
    assert "2 sentences cannot be taken" in html
    assert "These values must be in it, each as often as in the source: {bank_phone}" in html
    assert "Lleve su pasaporte.</span><br>The original no longer says this." in html


def test_sentence_that_changed_since_it_was_shown_is_left_as_it_is(client, database):
    response = upload(client, download(client, "po").replace("الحساب", "حساب"))
    entry = current_item(database, KEY).item
    assert entry.text("ar").title == "الحساب"
    client.send(PAGE, **form(client), **{name("La cuenta"): "حسابي"}, do="save")
    save(client, response)
    assert ">حسابي</textarea>" in text_of(client.get(PAGE))


def form(client):
    html = text_of(client.get(PAGE)).partition("data-translate")[2]
    return dict(re.findall(r'name="(from|version|base)" value="([^"]*)"', html))


@pytest.mark.parametrize(
    "text",
    ["nonsense", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "<xliff/>", 'msgid "x'],
)
def test_file_that_is_none_is_told_in_one_line_on_the_list(client, database, text):
    response = upload(client, text)
    assert response.status_code == 400
    told = text_of(response)
    assert "nothing was changed. It" in told
    assert "XLIFF 2.0" not in told  # the program's own English stays in the log
    assert drafts_of(database, 1) == ()


def test_file_of_another_locale_is_told(client):
    add_client = client
    text = download(add_client, "xlf").replace('trgLang="ar"', 'trgLang="en"')
    response = upload(client, text)
    assert response.status_code == 400
    assert "It is of another region or another language." in text_of(response)


def test_what_stands_in_a_file_is_shown_as_words(client):
    text = download(client, "po").replace("الحساب", "<script>alert(1)</script>")
    text = text.replace("banking/account s-", "banking/<img onerror=x> s-")
    html = text_of(upload(client, text))
    assert "<script>alert" not in html
    assert "<img" not in html


def test_files_come_only_to_who_works_there_and_go_in_only_from_a_translator(desk_app, client):
    assert client.get("/desk/in/es-teruel/translate/ar/guide.po").status_code == 403
    text = download(client, "po")
    assert upload(client, text, LIST.replace("/ar/", "/en/")).status_code == 403
    kept = '{"source_locale":"es","changes":[],"left":[]}'
    assert client.send(f"{LIST.replace('/ar/', '/en/')}file/save/", at=LIST, kept=kept).status_code == 403
    assert client.send(f"{LIST}file/save/", at=LIST, kept="{").status_code == 400


@pytest.mark.parametrize(("kind", "name"), [("xliff", "a.xlf"), ("po", "a.po")])
def test_commands_take_a_translation_out_and_into_content_files(desk_app, tmp_path, kind, name):
    folder, file = tmp_path / "guides", tmp_path / name
    write_guides(make_library(), folder)
    data = str(desk_app.extensions[EXTENSION].site.data)
    run = CliRunner().invoke
    made = run(main, ["export", kind, "es-soria", "ar", "--data", data, "-o", str(file)])
    assert made.exit_code == 0, made.output
    assert "5 sentences, 2 of them without a translation" in made.output
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = run(main, ["import", kind, str(file), "--to", str(folder)])
    assert done.exit_code == 0, done.output
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    file.write_text(file.read_text("utf-8").replace("خذ جواز سفرك.", "خذ جواز السفر."), "utf-8")
    done = run(main, ["import", kind, str(file), "--to", str(folder)])
    assert "1 sentences written" in done.output
    entry = next(one for one in read_guides(folder).entries if one.slug == "account")
    assert "خذ جواز السفر." in entry.text("ar").body
    assert entry.text("es") == make_library().entries[0].text("es")
    changed = [path.name for path, data in before.items() if path.read_bytes() != data]
    assert changed == ["ar.md"]


def test_commands_refuse_in_one_line_and_change_nothing(desk_app, tmp_path):
    folder, file = tmp_path / "guides", tmp_path / "a.po"
    write_guides(make_library(), folder)
    run = CliRunner().invoke
    data = ["--data", str(desk_app.extensions[EXTENSION].site.data)]
    for wrong in (["es-nowhere", "ar"], ["es-soria", "xx"], ["es-soria", "ar", "--source", "xx"]):
        made = run(main, ["export", "po", *wrong, *data, "-o", str(file)])
        assert (made.exit_code, len(made.output.strip().splitlines())) == (1, 1), made.output
    file.write_text("nonsense")
    for path in (file, tmp_path / "none.po"):
        done = run(main, ["import", "po", str(path), "--to", str(folder)])
        assert (done.exit_code, len(done.output.strip().splitlines())) == (1, 1), done.output


def removal_of(database, person, key):
    return save_draft(database, person, begin(database, person, key, "es-soria"), None, version=0, clock=now)


def test_entry_that_ones_draft_removes_is_named_and_the_rest_is_taken(client, database):
    text = download(client, "po").replace("الحساب", "حساب بنكي")
    removal_of(database, find_person(database, 1), BUS)
    response = upload(client, text)
    assert response.status_code == 200
    assert "Your draft takes this page away. Give the draft up first." in text_of(response)
    assert save(client, response).status_code == 303
    assert open_draft(database, KEY, 1).data


def test_entry_that_can_no_longer_be_saved_leaves_the_rest_of_the_file_whole(client, database):
    text = download(client, "po").replace("الحساب", "حساب بنكي")
    assert 'msgid "El autobús"\nmsgstr ""' in text
    response = upload(
        client, text.replace('msgid "El autobús"\nmsgstr ""', 'msgid "El autobús"\nmsgstr "الحافلة"')
    )
    removal_of(database, find_person(database, 1), KEY)
    done = save(client, response)
    assert done.status_code == 303
    assert "changed meanwhile" in text_of(client.get(done.headers["Location"]))
    assert open_draft(database, KEY, 1).data is None
    assert open_draft(database, BUS, 1).data
