"""The inbox: who reads what readers say, who answers, and how the answer finds its phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from desk_builders import add, sign_in, text_of
from voice_builders import NOW, TOKEN, curator, database_of, now, publish_all, say, voice

from orientation.desk import voices
from orientation.domain.roles import Grant
from orientation.errors import NotAllowed
from orientation.store.audit import recent_acts

EVIL = '<script>alert(1)</script> "><img src=x onerror=alert(1)>'


@pytest.fixture
def app(desk_app):
    publish_all(desk_app)
    return desk_app


def first_voice(app) -> int:
    return int(database_of(app).execute("SELECT min(id) FROM voices").fetchone()[0])


def answers(app, *tokens):
    return app.test_client().get("/answers/", query_string={"t": tokens}).get_json()


def test_curator_finds_what_is_said_with_its_page_and_language(app):
    _, client = curator(app)
    say(app, words="Es el 975.")
    told = text_of(client.get("/desk/inbox/"))
    for words in ("La cuenta", "Es el 975.", "Phone number", "Español", "edition 7"):
        assert words in told
    assert 'href="/desk/mend/?page=/es/es-soria/banking/account/"' in told


def test_inbox_calls_a_region_by_its_name(app):
    _, client = curator(app)
    say(app, words="Es el 975.")
    told = text_of(client.get("/desk/inbox/"))
    assert "<bdi>Soria</bdi>" in told
    assert ">es-soria<" not in told


def test_suggester_reads_no_inbox(app):
    _, client = curator(app, role="suggester")
    assert client.get("/desk/inbox/").status_code == 403


def test_curator_reads_and_answers_their_own_regions_alone(app):
    _, client = curator(app, region="es-teruel")
    ana, _ = curator(app, "Bea")
    say(app, words="Es el 975.")
    assert "975" not in text_of(client.get("/desk/inbox/"))
    assert client.get("/desk/inbox/?region=es-soria").status_code == 403
    sent = client.send(f"/desk/inbox/{first_voice(app)}/", at="/desk/me/", answer="changed")
    assert sent.status_code == 403
    assert voices.read_inbox(database_of(app), ana).voices[0].answer == ""


def test_curator_of_everything_filters_by_region(app):
    _, client = curator(app, region="*")
    say(app, words="Es el 975.")
    say(app, "/es/es-teruel/say/", words="Es el 978.")
    told = text_of(client.get("/desk/inbox/?region=es-teruel"))
    assert "978" in told
    assert "975" not in told


def test_stored_markup_of_readers_stays_text(app):
    ana, client = curator(app, role="administrator")
    voices.name_readers(database_of(app), ana, "es-soria", [ana.id], clock=now)
    say(app, words=EVIL)
    say(app, words=EVIL, risk="1")
    say(app, kind="searched", words=EVIL)
    for path in ("/desk/inbox/", "/desk/in/es-soria/looked-for/"):
        told = text_of(client.get(path))
        assert "<script>alert" not in told
        assert "<img src=x" not in told


@pytest.mark.parametrize("answer", ["changed", "right"])
def test_answer_closes_and_finds_the_phone_by_its_secret(app, answer):
    _, client = curator(app)
    say(app, words="Es el 975.", token=TOKEN)
    assert answers(app, TOKEN) == {TOKEN: ""}
    response = client.send(f"/desk/inbox/{first_voice(app)}/", at="/desk/inbox/", answer=answer)
    assert response.status_code == 303
    assert answers(app, TOKEN, "f" * 32) == {TOKEN: answer}
    assert "Es el 975." not in text_of(client.get("/desk/inbox/"))
    assert "Es el 975." in text_of(client.get("/desk/inbox/?answered=1"))


def test_looking_answers_and_leaves_it_open(app):
    _, client = curator(app)
    say(app, token=TOKEN)
    client.send(f"/desk/inbox/{first_voice(app)}/", at="/desk/inbox/", answer="looking")
    assert answers(app, TOKEN) == {TOKEN: "looking"}
    client.send(f"/desk/inbox/{first_voice(app)}/", at="/desk/inbox/", answer="changed")
    assert answers(app, TOKEN) == {TOKEN: "changed"}


def test_one_answer_reaches_all_who_said_the_same(app):
    _, client = curator(app)
    other = "a" * 32
    say(app, token=TOKEN)
    say(app, token=other)
    client.send(f"/desk/inbox/{first_voice(app)}/", at="/desk/inbox/", answer="right")
    assert answers(app, TOKEN, other) == {TOKEN: "right", other: "right"}


def test_closed_without_an_answer_can_be_opened_again(app):
    _, client = curator(app)
    say(app, token=TOKEN)
    number = first_voice(app)
    client.send(f"/desk/inbox/{number}/", at="/desk/inbox/", answer="close")
    assert answers(app, TOKEN) == {TOKEN: "closed"}
    client.send(f"/desk/inbox/{number}/", at="/desk/inbox/?answered=1", answer="reopen")
    assert answers(app, TOKEN) == {TOKEN: ""}


def test_second_of_two_who_answer_is_told(app):
    _, ana = curator(app)
    _, ben = curator(app, "Ben")
    say(app)
    path = f"/desk/inbox/{first_voice(app)}/"
    ana.send(path, at="/desk/inbox/", answer="right")
    ben.send(path, at="/desk/me/", answer="changed")
    assert "Somebody else answered this a moment ago." in text_of(ben.get("/desk/inbox/"))


def test_answer_that_is_not_ready_made_is_refused(app):
    _, client = curator(app)
    say(app)
    sent = client.send(f"/desk/inbox/{first_voice(app)}/", at="/desk/inbox/", answer=EVIL)
    assert sent.status_code == 400
    assert client.send("/desk/inbox/99/", at="/desk/inbox/", answer="right").status_code == 404


def test_person_at_risk_is_read_by_the_named_alone_and_stands_on_top(app):
    ana, first = curator(app, role="administrator")
    _, second = curator(app, "Ben")
    voices.name_readers(database_of(app), ana, "es-soria", [ana.id], clock=now)
    say(app, words="Una mujer sola.", risk="1")
    say(app, words="Es el 975.")
    told = text_of(first.get("/desk/inbox/"))
    assert told.index("Una mujer sola.") < told.index("Es el 975.")
    other = text_of(second.get("/desk/inbox/"))
    assert "Una mujer sola." not in other
    assert "One reader says that a person may be at risk." in other
    sent = second.send(f"/desk/inbox/{first_voice(app)}/", at="/desk/inbox/", answer="close")
    assert sent.status_code == 403


def test_administrator_is_told_where_nobody_is_named(app):
    _, client = curator(app, role="administrator")
    say(app, words="Una mujer sola.", risk="1")
    told = text_of(client.get("/desk/inbox/"))
    assert "Una mujer sola." not in told
    assert "Nobody is named yet." in told


def test_two_persons_at_most_are_named_and_only_such_as_answer_readers_there(app):
    _, client = curator(app, role="administrator")
    ids = [add(app, name, Grant("curator", "es-soria")).id for name in ("Ben", "Cleo", "Dora")]
    stranger = add(app, "Egon", Grant("curator", "es-teruel")).id
    path = "/desk/in/es-soria/people-at-risk/"
    assert client.send(path, person=ids).status_code == 400
    assert client.send(path, person=[stranger]).status_code == 400
    assert client.send(path, person=ids[:2]).status_code == 303
    named = voices.named_readers(database_of(app), "es-soria")
    assert [one.name for one in named] == ["Ben", "Cleo"]


def test_curator_names_nobody(app):
    _, client = curator(app)
    assert client.get("/desk/in/es-soria/people-at-risk/").status_code == 403
    assert client.send("/desk/in/es-soria/people-at-risk/", at="/desk/me/", person="1").status_code == 403


def test_named_person_who_lost_the_role_reads_nothing_more(app):
    ana, _ = curator(app, role="administrator")
    voices.name_readers(database_of(app), ana, "es-soria", [ana.id], clock=now)
    say(app, words="Una mujer sola.", risk="1")
    database_of(app).execute("DELETE FROM grants WHERE person = ?", (ana.id,))
    add(app, "Ben", Grant("curator", "es-soria"))
    assert voices.named_readers(database_of(app), "es-soria") == ()
    assert sign_in(app, "Ana").get("/desk/inbox/").status_code == 403


def test_words_looked_for_are_told_roughly_and_taken_off(app):
    _, client = curator(app)
    for n in range(12):
        voices.take_looked_for(database_of(app), "es-soria", "es", "piscina", clock=now)
        if n < 3:
            voices.take_looked_for(database_of(app), "es-soria", "es", "guardería", clock=now)
    told = text_of(client.get("/desk/in/es-soria/looked-for/"))
    assert ">12<" in told
    assert ">&lt;10<" in told
    assert ">3<" not in told
    client.send("/desk/in/es-soria/looked-for/", locale="es", words="piscina")
    assert 'lang="es" dir="auto">piscina' not in text_of(client.get("/desk/in/es-soria/looked-for/"))


def test_suggester_sees_no_words_looked_for(app):
    ana, client = curator(app, role="suggester")
    assert client.get("/desk/in/es-soria/looked-for/").status_code == 403
    with pytest.raises(NotAllowed):
        voices.forget_looked_for(database_of(app), ana, "es-soria", "es", "x")


def test_unknown_region_is_not_found(app):
    _, client = curator(app, region="*")
    assert client.get("/desk/in/nowhere/looked-for/").status_code == 404
    assert client.get("/desk/in/es/looked-for/").status_code == 404  # a country has no readers of its own


def test_what_was_done_is_noted_without_a_readers_words(app):
    _, client = curator(app)
    say(app, words="Es el 975.")
    client.send(f"/desk/inbox/{first_voice(app)}/", at="/desk/inbox/", answer="right")
    (act, *_) = recent_acts(database_of(app), count=1)
    assert (act.action, act.subject) == ("answer right", f"voice {first_voice(app)}")


def test_answers_are_forgotten_after_their_time(app):
    ana, _ = curator(app)
    database = database_of(app)
    voices.take_voice(database, voice(), token=TOKEN, clock=now)
    voices.answer_voice(database, ana, first_voice(app), "right", clock=now)
    voices.forget_old_voices(database, clock=lambda: NOW + timedelta(days=180))
    assert answers(app, TOKEN) == {TOKEN: "right"}
    voices.forget_old_voices(database, clock=lambda: NOW + timedelta(days=181))
    assert answers(app, TOKEN) == {}


def test_inbox_asks_few_questions_however_full_it_is(app):
    ana, _ = curator(app)
    database = database_of(app)
    for n in range(120):
        voices.take_voice(database, voice(text=str(n)), token="", clock=now)
    asked: list[str] = []
    database.conn.set_trace_callback(asked.append)
    found = voices.read_inbox(database, ana, number=1)
    database.conn.set_trace_callback(None)
    assert len(found.voices) == voices.PER_PAGE
    assert found.more
    assert found.voices[0].voice.text == "69"
    assert len(asked) <= 5


def test_secrets_out_of_form_are_not_looked_up(app):
    assert answers(app, "x", "' OR 1=1", "0" * 33) == {}
