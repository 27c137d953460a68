"""Searching what is served. An edition's index is built by the first search in it: most guides are read, not searched.

Writing an index takes as long as all else that publishing does, and nothing of it reaches a phone.
"""

from __future__ import annotations

from orientation.desk.site import Site
from orientation.search.index import Hit
from orientation.store.editions import newest_edition, pages_of


def search(site: Site, region: str, locale: str, query: str, limit: int = 10) -> tuple[Hit, ...]:
    """Return what was found in the guide that is served, best first; nothing for a query without words.

    Raises NotPublished.
    """
    edition = newest_edition(site.database, region, locale)
    if edition:
        site.search.ensure(region, locale, edition.number, lambda: pages_of(site.database, region, locale))
    return site.search.search(region, locale, query, limit)
