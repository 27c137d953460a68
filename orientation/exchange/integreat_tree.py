"""Integreat's pages of several languages -> one tree, each node with a topic, a slug and an order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from orientation.domain.address import RESERVED_SLUGS, distinct
from orientation.errors import BadInput
from orientation.exchange.integreat_pages import ForeignPage
from orientation.exchange.slugs import slug_of


@dataclass(slots=True, eq=False)
class Node:
    """One page of the tree in all its languages."""

    pages: dict[str, ForeignPage]  # by locale, best first
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    topic: str = ""
    slug: str = ""  # "" for a page that is a topic and nothing else
    order: int = 0

    @property
    def page(self) -> ForeignPage:
        """Return the page in its best locale: the host's where there is one."""
        return next(iter(self.pages.values()))

    @property
    def address(self) -> str:
        """Return "topic/slug", or "topic/" where the topic is all there is."""
        return f"{self.topic}/{self.slug}"

    @property
    def is_empty(self) -> bool:
        return not any(page.content.strip() for page in self.pages.values())


def build_tree(files: Sequence[Sequence[ForeignPage]]) -> tuple[list[Node], list[str]]:
    """Return all nodes, depth first in the API's order, and notes about pages that hang loose.

    files: the pages of one language each, the best language first.
    A page's translations are found by the ids, else the paths, in `available_languages`; where a file has
    none, by the chain of `order` numbers from the root down, which Integreat keeps equal in all languages.
    Raises BadInput where a page is its own ancestor.
    """
    notes: list[str] = []
    parents = {page.path: parent for pages in files for page, parent in _parents(pages, notes)}
    nodes = _matched(files, parents)
    by_path = {page.path: node for node in nodes for page in node.pages.values()}
    for node in nodes:
        if above := parents[node.page.path]:
            node.parent = by_path[above.path]
            node.parent.children.append(node)
    ordered = list(_depth_first(nodes))
    _name(ordered)
    return ordered, notes


def _parents(
    pages: Sequence[ForeignPage], notes: list[str]
) -> Iterable[tuple[ForeignPage, ForeignPage | None]]:
    """Pair each page with its parent in the same file.

    `parent.path` is what names it: `parent.id` counts another thing in the real API (pages, not their
    translations), and is tried only where it is an id of the file.
    """
    by_path = {page.path: page for page in pages}
    by_id = {page.id: page for page in pages}
    found = {}
    for page in pages:
        parent = by_path.get(page.parent_path) or by_id.get(page.parent)
        if parent is None and (page.parent_path or page.parent):
            parent = _nearest_above(page, by_path)
            notes.append(
                f"{page}: its parent page is missing; it stands under {parent or 'a topic of its own'}"
            )
        found[page.path] = parent
    _refuse_circles(by_path, found)
    return ((page, found[page.path]) for page in pages)


def _nearest_above(page: ForeignPage, by_path: dict[str, ForeignPage]) -> ForeignPage | None:
    path = page.path
    while "/" in path:
        path = path.rpartition("/")[0]
        if path in by_path:
            return by_path[path]
    return None


def _refuse_circles(by_path: dict[str, ForeignPage], parents: dict[str, ForeignPage | None]) -> None:
    reaches_root: set[str] = set()
    for start in by_path:
        walked: set[str] = set()
        above: ForeignPage | None = by_path[start]
        while above and above.path not in reaches_root:
            if above.path in walked:
                raise BadInput(f"{above}: the page is its own ancestor ({above.path})")
            walked.add(above.path)
            above = parents[above.path]
        reaches_root |= walked


def _matched(files: Sequence[Sequence[ForeignPage]], parents: dict[str, ForeignPage | None]) -> list[Node]:
    """Put the languages of each page together."""
    nodes: list[Node] = []
    known: dict[object, Node] = {}  # by (locale, id), path, and chain of orders
    for pages in files:
        for page in pages:
            keys = _keys(page, parents)
            node = next(
                (known[key] for key in keys if key in known and page.locale not in known[key].pages), None
            )
            if node is None:
                nodes.append(node := Node({}))
            node.pages[page.locale] = page
            for key in keys:
                known.setdefault(key, node)
    return nodes


def _keys(page: ForeignPage, parents: dict[str, ForeignPage | None]) -> list[object]:
    keys: list[object] = [(page.locale, page.id), page.path]
    keys += [(locale, id) for locale, id, _ in page.others] + [path for _, _, path in page.others if path]
    if not page.others:
        orders, above = [page.order], parents[page.path]
        while above:
            orders.append(above.order)
            above = parents[above.path]
        keys.append(tuple(orders))
    return keys


def _depth_first(nodes: Iterable[Node]) -> Iterable[Node]:
    """Walk the tree without recursion: nothing bounds its depth."""
    waiting = [node for node in nodes if node.parent is None]
    waiting.sort(key=lambda node: node.page.order, reverse=True)
    while waiting:
        yield (node := waiting.pop())
        node.children.sort(key=lambda child: child.page.order)
        waiting.extend(reversed(node.children))


def _name(ordered: Sequence[Node]) -> None:
    """Give each node its topic, slug and order.

    A root is a topic; it is an entry too where it says something itself. Every other page is an entry.
    """
    roots = [node for node in ordered if node.parent is None]
    topics = distinct(map(_wanted, roots), RESERVED_SLUGS)
    for root, topic in zip(roots, topics, strict=True):
        root.topic = topic
    by_topic: defaultdict[str, list[Node]] = defaultdict(list)
    for node in ordered:
        node.topic = node.parent.topic if node.parent else node.topic
        if node.parent or not node.is_empty or not node.children:
            by_topic[node.topic].append(node)
    for entries in by_topic.values():
        slugs = distinct(map(_wanted, entries), RESERVED_SLUGS)
        for number, (node, slug) in enumerate(zip(entries, slugs, strict=True), start=1):
            node.slug, node.order = slug, number * 10


def _wanted(node: Node) -> str:
    """Return a slug from the English path, else the best locale's."""
    return slug_of(node.pages.get("en", node.page).slug) or slug_of(node.page.slug) or f"page-{node.page.id}"
