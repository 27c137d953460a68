"""The desk's first page: what waits for whom."""

from __future__ import annotations

from flask import Response

from orientation.desk.imprint import unsigned
from orientation.domain.guide import Layer
from orientation.domain.roles import EVERYWHERE, Person
from orientation.store.drafts import drafts_in_review, drafts_of
from orientation.store.items import read_layers
from orientation.web.desk.blueprint import database, desk, page, person, signed_in
from orientation.web.desk.people import layer_name


@desk.get("/")
@signed_in
def show_home() -> Response:
    me = person()
    return page(
        "home",
        regions=own_regions(me),
        unsigned=[(one.id, layer_name(one)) for one in unsigned(own_regions(me))],
        drafts=drafts_of(database(), me.id),
        waiting=drafts_in_review(database(), me.scopes("review")),
    )


def own_regions(who: Person) -> tuple[Layer, ...]:
    """Return the layers somebody works in, regions first."""
    scopes = who.scopes()
    found = [one for one in read_layers(database()) if EVERYWHERE in scopes or one.id in scopes]
    return tuple(sorted(found, key=lambda layer: (layer.kind != "region", layer.id)))
