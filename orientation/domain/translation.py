"""A source's sentences beside those of another locale: which stands for which, and which was made from which.

Nothing here is a flag that somebody sets and forgets: a sentence's state follows from the two texts as they stand and
from the memory, the pairs (source sentence, target sentence) of which one was once made from the other. The memory is
read off an item's revisions (`remember`), so that who edits back gets back.

How the two are laid beside each other: blocks are matched in order, known pairs first, then the same kind of block
with the same values.
Within two matched blocks, sentences stand one to one where there are as many on both sides, or where all sentences of
one side are known. Otherwise the whole block counts as one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from orientation.domain.guide import Text
from orientation.domain.sentences import Block, fingerprint, placeholders, split, tidy

Memory = Mapping[tuple[str, str], str]  # fingerprints of (source, target) sentence -> "machine" or "checked"
STATES = ("missing", "outdated", "extra", "machine", "checked")  # the worst first
_KNOWN = 1000  # what is known outweighs any number of guesses


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of the source and the one that stands for it."""

    name: str  # the same for the same source sentence, wherever it stands: "s-0123456789abcdef-0"
    kind: str  # title, or as Block.kind
    source: str  # "": only the target has it
    target: str  # "": nobody wrote it yet
    state: str  # one of STATES

    @property
    def is_current(self) -> bool:
        return self.state in ("machine", "checked")


@dataclass(frozen=True, slots=True)
class Beside:
    """A block of the source beside its block of the target, with their segments in order."""

    source: Block | None
    target: Block | None
    segments: tuple[Segment, ...]


def lay_beside(source: Text, target: Text | None, memory: Memory) -> tuple[Beside, ...]:
    """Return two texts block by block, the titles first. target: None where there is no text yet."""
    ours = split(source.body).blocks
    theirs = split(target.body).blocks if target else ()
    pairs = [(_title(source), _title(target) if target else None), *_matched(ours, theirs, memory)]
    names = _Names()
    return tuple(Beside(one, other, tuple(_segments(one, other, memory, names))) for one, other in pairs)


def segments_of(source: Text, target: Text | None, memory: Memory) -> tuple[Segment, ...]:
    """Return two texts sentence by sentence, in the order of the source."""
    return tuple(one for beside in lay_beside(source, target, memory) for one in beside.segments)


def remember(
    memory: Memory, before: Text | None, source: Text | None, target: Text | None
) -> dict[tuple[str, str], str]:
    """Return the memory after a revision. before: the target as it was in the revision before.

    A sentence of the target that is new was made from the source as it stands beside it. Where a person has just said
    that the text is right, all of it was.
    """
    found = dict(memory)
    if source is None or target is None:
        return found
    read_anew = target.state == "checked" and (before is None or _reading(before) != _reading(target))
    old = {fingerprint(one) for one in said_in(before)} if before else set()
    state, added = "checked" if read_anew else "machine", True
    while added:  # what was learned may lay sentences that stand there twice beside others
        added = False
        for one in segments_of(source, target, found):
            pair = (fingerprint(one.source), fingerprint(one.target))
            is_made_now = one.source and one.target and (read_anew or pair[1] not in old)
            if is_made_now and found.get(pair) not in (state, "checked"):
                found[pair], added = state, True
    return found


def compose(beside: Sequence[Beside], said: Mapping[str, str], target: Text) -> Text:
    """Return the target with other sentences. said: by the segments' names; what is not named stays, "" goes.

    The markup comes from the target's blocks where it has them, else from the source's.
    """
    if all(said.get(part.name, part.target) == part.target for one in beside for part in one.segments):
        return target
    title = _new_sentences(beside[0], said)
    body, left_out, last = "", 0, ""
    first = next((one.target for one in beside[1:] if one.target), None)
    for one in beside[1:]:
        block = one.target or one.source
        assert block
        words, lines = _new_words(one, block, said), _lines(block)
        if body and one.target and one.target is first:
            lines = (_lines(one.source) if one.source else 0) or 2  # it was the first, and is no longer
        if not words and block.kind != "cell":
            left_out = max(left_out, lines)
            continue
        apart = 2 if left_out and last and last != block.kind else left_out
        body += "\n" * (max(apart, lines) - _lines(block)) + block.head + words
        left_out, last = 0, block.kind
    return replace(target, title=title[0] if title else "", body=(body + _tail(target, last)).strip())


def _lines(block: Block) -> int:
    """Return how many line ends stand before a block."""
    return len(block.head) - len(block.head.lstrip("\n"))


def _tail(target: Text, kind: str) -> str:
    """Return what ends a body whose last block is of that kind."""
    tail = split(target.body).tail
    if ("|" in tail) == (kind == "cell"):
        return tail
    return " |" if kind == "cell" else ""


def _new_words(one: Beside, block: Block, said: Mapping[str, str]) -> str:
    if one.target and all(said.get(part.name, part.target) == part.target for part in one.segments):
        return one.target.words
    sentences = _new_sentences(one, said)
    gaps = block.gaps if len(block.gaps) == len(sentences) - 1 else (" ",) * (len(sentences) - 1)
    return "".join(gap + word for gap, word in zip(("", *gaps), sentences, strict=False))


