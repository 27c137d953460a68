"""What readers say about a guide: that something is wrong, that it helped, that something is missing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from orientation.errors import BadInput

KINDS = ("wrong", "helped", "missing")
FACTS = ("phone", "hours", "address", "fee", "papers", "other")  # what is wrong
ANSWERS = ("changed", "right", "looking")  # ready-made, since nobody at the desk writes all locales
TEXT_MAX = 500  # characters
WORDS_MAX = 200  # of a search
_PATH = re.compile(r"(?:[a-z0-9-]+/){0,4}")
_SPACES = re.compile(r"[^\S\n]+|\n{3,}")


@dataclass(frozen=True, slots=True)
class Voice:
    """What one reader, or several with the same words, said. Nothing in it tells who."""

    region: str
    locale: str
    path: str  # within the guide, "banking/account/"; "" for the guide as a whole
    edition: int  # which the reader saw; 0 where the phone did not say
    kind: str
    fact: str = ""  # one of FACTS where something is wrong
    text: str = ""
    risk: bool = False  # "A person may be at risk"


def make_voice(
    region: str, locale: str, *, path: str, edition: int, kind: str, fact: str, text: str, risk: bool
) -> Voice:
    """Return what a reader sent, brought into form.  Raises BadInput."""
    said = tidy(text)
    page = f"{path.strip('/')}/" if path.strip("/") else ""
    if kind not in KINDS or len(said) > TEXT_MAX or len(page) > 200 or not _PATH.fullmatch(page):
        raise BadInput(f"a voice needs one of {KINDS}, a page's path and at most {TEXT_MAX} characters")
    if kind == "missing" and not said:
        raise BadInput("what could not be found is to be said")
    wrong = fact if kind == "wrong" and fact in FACTS else ""
    return Voice(region, locale, page, max(0, edition), kind, wrong, said, risk and kind != "helped")


def tidy(text: str) -> str:
    """Return a reader's words without signs that nobody sees, their line breaks kept.

    >>> tidy(" a\\r\\nb \\x00 ")
    'a\\nb'
    """
    seen = "".join(
        sign for sign in text.replace("\r\n", "\n") if sign == "\n" or unicodedata.category(sign) != "Cc"
    )
    return unicodedata.normalize("NFC", _SPACES.sub(lambda found: found[0][0], seen)).strip()


def roughly(count: int) -> str:
    """Return a count that names nobody.

    >>> roughly(3), roughly(10)
    ('<10', '10')
    """
    return str(count) if count >= 10 else "<10"
