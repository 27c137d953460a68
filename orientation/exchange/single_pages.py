"""The pages of a guide as sections of one file: in the order one needs them, with links that stay inside it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from orientation.domain.fill import escape

FIRST_TOPICS = ("emergency", "first-steps")
FRONT = "./"  # the first page's id: no slug can be that
_GONE = ("moved", "removed")
_LAST = {"places": 1, "guide": 3, "about": 4}  # after the topics; kinds that are not named stand between
_TAG = re.compile(r"<[a-z][^<>]*>")
_TURNED = re.compile(r'(?<=\s)(href|src|id)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)  # a scheme
_BACK = re.compile(r'(href|src|id)="[^"]*" data-[hsi]="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')
_PICTOGRAM = re.compile(r"<h1>(<svg.*?</svg>)", re.DOTALL)
_OTHER_LOCALE = re.compile(r'<!--c--><div lang="([^"]*)" dir="([^"]*)"><h1>')

Record = Mapping[str, str]  # a page as a part has it
Image = Callable[[str], str]  # from "/static/icons/welcome.svg?v=1" to a data: address


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the guide, set into the file."""

    id: str  # the page's path within the guide
    kind: str
    topic: str  # the first step of its path
    path: str  # the page's address
    title: Markup  # as a link to it shows it
    pictogram: Markup
    html: Markup  # the fragment, its links changed


def sections_of(
    records: Sequence[Record], *, base: str, topics: Sequence[str], image: Image
) -> tuple[Section, ...]:
    """Return the pages that a reader sees: emergency, first steps, the other topics, places, who made this.

    records: in the manifest's order of parts. base: the guide's address.
    """
    seen = [record for record in records if record.get("kind") not in _GONE]
    links = _Links(records, base, image)
    order = [*FIRST_TOPICS, *(topic for topic in topics if topic not in FIRST_TOPICS)]
    return tuple(
        sorted((_section(record, base, links) for record in seen), key=lambda one: _rank(one, order))
    )


def gone_of(records: Iterable[Record], *, base: str, image: Image) -> tuple[Section, ...]:
    """Return the pages that moved or were removed: no reader sees them in a file."""
    held = tuple(records)
    links = _Links(held, base, image)
    return tuple(_section(record, base, links) for record in held if record.get("kind") in _GONE)


def original(html: str) -> str:
    """Return a fragment as it was, its links and ids given back.

    >>> original('<a href="#places/" data-h="../places/">')
    '<a href="../places/">'
    """
    return _BACK.sub(r'\1="\2"', html)


def _section(record: Record, base: str, links: _Links) -> Section:
    path, html = record["path"], record["html"]
    pictogram, tongue = _PICTOGRAM.search(html), _OTHER_LOCALE.search(html)
    title = Markup(escape(record["title"]))
    if tongue:
        title = Markup('<span lang="{}" dir="{}">{}</span>').format(tongue[1], tongue[2], title)
    return Section(
        id=path.removeprefix(base) or FRONT,
        kind=record.get("kind", "entry"),
        topic=path.removeprefix(base).partition("/")[0],
        path=path,
        title=title,
        pictogram=Markup(pictogram[1] if pictogram else ""),
        html=Markup(links.inside(html, page=path)),
    )


def _rank(section: Section, order: Sequence[str]) -> tuple[int, int, bool]:
    if section.kind not in ("topic", "entry"):
        return _LAST.get(section.kind, 2), 0, False
    place = order.index(section.topic) if section.topic in order else len(order)
    return 0, place, section.kind == "entry"


class _Links:
    """Turns a fragment's relative links into links within the file, and keeps what they were."""

    def __init__(self, records: Iterable[Record], base: str, image: Image) -> None:
        self._base, self._image = base, image
        self._pages = {record["path"]: record for record in records}

    def inside(self, html: str, *, page: str) -> str:
        """Return the fragment with `href="#anchor" data-h="as it was"`, pictures as `src` with `data-s`, ids with `data-i`.

        An id bears its page's: a village and an organisation may have the same name.

        `original` is the way back.  Raises ValueError where it would not lead back.
        """

        def changed(found: re.Match[str]) -> str:
            name, was = found.groups()
            if name != "id" and _ELSEWHERE.match(was):
                return found[0]
            now = self._turned(name, was, page)
            return f'{name}="{escape(now)}" data-{name[0]}="{was}"'

        made = _TAG.sub(lambda tag: _TURNED.sub(changed, tag[0]), html)
        if original(made) != html:
            raise ValueError(f"{page}: its links cannot be changed and given back")
        return made

    def _turned(self, name: str, was: str, page: str) -> str:
        if name == "id":
            return self._id(page, was)
        to = posixpath.join(page, was)
        return self._image(posixpath.normpath(to)) if name == "src" else "#" + self._anchor(to)

    def _id(self, path: str, mark: str) -> str:
        """Return the id of a page in the file, or of what is marked on it."""
        page = path.removeprefix(self._base) or FRONT
        return f"{page}:{mark}" if mark else page

    def _anchor(self, address: str) -> str:
        """Return the id to go to: the page's, or that of what is meant on it; "top" for what is not in the file."""
        path, _, mark = address.partition("#")
        path = posixpath.normpath(path).rstrip("/") + "/"
        page = self._pages.get(path)
        for _ in range(len(self._pages)):  # as often as a page can have moved
            if page is None or page.get("kind") != "moved":
                break
            path = posixpath.normpath(posixpath.join(path, page["target"])) + "/"
            page = self._pages.get(path)
        if page is None or page.get("kind") == "removed":
            return "top"
        return self._id(path, mark if mark in _ID.findall(page["html"]) else "")
