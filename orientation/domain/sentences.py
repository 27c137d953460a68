"""A text's Markdown as sentences, with all that stands around them, so that it can be put together again.

Blocks are headings, paragraphs, list items, quotes and table cells. Sentences end where the writing of their script
ends them (Latin, Cyrillic, Greek, Arabic, Ethiopic, Devanagari, Han). `{name}` stays in its sentence as it is: a fact
that changes changes no sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

PLACEHOLDER = re.compile(r"\{([a-z0-9_]+|place\.[a-z0-9-]+\.[a-z_]+)\}")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = re.compile(
    r"[ \t]*(?:>[ \t]*|[-*+](?=[ \t\n])[ \t]*|[0-9]{1,9}[.)](?=[ \t\n])[ \t]*)*(?:#{1,6}(?=[ \t\n])[ \t]*)?"
)
_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*")  # the line below a table's head
_CELL = re.compile(r"(?:\\.|[^|\\\n])+")
_OPENING = "\"'«“‘„([{*_¿¡"
_END = re.compile(
    r"(?:[.!?…؟۔።፧।]+|(?<=[Ͱ-Ͽἀ-῿]);|\u037e)[\"'»”’“)\]*_]*(?=\s)"  # in Greek ; asks
    r"|[。！？]+[」』”）]*"
)
# What a full stop ends without ending the sentence, in the languages on offer.
_SHORT = "sr sra sres dr dra av avda tel tfno art núm nr ul al os np tzw tj św mr mrs ms st mme mlle κα λεωφ τηλ αρ вул тел ім"
_ABBREVIATIONS = frozenset(_SHORT.split())


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, quote or table cell."""

    kind: str  # heading, paragraph, item, quote, cell
    head: str  # all that stands between the words before and these: "\n\n## "
    sentences: tuple[str, ...]  # at least one
    gaps: tuple[str, ...]  # the white space between them, one fewer

    @property
    def words(self) -> str:
        """Return the block without its head."""
        gaps = ("", *self.gaps)
        return "".join(gap + one for gap, one in zip(gaps, self.sentences, strict=True))


@dataclass(frozen=True, slots=True)
class Parts:
    """A body taken apart."""

    blocks: tuple[Block, ...]
    tail: str  # what follows the last words


@lru_cache(maxsize=4096)  # as many texts as a large region's guide has in eight languages
def split(body: str) -> Parts:
    """Return a body as blocks of sentences: `join(split(body)) == body` for every string.

    >>> [block.sentences for block in split("Call {phone}. It is free.\\n\\n- Go. Wait.").blocks]
    [('Call {phone}.', 'It is free.'), ('Go.', 'Wait.')]
    """
    blocks, at = [], 0
    for kind, start, end in _spans(body):
        head, at = body[at:start], end
        ends = list(_ends(body[start:end]))
        starts = [0, *(after for _, after in ends)]
        stops = [*(before for before, _ in ends), end - start]
        sentences = tuple(body[start + one : start + other] for one, other in zip(starts, stops, strict=True))
        gaps = tuple(body[start + one : start + other] for one, other in ends)
        blocks.append(Block(kind, head, sentences, gaps))
    return Parts(tuple(blocks), body[at:])


def join(parts: Parts) -> str:
    """Return the body that `split` took apart."""
    return "".join(block.head + block.words for block in parts.blocks) + parts.tail


@lru_cache(maxsize=65_536)
def placeholders(sentence: str) -> tuple[str, ...]:
    """Return the names of the values that a sentence shows, sorted, each as often as it stands there."""
    return tuple(sorted(PLACEHOLDER.findall(sentence.replace("{{", ""))))


@lru_cache(maxsize=65_536)
def fingerprint(sentence: str) -> str:
    """Return 16 hexadecimal digits that tell a sentence from others, however its white space is."""
    return hashlib.blake2b(tidy(sentence).encode(), digest_size=8).hexdigest()


def tidy(sentence: str) -> str:
    """Return a sentence in one line."""
    return " ".join(sentence.split())


def _spans(body: str) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) of the words of each block, in order; never an empty one."""
    kind, start, end = "", 0, 0  # of the block that lines may go on
    for line in _LINE.finditer(body):
        mark = _MARK.match(line[0])
        assert mark
        words = line[0][mark.end() :].strip()
        goes_on = kind in ("paragraph", "item", "quote") and not mark[0].strip()
        if words and goes_on and not words.startswith("|"):
            end = line.start() + len(line[0].rstrip())
            continue
        if kind:
            yield kind, start, end
        kind = ""
        if words.startswith("|"):
            yield from _cells(line[0], line.start())
        elif words:
            kind = _kind(mark[0])
            start = line.start() + mark.end() + _indent(line[0][mark.end() :])
            end = line.start() + len(line[0].rstrip())
    if kind:
        yield kind, start, end


def _kind(mark: str) -> str:
    if "#" in mark:
        return "heading"
    return "paragraph" if not mark.strip() else "quote" if set(mark.strip()) <= set("> \t") else "item"


def _cells(line: str, at: int) -> Iterator[tuple[str, int, int]]:
    if _RULE.fullmatch(line.rstrip()):
        return
    for cell in _CELL.finditer(line):
        words = cell[0].strip()
        if words:
            start = at + cell.start() + _indent(cell[0])
            yield "cell", start, start + len(words)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _ends(words: str) -> Iterator[tuple[int, int]]:
    """Yield (end of a sentence, start of the next) within a block."""
    start = 0
    for found in _END.finditer(words):
        end = found.end()
        rest = words[end:].lstrip()
        if rest and _is_end(words[start:end], rest, first=start == 0):
            yield end, len(words) - len(rest)
            start = len(words) - len(rest)


def _is_end(sentence: str, rest: str, *, first: bool) -> bool:
    """Tell whether a sentence ends before the rest: not after an abbreviation, not within brackets or bold words."""
    if rest.lstrip(_OPENING)[:1].islower():
        return False
    if any(sentence.count(one) > sentence.count(other) for one, other in ("[]", "()")):
        return False
    if sentence.count("**") % 2 or sentence.count("`") % 2:
        return False
    word = re.search(r"(\w+)\.$", sentence)
    if not word:
        return True
    is_number = first and word[1].isdigit() and sentence == word[0]
    is_initial = len(word[1]) == 1 and word[1].isalpha() and word[1].upper() != word[1].lower()
    return not (is_number or is_initial or word[1].lower() in _ABBREVIATIONS)


def sentences_in(body: str) -> Iterable[str]:
    """Return all sentences of a body, in order."""
    return (one for block in split(body).blocks for one in block.sentences)
