from __future__ import annotations

import doctest
import os
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import snowballstemmer
from search_vectors import ROOT, claims

from orientation.search import analysis, endings, fold, stem


@pytest.mark.parametrize("case", claims("fold"))
def test_fold_makes_spellings_equal(case: Any) -> None:
    assert fold.fold(case["text"]) == case["fold"]


@pytest.mark.parametrize("case", claims("fold"))
def test_folding_twice_changes_nothing(case: Any) -> None:
    assert fold.fold(case["fold"]) == case["fold"]


@pytest.mark.parametrize("case", claims("terms"))
def test_terms_are_the_shared_ones(case: Any) -> None:
    assert list(analysis.terms(case["text"], case["locale"])) == case["terms"]


@pytest.mark.parametrize("module", [fold, endings, stem, analysis], ids=lambda module: module.__name__)
def test_examples_in_docstrings_run(module: Any) -> None:
    tried = doctest.testmod(module)
    assert (tried.failed, tried.attempted > 0) == (0, True)


def test_query_repeats_no_word_and_remembers_the_last() -> None:
    query = analysis.parse_query("Fees, bank fees", "en")
    assert query == analysis.Query((("fees", "fee"), ("bank",)), "fees")


def test_query_without_words_is_empty() -> None:
    assert analysis.parse_query(" …?! ", "en") == analysis.Query((), "")


def test_one_letter_is_no_prefix() -> None:
    assert analysis.parse_query("b", "en").prefix == ""


def test_long_query_is_cut() -> None:
    assert len(analysis.parse_query(" ".join(map(str, range(100))), "en").words) == analysis.WORDS_MAX


def test_stems_are_our_release_even_beside_pystemmer(tmp_path: Path) -> None:
    (tmp_path / "Stemmer.py").write_text("def Stemmer(language): raise SystemExit('PyStemmer was used')")
    program = "import Stemmer; from orientation.search.stem import stem; print(stem('policias', 'es'))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT))), "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, encoding="utf-8"
    )
    assert (ran.stdout, ran.stderr) == ("polici\n", "")


def test_pystemmer_is_not_installed() -> None:
    """Whoever calls snowballstemmer.stemmer() would get another release, with other stems than the phones."""
    assert type(snowballstemmer.stemmer("english")).__module__ == "snowballstemmer.english_stemmer"


def test_snowball_is_the_release_of_the_vendored_scripts() -> None:
    readme = (ROOT / "static" / "vendor" / "snowball" / "README.md").read_text("utf-8")
    assert readme.startswith(f"Snowball {version('snowballstemmer')} ")


LONG = {
    "one letter": "a" * 200,
    "a ligature of eighteen letters": "\ufdfa" * 200,
    "half spaces": "ا\u200c" * 100,
    "one-letter words": "b " * 100,
    "squared words": "㌀" * 200,
}


@pytest.mark.parametrize("locale", ["ar", "en", "fa", "tr"])
@pytest.mark.parametrize("query", LONG.values(), ids=LONG)
def test_longest_query_is_looked_at_in_no_time(query: str, locale: str) -> None:
    start = time.process_time()
    asked = analysis.parse_query(query, locale)
    assert len(asked.words) <= analysis.WORDS_MAX
    assert time.process_time() - start < 0.1


def test_words_of_a_query_are_not_remembered() -> None:
    before = analysis._forms_in_texts.cache_info().currsize
    assert analysis.parse_query("xyzzyplugh", "en").words == (("xyzzyplugh",),)
    assert analysis._forms_in_texts.cache_info().currsize == before