def _new_sentences(one: Beside, said: Mapping[str, str]) -> list[str]:
    words = (
        part.target if said.get(part.name, part.target) == part.target else tidy(said[part.name])
        for part in one.segments
    )
    return [word for word in words if word]


def _reading(text: Text) -> tuple[str, str, str]:
    return text.state, text.by, text.on


def _title(text: Text) -> Block:
    return Block("title", "", (text.title,), ())


def said_in(text: Text) -> tuple[str, ...]:
    """Return what stands in a text, sentence by sentence and block by block."""
    blocks = (_title(text), *split(text.body).blocks)
    return tuple(one for block in blocks for one in (*block.sentences, block.words))


def _matched(
    ours: Sequence[Block], theirs: Sequence[Block], memory: Memory
) -> Iterator[tuple[Block | None, Block | None]]:
    if [one.kind for one in ours] == [other.kind for other in theirs]:
        pairs = list(zip(ours, theirs, strict=True))
        if not memory or all(_is_known(one, other, memory) for one, other in pairs):
            yield from pairs  # the way it mostly is
            return
    yield from _aligned(ours, theirs, lambda one, other: _likeness(one, other, memory))


def _is_known(one: Block, other: Block, memory: Memory) -> bool:
    """Return whether one block was made from the other, sentence by sentence or as a whole."""
    if _knows(memory, one.words, other.words):
        return True
    return len(one.sentences) == len(other.sentences) and all(
        _knows(memory, here, there) for here, there in zip(one.sentences, other.sentences, strict=True)
    )


def _likeness(one: Block, other: Block, memory: Memory) -> int:
    """Return how much speaks for it that one block stands for the other: known sentences, the same kind and values."""
    guessed = (3 if one.kind == other.kind else 1) + (placeholders(one.words) == placeholders(other.words))
    if not memory:
        return guessed
    if _is_known(one, other, memory):
        return guessed + _KNOWN * len(one.sentences)
    known = sum(any(_knows(memory, here, there) for there in other.sentences) for here in one.sentences)
    return guessed + _KNOWN * known


def _segments(one: Block | None, other: Block | None, memory: Memory, names: _Names) -> Iterator[Segment]:
    block = one or other
    assert block
    for source, target in _sentence_pairs(one, other, memory):
        state = _state(source, target, memory)
        yield Segment(names.name(source, target), block.kind, source, target, state)


def _sentence_pairs(one: Block | None, other: Block | None, memory: Memory) -> list[tuple[str, str]]:
    if other is None:
        return [(sentence, "") for sentence in one.sentences] if one else []
    if one is None:
        return [("", other.words)]
    whole = [(one.words, other.words)]
    alike = len(one.sentences) == len(other.sentences)
    if alike:
        straight = list(zip(one.sentences, other.sentences, strict=True))
        if not memory or all(_knows(memory, here, there) for here, there in straight):
            return straight
    if _knows(memory, one.words, other.words):
        return whole
    pairs = list(_aligned(one.sentences, other.sentences, lambda here, there: _guess(memory, here, there)))
    if not alike and not _is_sure(pairs, memory):
        return whole
    return [(here or "", there or "") for here, there in pairs]


def _guess(memory: Memory, source: str, target: str) -> int:
    return _KNOWN if _knows(memory, source, target) else 1


def _is_sure(pairs: Sequence[tuple[str | None, str | None]], memory: Memory) -> bool:
    """Return whether each match is known, and one side has nothing besides."""
    guessed = any(here and there and not _knows(memory, here, there) for here, there in pairs)
    return not guessed and (
        all(here is not None for here, _ in pairs) or all(there is not None for _, there in pairs)
    )


def _knows(memory: Memory, source: str, target: str) -> bool:
    return (fingerprint(source), fingerprint(target)) in memory


def _state(source: str, target: str, memory: Memory) -> str:
    if not target:
        return "missing"
    if not source:
        return "extra"
    return memory.get((fingerprint(source), fingerprint(target)), "outdated")


class _Names:
    """Names segments by what stands in the source, and counts what stands there twice."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def name(self, source: str, target: str) -> str:
        name = f"s-{fingerprint(source)}" if source else f"x-{fingerprint(target)}"
        number = self._seen.get(name, 0)
        self._seen[name] = number + 1
        return f"{name}-{number}"


def _aligned(ours: Sequence, theirs: Sequence, likeness: Callable) -> Iterator[tuple]:  # type: ignore[type-arg]
    """Yield pairs in order, None where a side has nothing, so that the likeness of all pairs is greatest."""
    scores = [[likeness(one, other) for other in theirs] for one in ours]
    best = [[0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            best[i][j] = max(scores[i][j] + best[i + 1][j + 1], best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            yield ours[i], theirs[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield ours[i], None
            i += 1
        else:
            yield None, theirs[j]
            j += 1
    yield from ((one, None) for one in ours[i:])
    yield from ((None, other) for other in theirs[j:])
