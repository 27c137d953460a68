"""A sheet's own address -> what of it no longer holds. Twin: static/js/worker/sheet-check.js.

The address carries the edition and, for each piece on the sheet, a hash of where it stands, of its words and of each of
its facts; nothing is looked up by the sheet's name, so a phone that keeps the guide can answer without a network.

    ?s=T4XK2P.0AB12WORDFACTFACT.-3CD45ALLF

In base 32, so that a QR code packs it as alphanumeric: the edition (base 36); then a part for each piece: 5 letters of
its address, 4 of its words, 4 of each fact; or, after "-", 5 of its address and 4 of all its facts together.

A sheet in two languages names the other one, and tells of it in the same letters, of its own edition:

    ?with=es&s=T4XK2P.0AB12WORDFACT&t=T4XK2R.0AB12WORDFACT
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orientation.domain.address import within_guide
from orientation.domain.edition import Page
from orientation.domain.sheet_facts import ADDRESS, FACT, Line, Piece, code, fact_lines, pieces, words_code

LETTERS_MAX = 4096  # of what is read
PARTS_MAX = 80
FACTS_MAX = 20  # of one piece, told apart; of more there is one hash for all: a timetable
_WHOLE = re.compile(
    rf"[0-9A-Z]{{1,7}}(?:\.(?:-[0-9A-V]{{{ADDRESS + FACT}}}|[0-9A-V]{{{ADDRESS + FACT}}}(?:[0-9A-V]{{{FACT}}})*))+"
)


@dataclass(frozen=True, slots=True)
class Part:
    """What a sheet's address tells of one piece."""

    address: str  # letters
    words: str  # "" where it tells only of all facts together
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a sheet that is not as it was."""

    what: str  # changed, gone (what the sheet says is not there any more), words (only those)
    address: str  # within the guide, "" where the page is no longer there
    title: str  # "" where it is not known
    lines: tuple[str, ...] = ()  # HTML: the facts of today that are not on the sheet
    language: str = ""  # 'lang="es" dir="ltr"' where they are not in the guide's own


@dataclass(frozen=True, slots=True)
class Check:
    """What became of a sheet."""

    edition: int  # that it was printed from
    facts: int  # on the sheet
    changed: int  # of these
    changes: tuple[Change, ...]


def sheet_query(edition: int, taken: Sequence[Piece], *, letters_max: int = LETTERS_MAX) -> str:
    """Return what a sheet's address says behind "?s="; "" where not even the shortest fits.

    Where it would be too long, the pieces with most facts tell of them by one hash, one piece after another.
    """
    told = [_part(piece) for piece in taken]
    order = sorted(range(len(told)), key=lambda place: -len(told[place].facts))
    whole = {place for place in order if len(told[place].facts) > FACTS_MAX}
    for place in order:
        if len(_written(edition, told, whole)) > letters_max:
            whole.add(place)
    written = _written(edition, told, whole)
    return written if len(written) <= letters_max and 0 < len(told) <= PARTS_MAX else ""


def check_query(written: str, *, other: str = "", beside: str = "") -> str:
    """Return the query that asks of a sheet. other: its other language, "" for none; beside: what is told of that.

    >>> check_query("A.000000000", other="es", beside="B.000000000")
    'with=es&s=A.000000000&t=B.000000000'
    """
    return (f"with={other}&" if other else "") + f"s={written}" + (f"&t={beside}" if beside else "")


def other_check(written: str, *, locale: str, beside: str) -> str:
    """Return where the same is asked of a sheet's other language, within its guide; "" where nothing is told of it.

    written: what is told of the text in `locale`; beside: of the other.
    """
    if not read_sheet(beside):
        return ""
    return "sheet/check/?" + check_query(beside, other=locale, beside=written)


def read_sheet(written: str) -> tuple[int, tuple[Part, ...]] | None:
    """Return the edition and the parts that an address tells of; None where it is broken or not ours."""
    if len(written) > LETTERS_MAX or not _WHOLE.fullmatch(written):
        return None
    edition, *written_parts = written.split(".")
    parts = tuple(map(_read_part, written_parts))
    once = len({part.address for part in parts}) == len(parts)  # no sheet holds a thing twice
    return (int(edition, 36), parts) if len(parts) <= PARTS_MAX and once else None


def check_sheet(written: str, pages: Iterable[Page]) -> Check | None:
    """Return what changed since a sheet was printed. pages: all of today's edition.  None for a broken address."""
    read = read_sheet(written)
    if read is None:
        return None
    edition, parts = read
    known = _by_code(tuple(pages))
    told = [_compare(part, known.get(part.address)) for part in parts]
    return Check(
        edition,
        sum(len(part.facts) for part in parts),
        sum(changed for changed, _ in told),
        tuple(change for _, change in told if change),
    )


def _by_code(pages: tuple[Page, ...]) -> dict[str, Piece]:
    """Return today's pieces by the letters of their addresses; one that moved is found by its old one too."""
    known = {code(piece.address, ADDRESS): piece for page in pages for piece in pieces(page)}
    for page in (page for page in pages if page.kind == "moved"):
        target = within_guide(posixpath.normpath(posixpath.join(page.path, page.target)) + "/")
        piece = known.get(code(target, ADDRESS))
        if piece:
            known[code(within_guide(page.path), ADDRESS)] = piece
    return known


def _compare(part: Part, piece: Piece | None) -> tuple[int, Change | None]:
    """Return how many facts of a part changed, and what is to be told of it."""
    if piece is None or piece.gone:
        return len(part.facts), Change("gone", "", piece.title if piece else "")
    today = fact_lines(piece.html)
    codes = {line.code for line in today} if part.words else {_all(today)}
    changed = sum(fact not in codes for fact in part.facts)
    new = [line.html for line in today if line.code not in part.facts] if part.words or changed else []
    if changed or new:
        what = "changed" if new else "gone"
        return changed, Change(what, piece.address, piece.title, tuple(new), piece.language)
    same = part.words in ("", words_code(piece.html))
    return 0, None if same else Change("words", piece.address, piece.title, (), piece.language)


def _part(piece: Piece) -> Part:
    facts = tuple(line.code for line in fact_lines(piece.html))
    return Part(code(piece.address, ADDRESS), words_code(piece.html), facts)


def _all(lines: Iterable[Line]) -> str:
    return _of_all(line.code for line in lines)


def _of_all(codes: Iterable[str]) -> str:
    """Return one hash for all facts of a piece, whatever their order."""
    return code("".join(sorted(codes)), FACT)


def _written(edition: int, told: Sequence[Part], whole: set[int]) -> str:
    parts = (
        f"-{part.address}{_of_all(part.facts)}"
        if place in whole and part.facts
        else part.address + part.words + "".join(part.facts)
        for place, part in enumerate(told)
    )
    return ".".join((_base36(edition), *parts))


def _read_part(written: str) -> Part:
    bare = written.removeprefix("-")
    address, rest = bare[:ADDRESS], bare[ADDRESS:]
    letters = [rest[start : start + FACT] for start in range(0, len(rest), FACT)]
    if bare != written:
        return Part(address, "", tuple(letters))
    return Part(address, letters[0], tuple(letters[1:]))


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]
