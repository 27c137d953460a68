"""Editions: the published, immutable faces of a guide in one locale."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

FORMAT = 1  # of manifest, pack and part
MARKUP = 2  # of fragments: a worker that knows less waits for the new shell


@dataclass(frozen=True, slots=True)
class Page:
    """One page's main content, rendered once."""

    path: str  # the address, "/en/es-soria/banking/basic-account/"
    title: str
    html: str  # the fragment: what stands in <main>
    kind: str = "page"  # guide, topic, entry, places, villages, share, about, moved, removed
    words: str = ""  # what a reader may search with that stands nowhere in the fragment
    topic: str = ""  # the part it belongs to is found by topic and order
    order: int = 0
    state: str = ""  # of an entry's text: machine, checked, or missing (then other locales' texts are shown)
    target: str = ""  # where a moved page went, relative to it
    sensitive: bool = False  # no browser may store it


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a guide's pages share around their fragments; the shell's markers are filled from it.

    Saved with each edition: a field that is added needs a default, so that older editions can still be read.
    """

    region: str  # its id
    name: str  # its name in the locale
    timezone: str
    holidays: tuple[str, ...]  # YYYY-MM-DD, this year and the next
    topics: tuple[tuple[str, str], ...] = ()  # (slug, name)
    emergency: str = ""  # where the emergency numbers stand, within the guide; "" where nowhere
    helper: str  # HTML: the helper line, or whom to ask instead
    responsible: str  # plain text: who runs the guide
    host: str  # the host locale, "" where it is the guide's own
    host_name: str  # in its own language
    languages: tuple[tuple[str, str], ...]  # on offer: (tag, native name)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pack, usable by itself."""

    name: str
    pages: tuple[Page, ...]


_H1 = re.compile(r"<h1>([^<]*)</h1>")
_OTHER_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|#39|#34);)")


def title_in(fragment: str) -> str:
    """Return the plain words of a fragment's <h1>, "" where it holds a picture too: then the title is told apart.

    The same as titleIn() in static/js/worker/storage.js.

    >>> title_in("<h1>Food &amp; drink</h1><p>x</p>"), title_in("<h1><svg></svg>Food</h1>")
    ('Food & drink', '')
    """
    found = _H1.search(fragment)
    return html.unescape(found[1]) if found and not _OTHER_ENTITY.search(found[1]) else ""


def whole_record(record: Mapping[str, str]) -> dict[str, str]:
    """Return a page's record, as it stands in a part, with what goes without saying: its kind and title."""
    return {"kind": "entry", "title": title_in(record["html"]), **record}
