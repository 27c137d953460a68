# /// script
# dependencies = ["wordfreq==3.1.1"]
# ///
"""Pick the words on which phone and server are compared: `pipx run tests/search/pick_words.py`.

Writes tests/vectors/search/words/<language>.txt, one word a line: of the 20,000 most frequent words in the language's
own script every tenth, so that rare endings come too. Needed again only for another language.
"""

from __future__ import annotations

import unicodedata
from itertools import islice
from pathlib import Path

import wordfreq

LANGUAGES = ("ar", "de", "el", "en", "es", "fa", "fr", "pl", "ru", "tr", "uk", "ur")
SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "el": "GREEK", "ru": "CYRILLIC", "uk": "CYRILLIC"}
FREQUENT = 20_000
EVERY = 10
WORDS = Path(__file__).parents[1] / "vectors" / "search" / "words"


def main() -> None:
    """Write a file a language; KeyError where wordfreq has no list: it would answer with English."""
    for language in LANGUAGES:
        wordfreq.available_languages()[language]
        script = SCRIPTS.get(language, "LATIN")
        own = (word for word in wordfreq.iter_wordlist(language) if _is_of(word, script))
        picked = sorted(islice(own, 0, FREQUENT, EVERY))
        (WORDS / f"{language}.txt").write_text("\n".join(picked) + "\n", "utf-8")


def _is_of(word: str, script: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    own = all(unicodedata.name(letter).startswith(script) for letter in letters)
    return bool(letters) and own and not any(map(str.isdigit, word))


if __name__ == "__main__":
    main()
