"""Which letters can be printed, and in which font. Nothing but static/fonts/ is ever used."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from orientation.domain.choice import Choice
from orientation.errors import BadChoice, SheetError

SUBSETS = {  # family on the sheet -> file name in fonts/, without weight
    "Sheet Latin": "noto-sans-latin",
    "Sheet Latin Extended": "noto-sans-latin-ext",
    "Sheet Greek": "noto-sans-greek",
    "Sheet Cyrillic": "noto-sans-cyrillic",
    "Sheet Cyrillic Extended": "noto-sans-cyrillic-ext",
    "Sheet Arabic": "vazirmatn-arabic",
    "Sheet Ethiopic": "noto-sans-ethiopic-ethiopic",
    "Sheet Symbols": "noto-sans-symbols-symbols",
}
WEIGHTS = (400, 700)
SCHEME = "sheet-asset:"  # the only scheme that press.py fetches, below the asset root
FAMILIES = ", ".join(f'"{family}"' for family in SUBSETS)


def file_name(subset: str, weight: int) -> str:
    """Return a font file's name, relative to the asset root."""
    return f"fonts/{subset}-{weight}-normal.woff2"


def font_faces() -> str:
    """Return the CSS that declares every vendored font, each subset as a family of its own."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f'src: url("{SCHEME}{file_name(subset, weight)}") format("woff2") }}'
        for family, subset in SUBSETS.items()
        for weight in WEIGHTS
    )


@cache
def printable(asset_root: Path) -> frozenset[int]:
    """Return the code points that every weight of some vendored font has.  Raises SheetError."""
    found: set[int] = set()
    for subset in SUBSETS.values():
        found |= set.intersection(*(_letters(asset_root / file_name(subset, weight)) for weight in WEIGHTS))
    return frozenset(found)


def check_letters(text: str, *, where: str, asset_root: Path) -> None:
    """Raise SheetError where a letter would become a box on paper, naming it."""
    missing = _missing(text, asset_root)
    if missing:
        names = ", ".join(f"{letter!r} (U+{ord(letter):04X})" for letter in missing[:10])
        more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
        raise SheetError(f"{where}: no vendored font has {names}{more}")


def check_typed(choice: Choice, asset_root: Path) -> None:
    """Raise BadChoice where a letter of what somebody typed would become a box on paper, naming it."""
    for field in ("title", "name", "hours"):
        missing = _missing(getattr(choice, field), asset_root)
        if missing:
            raise BadChoice(field, " ".join(missing[:10]), "letters")


def _missing(text: str, asset_root: Path) -> list[str]:
    known = printable(asset_root)
    return sorted(letter for letter in set(text) if ord(letter) not in known and _seen(letter))


def _seen(letter: str) -> bool:
    """Tell whether a letter leaves ink: white space and format characters (joiners, bidi marks) do not."""
    return not letter.isspace() and unicodedata.category(letter) != "Cf"


def _letters(path: Path) -> set[int]:
    try:
        with TTFont(path, lazy=True) as font:
            return set(font.getBestCmap())
    except OSError as error:
        raise SheetError(f"{path}: the sheet's font cannot be read") from error
