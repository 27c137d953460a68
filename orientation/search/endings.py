"""Cut the endings of languages that Snowball 3.0.1 has no stemmer for; the same as in static/js/search/fold.js.

Of the endings that a word has, the longest goes, once, where three letters stay. What was measured stands in
docs/decisions/0014-light-stems.md.
"""

from __future__ import annotations

import re

from orientation.search.fold import fold

# Written as they are spelled: folding makes й of the tables и, and ї and ą plain, as it does in the words.
ENDINGS = {
    # The suffixes of Apache Lucene's PersianStemmer and what two of them make together: plurals, comparatives, ezafe.
    "fa": "ات ان تر ترین ها های هایی ی یی",
    # Declension of nouns and adjectives; those of Snowball's polish.sbl (after B. Kubiński's pl_stemmer), completed from
    # the grammar. Its conjugation, diminutives and word formation are left out.
    "pl": "a ą e ę i o u y em ie ia iu ią ię om ów ami ach owi iem iom iami iach"
    " ego iego emu iemu ej iej ym im ych ich ymi imi",
    # Declension of nouns and adjectives; those of V. Grichina's ukrainian-stemmer (2013), whose longest-ending rule this
    # is, completed from the grammar. Its conjugation is left out: with it, judged questions found no more.
    "uk": "а я у ю е є о и і ї ь й ом ем єм ам ям ою ею єю ові еві єві ів їв ей єй ами ями ах ях"
    " ий ій їй ого ього ому ьому им їм ім ими їми іми ої ьої ьою их їх іх",
}


def _pattern(endings: str) -> re.Pattern[str]:
    return re.compile(f"(...+?)(?:{fold(endings).replace(' ', '|')})")


_PATTERNS = {tongue: _pattern(endings) for tongue, endings in ENDINGS.items()}


def without_ending(word: str, language: str) -> str:
    """Return a folded word without its ending, or the word where it has none or the language no table.

    >>> without_ending("лікарні", "uk"), without_ending("лікарнями", "uk"), without_ending("дім", "uk")
    ('лікарн', 'лікарн', 'дім')
    """
    pattern = _PATTERNS.get(language)
    found = pattern.fullmatch(word) if pattern else None
    return found[1] if found else word
