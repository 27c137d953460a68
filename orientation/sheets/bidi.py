"""Latin words and numbers within right-to-left text, kept in their own order."""

from __future__ import annotations

import html
import re

_VOID = frozenset(("br", "hr", "wbr", "img"))
_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<(/?)([\w-]+)")
_DIRECTION = re.compile(r'\sdir="(ltr|rtl)"')
_END = "A-Za-zÀ-ʯ0-9"
_INNER = rf"[{_END} .,:;'’&/@+\-–_#?=]"
_RUN = re.compile(rf"\+?[{_END}](?:(?:{_INNER}|\({_INNER}+\))*(?:[{_END}]|\({_INNER}+\)))?[%ºª]?")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def direction_of(text: str) -> str:
    """Return the direction of a word that declares none.

    >>> direction_of("الطوارئ")
    'rtl'
    """
    return "rtl" if _RIGHT_TO_LEFT.search(text) else "ltr"


def isolate(markup: str, *, direction: str) -> str:
    """Return HTML in which every run of Latin letters, dates or times within right-to-left text is isolated.

    >>> isolate("من 09:00-14:00", direction="rtl")
    'من <bdi dir="ltr">09:00-14:00</bdi>'
    """
    directions = [direction]
    done = []
    for token in _TOKEN.findall(markup):
        if token.startswith("<"):
            _follow(token, directions)
        elif directions[-1] == "rtl":
            token = _isolate_text(html.unescape(token))
        done.append(token)
    return "".join(done)


def _follow(tag: str, directions: list[str]) -> None:
    """Keep the stack of directions in step with one tag."""
    found = _TAG.match(tag)
    if not found or found[2].lower() in _VOID:
        return
    if found[1]:
        directions.pop()
        return
    own = _DIRECTION.search(tag)
    directions.append(own[1] if own else directions[-1])


def _isolate_text(text: str) -> str:
    parts, start = [], 0
    for run in _RUN.finditer(text):
        parts.append(html.escape(text[start : run.start()], quote=False))
        words = html.escape(run[0], quote=False)
        parts.append(words if run[0].isdecimal() else f'<bdi dir="ltr">{words}</bdi>')
        start = run.end()
    return "".join(parts) + html.escape(text[start:], quote=False)
