"""Stem folded words: with Snowball 3.0.1, the release that static/vendor/snowball/ was generated from, or by endings.

The stemmer classes are imported one by one: `snowballstemmer.stemmer()` silently takes PyStemmer, another
release with other stems, where that is installed.
"""

from __future__ import annotations

from snowballstemmer.arabic_stemmer import ArabicStemmer
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.french_stemmer import FrenchStemmer
from snowballstemmer.german_stemmer import GermanStemmer
from snowballstemmer.greek_stemmer import GreekStemmer
from snowballstemmer.russian_stemmer import RussianStemmer
from snowballstemmer.spanish_stemmer import SpanishStemmer
from snowballstemmer.turkish_stemmer import TurkishStemmer

from orientation.search.endings import without_ending

# Language -> stemmer, only where the same release exists in JavaScript; others: endings.py, or folded alone.
STEMMERS = {
    "ar": ArabicStemmer,
    "de": GermanStemmer,
    "el": GreekStemmer,
    "en": EnglishStemmer,
    "es": SpanishStemmer,
    "fr": FrenchStemmer,
    "ru": RussianStemmer,
    "tr": TurkishStemmer,
}


def stem(word: str, language: str) -> str:
    """Return the stem of a folded word, or the word where the language has no stemmer.

    >>> stem("policias", "es"), stem("szpitale", "pl"), stem("buugag", "so")
    ('polici', 'szpital', 'buugag')
    """
    stemmer = STEMMERS.get(language)
    if stemmer is None:
        return without_ending(word, language)
    return str(stemmer().stemWord(word))  # a new one each time: stemmers keep state and threads meet here
