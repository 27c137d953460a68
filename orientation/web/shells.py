"""Shells: a locale's slot templates, content security policy and assets; what Flask and the worker share."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orientation.domain.address import guide_path
from orientation.domain.changes import PageChange
from orientation.domain.edition import Frame, Page
from orientation.domain.fill import fill
from orientation.packs.parts import canonical_json
from orientation.search.analysis import question_words
from orientation.store.editions import Edition
from orientation.web.assets import asset_url, compressed
from orientation.web.scripts import sent, several, stemmer, worker, worker_scripts

ANYWHERE = "<h1"  # stands on a page of every guide
# each with the mark of the pages that need it: a guide in which it stands nowhere leaves it out. Without a mark: what a
# page has loaded when its reader keeps the guide, so that it need not come over the line once more
ASSETS = (
    ("js/page.js", ""),
    ("js/keep.js", ""),
    ("js/hours.js", "data-hours"),
    ("js/hand.js", "data-island=add"),
    ("js/suggest.js", ANYWHERE),
    ("js/say.js", ANYWHERE),
    ("js/lines.js", "data-island=lines"),
    ("js/departures.js", "data-island=lines"),
    ("js/near.js", "data-island=near"),
    ("js/courses.js", "data-island=courses"),
    ("js/phrases.js", ANYWHERE),
    ("js/steps.js", "data-island=steps"),
    ("js/deadline.js", "data-duration"),
    ("manifest-icons/icon.svg", ""),
    ("icons/welcome.svg", ""),
)
SERVER_SLOTS = (
    "plain",
    "not_offered",
    "removed",
    "say_refused",
    "say_full",
)  # of pages that only the server makes
# slots that are a page's whole main content: their <h1> names the page
TITLED = (
    "search",
    "changes",
    "not_found",
    "not_kept",
    "not_offered",
    "say",
    "say_sent",
    "say_waits",
    "sheet_check",
)
SPOKEN_OF = ("entry", "places")  # the kinds of pages that ask whether something is wrong
SENSITIVE = "<!--s-->"  # stands in the fragment of a page that must leave no trace
ROUNDED_KB = (
    5  # what keeping takes is told in such steps: else each new byte of a script would make a new shell
)
_H1 = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)


def content_security_policy(style: str) -> str:
    """Return the policy of every page: nothing from elsewhere, no inline script, one inline style by its hash."""
    style_hash = "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'", "script-src 'self'", f"style-src '{style_hash}'", "img-src 'self' data:",
            "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'",
            "base-uri 'none'", "frame-ancestors 'none'",
        )
    )  # fmt: skip


def build_shell(locale: str, direction: str, *, slots: Mapping[str, str], style: str) -> bytes:
    """Return a locale's shell as canonical JSON: what a phone needs to show the pages of any guide in it.

    The style is named by its SHA-256 alone: a page that asks to be kept has it already, and hands it over.
    """
    assets = [[asset_url(name), hashlib.sha256(sent(name)).hexdigest(), mark] for name, mark in ASSETS]
    slots = {name: slot for name, slot in slots.items() if name not in SERVER_SLOTS}
    own = _wire(canonical_json(slots)) + _wire(worker()) + _wire(stemmer(locale))
    shared = _wire(worker_scripts()) + _wire(several([name for name, mark in ASSETS if mark]))
    return canonical_json(
        {
            "format": 1,
            "locale": locale,
            "direction": direction,
            "csp": content_security_policy(style),
            "style": hashlib.sha256(style.encode()).hexdigest(),
            "slots": slots,
            "skip": " ".join(sorted(question_words(locale))),  # what a search leaves out
            "titles": {name: heading(slots[name]) for name in TITLED if name in slots},
            "assets": assets,
            "first_kb": _rounded_kb(own + shared),  # what keeping a first guide takes besides its pack
            "second_kb": _rounded_kb(own),  # the same for one more locale
        }
    )


def _wire(body: bytes) -> int:
    return len(compressed(body, "br", 11))


def _rounded_kb(size_bytes: int) -> int:
    return math.ceil(size_bytes / 1000 / ROUNDED_KB) * ROUNDED_KB


def heading(slot: str) -> str:
    """Return the plain words of a slot's <h1>."""
    found = _H1.search(slot)
    return html.unescape(found[1]) if found else ""


