"""Pictures, frames and films of foreign HTML become words and links."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

_ICON = 32  # px: smaller pictures stand beside words and say nothing of their own


def tags_of(soup: BeautifulSoup | Tag, *names: str) -> list[Tag]:
    """Return the tags of these names, in the order of the page, so that the tree may change meanwhile."""
    return [tag for tag in soup.find_all(names) if isinstance(tag, Tag)]


def drop_pictures(soup: BeautifulSoup, lost: list[str]) -> None:
    """Put the alternative text in a picture's place, or words for the link that it stood in."""
    nameless: dict[str, None] = {}  # in the page's order
    for picture in tags_of(soup, "img"):
        if picture.parent is None:  # its link was given a name instead, for another picture in it
            continue
        source = str(picture.get("src") or "")
        words = " ".join(str(picture.get("alt") or "").split())
        around = picture.find_parent("a")
        says_link = around is not None and not around.get_text(strip=True)
        if _is_icon(picture, source) and not says_link:
            words = ""
        elif not words and not says_link:
            nameless[_name_of(source) or "without an address"] = None
        picture.replace_with(NavigableString(f" {words} " if words else " "))
        if says_link and not words and around is not None:
            _name_link(soup, around)
    if nameless:
        lost.append(f"pictures without a description: {', '.join(nameless)}")


def _name_link(soup: BeautifulSoup, anchor: Tag) -> None:
    """Call a link that had only a picture what it leads to.

    A link to the picture itself goes to the end: a file's name is no first sentence.
    """
    address = str(anchor.get("href") or "")
    anchor.string = _name_of(address)
    if re.search(r"\.(?:jpe?g|png|gif|webp|svg)$", address, re.IGNORECASE):
        last = soup.new_tag("p")
        last.append(anchor.extract())
        soup.append(last)


def _is_icon(picture: Tag, source: str) -> bool:
    sizes = [str(picture.get("width") or ""), str(picture.get("height") or "")]
    sizes += re.findall(r"(?:^|[;\s])(?:width|height):\s*([\d.]+px)", str(picture.get("style") or ""))
    numbers = [
        float(found[1]) for size in sizes if (found := re.fullmatch(r"(\d{1,6}(?:\.\d+)?)(?:px)?", size))
    ]
    return "/static/svg/" in source or any(number <= _ICON for number in numbers)


def _name_of(address: str) -> str:
    """Return the words for a link that has none: its file's name, else its host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    file = unquote(parts.path.rpartition("/")[2])
    return file if "." in file else parts.hostname or unquote(parts.path)


def embedded_to_links(soup: BeautifulSoup) -> None:
    """Put a link in the place of frames, films and sounds."""
    for tag in tags_of(soup, "iframe", "video", "audio", "embed", "object"):
        inner = [one for one in tags_of(tag, "source", "embed") if one.get("src")]
        address = str(tag.get("src") or tag.get("data") or (inner[0].get("src") if inner else "") or "")
        words = " ".join(str(tag.get("title") or tag.get_text() or "").split()) or _name_of(address)
        new = soup.new_tag("p")
        anchor = soup.new_tag("a", href=f"https:{address}" if address.startswith("//") else address)
        anchor.string = words
        new.append(anchor)
        if tag.parent is not None:  # an embed within an object is gone with it
            tag.replace_with(new)
    for tag in tags_of(soup, "source"):
        tag.unwrap()
