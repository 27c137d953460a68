"""Addresses: promises, printed on paper. A page's path within its guide is all a fragment may know."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

RESERVED_SLUGS = frozenset(
    [
        "about",
        "add",
        "changes",
        "courses",
        "events",
        "guide.html",
        "lines",
        "organisations",
        "phrases",
        "places",
        "search",
        "share",
        "sheet",
        "sheet.pdf",
        "steps",
        "villages",
        "with",
        "words",
    ]
)


def distinct(slugs: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return each slug as it is, or with a number behind it where another has it already. taken: what others have.

    >>> distinct(["mrozy", "mrozy", "soria"], taken=["soria"])
    ('mrozy', 'mrozy-2', 'soria-2')
    """
    found: list[str] = []
    used, last = set(taken), Counter[str]()
    for slug in slugs:
        own = slug
        while own in used:
            last[slug] += 1
            own = f"{slug}-{last[slug] + 1}"
        used.add(own)
        found.append(own)
    return tuple(found)


def guide_path(locale: str, region: str) -> str:
    """Return the address of a guide.

    >>> guide_path("en", "es-soria")
    '/en/es-soria/'
    """
    return f"/{locale}/{region}/"


@lru_cache(maxsize=4096)
def relative(page: str, target: str) -> str:
    """Return the link from one page of a guide to another, both given within the guide.

    >>> relative("banking/basic-account/", "places/#townhall")
    '../../places/#townhall'
    >>> relative("", "")
    './'
    """
    path, _, anchor = target.partition("#")
    link = posixpath.relpath("/" + path, "/" + page)
    link = "./" if link == "." else link + "/" * path.endswith("/") if path else link + "/"
    return link + ("#" + anchor if anchor else "")


def within_guide(path: str) -> str:
    """Return a page's address within its guide.

    >>> within_guide("/ar/es-soria/health/card/")
    'health/card/'
    """
    return path.lstrip("/").split("/", 2)[2]
