"""Write how the phrases of each layer sound into its phrases.toml, as IPA: `make ipa`.

espeak-ng speaks the four host languages better than rules of ours would; whoever reads or publishes a guide does not
need it. docs/decisions/0020-phrases.md
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import espeakng_loader

from orientation.content.layout import LAYER_FILES
from orientation.content.read import read_guides
from orientation.content.write import files_of
from orientation.domain.guide import Guides
from orientation.domain.inheritance import regions, resolve
from orientation.domain.phrases import SLOT, Phrase

_SYNCHRONOUS, _UTF8, _IPA = 2, 1, 2  # Source: espeak-ng, speak_lib.h
_UNHEARD = re.compile(r"[ˌ\-ʲː‿]|\([a-z-]+\)")  # second stress, liaison marks, changes of language


def speaker() -> Callable[[str, str], str]:
    """Return a function from (text, locale) to IPA."""
    speech = ctypes.CDLL(espeakng_loader.get_library_path())
    speech.espeak_Initialize(_SYNCHRONOUS, 0, str(espeakng_loader.get_data_path()).encode(), 0)
    speech.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def ipa(text: str, locale: str) -> str:
        if speech.espeak_SetVoiceByName(locale.encode()):
            raise ValueError(f"espeak-ng has no voice for {locale!r}")
        left = ctypes.pointer(ctypes.c_char_p(digits_apart(text).encode()))
        clauses = []
        while left.contents.value:
            clauses.append(speech.espeak_TextToPhonemes(left, _UTF8, _IPA).decode())
        said = ", ".join(" ".join(_UNHEARD.sub("", clause).split()) for clause in clauses)
        return said.strip(", ")

    return ipa


def digits_apart(text: str) -> str:
    """Return a text whose numbers are read digit by digit.

    >>> digits_apart("Call 112.")
    'Call 1 1 2.'
    """
    return re.sub(r"(?<=\d)(?=\d)", " ", text)


def hosts_of(guides: Guides) -> dict[str, set[str]]:
    """Return, by layer, the host languages of the regions that inherit from it."""
    found: dict[str, set[str]] = {}
    for region in regions(guides):
        guide = resolve(guides, region)
        for layer in guide.chain:
            found.setdefault(layer.id, set()).add(guide.host_locale())
    return found


def spoken(phrase: Phrase, hosts: set[str], ipa: Callable[[str, str], str]) -> Phrase:
    """Return the phrase with the IPA of its texts in host languages; a slot stays a slot."""
    texts = [(tag, text) for tag, text in phrase.texts if tag in hosts]
    return replace(phrase, ipa=tuple((tag, _around_slot(text, tag, ipa)) for tag, text in texts))


def _around_slot(text: str, tag: str, ipa: Callable[[str, str], str]) -> str:
    before, slot, after = text.partition(SLOT)
    after = after.lstrip(" .")
    return f"{ipa(before, tag)} {slot}, {ipa(after, tag)}" if slot else ipa(text, tag)


def main(folder: Path) -> None:
    """Bring every phrases.toml of a content folder up to date."""
    guides, ipa = read_guides(folder), speaker()
    hosts = hosts_of(guides)
    phrases = tuple(spoken(one, hosts.get(one.layer, set()), ipa) for one in guides.phrases)
    for path, text in files_of(Guides(phrases=phrases)).items():
        if path.endswith(LAYER_FILES[Phrase]):
            (folder / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
