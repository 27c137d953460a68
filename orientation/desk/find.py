"""Searching what is served. An edition's index is built by the first search in it: most guides are read, not searched.

Writing an index takes as long as all else that publishing does, and nothing of it reaches a phone. What is suggested
takes none: names are read off the pages, once an edition.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from orientation.desk.site import Site
from orientation.domain.address import guide_path, within_guide
from orientation.search.documents import documents
from orientation.search.index import Hit
from orientation.search.suggest import Name, meant, suggest
from orientation.store.editions import Edition, find_page, newest_edition, pages_of

FROM_HOST_MAX = 5


def search(
    site: Site, region: str, locale: str, query: str, limit: int = 10, *, whole: bool = False
) -> tuple[Hit, ...]:
    """Return what was found in the guide that is served, best first; nothing for a query without words.

    whole: as SearchIndexes.search() has it. Raises NotPublished.
    """
    edition = newest_edition(site.database, region, locale)
    if edition:
        site.search.ensure(region, locale, edition.number, lambda: pages_of(site.database, region, locale))
    return site.search.search(region, locale, query, limit, whole=whole)


def search_host(site: Site, edition: Edition, query: str, known: Container[str]) -> tuple[Hit, ...]:
    """Return what the same region's guide in the language at the counter holds besides, its passages in that language.

    known: addresses that were found already. A hit leads to the page in the reader's language, where there is one, and
    bears its title. Only what holds every word: a word of another language is not to be guessed at.
    """
    region, host = edition.region, edition.frame.host
    if not host or not newest_edition(site.database, region, host):
        return ()
    hits = search(site, region, host, query, limit=10 + FROM_HOST_MAX, whole=True)
    own = [replace(hit, path=guide_path(edition.locale, region) + within_guide(hit.path)) for hit in hits]
    others = [pair for pair in zip(own, hits, strict=True) if pair[0].path not in known][:FROM_HOST_MAX]
    return tuple(_titled(site, edition, hit) or theirs for hit, theirs in others)


def _titled(site: Site, edition: Edition, hit: Hit) -> Hit | None:
    """Return the hit with the title that it has in the edition; None where nothing of it stands there."""
    found = find_page(site.database, edition.region, edition.locale, hit.path.partition("#")[0])
    titles = [one.title for one in documents(found[1]) if one.path == hit.path] if found else []
    return replace(hit, title=titles[0]) if titles else None


def suggestions(site: Site, edition: Edition, typed: str) -> tuple[Name, ...]:
    """Return what a reader may be about to type."""
    known = site.names(edition.region, edition.locale, edition.number)
    return suggest(known, typed, edition.locale)


def words_meant(site: Site, edition: Edition, query: str) -> tuple[str, ...]:
    """Return words that a reader may have meant who found nothing."""
    return meant(pages_of(site.database, edition.region, edition.locale), query, edition.locale)
