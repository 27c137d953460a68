"""Phone and server analyse alike: whole vocabularies and alphabets through both."""

from __future__ import annotations

import json
from pathlib import Path
from unicodedata import ucd_3_2_0

import pytest
from search_vectors import ROOT, VECTORS, ask_javascript

from orientation.search.analysis import terms
from orientation.search.endings import ENDINGS
from orientation.search.fold import fold, language, tokens
from orientation.search.stem import STEMMERS

# 2,000 words each: pick_words.py. Afghan Persian is compared on the Persian ones and on our own texts.
LISTED = ("ar", "de", "el", "en", "es", "fa", "fa-AF", "fr", "pl", "ru", "tr", "uk", "ur")
# wordfreq has no list, so only the words of our own texts. Amharic has not even those: vectors/search/terms.json alone.
OWN_TEXTS_ALONE = {"ps": 1_000, "so": 1_000, "ti": 1_000}  # at least so many different words
TEXTS_MAX = 400
# Of Unicode 3.2: what later ones are depends on the Unicode that an interpreter or a browser knows.
OLD_CHARACTERS = [c for c in map(chr, range(0x20, 0x2FA20)) if ucd_3_2_0.category(c) not in ("Cn", "Cs")]


def _own_texts(locale: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((ROOT / "guides").rglob(f"{locale}.md"))]


def _shared_texts(locale: str) -> list[str]:
    """Return the pages and questions of a German county, where they lie beside the project."""
    path = ROOT.parent / "shared" / "data" / "search" / f"{locale}.json"
    if not path.exists():
        return []
    data = json.loads(path.read_text("utf-8"))
    return [document["text"] for document in data["docs"]] + [asked["question"] for asked in data["queries"]]


def _listed_words(locale: str) -> list[str]:
    path = VECTORS / "words" / f"{language(locale)}.txt"
    return path.read_text("utf-8").split() if path.exists() else []


def _words_of_texts(locale: str) -> list[str]:
    texts = (_own_texts(locale) + _shared_texts(locale))[:TEXTS_MAX]
    return [word for text in texts for word in text.split()]


@pytest.mark.parametrize("locale", [*LISTED, *OWN_TEXTS_ALONE])
def test_words_have_the_same_terms_on_phone_and_server(locale: str) -> None:
    words = sorted({*_listed_words(locale), *_words_of_texts(locale)})
    answers = ask_javascript([("terms", word, locale) for word in words], [locale])
    differing = {
        word: (list(terms(word, locale)), answer)
        for word, answer in zip(words, answers, strict=True)
        if list(terms(word, locale)) != answer
    }
    assert differing == {}


@pytest.mark.parametrize("locale", LISTED)
def test_two_thousand_words_of_a_listed_language_are_compared(locale: str) -> None:
    words = _listed_words(locale)
    assert (len(words), len(set(words))) == (2_000, 2_000)


@pytest.mark.parametrize("locale", OWN_TEXTS_ALONE)
def test_languages_without_a_list_are_compared_on_our_texts(locale: str) -> None:
    assert len(set(_words_of_texts(locale))) >= OWN_TEXTS_ALONE[locale]


@pytest.mark.parametrize("locale", ENDINGS)
def test_every_ending_is_cut_on_phone_and_server(locale: str) -> None:
    endings = fold(ENDINGS[locale]).split()
    answers = ask_javascript([("terms", f"xxx{ending}", locale) for ending in endings])
    cut = [[f"xxx{ending}", "xxx"] for ending in endings]
    assert cut == answers == [list(terms(f"xxx{ending}", locale)) for ending in endings]


def test_every_old_character_folds_the_same() -> None:
    answers = ask_javascript([("fold", f"a{character}b") for character in OLD_CHARACTERS])
    differing = [
        hex(ord(c)) for c, answer in zip(OLD_CHARACTERS, answers, strict=True) if fold(f"a{c}b") != answer
    ]
    assert differing == []


@pytest.mark.parametrize("locale", ["en", "fa"])
def test_every_old_character_parts_words_the_same(locale: str) -> None:
    answers = ask_javascript([("tokens", f"a{character}b", locale) for character in OLD_CHARACTERS])
    differing = [
        hex(ord(c))
        for c, a in zip(OLD_CHARACTERS, answers, strict=True)
        if list(tokens(f"a{c}b", locale)) != a
    ]
    assert differing == []


def test_every_stemmer_of_the_server_has_its_script() -> None:
    scripts = ask_javascript([("stemmerScript", locale) for locale in (*sorted(STEMMERS), "pl", "fa-AF")])
    folder = Path(ROOT / "static" / "vendor" / "snowball")
    assert [(folder / script).is_file() for script in scripts[:-2]] == [True] * len(STEMMERS)
    assert scripts[-2:] == ["", ""]
