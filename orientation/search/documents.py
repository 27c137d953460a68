"""What can be found on a page; the same as static/js/search/documents.js.

Read off the fragment with patterns, since a service worker has no DOM: fragments are ours, with every `>` in
an attribute escaped. Vectors in tests/vectors/search/documents.json.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orientation.domain.address import within_guide
from orientation.domain.edition import Page
from orientation.domain.plain import one_space, plain_text

LISTS = ("places", "courses", "organisations")  # pages with an <article> for each thing to find
_CONTENT = re.compile(r"<!--c-->(.*?)<!--/c-->", re.DOTALL)  # around it: sources, dates, buttons
_ARTICLE = re.compile(r'<article\b[^>]*?\sid="([^"]*)"[^>]*>(.*?)</article>', re.DOTALL)
_ITEM = re.compile(r'<li\b[^>]*?\sid="([^"]*)"[^>]*>([^<]*)(.*?)(?=</?li\b|</ul>)', re.DOTALL)
_H1 = re.compile(r"<h1\b[^>]*>.*?</h1>", re.DOTALL)
_HEADING = re.compile(r"<h[23]\b[^>]*>(.*?)</h[23]>", re.DOTALL)
_HOST = re.compile(r'<p\b[^>]*?\sclass="(?:[^"]*\s)?host(?:\s[^"]*)?"[^>]*>([^<]*)')
_TERM = re.compile(r'<dt\b[^>]*?\slang="[^"]*"[^>]*>(.*?)</dt>', re.DOTALL)
_STOP = re.compile(r'<li\b[^>]*?\sid="([^"]*)" data-stop[^>]*><b>(.*?)</b>', re.DOTALL)
_NEAR = re.compile(r"<dt>[^<]*</dt><dd data-next>.*?(?=<dt\b|</dl>)", re.DOTALL)  # the nearest stop
_STEP = re.compile(r"<li data-step=[^>]*><label>(.*?)</label>", re.DOTALL)
_SITUATION = re.compile(r'<h2 id="(say-[^"]*)"[^>]*>(.*?)</h2>(.*?)(?=<h2\b|\Z)', re.DOTALL)
_SOUND = re.compile(r'<p class="from">.*?(?=</p>|</article>)', re.DOTALL)

_KINDS = {
    "places": "place",
    "villages": "village",
    "lines": "line",
    "courses": "course",
    "organisations": "organisation",
    "steps": "checklist",
    "phrases": "phrase",
}  # of what stands on these pages, by their address


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to find; all texts plain."""

    path: str  # of the page; of a place, a village or a situation with "#slug"
    title: str
    terms: str  # host-language title, the words of the host country's offices, hidden keywords
    headings: str
    body: str


def kind_of(path: str) -> str:
    """Return what a document is, which its address tells: an entry, a place, a line or its stop, a checklist …

    >>> kind_of("/en/es-soria/places/#townhall"), kind_of("/en/es-soria/services/padron/")
    ('place', 'entry')
    """
    return _KINDS.get(within_guide(path).partition("/")[0], "entry")


def _all_texts(pattern: re.Pattern[str], html: str) -> str:
    return " ".join(plain_text(inner) for inner in pattern.findall(html))


def _document(path: str, title: str, html: str, words: str) -> Document:
    content = " ".join(_CONTENT.findall(html)) or html
    local = f"{_all_texts(_HOST, html)} {_all_texts(_TERM, html)} {words}"
    body = _HEADING.sub(" ", _HOST.sub(" ", _H1.sub(" ", content)))
    return Document(path, title, one_space(local), _all_texts(_HEADING, content), plain_text(body))


def _place(page: Page, slug: str, html: str) -> Document:
    """Return what stands in an article, but no stop near it: whoever looks for a stop means the stop."""
    html = _NEAR.sub("", html)
    heading = _HEADING.search(html)
    if heading is None:
        return _document(f"{page.path}#{slug}", page.title, html, "")
    rest = html[: heading.start()] + html[heading.end() :]
    return _document(f"{page.path}#{slug}", plain_text(heading[1]), rest, "")


def _village(page: Page, slug: str, name: str, others: str) -> Document:
    return Document(f"{page.path}#{slug}", plain_text(name), plain_text(others), "", "")


def _checklist(page: Page) -> Document:
    """Return a checklist: its name and its steps, no buttons, no rule of a last day."""
    return Document(page.path, page.title, "", "", _all_texts(_STEP, page.html))


def _named(page: Page) -> Document:
    """Return a page that is found by its title alone: what it lists is found by itself."""
    return Document(page.path, page.title, "", "", "")


def _phrases(page: Page) -> Iterator[Document]:
    """Yield the page of phrases, then each situation with its sentences in both languages, not how they sound."""
    yield _named(page)
    for mark, title, html in _SITUATION.findall(page.html):
        body = plain_text(_SOUND.sub("", html))
        yield Document(f"{page.path}#{mark}", plain_text(title), "", "", body)


def documents(page: Page) -> tuple[Document, ...]:
    """Return what can be found on a page: an entry, a line, a checklist, each thing of a list; nothing on other pages.

    Host title and terms are taken from the whole fragment, headings and body from between the content marks.
    """
    if page.kind in ("entry", "line"):
        return (_document(page.path, page.title, page.html, page.words),)
    if page.kind in LISTS:
        return tuple(_place(page, slug, html) for slug, html in _ARTICLE.findall(page.html))
    if page.kind == "villages":
        return tuple(_village(page, *found) for found in _ITEM.findall(page.html))
    if page.kind == "lines":
        return tuple(_village(page, slug, name, "") for slug, name in _STOP.findall(page.html))
    if page.kind == "steps":
        return (_named(page),)
    if page.kind == "checklist":
        return (_checklist(page),)
    if page.kind == "phrases":
        return tuple(_phrases(page))
    return ()