@dataclass(frozen=True, slots=True)
class Shell:
    """A locale's shell, read."""

    locale: str
    direction: str
    csp: str
    slots: Mapping[str, str]
    titles: Mapping[str, str]
    style: str
    first_kb: int
    second_kb: int

    @classmethod
    def read(cls, shell: bytes, *, slots: Mapping[str, str], style: str) -> Shell:
        """Return the shell of a locale. slots: all of them, also those that no phone needs."""
        value = json.loads(shell)
        return cls(
            value["locale"],
            value["direction"],
            value["csp"],
            slots,
            {name: heading(slots[name]) for name in TITLED},
            style,
            value["first_kb"],
            value["second_kb"],
        )

    def page(self, edition: Edition, page: Page) -> str:
        """Return a whole page of a guide. The worker's `wholePage` does the same."""
        return fill(self.slots["shell"], self._values(edition, page))

    def plain_page(self, title: str, main: str) -> str:
        """Return a whole page that stands outside any guide."""
        return fill(self.slots["plain"], {"title": title, "main": main, "style": self.style})

    def _values(self, edition: Edition, page: Page) -> dict[str, str]:
        frame, base = edition.frame, guide_path(edition.locale, edition.region)
        path = page.path.removeprefix(base)
        return {
            "style": self.style,
            "sos": base + frame.emergency if frame.emergency else "tel:112",
            "crumb": self.crumb(frame, base, page),
            "say": self.say_link(base, path, page),
            "title": page.title,
            "main": page.html,
            "kind": page.kind,
            "base": base,
            "region": frame.name,
            "helper": frame.helper,
            "responsible": frame.responsible,
            "edition": str(edition.number),
            "published": edition.published_at[:10],
            "timezone": frame.timezone,
            "holidays": " ".join(frame.holidays),
            "languages": self.languages(frame, path),
            "host": frame.host,
            "host_name": frame.host_name,
            "kb": str(kilobytes(pack_bytes(edition)) + self.first_kb),
            "host_kb": str(kilobytes(edition.host_bytes) + self.second_kb) if edition.host_bytes else "",
        }

    def crumb(self, frame: Frame, base: str, page: Page) -> str:
        """Return the way up from an entry to its topic."""
        topic = page.path.removeprefix(base).partition("/")[0]
        name = dict(frame.topics).get(topic, "") if page.kind == "entry" else ""
        return fill(self.slots["crumb"], {"href": f"{base}{topic}/", "name": name}) if name else ""

    def say_link(self, base: str, path: str, page: Page) -> str:
        """Return the way to say that something is wrong on a page."""
        if page.kind not in SPOKEN_OF:
            return ""
        island = "leave" if SENSITIVE in page.html else ""
        return fill(self.slots["say_link"], {"base": base, "page": path, "island": island})

    def languages(self, frame: Frame, path: str) -> str:
        """Return links to the same page in the other languages on offer."""
        return "".join(
            fill(
                self.slots["language"],
                {"href": guide_path(tag, frame.region) + path, "tag": tag, "name": name},
            )
            for tag, name in frame.languages
            if tag != self.locale
        )


def pack_bytes(edition: Edition) -> int:
    """Return how many bytes an edition's pack has on the wire."""
    return int(json.loads(edition.manifest)["pack"]["wire_bytes"])


def kilobytes(size_bytes: int) -> int:
    """Return a size as readers see it: whole kilobytes, rounded up.

    >>> kilobytes(12001)
    13
    """
    return math.ceil(size_bytes / 1000)


def changes_html(slots: Mapping[str, str], changes: Sequence[PageChange]) -> str:
    """Return what changed as a list, or the words for nothing."""
    if not changes:
        return slots["changes_none"]
    return "".join(
        fill(slots[f"change_{one.what}"], {"href": one.path, "title": one.title}) for one in changes
    )
