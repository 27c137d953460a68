"""checklists.toml of a layer: first steps by situation."""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content import values
from orientation.content.table import Table
from orientation.domain.checklists import Checklist, Deadline, Step


def read_checklists(table: Table, layer: str) -> Iterator[Checklist]:
    """Yield the checklists of a table, by slug."""
    for slug, one in table.named_tables(values.slug):
        yield Checklist(
            layer,
            slug,
            one.names("names", required=True),
            tuple(_step(step) for step in one.tables("steps")),
            order=one.number("order"),
            entry=one.text("entry", values.address),
            lawyer=one.text("lawyer", values.address),
            note=one.names("note"),
        )
        one.finish()


def _step(one: Table) -> Step:
    found = Step(
        one.text("slug", values.slug, required=True),
        one.names("names", required=True),
        entry=one.text("entry", values.address),
        deadline=_deadline(one.table("deadline")),
    )
    one.finish()
    return found


def _deadline(table: Table | None) -> Deadline | None:
    if table is None:
        return None
    found = Deadline(
        table.text("fact", values.fact_name, required=True),
        table.names("counts_from", required=True),
        before=table.flag("before") or False,
    )
    table.finish()
    return found
