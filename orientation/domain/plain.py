"""A piece of a fragment -> its plain words; the same as plainText() in static/js/search/documents.js.

Read with patterns, since a service worker has no DOM: fragments are ours, with every `>` in an attribute escaped.
"""

from __future__ import annotations

import re

INLINE = "a|abbr|b|bdi|bdo|code|em|i|mark|small|span|strong|sub|sup|time|u|wbr"  # tags that part no words
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|template)\b.*?</\1>", re.DOTALL)
_INLINE = re.compile(rf"</?(?:{INLINE})\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\u00a0"}
_SPACE = re.compile("[ \t\n\r\f\u00a0]+")  # spelled out: \s differs between Python and JavaScript


def plain_text(html: str) -> str:
    """Return the text of a piece of a fragment, entities decoded, white space folded.

    >>> plain_text("<p>caf&eacute; &amp;&#160;<b>t</b>ea</p>")
    'caf&eacute; & tea'
    """
    text = _TAG.sub(" ", _INLINE.sub("", _UNSEEN.sub("", html)))
    return one_space(_ENTITY.sub(_character, text))


def one_space(text: str) -> str:
    """Return words with one space between them."""
    return _SPACE.sub(" ", text).strip(" ")


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    valid = 0 < code < 0xD800 or 0xDFFF < code < 0x110000
    return chr(code) if valid else "\ufffd"
