"""HTML -> PDF. WeasyPrint gets nothing but what lies below the asset root: no network, no system fonts."""

from __future__ import annotations

import gc
import hashlib
import mimetypes
import threading
import warnings
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PIL import ImageFile

from orientation.errors import SheetError
from orientation.sheets.fonts import SCHEME, font_faces
from orientation.sheets.stack_room import with_stack_room

with warnings.catch_warnings():
    # On a machine without any font WeasyPrint warns at import; sheets bring their own.
    warnings.filterwarnings("ignore", message=".*FontConfig", category=UserWarning)
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from orientation.sheets.column_memory import remembered_paragraphs
    from orientation.sheets.document import Document
    from orientation.sheets.file_memory import quickly_packed, remembered_parts
    from orientation.sheets.glyph_letters import mend_letters
    from orientation.sheets.line_memory import kept_lines, remembered_lines, single_lines
    from orientation.sheets.style_memory import (
        remembered_heights,
        remembered_sizes,
        shared_mark_styles,
        shared_styles,
    )
    from orientation.sheets.tags import tell_more

# WeasyPrint turns it on for the whole process; a logo that is cut off is to be refused
ImageFile.LOAD_TRUNCATED_IMAGES = False
tell_more()
mend_letters()

LOGO = "data:image/png;base64,"  # the one picture that comes from outside: sheets/logo.py made it


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Reads `sheet-asset:` addresses below one folder and refuses all others."""

    def __init__(self, asset_root: Path) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._root = asset_root.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a file's bytes, or those of a logo.  Raises SheetError for anything not below the asset root."""
        if url.startswith(LOGO):
            return URLFetcherResponse(
                url, body=b64decode(url[len(LOGO) :]), headers={"Content-Type": "image/png"}
            )
        path = (self._root / url.removeprefix(SCHEME)).resolve()
        if not url.startswith(SCHEME) or not path.is_relative_to(self._root):
            raise SheetError(f"a sheet may not fetch {url}")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": kind})


class Press:
    """Prints one document at a time: Pango's font map, which costs most of the first sheet, is shared."""

    def __init__(self, asset_root: Path) -> None:
        self._fetcher = AssetFetcher(asset_root)
        self._fonts = FontConfiguration()
        self._lock = (
            threading.Lock()
        )  # neither the font map nor its configuration is safe to share between threads
        self._faces = weasyprint.CSS(string=font_faces(), font_config=self._fonts, url_fetcher=self._fetcher)

    @with_stack_room
    def pdf(self, html: str) -> bytes:
        """Return a tagged PDF; equal HTML gives equal bytes."""
        with self._lock, _without_repeating():
            sheet = self._document(html)
            written = sheet.write_pdf(
                stylesheets=[self._faces, *sheet.styles],
                font_config=self._fonts,
                pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
                pdf_variant="pdf/ua-1",
            )
        return bytes(written)

    @with_stack_room
    def pages(self, html: str) -> int:
        """Return how many pages it takes."""
        with self._lock, _without_repeating():
            sheet = self._document(html)
            styles = [self._faces, *sheet.styles]
            return len(sheet.render(stylesheets=styles, font_config=self._fonts).pages)

    def _document(self, html: str) -> Document:
        return Document(html, base_url=SCHEME, url_fetcher=self._fetcher, fonts=self._fonts)


@contextmanager
def _without_repeating() -> Iterator[None]:
    with (
        remembered_lines(),
        kept_lines(),
        single_lines(),
        remembered_paragraphs(),
        shared_styles(),
        shared_mark_styles(),
        remembered_heights(),
        remembered_sizes(),
        remembered_parts(),
        quickly_packed(),
        without_collecting(),
    ):
        yield


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let nobody look for what can be freed while a sheet is laid out: all of it is in use, and that takes a seventh."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@cache
def press(asset_root: Path) -> Press:
    """Return the one press for a folder of assets."""
    return Press(asset_root)
