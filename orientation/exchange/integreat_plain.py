"""Make a tree of sanitised HTML plain: only what our Markdown has a form for stays in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from orientation.exchange.integreat_media import drop_pictures, embedded_to_links, tags_of

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EMPHASIS = ("strong", "em")
_CONTAINERS = (
    "figure",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "address",
    "details",
    "dl",
)
_BLOCKS = ["p", "div", "ul", "ol", "li", "table", "blockquote", *_HEADINGS]


def make_plain(soup: BeautifulSoup, link: Callable[[str, str], str | None]) -> list[str]:
    """Change the tree in place; return what of it is lost.

    link: maps (href, visible words) to a link's target, None where it leads nowhere.
    """
    lost: list[str] = []
    _rename(soup)
    drop_pictures(soup, lost)
    embedded_to_links(soup)
    _flatten_tables(soup)
    _level_headings(soup)
    _one_space(soup)
    _set_links(soup, link, lost)
    _untangle_emphasis(soup)
    _drop_empty(soup)
    return lost


def _rename(soup: BeautifulSoup) -> None:
    """Give everything the name of its nearest kin."""
    kin = {"b": "strong", "i": "em", "figcaption": "p", "dd": "p", "summary": "p", "dt": "p"}
    kin |= dict.fromkeys(_CONTAINERS, "div")
    for tag in tags_of(soup, *kin):
        if tag.name in ("dt", "summary"):
            _wrap_inside(soup, tag, "strong")
        tag.name = kin[tag.name]
    for tag in tags_of(soup, "pre"):
        for words in [text for text in tag.find_all(string=True) if "\n" in text]:
            words.replace_with(*_broken_lines(soup, str(words)))
        tag.name = "p"
    for tag in tags_of(soup, "span"):
        tag.unwrap()
    for tag in tags_of(soup, "hr"):  # the end of a block, no more: our Markdown has no rule
        tag.name = "div"


def _wrap_inside(soup: BeautifulSoup, tag: Tag, name: str) -> None:
    inner = soup.new_tag(name)
    inner.extend(list(tag.contents))
    tag.append(inner)


def _broken_lines(soup: BeautifulSoup, text: str) -> Iterator[PageElement]:
    for at, line in enumerate(text.strip("\n").split("\n")):
        if at:
            yield soup.new_tag("br")
        yield NavigableString(line)


def _flatten_tables(soup: BeautifulSoup) -> None:
    """Make rows equally long, cells one line; a table in a table becomes words of its cell."""
    for table in tags_of(soup, "table"):
        if table.find_parent("table"):
            for tag in tags_of(table, "thead", "tbody", "tfoot", "tr", "td", "th", "caption"):
                tag.insert_after(NavigableString(" "))
                tag.unwrap()
            table.unwrap()
    for table in tags_of(soup, "table"):
        for caption in tags_of(table, "caption"):
            caption.name = "p"
            table.insert_before(caption.extract())
        rows = [[cell for cell in tags_of(row, "td", "th")] for row in tags_of(table, "tr")]
        for cell in (cell for row in rows for cell in row):
            cell["colspan"] = str(_span(cell))
            for tag in tags_of(cell, "br", *_BLOCKS):
                tag.insert_before(NavigableString(" "))
                tag.insert_after(NavigableString(" "))
                tag.unwrap()
        widest = max((sum(map(_span, row)) for row in rows), default=0)
        for row in filter(None, rows):
            for _ in range(widest - sum(map(_span, row))):
                row[-1].insert_after(soup.new_tag(row[-1].name))
        sections = tags_of(table, "thead", "tbody", "tfoot")
        for tag in sections:  # one run of rows: the first is the head
            tag.unwrap()


def _span(cell: Tag) -> int:
    found = str(cell.get("colspan") or "1")
    return min(20, max(1, int(found))) if found.isascii() and found.isdigit() and len(found) < 5 else 1


def _level_headings(soup: BeautifulSoup) -> None:
    """Make a page's highest headings level two, all others level three."""
    headings = [tag for tag in tags_of(soup, *_HEADINGS) if tag.get_text(strip=True)]
    highest = min((tag.name for tag in headings), default="h2")
    for tag in headings:
        tag.name = "h2" if tag.name == highest else "h3"
        for inner in tags_of(tag, "strong", "em", "tr", "td", "th", *_BLOCKS):
            inner.unwrap()
        for inner in tags_of(tag, "br"):
            inner.replace_with(NavigableString(" "))


