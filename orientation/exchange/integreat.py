"""Integreat -> content files: a region's pages, as Integreat's API serves them, become a region's guide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from babel import Locale as Language
from babel import UnknownLocaleError
from babel.core import get_global

from orientation.content.layout import SLUG, TAG
from orientation.domain.guide import Entry, Guides, Layer, Source, Text, Topic
from orientation.domain.library import Item, assemble, key_of
from orientation.domain.locale import Locale
from orientation.errors import BadInput
from orientation.exchange.integreat_folder import add_region, read_known
from orientation.exchange.integreat_links import PUBLIC, Links
from orientation.exchange.integreat_markup import escape_text, to_markdown
from orientation.exchange.integreat_pages import ForeignPage, read_pages
from orientation.exchange.integreat_tree import Node, build_tree

Progress = Callable[[str, int, int], None]  # (what, done, of)

# By the first icon one of whose beginnings begins a word of the topic's addresses; else "services".
_ICONS = {
    "emergency": "emergenc notfall notfaell notruf urgent",
    "first-steps": "welcome willkommen arriv ankommen ankunft first erste",
    "health": "health gesund medic medizin arzt aerzt doctor",
    "transport": "transport mobil verkehr traffic bus",
    "banking": "bank money geld finan",
    "language": "language sprach german deutsch",
}


@dataclass(frozen=True, slots=True)
class Import:
    """What foreign files became."""

    guides: Guides  # the region alone: its layer, topics, locales and entries
    notes: tuple[str, ...]  # what could not be carried over, a line each, with page and locale
    links: tuple[tuple[str, int], ...] = ()  # (inner, outer, call or mail, lost; how many)


@dataclass(frozen=True, slots=True)
class Region:
    """What the files do not say of the region."""

    id: str
    host: str = "de"  # the language at the counter; its texts count as the source where they exist
    country: str = "DE"  # ISO 3166-1
    timezone: str = "Europe/Berlin"
    parent: str = ""  # the layer it inherits from


def read_integreat(
    files: Sequence[Path],
    *,
    region: str | Region,
    today: date,
    progress: Progress = lambda what, done, of: None,
) -> Import:
    """Return a region's guide from the pages JSON of Integreat, one file a language.

    region: the id of its layer, or all that can be told of it.  today: when the pages count as read.
    How the languages of a page are matched is told in `build_tree`.
    Raises BadInput.
    """
    region = Region(region) if isinstance(region, str) else region
    if not SLUG.fullmatch(region.id):
        raise BadInput(f"the region {region.id!r} is not lower-case letters, digits and hyphens")
    pages = _by_locale(files, region.host)
    nodes, notes = build_tree(list(pages.values()))
    links = Links(nodes)
    items: list[Item] = [_layer(pages, region), *map(_locale, pages), *_topics(nodes)]
    for done, node in enumerate(nodes):
        progress(str(node.page), done, len(nodes))
        if node.slug:
            texts = [_text(node, page, links, notes) for page in node.pages.values()]
            items.append(_entry(node, texts, region.id, today))
    progress("", len(nodes), len(nodes))
    guides = assemble({key_of(item): item for item in items})
    return Import(guides, tuple(notes), tuple(sorted(links.kept.items())))


def import_integreat(
    files: Sequence[Path],
    *,
    region: str | Region,
    folder: Path,
    today: date,
    progress: Progress = lambda what, done, of: None,
) -> Import:
    """Write a region's guide, read from the pages JSON of Integreat, as content files.

    A new folder gets all it needs. One that holds guides keeps what it has, to the byte, and gets the layer
    of the region, and topics and locales that it does not know yet. Arguments as for `read_integreat`.
    Raises BadInput, also where the region exists there already, and BadContent; then nothing is written.
    """
    known = read_known(folder, region if isinstance(region, str) else region.id)
    found = read_integreat(files, region=region, today=today, progress=progress)
    add_region(found.guides, known, folder)
    return found


def _by_locale(files: Sequence[Path], host: str) -> dict[str, tuple[ForeignPage, ...]]:
    """Return the pages of each language: the host's first, then English, then the rest."""
    found: dict[str, tuple[ForeignPage, ...]] = {}
    for file in files:
        pages = read_pages(file)
        locale = pages[0].locale
        if locale in found:
            raise BadInput(f"{file.name}: a file before it holds {locale} already")
        if not TAG.fullmatch(locale):
            raise BadInput(f"{file.name}: {locale!r} is no locale that a guide can be in")
        found[locale] = pages
    if not found:
        raise BadInput("no file to import")
    if len(names := sorted({pages[0].region for pages in found.values()})) > 1:
        raise BadInput(f"the files are of several regions: {', '.join(names)}")
    return dict(sorted(found.items(), key=lambda one: (one[0] != host, one[0] != "en", one[0])))


