"""organisations.toml: who does something for newcomers; `write.py` has the way back."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content import values
from orientation.content.sources import read_source
from orientation.content.table import Table
from orientation.domain.courses import ORGANISATIONS, Organisation


def read_organisations(table: Table, layer: str) -> Iterator[Organisation]:
    """Yield the organisations of organisations.toml, by slug."""
    for slug, one in table.named_tables(values.slug):
        yield Organisation(
            layer,
            slug,
            one.names("names", required=True),
            one.text("kind", values.one_of(*ORGANISATIONS)),
            what=one.names("what"),
            pilot=one.names("pilot"),
            learned=one.names("learned"),
            more=one.text("more", values.address),
            phone=one.text("phone", values.phone),
            email=one.text("email", values.email),
            website=one.text("website", values.url),
            address=one.text("address"),
            town=one.text("town"),
            read_on=one.text("read_on", values.month),
            as_of=one.text("as_of", values.age),
            protected=one.flag("protected") or False,
            source=read_source(one.table("source")),
        )
        one.finish()
