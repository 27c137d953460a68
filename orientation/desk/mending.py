"""What can be wrong on a public page and is mended at once: its numbers, fees and hours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orientation.desk.entries import Named, named_in
from orientation.domain.guide import Entry
from orientation.domain.inheritance import Guide
from orientation.errors import UnknownPage

_PAGE = re.compile(r"/([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)/([a-z0-9-]+)/([^?#]*)")


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page of a guide, by its address."""

    locale: str
    region: str
    path: str  # within the guide, "banking/account/"


def public_page(address: str) -> PublicPage:
    """Return which page a public address means.  Raises UnknownPage for one of no guide."""
    found = _PAGE.match(address[:500])
    if not found:
        raise UnknownPage("no page of a guide")
    return PublicPage(*found.groups())


def entry_at(guide: Guide, path: str) -> Entry | None:
    """Return the entry that a page shows, also beside another language; None where it shows none."""
    parts = path.strip("/").split("/")
    return guide.entry("/".join(parts[:2])) if len(parts) in (2, 4) else None


def named_on(guide: Guide, path: str, locale: str) -> Named:
    """Return the values and places that a page of the guide shows, in its order."""
    entry = entry_at(guide, path)
    if entry:
        texts = (entry.text(locale), entry.text(entry.source_locale))
        named = named_in(guide, entry, [text.body for text in texts if text])
        phones = {fact.value for fact in named.facts}
        beside = tuple(one for one in guide.places if one.phone in phones and one not in named.places)
        return Named(named.facts, named.places + beside)
    first = path.strip("/").split("/")[0]
    if first == "places":
        return Named((), guide.places)
    return Named((), tuple(place for place in guide.places if place.topic == first))


def sentence_with(body: str, name: str) -> str:
    """Return the sentence of a text that names a value first, plain, with "…" for the values in it; "" for none.

    >>> sentence_with("Call.\\n\\n- It **costs** {fee} a year. Ask.", "fee")
    'It costs … a year.'
    >>> sentence_with("Call {phone}.", "phone")
    'Call …'
    """
    line = next((one for one in body.split("\n") if f"{{{name}}}" in one), "")
    sentences = re.split(r"(?<=[.!?؟;])\s+", line)
    found = next((one for one in sentences if f"{{{name}}}" in one), "")
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"\{[^}]*\}", "…", found))
    return re.sub(r"^[\s#>-]+|^\s*\d+[.)]\s+|\*", "", words).strip().replace("….", "…")
