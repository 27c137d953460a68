"""Take an entry away from every reader, as fast as their phones allow."""

from __future__ import annotations

from collections.abc import Callable

from orientation.desk.site import Site
from orientation.domain.inheritance import resolve
from orientation.domain.library import key_of
from orientation.errors import UnknownPage
from orientation.store.library import read_library, withdraw_items


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
