"""Where a link of an Integreat page leads to in a guide."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from urllib.parse import quote, unquote, urljoin, urlsplit

from orientation.content.markup import is_external
from orientation.exchange.integreat_pages import ForeignPage, clean_path
from orientation.exchange.integreat_tree import Node

PUBLIC = "https://integreat.app"
_HOSTS = re.compile(r"(?:[a-z0-9-]+\.)?(?:integreat\.app|integreat-app\.de)")
# What the app serves below /region/language/ beside pages; these stay links to the app.
_SECTIONS = {
    *("events", "news", "tu-news", "local-news", "locations", "pois", "offers", "sprungbrett", "disclaimer"),
    *("imprint", "search"),
}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SHORT = re.compile(r"s/p/(\d+)")
_SAFE = "%/?:@!$&'*+,;=~#"  # all that an address may hold but what Markdown reads: brackets of any kind


class Links:
    """All pages of the files, by everything a link may call them."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._paths: dict[str, Node] = {}
        self._ids: dict[int, Node] = {}
        slugs: defaultdict[tuple[str, str], set[Node]] = defaultdict(set)
        for node in nodes:
            for path, id in _names(node):
                self._paths.setdefault(path.lower(), node)
                self._ids.setdefault(id, node)
                slugs[_last(path)].add(node)
        self._slugs = {key: found.pop() for key, found in slugs.items() if len(found) == 1}
        self.kept: Counter[str] = Counter()  # links by kind: inner, outer, call or mail, lost

    def target(self, href: str, words: str, page: ForeignPage) -> str | None:
        """Return what a link becomes: "topic/slug", "topic/", a whole address; None where it leads nowhere.

        words: its visible text, which names the number where the editor left an empty "tel:" behind.
        """
        target = self._target(_clean(href), words, page)
        if target is None:
            kind = "lost"
        elif target.startswith(("tel:", "mailto:")):
            kind = "call or mail"
        else:
            kind = "outer" if is_external(target) else "inner"
        self.kept[kind] += 1
        return target

    def _target(self, href: str, words: str, page: ForeignPage) -> str | None:
        scheme = _SCHEME.match(href)
        if scheme and scheme[1].lower() in ("tel", "mailto"):
            return _call_or_mail(href, words)
        if not href or href.startswith("#") or (scheme and scheme[1].lower() not in ("http", "https")):
            return None
        try:
            whole = urljoin(f"{PUBLIC}/{quote(page.path)}/", href)
            host = (urlsplit(whole).hostname or "").lower()
        except ValueError:  # an address like "http://[x"
            return None
        if _HOSTS.fullmatch(host):
            return self._within(whole, words, page)
        return _external(whole)

    def _within(self, whole: str, words: str, page: ForeignPage) -> str | None:
        """Resolve an address of the app itself: a page, a file, another region, or a slip of its editor."""
        path = clean_path(whole)
        if re.match(r"(tel|mailto):", path):
            return _call_or_mail(path, words)
        if re.fullmatch(r"\+?[0-9]{5,}", path):
            return _call_or_mail(f"tel:{path}", words)
        short = _SHORT.fullmatch(path)
        if node := self._ids.get(int(short[1])) if short else self._find(path):
            return node.address
        steps = path.split("/")
        if steps[0] != page.region or len(steps) < 3 or steps[2] in _SECTIONS:
            return _external(whole)
        return None

    def _find(self, path: str) -> Node | None:
        """Find a page by its path, else by its slug alone: pages move, and keep it.

        Two pages of one slug are not guessed between.
        """
        return self._paths.get(path.lower()) or self._slugs.get(_last(path))


def _names(node: Node) -> Iterable[tuple[str, int]]:
    """Yield every path and id of a page, in languages that were not imported too."""
    for page in node.pages.values():
        yield page.path, page.id
        for _, id, path in page.others:
            if path:
                yield path, id


def _last(path: str) -> tuple[str, str]:
    """Return region with language, and slug."""
    steps = path.lower().split("/")
    return ("/".join(steps[:2]), steps[-1]) if len(steps) > 2 else ("", "")


def _clean(href: str) -> str:
    href = "".join(char for char in href if char.isprintable()).strip()
    return f"https://{href}" if href.lower().startswith("www.") else href


def _call_or_mail(href: str, words: str) -> str | None:
    """Return a "tel:" or "mailto:" link; the visible words help where the address is no such thing."""
    scheme, _, rest = href.partition(":")
    make = _call if scheme.lower() == "tel" else _mail
    return next((link for link in (make(unquote(rest)), make(words)) if is_external(link)), None)


def _call(number: str) -> str:
    number = number.strip(" /:")
    if number.startswith(("+", "00")):
        number = number.replace("(0)", "")  # dialled within the country only
    return "tel:" + re.sub(r"[\s()/.\u2010-\u2015-]", "", number)


def _mail(address: str) -> str:
    return "mailto:" + quote(address.strip(" /:"), safe="@?=&+,!#$'*%/;:") if "@" in address else ""


def _external(address: str) -> str | None:
    """Return an address as Markdown takes it, with nothing in it that would end the link."""
    address = quote(address, safe=_SAFE)
    return address if is_external(address) else None
