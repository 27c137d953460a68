"""Is a translated sentence such that it can stand where its source stands?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orientation.content.markup import is_external, spots
from orientation.content.values import any_text
from orientation.domain.sentences import placeholders, split, tidy
from orientation.domain.translation import Segment

SENTENCE_MAX = 4000  # characters: a whole block at most


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a sentence that somebody wrote."""

    kind: str  # values, title, markup, block, link, long
    detail: str = ""  # the names of values, a link's target

    def __str__(self) -> str:
        said = {
            "values": f"these values must be in it, as often as in the source: {self.detail or 'none'}",
            "title": "a title shows no values",
            "markup": f"only plain words, bold, italics and links: {self.detail}",
            "block": "it would begin a list, a heading or a table",
            "link": f"{self.detail} is no link that the source has",
            "long": f"longer than {SENTENCE_MAX} characters",
        }
        return said[self.kind]


def problem_with(part: Segment, words: str) -> Problem | None:
    """Return the first thing that is wrong with new words for a segment, None for nothing."""
    return next(_problems(part, tidy(words)), None)


def _problems(part: Segment, words: str) -> Iterator[Problem]:
    if len(words) > SENTENCE_MAX:
        yield Problem("long")
    if any_text(words):
        yield Problem("markup")
    if part.kind == "title":
        if "{" in words or "}" in words:
            yield Problem("title")
        return
    if part.source and placeholders(words) != placeholders(part.source):
        yield Problem("values", ", ".join(f"{{{name}}}" for name in placeholders(part.source)))
    shapes = ([("paragraph", "")], _shape(part.source))
    if _shape(words) not in shapes or (part.kind == "cell" and "|" in words):
        yield Problem("block")
    links = {spot.text for spot in spots(part.source) if spot.kind == "link"}
    for spot in spots(words):
        if spot.kind == "link" and spot.text not in links and not is_external(spot.text):
            yield Problem("link", spot.text)
        elif spot.kind not in ("link", "value"):
            yield Problem("markup", spot.text)


def _shape(words: str) -> list[tuple[str, str]]:
    return [(block.kind, block.head) for block in split(tidy(words)).blocks]
