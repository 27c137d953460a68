"""What a curator does between two editions: a sentence more in three entries, each of another topic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bench.measuring import MeasurementError
from orientation.domain.guide import Entry

_SENTENCES = (
    "Since {turn} October the office also answers the phone on Thursdays, from 2 to 6 pm.",
    "Bring a copy of every page: as of {turn} November nobody makes copies there.",
    "You need an appointment from {turn} December on; ask for one by e-mail.",
)


def edited(entries: Iterable[Entry], locale: str, *, turn: int) -> tuple[Entry, ...]:
    """Return three entries, each with a sentence more at the end of its text in a locale.

    Another turn (1 to 30) changes the same entries, with other words.
    Raises MeasurementError where there are fewer than three topics.
    """
    chosen = _middle_of_each_topic(entry for entry in entries if entry.text(locale))
    if len(chosen) < len(_SENTENCES):
        raise MeasurementError(f"{len(chosen)} topics have texts in {locale}")
    sentences = (sentence.format(turn=turn) for sentence in _SENTENCES)
    return tuple(_longer(entry, locale, sentence) for entry, sentence in zip(chosen, sentences, strict=False))


def _middle_of_each_topic(entries: Iterable[Entry]) -> list[Entry]:
    topics: dict[str, list[Entry]] = {}
    for entry in entries:
        topics.setdefault(entry.topic, []).append(entry)
    return [of_topic[len(of_topic) // 2] for of_topic in topics.values()]


def _longer(entry: Entry, locale: str, sentence: str) -> Entry:
    texts = (
        replace(text, body=f"{text.body}\n\n{sentence}") if text.locale == locale else text
        for text in entry.texts
    )
    return replace(entry, texts=tuple(texts))
