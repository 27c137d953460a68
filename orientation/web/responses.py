"""Responses with the right headers: compressed as the client asks, cached as long as they hold."""

from __future__ import annotations

import hashlib

from flask import Response, request

from orientation.web.assets import compress, compressed

IMMUTABLE = "max-age=31536000, immutable"  # for addresses that change with their content
REVALIDATE = "no-cache"  # kept, but asked about each time: a corrected number must be right at once
NO_STORE = "no-store"  # what a reader asked or would rather not have shown: no copy in the browser, none here
_WORTH_COMPRESSING = 256  # bytes
_PACKED_ALREADY = ("application/pdf", "application/vnd.oasis.opendocument.text", "font/woff2", "image/png")
COMPRESSED_BEFORE = 11  # quality for what is sent often: scripts, first pages
COMPRESSED_NOW = 7  # for other pages: a few percent larger, six times faster


def answer(
    body: bytes | str,
    mimetype: str,
    *,
    status: int = 200,
    cache: str = REVALIDATE,
    quality: int = COMPRESSED_NOW,
) -> Response:
    """Return a response that says how long it holds, or 304 when the client has it already."""
    plain = body.encode() if isinstance(body, str) else body
    encoding = "" if mimetype in _PACKED_ALREADY else _encoding(len(plain))
    pack = compressed if status == 200 and cache != NO_STORE else compress
    sent = pack(plain, encoding, quality) if encoding else plain
    response = Response(sent, status=status, mimetype=mimetype)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return _finish(response, hashlib.sha256(plain).hexdigest()[:20], cache)


def answer_compressed(wire: bytes, plain: bytes | None, name: str, mimetype: str) -> Response:
    """Return a blob: its Brotli bytes, or the plain ones gzipped or as they are. It never changes."""
    if plain is None:
        response = Response(wire, mimetype=mimetype)
        response.headers["Content-Encoding"] = "br"
        return _finish(response, name, IMMUTABLE)
    return answer(plain, mimetype, cache=IMMUTABLE)


def accepts_brotli() -> bool:
    return request.accept_encodings.quality("br") > 0


def answer_asset(body: bytes, mimetype: str, *, versioned: bool) -> Response:
    """Return a static file; one asked for by its version holds for ever."""
    return answer(body, mimetype, cache=IMMUTABLE if versioned else REVALIDATE, quality=COMPRESSED_BEFORE)


def _encoding(size: int) -> str:
    if size < _WORTH_COMPRESSING:
        return ""
    if accepts_brotli():
        return "br"
    return "gzip" if request.accept_encodings.quality("gzip") > 0 else ""


def _finish(response: Response, tag: str, cache: str) -> Response:
    response.headers["Cache-Control"] = cache
    response.headers["Vary"] = "Accept-Encoding"
    if cache != IMMUTABLE:  # what never changes is never asked about
        response.set_etag(tag, weak=True)
    if response.status_code == 200:  # a page that is gone stays gone for who has it
        response.make_conditional(request)
    return response
