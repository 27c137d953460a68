"""entry.toml -> an entry without its texts."""

from __future__ import annotations

from orientation.content import values
from orientation.content.sources import read_source
from orientation.content.table import Table
from orientation.content.tables import facts_named
from orientation.domain.guide import Entry, Fact, Source


def read_entry(table: Table, *, layer: str, address: str) -> Entry:
    """Return what entry.toml says; address: "topic/slug"."""
    topic, _, slug = address.partition("/")
    found = Entry(
        layer=layer,
        topic=topic,
        slug=slug,
        source_locale=table.text("source_locale", values.tag, required=True),
        texts=(),
        order=table.number("order"),
        read_on=table.text("read_on", values.month),
        as_of=table.text("as_of", values.age),
        review_after=table.text("review_after", values.day),
        parent=table.text("parent", values.address),
        audience=table.texts("audience", values.slug),
        aliases=table.texts("aliases", values.address),
        sensitive=table.text("sensitive", values.one_of("violence")),
        keywords=_keywords(table.table("keywords")),
        words=table.texts("words", values.slug),
        sources=_sources(table),
        facts=_facts(table.table("facts"), layer),
    )
    table.finish()
    return found


def _keywords(table: Table | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if table is None:
        return ()
    found = [(tag, table.texts(tag)) for tag in table if table.is_name(tag, values.tag)]
    return tuple(pair for pair in found if pair[1])


def _sources(table: Table) -> tuple[Source, ...]:
    found = (read_source(one) for one in table.tables("sources"))
    return tuple(source for source in found if source)


def _facts(table: Table | None, layer: str) -> tuple[Fact, ...]:
    return tuple(facts_named(table, layer, values.fact_name)) if table else ()
