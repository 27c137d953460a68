"""Who answers for a region's guide: without an organisation that signs, the desk begins to publish no region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from orientation.content import values
from orientation.desk.access import Clock, stamp
from orientation.domain.guide import Layer, Responsible
from orientation.domain.roles import Person
from orientation.errors import BadField, NotAllowed, UnknownRegion
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.editions import was_published
from orientation.store.items import current_item, read_layers
from orientation.store.library import append_within
from orientation.store.publishings import ask_publishing

LENGTH_MAX = 200  # characters of a name or contact


def is_signed(layer: Layer) -> bool:
    """Return whether an organisation with a name and a contact answers for the guide."""
    return bool(layer.responsible and layer.responsible.name and layer.responsible.contact)


def unsigned(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """Return the regions among these that nobody has signed for."""
    return tuple(one for one in layers if one.kind == "region" and not is_signed(one))


def ready(database: Database, regions: Iterable[str]) -> tuple[str, ...]:
    """Return those regions that the desk may publish: signed for, or served already."""
    signed = {one.id for one in read_layers(database) if is_signed(one)}
    return tuple(one for one in regions if one in signed or was_published(database, one))


def region_layer(database: Database, person: Person, region: str) -> Layer:
    """Return a region, for somebody who manages it.  Raises NotAllowed, UnknownRegion."""
    if not person.may("manage region", region):
        raise NotAllowed(f"person {person.id} may not manage {region}")
    found = current_item(database, f"layer/{region}").item
    if not isinstance(found, Layer) or found.kind != "region":
        raise UnknownRegion(f"{region}: no such region")
    return found


def set_responsible(
    database: Database, person: Person, region: str, responsible: Responsible, *, clock: Clock
) -> None:
    """Save who answers for a region's guide, and let it be published.  Raises NotAllowed, UnknownRegion, BadField."""
    layer = region_layer(database, person, region)
    _check(responsible)
    key, now = f"layer/{region}", stamp(clock())
    with transaction(database):
        signed = replace(layer, responsible=responsible)
        append_within(database, key, signed, author=person.author, now=now)
        ask_publishing(database, [region], person=person.id, now=now)
        note_act(database, "sign", key, person=person.id, now=now)


def _check(responsible: Responsible) -> None:
    for name, value in (("name", responsible.name), ("contact", responsible.contact)):
        if not value.strip() or len(value) > LENGTH_MAX or not value.isprintable():
            raise BadField(name, f"write one line, {LENGTH_MAX} characters at most")
    if responsible.url and (wrong := values.url(responsible.url)):
        raise BadField("url", wrong)
