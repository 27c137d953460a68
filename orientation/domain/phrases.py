"""Sentences to say or to show, at the counter and on the phone."""

from __future__ import annotations

from dataclasses import dataclass

from orientation.domain.locale import Names

SITUATIONS = ("emergency", "phone", "doctor", "town-hall", "bank", "bus", "school")  # as the page has them
LANGUAGE = "language"  # phrases that only name a reader's language, for the slot of another
OPENING = "opening"  # the phrase that a call begins with
SLOT = "{language}"  # in the host language's words of a phrase: the language the reader speaks


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in the host language, and what it means."""

    layer: str
    slug: str
    situation: str  # one of SITUATIONS, or LANGUAGE
    texts: Names
    order: int = 0
    ipa: Names = ()  # how the texts sound, where they are of a host language; a machine's work


def language_slug(locale: str) -> str:
    """Return the slug of the phrase that names a reader's language.

    >>> language_slug("fa-AF")
    'language-fa-af'
    """
    return f"{LANGUAGE}-{locale.lower()}"
