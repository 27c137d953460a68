"""The handbook inside the desk: short chapters, each a Markdown file a language."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Response, abort

from orientation.content.markup import to_html
from orientation.web.desk.blueprint import desk, page, signed_in
from orientation.web.desk.words import desk_locale

CHAPTERS = ("first-hour", "plain-writing", "checking", "translating", "sheets", "at-risk", "what-if")
_FOLDER = Path(__file__).resolve().parents[2] / "templates" / "desk" / "help"
_TITLE = re.compile(r"# (.+)\n")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the handbook in one language."""

    slug: str
    title: str
    html: str  # safe: made from our own files by the same writer as readers' pages


@desk.get("/help/")
@signed_in
def show_help() -> Response:
    return page("help", chapters=[_chapter(slug, desk_locale().tag) for slug in CHAPTERS])


@desk.get("/help/<chapter>/")
@signed_in
def show_chapter(chapter: str) -> Response:
    if chapter not in CHAPTERS:
        abort(404)
    place = CHAPTERS.index(chapter)
    following = CHAPTERS[place + 1] if place + 1 < len(CHAPTERS) else ""
    tag = desk_locale().tag
    return page(
        "help_chapter", chapter=_chapter(chapter, tag), following=following and _chapter(following, tag)
    )


@functools.lru_cache(maxsize=64)
def _chapter(slug: str, locale: str) -> Chapter:
    """Return a chapter; in English where it is not written in that language."""
    path = _FOLDER / f"{slug}.{locale}.md"
    text = (path if path.exists() else _FOLDER / f"{slug}.en.md").read_text(encoding="utf-8")
    found = _TITLE.match(text)
    if not found:
        raise ValueError(f"{path.name}: begins without a title")
    html = to_html(text[found.end() :], link=_link, value=lambda name: name)
    return Chapter(slug, found[1].strip(), html)


def _link(target: str) -> str | None:
    """Return where a chapter's "checking/" leads."""
    slug = target.partition("/")[0]
    return f"../{slug}/" if slug in CHAPTERS else None
