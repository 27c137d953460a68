"""Judged questions: pages to publish, what BM25 makes of them, and whether a difference is one.

A file holds {"docs": [{"id", "title", "text"}], "queries": [{"question", "id"}]}; its name is the locale.
"""

from __future__ import annotations

import json
import math
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orientation.domain.guide import Entry, Guides, Layer, Source, Text, Topic
from orientation.domain.locale import Locale
from orientation.search.fold import language, tokens
from orientation.search.stem import stem

REGION = "judged"
TOPIC = "services"
TYPO_MIN = 5  # letters of a word that gets an edit
_MARKUP = re.compile(r"([\\`*_\[\]<>#|!+=~-])")
_SOURCE = Source("https://example.org/", "judged")
_ARABIC = str.maketrans("أإآىة", "اااية")


@dataclass(frozen=True, slots=True)
class Judged:
    """One language's pages and questions."""

    locale: str
    docs: Sequence[dict[str, Any]]
    queries: Sequence[dict[str, Any]]

    @classmethod
    def read(cls, path: Path) -> Judged:
        value = json.loads(path.read_text("utf-8"))
        return cls(path.stem, value["docs"], value["queries"])

    def guides(self) -> Guides:
        """Return the pages as a region's guide, each an entry."""
        layer = Layer(
            REGION, (("en", "Judged"),), kind="region", timezone="UTC", host_locale=self.locale,
            locales=(self.locale,),
        )  # fmt: skip
        direction = "rtl" if self.locale in ("ar", "fa", "ps", "ur") else "ltr"
        locale = Locale(self.locale, self.locale, direction, "Zyyy")
        entries = tuple(sorted(map(self._entry, self.docs), key=lambda entry: entry.slug))
        return Guides((Topic(TOPIC, TOPIC, 10, (("en", "Services"),)),), (locale,), (layer,), entries=entries)

    def _entry(self, doc: dict[str, Any]) -> Entry:
        title, text = " ".join(doc["title"].split()), doc["text"].removeprefix(doc["title"])
        paragraphs = [_plain(line.strip()) for line in text.split("\n") if line.strip()]
        words = Text(self.locale, title, "\n\n".join(paragraphs) or "…")
        return Entry(REGION, TOPIC, slug(doc["id"]), self.locale, (words,), sources=(_SOURCE,))


def slug(number: object) -> str:
    """Return the slug of a page's entry."""
    return f"p{number}"


def _plain(line: str) -> str:
    """Return a line as Markdown that shows it as it is."""
    return _MARKUP.sub(r"\\\1", line.replace("{", "{{").replace("}", "}}"))


def bm25_ranks(judged: Judged) -> list[int]:
    """Return, for each question, at which place stemmed BM25 has the page; 0: not among ten. k1 1.2, b .75."""
    documents = [_stems(f"{doc['title']} {doc['text']}", judged.locale) for doc in judged.docs]
    average = sum(map(len, documents)) / len(documents)
    counts = [Counter(words) for words in documents]
    holding = Counter(word for words in documents for word in set(words))
    total = len(documents)

    def score(asked: Sequence[str], number: int) -> float:
        share = 1.2 * (0.25 + 0.75 * len(documents[number]) / average)
        held = [(holding[word], counts[number][word]) for word in asked if counts[number][word]]
        return sum(math.log(1 + (total - df + 0.5) / (df + 0.5)) * tf * 2.2 / (tf + share) for df, tf in held)

    ranks = []
    for query in judged.queries:
        asked = _stems(query["question"], judged.locale)
        order = sorted(range(total), key=lambda number: -score(asked, number))[:10]
        ranks.append(rank_of(query["id"], [judged.docs[number]["id"] for number in order]))
    return ranks


def _stems(text: str, locale: str) -> list[str]:
    return [stem(word, language(locale)) for word in tokens(text, locale)]


def rank_of(wanted: object, found: Sequence[object]) -> int:
    """Return the place of what is wanted, from 1; 0 where it is not found."""
    return list(found).index(wanted) + 1 if wanted in found else 0


def mrr(ranks: Sequence[int]) -> float:
    """Return the mean of the reciprocal ranks.

    >>> mrr([1, 2, 0, 0])
    0.375
    """
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


def bootstrap(ours: Sequence[int], theirs: Sequence[int], *, times: int = 10_000) -> tuple[float, float]:
    """Return the 95 % interval of our MRR less theirs, questions drawn in pairs."""
    differences = [
        (1 / one if one else 0) - (1 / other if other else 0) for one, other in zip(ours, theirs, strict=True)
    ]
    dice = random.Random(1)
    means = sorted(
        sum(dice.choices(differences, k=len(differences))) / len(differences) for _ in range(times)
    )
    return means[int(times * 0.025)], means[int(times * 0.975)]


def typos(judged: Judged) -> list[tuple[str, str]]:
    """Return (query, slug) for each page: its title without accents, one edit in each word of five letters or more."""
    dice = random.Random(1)
    made = []
    for doc in judged.docs:
        words = [_mistyped(word, dice) for word in doc["title"].split()]
        made.append((" ".join(words), slug(doc["id"])))
    return made


def _mistyped(word: str, dice: random.Random) -> str:
    marks = unicodedata.normalize("NFD", word) if word.isascii() or "LATIN" in _name(word) else word
    letters = [one for one in marks.translate(_ARABIC) if not unicodedata.combining(one)]
    if len(letters) < TYPO_MIN or not all(letter.isalpha() for letter in letters):
        return "".join(letters)
    at = dice.randrange(len(letters) - 1)
    match dice.randrange(4):
        case 0:
            del letters[at]
        case 1:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        case 2:
            letters[at] = dice.choice(letters)
        case _:
            letters.insert(at, dice.choice(letters))
    return "".join(letters)


def _name(word: str) -> str:
    return unicodedata.name(word[0], "") if word else ""
