"""All that knows Whoosh: write an index of terms to a folder, fetch the documents that hold a term.

Whoosh gets lists of terms that we made ourselves, so its own analysers and stemmers are never used: its
Arabic stemmer crashes, its tokeniser parts words at vowel marks. Opening an index unpickles its schema: only
folders that we wrote.
"""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from orientation.search.analysis import Query, terms
from orientation.search.documents import Document
from orientation.search.near import nearest
from orientation.search.score import FIELDS, Candidate, Corpus

with (
    warnings.catch_warnings()
):  # its first compile on Python 3.12 warns of `is` with a literal, at six places
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    import whoosh.codec.whoosh3  # imported late by Whoosh itself, when the warnings are back
    import whoosh.fields
    import whoosh.index

_MEMORY_MB = 64  # a writer's, before it sorts on disk


def _schema() -> Any:
    searched = {field: whoosh.fields.KEYWORD() for field in FIELDS}
    kept = {name: whoosh.fields.STORED() for name in ("path", "lengths", "name", "text")}
    return whoosh.fields.Schema(**searched, **kept)


def write_index(folder: Path, documents: Sequence[Document], *, locale: str) -> Corpus:
    """Write the documents to an empty folder; return what they are in numbers."""
    totals = [0] * len(FIELDS)
    writer = whoosh.index.create_in(folder, _schema()).writer(limitmb=_MEMORY_MB)
    for document in documents:
        analysed = [list(terms(getattr(document, field), locale)) for field in FIELDS]
        lengths = [len(field_terms) for field_terms in analysed]
        totals = [total + length for total, length in zip(totals, lengths, strict=True)]
        writer.add_document(
            path=document.path,
            lengths=lengths,
            name=document.title,
            text=document.body,
            **{field: found for field, found in zip(FIELDS, analysed, strict=True) if found},
        )
    writer.commit()
    return Corpus(len(documents), tuple(totals))


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a document; plain texts."""

    title: str
    body: str


def _counters() -> tuple[Counter[str], ...]:
    return tuple(Counter() for _ in FIELDS)


class IndexVanished(Exception):  # caught in index.py, never leaves the folder
    """The folder holds no index (any more)."""


class OpenIndex:
    """An index opened for reading; stays readable when its folder is removed. Not for two threads at once."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self.corpus = corpus
        try:
            self._reader = whoosh.index.open_dir(folder, readonly=True).reader()
            self._scored = [(one["path"], one["lengths"]) for one in self._reader.all_stored_fields()]
        except (whoosh.index.EmptyIndexError, FileNotFoundError) as error:
            raise IndexVanished(str(folder)) from error
        self._docnums = {path: docnum for docnum, (path, _) in enumerate(self._scored)}

    def close(self) -> None:
        self._reader.close()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return every term of every field."""
        return frozenset(
            term.decode() if isinstance(term, bytes) else term
            for field in FIELDS
            for term in self._reader.lexicon(field)
        )

    def expand(self, query: Query, locale: str) -> Query:
        """Return the query with the nearest words that there are beside each word that stands nowhere."""
        words = tuple(
            word if self._stands(word, query.prefix) else (*word, *nearest(word[0], self.vocabulary, locale))
            for word in query.words
        )
        return Query(words, query.prefix)

    def _stands(self, word: tuple[str, ...], prefix: str) -> bool:
        if not self.vocabulary.isdisjoint(word):
            return True
        return word[0] == prefix and any(term.startswith(prefix) for term in self.vocabulary)

    def fetch(self, query: Query) -> tuple[Candidate, ...]:
        """Return every document that holds a form of the query's words, or a word with its prefix."""
        counts: defaultdict[int, tuple[Counter[str], ...]] = defaultdict(_counters)
        for number, field in enumerate(FIELDS):
            for key, term in self._wanted(field, query):
                for docnum, count in self._postings(field, term):
                    counts[docnum][number][key] += count
        return tuple(Candidate(*self._scored[docnum], found) for docnum, found in counts.items())

    def shown(self, path: str) -> Shown:
        """Return what is shown of a document; unpacked for the few that are, not for a hundred candidates."""
        stored = self._reader.stored_fields(self._docnums[path])
        return Shown(stored["name"], stored["text"])

    def _wanted(self, field: str, query: Query) -> Iterator[tuple[str, str | bytes]]:
        """Yield (name to count under, term in the index)."""
        for form in {form for word in query.words for form in word}:
            if (field, form) in self._reader:
                yield form, form
        if query.prefix and self.corpus.documents:
            for term in self._reader.expand_prefix(field, query.prefix):
                yield f"{query.prefix}*", term

    def _postings(self, field: str, term: str | bytes) -> Iterator[tuple[int, int]]:
        """Yield (document number, how often the term stands in its field)."""
        matcher = self._reader.postings(field, term)
        while matcher.is_active():
            yield matcher.id(), int(matcher.weight())
            matcher.next()
