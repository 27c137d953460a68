"""Names of a feed in their languages, slugs for its ids, numbers as one dials them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import phonenumbers

from orientation.content import values
from orientation.content.layout import TAG
from orientation.domain.locale import Names
from orientation.exchange.gtfs_feed import Feed
from orientation.exchange.gtfs_region import Home
from orientation.exchange.gtfs_rows import Translation

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BARRED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "ı": "i"})
_LONGEST_SLUG = 40


class Tongue:
    """The languages of a feed."""

    def __init__(self, feed: Feed, home: Home, language: str) -> None:
        """language: what the feed says it is written in."""
        self.language = language if home.knows(language) else home.host_locale
        self._translations: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
        for _, row in feed.rows(Translation):
            if home.knows(row.language) and TAG.fullmatch(row.language):
                for key in {row.record_id, row.field_value} - {""}:
                    self._translations[row.table_name, row.field_name, key][row.language] = row.translation

    def names(self, table: str, column: str, record: str, value: str) -> Names:
        """Return a value in its own language and those it is translated into."""
        found = {self.language: value}
        for key in (value, record):  # what is said of one record weighs more than what is said of a word
            found |= self._translations.get((table, column, key), {})
        clean = {tag: plain(words) for tag, words in found.items()}
        return tuple(sorted((tag, words) for tag, words in clean.items() if words))


def plain(text: str) -> str:
    """Return a text without what a content file may not hold: line ends and other signs that nobody sees."""
    return _CONTROL.sub(" ", text).strip()


def web_address(given: str) -> str:
    """Return an address, "" where it is none that a page may lead to."""
    return "" if values.url(given) else given


def slug_of(text: str) -> str:
    """Return lower-case ASCII letters, digits and hyphens; "" where nothing can be kept.

    >>> slug_of("Mińsk_Łódź 01")
    'minsk-lodz-01'
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_BARRED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")


def slugs_of(ids: Iterable[str], otherwise: str) -> dict[str, str]:
    """Return a slug for each id, each another.

    >>> slugs_of(["A 1", "a-1", "א"], "stop")
    {'A 1': 'a-1', 'a-1': 'a-1-2', 'א': 'stop'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for one in ids:
        slug = base = slug_of(one) or otherwise
        count = 1
        while slug in taken:
            count += 1
            slug = f"{base}-{count}"
        taken.add(slug)
        found[one] = slug
    return found


def e164(given: str, country: str) -> str:
    """Return a phone number as "+48721390112", "" where it is none."""
    try:
        number = phonenumbers.parse(given, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
