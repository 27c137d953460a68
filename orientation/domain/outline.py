"""What every page may know of a guide, and only an entry's own page knows more of the entry."""

from __future__ import annotations

from dataclasses import replace

from orientation.domain.guide import Entry, Text
from orientation.domain.inheritance import Guide


def outline(guide: Guide) -> Guide:
    """Return the guide with its entries' titles instead of their texts.

    Pages are rendered from this, an entry's own from this and the entry: so a page whose outline and entry are as they
    were is as it was.
    """
    return replace(guide, entries=tuple(map(_outline, guide.entries)))


def _outline(entry: Entry) -> Entry:
    """Return where an entry stands, what it is called in which locale, and the facts that checklists count with."""
    return Entry(
        layer=entry.layer,
        topic=entry.topic,
        slug=entry.slug,
        source_locale=entry.source_locale,
        texts=tuple(Text(text.locale, text.title, "") for text in entry.texts),
        order=entry.order,
        parent=entry.parent,
        aliases=entry.aliases,
        sensitive=entry.sensitive,
        words=entry.words,
        facts=entry.facts,
    )
