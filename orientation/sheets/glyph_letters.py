"""Which letters are copied from paper and read aloud, where several glyphs were set for one piece of a word.

A mark on a joined lam and alef makes one piece of three letters and two glyphs. WeasyPrint 70 gives all three to the one it
meets first and none to the other: from then on each such mark is read as the whole piece, and the joined letters as nothing.
The font itself knows which letters a glyph stands for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import pdf

BuildFonts = Callable[..., Any]

_FONTS_MOST = 16
_PASSES = 4  # a letter's form in the middle of a word, of that its joined form, of that another


def mend_letters() -> None:
    """Have WeasyPrint write into its fonts which letters each glyph stands for, from now on."""
    if pdf.build_fonts_dictionary.__module__ != __name__:  # not yet
        pdf.build_fonts_dictionary = _mending(pdf.build_fonts_dictionary)


def _mending(build: BuildFonts) -> BuildFonts:
    def build_fonts(document: Any, fonts: Mapping[Any, Any], *given: Any) -> Any:
        for font in fonts.values():
            if any(map(_may_be_wrong, font.to_unicode.values())):
                _mend(font.to_unicode, letters(font.file_content))
        return build(document, fonts, *given)

    return build_fonts


def _may_be_wrong(text: str) -> bool:
    """Tell whether a glyph was given nothing, or a mark among other letters: ask the font, which takes a while."""
    return not text or (len(text) > 1 and any(map(unicodedata.combining, text)))


def _mend(told: dict[int, str], known: Mapping[int, str]) -> None:
    """Give a glyph its letters where it was given none, and a mark its own where it was given more."""
    for glyph, text in told.items():
        own = known.get(glyph, "")
        if own and (not text or (text != own and unicodedata.combining(own[0]))):
            told[glyph] = own


@lru_cache(_FONTS_MOST)
def letters(content: bytes) -> dict[int, str]:
    """Return the letters of each glyph of a font file, as far as they follow from its tables."""
    with TTFont(BytesIO(content)) as font:
        found: dict[str, str] = {}
        for code, name in sorted(font.getBestCmap().items(), reverse=True):
            found[name] = unicodedata.normalize(
                "NFKC", chr(code)
            )  # of several the lowest: no form of a letter
        for _ in range(_PASSES):
            for glyph, parts in _substitutes(font):
                if glyph not in found and all(part in found for part in parts):
                    found[glyph] = "".join(found[part] for part in parts)
        return {font.getGlyphID(name): text for name, text in found.items()}


def _substitutes(font: TTFont) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (a glyph, the glyphs that it stands for)."""
    if "GSUB" not in font:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for outer in lookup.SubTable:
            table = getattr(outer, "ExtSubTable", outer)
            if hasattr(table, "mapping") and table.LookupType == 1:
                yield from ((new, (old,)) for old, new in table.mapping.items())
            elif hasattr(table, "ligatures"):
                for first, joined in table.ligatures.items():
                    yield from ((one.LigGlyph, (first, *one.Component)) for one in joined)
