"""Names of a feed in their languages, addresses, numbers as one dials them."""

from __future__ import annotations

import re
from collections import defaultdict

import phonenumbers

from orientation.content import values
from orientation.content.layout import TAG
from orientation.domain.locale import Names
from orientation.exchange.gtfs_feed import Feed
from orientation.exchange.gtfs_region import Home
from orientation.exchange.gtfs_rows import Translation

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


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


def e164(given: str, country: str) -> str:
    """Return a phone number as "+48721390112", "" where it is none."""
    try:
        number = phonenumbers.parse(given, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
