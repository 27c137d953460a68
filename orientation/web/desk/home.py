"""The desk's first page: what waits for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from flask import Response

from orientation.desk.imprint import unsigned
from orientation.desk.overriding import overtaken
from orientation.desk.resting import asleep_soon
from orientation.domain.guide import Layer
from orientation.domain.roles import EVERYWHERE, Person
from orientation.store.drafts import Draft, decided_of, drafts_in_review, drafts_of
from orientation.store.items import layer_of, read_layers
from orientation.store.overrides import Override
from orientation.store.publishings import publishings_waiting
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.names import layer_name, layer_names, people_of, title_of_draft

_WAITING = 10  # drafts of others on the first page; the rest on their own
_DECIDED = 5


@desk.get("/")
@signed_in
def show_home() -> Response:
    me = person()
    waiting = drafts_in_review(database(), me.scopes("review"))
    drafts, decided = drafts_of(database(), me.id), decided_of(database(), me.id, count=_DECIDED)
    regions = own_regions(me)
    today = clock().date().isoformat()
    return page(
        "home",
        regions=regions,
        drafts=_titled(drafts),
        decided=_titled(decided),
        waiting=_titled(waiting[:_WAITING]),
        waiting_count=len(waiting),
        publishings=publishings_waiting(database()),
        changed_below=_by_region(overtaken(database(), [one.id for one in regions])),
        people=people_of(one.author for one in waiting[:_WAITING]),
        names=layer_names(),
        asleep_soon=[
            (one.id, layer_name(one), day) for one, day in asleep_soon(database(), regions, day=today)
        ],
        unsigned=[(one.id, layer_name(one)) for one in unsigned(regions)],
    )


def _titled(drafts: Iterable[Draft]) -> list[tuple[Draft, str]]:
    return [(draft, title_of_draft(draft)) for draft in drafts]


def _by_region(overrides: Iterable[Override]) -> Counter[str]:
    """Return in which layers something changed below what is their own, and how much."""
    return Counter(layer_of(one.item) for one in overrides)


def own_regions(who: Person) -> tuple[Layer, ...]:
    """Return the layers somebody works in, regions first."""
    scopes = who.scopes()
    found = [one for one in read_layers(database()) if EVERYWHERE in scopes or one.id in scopes]
    return tuple(sorted(found, key=lambda layer: (layer.kind != "region", layer.id)))