def _entry(node: Node, texts: Iterable[Text], layer: str, today: date) -> Entry:
    page = node.page
    source = Source(
        url=f"{PUBLIC}/{quote(page.path)}/",
        title=f"{page.region.title()} – Integreat (CC BY 4.0)",
        as_of=page.updated,
    )
    return Entry(
        layer=layer,
        topic=node.topic,
        slug=node.slug,
        source_locale=page.locale,
        texts=tuple(sorted(texts, key=lambda text: text.locale)),
        order=node.order,
        read_on=f"{today:%Y-%m}",
        as_of=page.updated,
        parent=node.parent.address if node.parent and node.parent.slug else "",
        sources=(source,),
    )


def _text(node: Node, page: ForeignPage, links: Links, notes: list[str]) -> Text:
    """Return a page's words; where it only groups others, a list of them, so that readers can walk on."""
    found = to_markdown(page.content, link=lambda href, words: links.target(href, words, page))
    notes += [f"{page}: {lost}" for lost in found.lost]
    body = found.text
    if not body and node.children:
        children = [
            (child.pages.get(page.locale, child.page).title, child.address) for child in node.children
        ]
        body = "\n".join(f"- [{escape_text(title)}]({address})" for title, address in children)
    elif not body:
        notes.append(f"{page}: the page is empty")
    return Text(page.locale, page.title, body)


def _topics(nodes: Iterable[Node]) -> Iterable[Topic]:
    for number, root in enumerate((node for node in nodes if node.parent is None), start=1):
        names = sorted((locale, page.title) for locale, page in root.pages.items())
        yield Topic(root.topic, _icon(root), order=10 * number, names=tuple(names))


def _icon(root: Node) -> str:
    words = [root.topic, *(page.slug for page in root.pages.values())]
    found = [word for slug in words for word in re.split(r"[\W_]+", slug.lower())]
    for icon, beginnings in _ICONS.items():
        if any(word.startswith(tuple(beginnings.split())) for word in found):
            return icon
    return "services"


def _layer(pages: Mapping[str, Sequence[ForeignPage]], region: Region) -> Layer:
    name = next(iter(pages.values()))[0].region.title()
    return Layer(
        id=region.id,
        names=tuple((locale, name) for locale in sorted(pages)),
        parent=region.parent,
        kind="region",
        country=region.country,
        timezone=region.timezone,
        host_locale=region.host,
        locales=tuple(pages),
    )


def _locale(tag: str) -> Locale:
    """Describe a locale from CLDR: its own name, direction and script."""
    try:
        language = Language.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale(tag, tag, "ltr", "Latn")
    likely = str(get_global("likely_subtags").get(tag.replace("-", "_"), ""))
    likely = likely or str(get_global("likely_subtags").get(language.language, ""))
    script = language.script or next((one for one in likely.split("_") if len(one) == 4), "Latn")
    name = language.get_display_name() or tag
    return Locale(tag, name[:1].upper() + name[1:], language.text_direction, script)
