"""Words of the index that a mistyped one may mean, or one typed in Latin letters; the same as static/js/search/near.js.

Asked only for a word that stands nowhere in the index. Vectors in tests/vectors/search/near.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from orientation.search.fold import language

NEAR_MAX = 8  # words
SHORTEST = 4  # letters of a word that may be mistyped
LONG = 8  # letters from which on two mistakes are forgiven
SHORTEST_LATIN = 3  # letters of a word that may be meant in another script

# How a word sounds, coarsely: what people write one for another becomes the same letter. The first table for the
# script of the index, the second for Latin letters that stand for it; longer pieces first.
_CYRILLIC = (
    "щ:s ж:z ч:c ш:s ц:c х:h г:h ю:u я:a є:e ё:e э:e е:e ї:i і:i и:i ы:i й:i а:a б:b в:v д:d з:z к:k л:l м:m н:n о:o"
    " п:p р:r с:s т:t у:u ф:f ь: ъ:"
)
_LATIN_FOR_CYRILLIC = "shch:s sch:s zh:z kh:h ts:c ch:c sh:s yu:u iu:u ju:u ya:a ia:a ja:a yo:e ye:e ie:e je:e yi:i y:i j:i g:h w:v x:ks q:k"
_GREEK = (
    "ου:u αι:e ει:i οι:i υι:i μπ:v ντ:d γκ:g γγ:g α:a β:v γ:g δ:d ε:e ζ:z η:i θ:t ι:i κ:k λ:l μ:m ν:n ξ:ks ο:o π:p ρ:r"
    " σ:s τ:t υ:i φ:f χ:h ψ:ps ω:o"
)
_LATIN_FOR_GREEK = "ou:u ai:e ei:i oi:i mp:v nt:d gk:g gg:g th:t ch:h kh:h ph:f x:ks y:i w:o b:v c:k q:k j:i"
_SOUNDS = {
    "uk": (_CYRILLIC, _LATIN_FOR_CYRILLIC),
    "ru": (_CYRILLIC, _LATIN_FOR_CYRILLIC),
    "el": (_GREEK, _LATIN_FOR_GREEK),
}
_DOUBLED = re.compile(r"(.)\1+")


def sound(word: str, table: str) -> str:
    """Return how a folded word sounds, in Latin letters.

    >>> sound("лікарня", _CYRILLIC), sound("likarnya", _LATIN_FOR_CYRILLIC)
    ('likarna', 'likarna')
    """
    pairs, pieces = _read(table)
    return _DOUBLED.sub(r"\1", pieces.sub(lambda found: pairs[found[0]], word))


@cache
def _read(table: str) -> tuple[dict[str, str], re.Pattern[str]]:
    pairs = dict(pair.split(":") for pair in table.split(" "))
    return pairs, re.compile("|".join(pairs))


def distance(one: str, other: str, *, most: int) -> int:
    """Return how many letters are wrong, missing, too many or swapped with their neighbour; more than `most` as most + 1.

    Optimal string alignment.

    >>> distance("medcio", "medico", most=2)
    1
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        further, before, row = before, row, [i + 1]
        for j, theirs in enumerate(other):
            cost = min(before[j] + (letter != theirs), before[j + 1] + 1, row[j] + 1)
            if i and j and letter == other[j - 1] and one[i - 1] == theirs:
                cost = min(cost, further[j - 1] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(word: str, vocabulary: Iterable[str], locale: str, further: int = 0) -> tuple[str, ...]:
    """Return the words of the vocabulary that a folded word stands for, nearest first; none where nothing is near.

    further: how many more mistakes than usual are forgiven.
    """
    tables = _SOUNDS.get(language(locale))
    if tables and re.fullmatch("[a-z]+", word):
        if len(word) < SHORTEST_LATIN:
            return ()
        heard = {term: sound(term, tables[0]) for term in vocabulary}
        return _nearest(sound(word, tables[1]), heard, further)
    return _nearest(word, {term: term for term in vocabulary}, further) if len(word) >= SHORTEST else ()


def _nearest(word: str, vocabulary: dict[str, str], further: int) -> tuple[str, ...]:
    """Return the keys whose values are nearest. vocabulary: term -> what is compared."""
    most = 0 if len(word) < SHORTEST else further + (1 if len(word) < LONG else 2)
    letters = set(word)
    found: list[tuple[int, str]] = []
    for term, compared in vocabulary.items():
        if abs(len(compared) - len(word)) > most or len(letters.symmetric_difference(compared)) > 2 * most:
            continue
        far = distance(word, compared, most=most)
        if far < most:
            most = far
        if far <= most:
            found.append((far, term))
    return tuple(term for far, term in sorted(found) if far == most)[:NEAR_MAX]
