"""What a reader says: the page that asks, what is taken, and how much."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from desk_builders import text_of
from voice_builders import NOW, SAY, TOKEN, database_of, now, publish_all, say, voice

from orientation.desk import voices
from orientation.errors import BadInput, TooManyTries
from orientation.store import voices as store
from orientation.web import voices as views


@pytest.fixture
def app(desk_app):
    publish_all(desk_app)
    return desk_app


def open_voices(app, **given):
    return store.voices_of(database_of(app), ["*"], risk_of=["es-soria", "es-teruel"], **given)


def test_entries_and_places_ask_whether_something_is_wrong_and_other_pages_do_not(app):
    client = app.test_client()
    link = 'href="/es/es-soria/say/?page='
    assert f'{link}banking/account/"' in text_of(client.get("/es/es-soria/banking/account/"))
    assert f'{link}places/"' in text_of(client.get("/es/es-soria/places/"))
    assert link not in text_of(client.get("/es/es-soria/"))


def test_page_that_asks_names_the_page_and_says_that_nobody_reads_at_once(app):
    told = text_of(app.test_client().get("/en/es-soria/say/?page=banking/account/"))
    assert 'name="page" value="banking/account/"' in told
    assert "In danger, call 112." in told
    assert "Do not write names or phone numbers of people." in told


def test_who_works_at_the_desk_is_led_on_to_the_page_s_numbers(app):
    link = 'href="/desk/mend/?page='
    told = text_of(app.test_client().get(f"{SAY}?page=banking/account/"))
    assert f'{link}/es/es-soria/banking/account/"' in told
    assert link not in text_of(app.test_client().get(SAY))


@pytest.mark.parametrize("wrong", ["nope/nope", "../../etc", "%00", "<script>alert(1)</script>", "a" * 3000])
def test_page_that_there_is_not_is_not_repeated(app, wrong):
    told = text_of(app.test_client().get(SAY, query_string={"page": wrong}))
    assert 'name="page" value=""' in told
    assert "alert(1)" not in told


def test_what_is_said_is_kept_with_its_page_and_day_and_nothing_else(app):
    assert say(app, words="Es el 975.", token=TOKEN).headers["Location"] == "/es/es-soria/say/?sent"
    (heard,) = open_voices(app)
    assert heard.voice == voice(fact="phone", text="Es el 975.")
    row = database_of(app).execute("SELECT * FROM voices").fetchone()
    assert "127.0.0.1" not in map(str, row)
    assert all(":" not in str(value) for value in row)  # no time of day
    assert TOKEN not in str(database_of(app).execute("SELECT * FROM voice_tokens").fetchall())


def test_reader_gets_no_cookie(app):
    assert "Set-Cookie" not in say(app).headers
    assert "Set-Cookie" not in app.test_client().get(SAY).headers


def test_script_is_answered_without_a_page(app):
    response = app.test_client().post(SAY, data={"kind": "helped"}, headers={"Accept": "text/plain"})
    assert (response.status_code, response.data) == (204, b"")


def test_same_words_again_are_counted(app):
    for _ in range(3):
        say(app, words="Es el 975.")
    say(app, words="Otro.")
    assert sorted(one.count for one in open_voices(app)) == [1, 3]


def test_voice_sent_twice_by_one_phone_counts_once(app):
    for _ in range(2):
        say(app, words="Es el 975.", token=TOKEN)
    assert [one.count for one in open_voices(app)] == [1]


def test_too_long_a_text_is_refused_with_what_was_written(app):
    response = say(app, words="<b>" + "x" * 500)
    assert response.status_code == 400
    assert "&lt;b&gt;xxx" in text_of(response)
    assert not open_voices(app)
    assert say(app, words="\r\n" * 200 + "x" * 500).status_code == 303  # a browser counts a line break once


@pytest.mark.parametrize(
    "fields", [{"kind": "other"}, {"kind": "missing"}, {"page": "../../desk/"}, {"page": "x/" * 9}]
)
def test_what_is_out_of_form_is_refused(app, fields):
    assert say(app, **fields).status_code == 400
    assert not open_voices(app)


def test_large_body_is_refused(app):
    assert say(app, words="x" * (views.BODY_MAX + 1)).status_code == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "null"}, 303),  # browsers that tell no more
    ],
)
def test_other_sites_cannot_speak_for_readers(app, headers, status):
    data = {"kind": "helped", "page": "banking/account/"}
    assert app.test_client().post(SAY, data=data, headers=headers).status_code == status


def test_one_address_cannot_say_without_end_and_no_address_is_saved(app):
    codes = [say(app, words=str(n)).status_code for n in range(22)]
    assert codes == [303] * 20 + [429] * 2
    dump = "\n".join(database_of(app).conn.iterdump())
    assert "127.0.0.1" not in dump


def test_of_too_many_the_oldest_that_only_helped_goes_first(app, monkeypatch):
    monkeypatch.setattr(voices, "OPEN_MAX", 3)
    monkeypatch.setattr(voices, "RISKS_MAX", 1)
    database = database_of(app)
    voices.take_voice(database, voice(kind="helped"), token="", clock=now)
    voices.take_voice(database, voice(text="a"), token="", clock=now)
    voices.take_voice(database, voice(text="b"), token="", clock=now)
    assert {one.voice.text for one in open_voices(app)} == {"a", "b"}
    with pytest.raises(TooManyTries):
        voices.take_voice(database, voice(text="c"), token="", clock=now)
    voices.take_voice(database, voice(text="c", risk=True), token="", clock=now)  # there is room for that
    assert len(open_voices(app)) == 3


def test_full_inbox_is_told_with_what_was_written(app, monkeypatch):
    monkeypatch.setattr(voices, "OPEN_MAX", 0)
    response = say(app, words="Es el 975.")
    assert response.status_code == 429
    assert "Es el 975." in text_of(response)


def test_old_voices_are_forgotten(app):
    database = database_of(app)
    voices.take_voice(database, voice(text="old"), token=TOKEN, clock=lambda: NOW - timedelta(days=366))
    voices.take_voice(database, voice(text="new"), token="", clock=now)
    voices.forget_old_voices(database, clock=now)
    assert [one.voice.text for one in open_voices(app)] == ["new"]
    assert voices.answers_for(database, [TOKEN]) == {}


def test_words_that_found_nothing_are_counted_without_a_token(app):
    database = database_of(app)
    for words in ("Piscina ", "piscina", "PISCINA"):
        assert say(app, kind="searched", words=words, token=TOKEN).status_code == 303
    (found,) = store.looked_for_in(database, "es-soria", limit=9)
    assert (found.words, found.count) == ("piscina", 3)
    assert database.execute("SELECT count(*) FROM voice_tokens").fetchone() == (0,)
    assert say(app, kind="searched", words=" ").status_code == 400


def test_no_results_page_offers_to_tell_it_and_sends_nothing_by_itself(app):
    client = app.test_client()
    told = text_of(client.get('/en/es-soria/search/?q=<xyzzy">'))
    assert "Tell the volunteers what I looked for: “<bdi>&lt;xyzzy&#34;&gt;</bdi>”" in told.replace(
        "&quot;", "&#34;"
    )
    assert "Tell the volunteers" not in text_of(client.get("/en/es-soria/search/?q=account"))
    assert store.looked_for_in(database_of(app), "es-soria", limit=9) == ()


def test_of_too_many_words_the_rarest_are_forgotten(app, monkeypatch):
    monkeypatch.setattr(voices, "LOOKED_FOR_MAX", 2)
    database = database_of(app)
    for words in ("a", "a", "b", "b", "c"):
        voices.take_looked_for(database, "es-soria", "es", words, clock=now)
    assert {one.words for one in store.looked_for_in(database, "es-soria", limit=9)} == {"a", "b"}


def test_words_out_of_bounds_are_refused(app):
    with pytest.raises(BadInput):
        voices.take_looked_for(database_of(app), "es-soria", "es", "x" * 201, clock=now)


def test_database_knows_only_the_three_kinds(app):
    with pytest.raises(sqlite3.IntegrityError):
        store.add_voice(database_of(app), voice(kind="rant"), token_hash="", day="2026-11-21")
