"""Foreign names and ids -> parts of addresses, which are printed and read out."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40  # characters
# Letters that lose more than a mark when they become ASCII.
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
)


def slug_of(text: str) -> str:
    """Return lower-case ASCII letters, digits and hyphens, cut at a word; "" where nothing can be kept.

    >>> slug_of("Städte-und_Gemeinden"), slug_of("Mińsk_Łódź 01")
    ('staedte-und-gemeinden', 'minsk-lodz-01')
    """
    plain = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= LONGEST:
        return slug
    return slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
