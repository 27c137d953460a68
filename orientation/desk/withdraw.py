"""Take an entry away from every reader, as fast as their phones allow."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.desk.imprint import ready
from orientation.desk.layering import key_in
from orientation.desk.site import Site
from orientation.domain.guide import Guides
from orientation.domain.inheritance import chain_of, resolve
from orientation.domain.library import key_of
from orientation.domain.roles import Person
from orientation.errors import NotAllowed, UnknownPage
from orientation.store.audit import note_act
from orientation.store.database import transaction
from orientation.store.items import layer_of, present, read_layers, regions_with
from orientation.store.library import read_library, withdraw_items, withdraw_within
from orientation.store.publishings import ask_publishing


def withdraw_entry(
    site: Site, region: str, address: str, *, author: str, clock: Callable[[], str]
) -> list[str]:
    """Remove an entry from all layers that a region's guide has it from, and return their keys.

    address: "topic/slug".  clock: gives UTC ISO 8601.  It is gone for readers once all its regions are published.
    Raises UnknownRegion, UnknownPage.
    """
    guides = read_library(site.database)
    layers = {layer.id for layer in resolve(guides, region).chain}
    keys = [key_of(one) for one in guides.entries if one.layer in layers and one.address == address]
    if not keys:
        raise UnknownPage(f"{address}: no such entry in {region}; write topic/entry as in the page's address")
    withdraw_items(site.database, keys, author=author, now=clock())
    return keys


def keys_to_withdraw(database: Database, region: str, address: str) -> tuple[str, ...]:
    """Return the keys of an entry in all layers that a region's guide has it from, nearest first.

    address: "topic/slug".  Raises UnknownPage.
    """
    chain = chain_of(Guides(layers=read_layers(database)), region)
    keys = [key_in(f"entry/{region}/{address}", layer.id) for layer in chain]
    there = present(database, keys)
    if not there:
        raise UnknownPage(f"{address}: no such entry in {region}")
    return tuple(key for key in keys if key in there)


def withdraw_at_desk(
    database: Database, person: Person, region: str, address: str, *, clock: Clock
) -> tuple[str, ...]:
    """Withdraw an entry from all layers that a region has it from, let all their regions wait; return its keys.

    Raises NotAllowed where somebody publishes not in all of these layers, UnknownPage.
    """
    keys = keys_to_withdraw(database, region, address)
    refused = [layer_of(key) for key in keys if not person.may("publish", layer_of(key))]
    if refused:
        raise NotAllowed(f"person {person.id} may not publish in {', '.join(refused)}")
    now = stamp(clock())
    with transaction(database):
        withdraw_within(database, keys, author=person.author, now=now)
        for key in keys:
            regions = ready(database, regions_with(database, layer_of(key)))
            ask_publishing(database, regions, person=person.id, now=now)
            note_act(database, "withdraw", key, person=person.id, now=now)
    return keys