def _one_space(soup: BeautifulSoup) -> None:
    """Make all white space one space: no-break and line ends too; drop marks that nobody sees."""
    for text in soup.find_all(string=True):
        plain = re.sub(r"[\u00ad\u200b\ufeff]", "", str(text))
        text.replace_with(NavigableString(re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", plain)))


def _set_links(soup: BeautifulSoup, link: Callable[[str, str], str | None], lost: list[str]) -> None:
    for inner in tags_of(soup, "a"):
        if inner.find_parent("a"):
            inner.unwrap()
    for anchor in tags_of(soup, "a"):
        for tag in tags_of(anchor, "br", "tr", "td", "th", *_BLOCKS):
            tag.insert_before(NavigableString(" "))
            tag.insert_after(NavigableString(" "))
            tag.unwrap()
        words = anchor.get_text().strip()
        href = str(anchor.get("href") or "")
        target = link(href, words) if words else None
        if target is not None:
            anchor["href"] = target
            continue
        if words and "href" in anchor.attrs:
            lost.append(f"a link to nowhere, kept as words: {words[:60]} ({unquote(href)[:200]})")
        anchor.unwrap()


def _untangle_emphasis(soup: BeautifulSoup) -> None:
    """Let emphasis hold words and links of one line only, and never itself or a block."""
    for tag in tags_of(soup, *_EMPHASIS):
        if tag.find_parent(_EMPHASIS) or tag.find_parent(_HEADINGS) or tag.find(_BLOCKS):
            tag.unwrap()
    while breaks := [tag for tag in tags_of(soup, "br") if tag.find_parent(_EMPHASIS)]:
        for tag in breaks:
            _split_at(soup, tag)
    soup.smooth()
    for tag in reversed(tags_of(soup, *_EMPHASIS)):
        follower = tag.next_sibling
        if isinstance(follower, Tag) and follower.name == tag.name:
            tag.extend(list(follower.contents))
            follower.decompose()
        if not tag.get_text(strip=True):
            tag.replace_with(NavigableString(" "))
    soup.smooth()


def _split_at(soup: BeautifulSoup, tag: Tag) -> None:
    """Lift a line break out of the emphasis around it, which goes on behind it."""
    around = tag.parent
    if around is None:
        return
    rest = soup.new_tag(around.name)
    rest.extend(list(tag.next_siblings))
    around.insert_after(tag.extract())
    if rest.contents:
        tag.insert_after(rest)


def _drop_empty(soup: BeautifulSoup) -> None:
    """Drop blocks without words, innermost first, and breaks at a block's edge."""
    for tag in reversed(tags_of(soup, *_BLOCKS)):
        if tag.get_text(strip=True):
            continue
        if tag.name == "li":
            tag.decompose()
        else:  # it still parts what stands around it
            tag.replace_with(soup.new_tag("p"))
    for tag in reversed(tags_of(soup, "br")):
        if _is_edge(tag.next_siblings):
            tag.decompose()
    for tag in tags_of(soup, "br"):
        if _is_edge(tag.previous_siblings):
            tag.decompose()
            continue
        for text in (tag.previous_sibling, tag.next_sibling):
            if isinstance(text, NavigableString):
                text.replace_with(
                    NavigableString(text.rstrip() if text is tag.previous_sibling else text.lstrip())
                )


def _is_edge(siblings: Iterable[PageElement]) -> bool:
    """Tell whether the first thing that is more than white space is a block, or nothing."""
    first = next((one for one in siblings if isinstance(one, Tag) or str(one).strip()), None)
    return first is None or (isinstance(first, Tag) and first.name in _BLOCKS)
