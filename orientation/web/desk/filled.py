"""What a sentence says to a reader: its markup gone, its values filled in."""

from __future__ import annotations

from collections.abc import Callable

from orientation.content.markup import plain_text, to_html
from orientation.content.words import fact_text
from orientation.domain.fill import escape
from orientation.domain.guide import Entry, Fact
from orientation.domain.inheritance import Guide
from orientation.domain.locale import fallback_chain, in_locale


def values_in(guide: Guide, entry: Entry, locale: str) -> Callable[[str], str]:
    """Return what gives a value's words in a locale by its name, "" where there is no such value."""
    facts = guide.facts_for(entry)
    country = guide.setting("country")

    def value(name: str) -> str:
        if not name.startswith("place."):
            return fact_text(facts[name], locale, country=country) if name in facts else ""
        _, slug, field = name.split(".")
        place = guide.place(slug)
        if place is None:
            return ""
        if field == "name":
            return in_locale(place.names, fallback_chain(locale, host=guide.host_locale()), otherwise=slug)
        kind = "phone" if field == "phone" else "code"
        return fact_text(Fact("", "", kind, str(getattr(place, field, ""))), locale, country=country)

    return value


def filled(sentence: str, value: Callable[[str], str]) -> str:
    """Return a sentence as plain words."""
    return plain_text(to_html(sentence, link=lambda target: target, value=lambda name: escape(value(name))))
