"""Phrases: one thing wrong per case, and what the shipped ones must have."""

from __future__ import annotations

from pathlib import Path

import pytest
from content_builders import FILES, TODAY, build_folder

from orientation.content.check import check
from orientation.content.read import read_guides
from orientation.domain.phrases import OPENING, SITUATIONS, SLOT

PATH = "es/phrases.toml"
GUIDES = Path(__file__).parents[2] / "guides"
HELP = """\
[help]
situation = "emergency"
order = 10
[help.texts]
en = "Help!"
es = "¡Ayuda!"
[help.ipa]
es = "aʝˈuða"
"""
READERS = {"en", "ar", "uk", "fr", "fa", "fa-AF", "ru", "ps", "so", "ti", "tr", "ur"}


def findings(folder: Path, phrases: str) -> list[str]:
    found = check(build_folder(folder, FILES | {PATH: phrases}), today=TODAY)
    return [str(one) for one in found if one.path == PATH]


def test_phrase_with_texts_and_sounds_is_right(tmp_path: Path) -> None:
    assert findings(tmp_path, HELP) == []


@pytest.mark.parametrize(
    ("was", "now", "finding"),
    [
        pytest.param(
            '"emergency"',
            '"market"',
            f"{PATH}:2: error: help.situation: 'market': write {' or '.join((*SITUATIONS, 'language'))}",
            id="situation nobody knows",
        ),
        pytest.param(
            "¡Ayuda!",
            "{language}",
            f"{PATH}:6: error: help.texts.es: braces stand only in 'opening', as {SLOT}; write it without",
            id="slot that nobody fills",
        ),
        pytest.param(
            '[help.ipa]\nes = "aʝˈuða"',
            '[help.ipa]\nar = "a"',
            f"{PATH}:8: error: help.ipa.ar: there is no text in 'ar' that sounds like this; remove it",
            id="sounds of no text",
        ),
        pytest.param(
            "aʝˈuða",
            "aʔ",
            f"{PATH}:8: error: help.ipa.es: nobody can spell 'ʔ'; `make ipa` writes it anew",
            id="sound that no table has",
        ),
        pytest.param(
            'es = "¡Ayuda!"\n[help.ipa]\nes = "aʝˈuða"\n',
            "",
            f"{PATH}:1: warning: help has no text in es",
            id="nothing to say at the counter",
        ),
        pytest.param(
            "en = ",
            "xx = ",
            f"{PATH}:5: error: texts.xx: unknown locale 'xx'; add it to locales.toml",
            id="locale nobody declared",
        ),
    ],
)
def test_finding_says_what_where_and_how_to_mend_it(tmp_path: Path, was: str, now: str, finding: str) -> None:
    assert findings(tmp_path, HELP.replace(was, now)) == [finding]


def test_locale_without_a_name_to_begin_a_call_with_is_warned_of(tmp_path: Path) -> None:
    opening = '[opening]\nsituation = "phone"\n[opening.texts]\nes = "Hablo {language}."\n'
    found = check(build_folder(tmp_path, FILES | {PATH: opening}), today=TODAY)
    assert [one.path for one in found if "language-ar" in str(one)] == ["es-x/layer.toml"]


def test_shipped_sentences_are_there_for_every_reader() -> None:
    shown = [phrase for phrase in read_guides(GUIDES).phrases if phrase.situation in SITUATIONS]
    shared = [phrase for phrase in shown if phrase.slug != OPENING]
    assert {phrase.situation for phrase in shared} == set(SITUATIONS)
    wanted = READERS | {"es", "el", "pl"}
    assert [phrase.slug for phrase in shared if wanted - set(dict(phrase.texts))] == []
