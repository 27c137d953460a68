"""IPA -> letters of a reader's own script, to read a sentence out from.

The spelling stands in pronunciation.toml, by the reader's language; how good it is: docs/decisions/0020-phrases.md.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from orientation.domain.fill import escape
from orientation.domain.locale import fallback_chain

_VOWELS = "aeiouyøəɨãẽõ"
_VOWEL = f"[{_VOWELS}]\u0303?"
_CONSONANT = f"[^{_VOWELS}\u0303 ,ˈ]"
_ONSET = f"^{_CONSONANT}*|(?:(?:t[sʃ]|d[zʒ]|{_CONSONANT})[jwrl]?)?"  # what a stressed syllable begins with
_MARK = re.compile(f"({_ONSET})ˈ")
_SYLLABLE = re.compile(f"ˈ({_CONSONANT}*{_VOWEL})")
_VOWEL_LETTERS, _SIXTH = (
    0x12A0,
    5,
)  # Ethiopic: the row of letters that carry a vowel alone; the form in the table


@dataclass(frozen=True, slots=True)
class Spelling:
    """How sounds are spelled for readers of one language."""

    letters: Mapping[str, str]  # by sound, or some in a row
    stress: bool  # whether the stressed syllable is shown

    def spell(self, sounds: str) -> str:
        """Return sounds in letters, escaped; what is not in the table is left out."""
        return escape("".join(self._pieces(sounds)))

    def _pieces(self, sounds: str) -> Iterator[str]:
        at = 0
        while at < len(sounds):
            ahead = (sounds[at : at + length] for length in (3, 2, 1))
            key = next((one for one in ahead if one in self.letters), "")
            yield self.letters.get(key, "")
            at += max(len(key.rstrip(" ,")), 1)


@lru_cache(maxsize=1024)
def pronunciation_html(ipa: str, locale: str) -> str:
    """Return how to say something, in the reader's letters, as HTML; "" where nobody wrote them for that language.

    The stressed syllable of a longer word is bold, where the script shows it.

    >>> pronunciation_html("neθesˈito ˈun mˈeðiko", "en")
    'nethe<b>see</b>to oon <b>me</b>theeko'
    """
    tags = fallback_chain(locale, host=locale)[:-1]  # without English: its spelling tells others nothing
    spelling = next((spellings()[tag] for tag in (locale, *tags) if tag in spellings()), None)
    if spelling is None:
        return ""
    words = " ".join(_stressed(word) for word in _sounds(ipa).split(" "))
    words = f" {words if spelling.stress else words.replace('ˈ', '')} "
    runs = (spelling.spell(run) for run in _SYLLABLE.split(words))
    return "".join(f"<b>{run}</b>" if at % 2 else run for at, run in enumerate(runs)).strip()


def unknown_sounds(ipa: str) -> str:
    """Return the signs in IPA that are not spelled for every reader.

    >>> unknown_sounds("ʔaʝˈuða")
    'ʔ'
    """
    signs = set(_sounds(ipa)) - {"ˈ", "\u0303"}
    return "".join(
        sorted(one for one in signs if any(one not in table.letters for table in spellings().values()))
    )


@cache
def spellings() -> dict[str, Spelling]:
    """Return how sounds are spelled, by the reader's language."""
    tables = _tables()
    return {tag: _spelling(tag, tables) for tag in tables if tag != "same"}


def _sounds(ipa: str) -> str:
    """Return IPA in which all that is spelled alike is one sign."""
    same = str.maketrans(_tables()["same"])
    return unicodedata.normalize("NFC", ipa.translate(same))


def _stressed(word: str) -> str:
    """Return a word with its stress marked before the syllable; none where there is but one."""
    if len(re.findall(_VOWEL, word)) < 2:
        return word.replace("ˈ", "")
    return _MARK.sub(r"ˈ\1", word)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("pronunciation.toml").read_text("utf-8"))


def _spelling(tag: str, tables: Mapping[str, Any]) -> Spelling:
    table = tables[tag]
    if "after" in table:
        before = _spelling(table["after"], tables)
        return Spelling({**before.letters, **table["letters"]}, before.stress)
    letters: dict[str, str] = table["letters"]
    return Spelling({**letters, **_syllables(letters, table.get("order", {}))}, table["stress"])


def _syllables(letters: Mapping[str, str], order: Mapping[str, int]) -> dict[str, str]:
    """Return the letters of an Ethiopic script, which stand for a consonant and a vowel."""
    found: dict[str, str] = {}
    for vowel, form in order.items():
        found[vowel] = chr(_VOWEL_LETTERS + form)
        for sound, letter in letters.items():
            if letter.isalpha():
                found[sound + vowel] = letter[:-1] + chr(ord(letter[-1]) - _SIXTH + form)
    nasal = {
        unicodedata.normalize("NFC", f"{sounds}\u0303"): f"{letter}ን" for sounds, letter in found.items()
    }
    return found | nasal
