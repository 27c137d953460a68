"""Every code that the desk's forms can bring about has a sentence of the desk, in each of its languages."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from desk_builders import bundled
from flask import g

from orientation.desk.item_fields import Problem
from orientation.findings import ENGLISH, Said
from orientation.web.desk.problem_words import sentences, told_of_problem
from orientation.web.desk.words import LOCALES

# What no form can bring about: how a file is written, and kinds of items that the desk has no form for.
FILES_ALONE = {
    *(
        "no_utf8",
        "no_toml",
        "no_csv",
        "csv_header",
        "csv_columns",
        "csv_empty",
        "file_missing",
        "file_unread",
    ),
    *("front_open", "title_line_missing", "want_text", "want_flag", "want_list", "want_table", "want_tables"),
    *("unknown_field", "fact_name", "own_fact_name", "whole"),
    *("box", "country", "subdivision", "script", "timezone", "nuts"),
    *("reserved_topic", "no_layer", "layers_circle", "partial_strange"),
    *("braces", "sound_no_text", "sound_unknown", "phrase_unsaid", "language_unsaid"),
    *("no_step", "no_lawyer", "steps_same"),
    *("deadline_no_fact", "deadline_kind", "deadline_no_source", "deadline_memory"),
    *("typed", "said_only_here", "said_only_there", "headings"),
    *("timetable_over", "line_taken", "no_order", "no_stops", "no_stop", "no_days", "ends_before"),
    *("line_nameless", "two_stops", "stop_codes", "run_time", "also_time", "times_count", "times_back"),
}


def _names(code: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(ENGLISH[code]) if name}


def _placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", sentence))


@pytest.fixture
def desk_sentences(desk_app):
    with desk_app.test_request_context():
        yield sentences()


def test_every_code_has_a_sentence_of_the_desk_or_is_of_files_alone(desk_sentences):
    assert set(desk_sentences) | FILES_ALONE == set(ENGLISH) - {""}
    assert set(desk_sentences) & FILES_ALONE == set()


def test_desk_sentences_have_no_other_placeholders_than_their_english(desk_sentences):
    strange = {code: _placeholders(one) - _names(code) for code, one in desk_sentences.items()}
    assert {code: names for code, names in strange.items() if names} == {}


@pytest.mark.parametrize("locale", [one for one in LOCALES if one != "en"])
def test_desk_sentences_are_translated_with_the_same_placeholders(desk_sentences, locale):
    with (bundled("translations") / locale / "LC_MESSAGES" / "desk.po").open("rb") as file:
        known = {message.id: message.string for message in read_po(file)}
    for one in desk_sentences.values():
        assert known.get(one), one
        assert _placeholders(known[one]) == _placeholders(one)


def test_sentence_says_its_values_in_the_language_of_the_desk(desk_app):
    problem = Problem("schedule.ends", Said("ends_first", starts="10:00", ends="09:00").at("course"))
    with desk_app.test_request_context():
        g.desk_locale = "ar"
        assert told_of_problem(problem) == "يبدأ في الساعة 10:00، فلا يمكن أن ينتهي في الساعة 09:00."


def test_what_is_of_files_alone_is_said_in_the_english_of_the_checks(desk_app):
    with desk_app.test_request_context():
        assert told_of_problem(Problem("", Said("two_stops"))) == "write two stops or more"
