"""Fold text so that spellings of the same word become equal; the same as static/js/search/fold.js.

Measured on some 40,000 words a language (docs: "Search"); vectors in tests/vectors/search/fold.json.
Stripping every mark would eat the vowels of Hindi and Bengali, so the marks that go are listed.
"""

from __future__ import annotations

import unicodedata

import regex  # its \p{L} is the one of ECMAScript; `re` has none

# Languages where an apostrophe belongs to the word (об'єкт, su'aal, Ankara'da); elsewhere it parts words.
_APOSTROPHE_IN_WORD = frozenset(("uk", "ru", "so", "ti", "am", "ar", "fa", "ps", "ur", "pl", "tr"))
# Before NFKC: it would turn U+00B4 into a space and an accent.
_APOSTROPHES = regex.compile("['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07]")
# Soft hyphen, joiners (not U+200C, the Persian half space), bidi controls, variation selectors.
_IGNORABLE = regex.compile(
    "[\u00ad\u034f\u061c\u180e\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
# Accents, Arabic vowel marks and tatweel, Ethiopic gemination, keycaps.
_MARKS = regex.compile(
    "[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u135d-\u135f\u20d0-\u20f0]"
)
_TOKEN = regex.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*(?:\u200c+[\\p{L}\\p{M}\\p{N}]+)*")
# Article with a clitic before it, or a clitic alone (and, so, with, like, for); what is left is a word.
_CLITICS = regex.compile("^(?:[وفبك]?ال(?=...)|لل(?=...)|[وفبكل](?=....))")

_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ς": "σ", "ґ": "г",
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي",
    "ک": "ك", "ڪ": "ك", "ګ": "گ",
    "ة": "ه", "ۃ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
}  # fmt: skip
# Arabic, Persian, Devanagari, Bengali, Gurmukhi, Burmese: the zeros; nine more follow each.
_ZEROS = (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0x1040)
# Syllables that sound alike in Amharic, eight to a row: ሐ ኀ -> ሀ, ሠ -> ሰ, ዐ -> አ, ፀ -> ጸ.
_ETHIOPIC_ROWS = ((0x1210, 0x1200), (0x1280, 0x1200), (0x1220, 0x1230), (0x12D0, 0x12A0), (0x1340, 0x1338))


def _fold_table() -> dict[int, str]:
    table = {ord(letter): plain for letter, plain in _LETTERS.items()}
    table |= {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
    table |= {row + i: chr(home + i) for row, home in _ETHIOPIC_ROWS for i in range(8)}
    return table


_TABLE = _fold_table()


def language(locale: str) -> str:
    """Return the language of a BCP 47 tag: "fa" for "fa-AF"."""
    return locale.partition("-")[0].lower()


def fold(text: str) -> str:
    """Return the text as it is compared: lower case, no accents and vowel marks, one letter for its variants.

    >>> fold("Łódź, Ωδός, مُسْتَشْفَى")
    'lodz, ωδοσ, مستشفي'
    """
    text = _IGNORABLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", text).translate(_TABLE)


def tokens(text: str, locale: str) -> tuple[str, ...]:
    """Return the folded words of a text, in order; a word with half spaces comes joined and in its parts."""
    apostrophe = "" if language(locale) in _APOSTROPHE_IN_WORD else " "
    found: list[str] = []
    for word in _TOKEN.findall(fold(_APOSTROPHES.sub(apostrophe, text))):
        parts = [part for part in word.split("\u200c") if part]
        found += ["".join(parts), *parts] if len(parts) > 1 else parts
    return tuple(found)


def without_clitics(word: str) -> str:
    """Return a folded Arabic word without article and one-letter clitics, where three or more letters stay.

    Source: the light stemming of Larkey, Ballesteros and Connell (2002), "light10", made more careful.
    """
    return _CLITICS.sub("", word)
