"""Phrases from phrases.toml."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content import values
from orientation.content.table import Table
from orientation.domain.phrases import LANGUAGE, SITUATIONS, Phrase


def read_phrases(table: Table, layer: str) -> Iterator[Phrase]:
    """Yield the phrases of a table, by slug."""
    for slug, one in table.named_tables(values.slug):
        yield Phrase(
            layer,
            slug,
            one.text("situation", values.one_of(*SITUATIONS, LANGUAGE), required=True),
            one.names("texts", required=True),
            order=one.number("order"),
            ipa=one.names("ipa"),
        )
        one.finish()
