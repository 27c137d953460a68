"""Integreat's pages JSON -> checked values: one file a language, as its API's `pages` answers.

Source: https://digitalfabrik.github.io/integreat-cms/api-docs.html, "pages".
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from orientation.errors import BadInput

# Integreat's language slugs that are no BCP 47 tags of ours.
_LOCALES = {"prs": "fa-AF", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """One page in one language, as the API tells of it."""

    id: int  # of this page in this language
    locale: str
    path: str  # "rems-murr-kreis/de/gesundheit/ärzte": no outer slashes, not percent-encoded
    title: str
    content: str  # HTML
    order: int  # among its siblings
    updated: str  # YYYY-MM-DD
    parent: int  # where the file's own ids name it; mostly another kind of id, see `parent_path`
    parent_path: str  # "" where it has none
    others: tuple[tuple[str, int, str], ...]  # (locale, id, path) of the same page in other languages

    @property
    def region(self) -> str:
        return self.path.split("/")[0]

    @property
    def slug(self) -> str:
        return self.path.split("/")[-1]

    def __str__(self) -> str:
        return f"{self.title} [{self.locale}]"


def read_pages(file: Path) -> tuple[ForeignPage, ...]:
    """Return a file's pages in its order.

    Raises BadInput for what is no such file: no JSON, no list of pages, a field missing, two pages with one
    id or path, pages of several regions or languages.
    """
    pages = tuple(_read_page(raw, file, at) for at, raw in enumerate(_read_list(file), start=1))
    for what, of in (("id", [page.id for page in pages]), ("path", [page.path for page in pages])):
        value, times = Counter(of).most_common(1)[0]
        if times > 1:
            raise BadInput(f"{file.name}: {times} pages have the {what} {value}")
    if len(found := {(page.region, page.locale) for page in pages}) > 1:
        names = ", ".join(sorted("/".join(one) for one in found))
        raise BadInput(f"{file.name}: pages of several regions or languages: {names}")
    return pages


def clean_path(address: str) -> str:
    """Return a path, or an address's path, in the one form that paths are compared in.

    >>> clean_path("https://integreat.app/rems-murr-kreis/de/stra%C3%9Fe/#a")
    'rems-murr-kreis/de/straße'
    """
    return unicodedata.normalize("NFC", unquote(_split_path(address))).strip("/")


def _split_path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:  # an address like "http://[x"
        return ""


def _read_list(file: Path) -> list[Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{file}: cannot be read: {error.strerror}") from error
    except RecursionError as error:
        raise BadInput(f"{file.name}: nested too deep to be a list of pages") from error
    except ValueError as error:  # JSONDecodeError and UnicodeDecodeError both are
        raise BadInput(f"{file.name}: is not JSON: {error}") from error
    if not isinstance(found, list) or not found:
        raise BadInput(f"{file.name}: is not a list of pages, as Integreat's API gives them")
    return found


def _read_page(raw: Any, file: Path, at: int) -> ForeignPage:
    where = f"{file.name}, page {at}"
    if not isinstance(raw, dict):
        raise BadInput(f"{where}: is not an object")
    path = clean_path(_text(raw, "path", where))
    steps = path.split("/")
    if len(steps) < 3 or not all(steps):
        raise BadInput(f"{where}: the path {path!r} is not /region/language/page/")
    parent = raw.get("parent")
    parent = parent if isinstance(parent, Mapping) else {"id": parent}
    return ForeignPage(
        id=_number(raw, "id", where),
        locale=_locale(steps[1]),
        path=path,
        title=_one_line(_text(raw, "title", where)) or steps[-1],
        content=_text(raw, "content", where, empty=True),
        order=raw["order"] if isinstance(raw.get("order"), int) else at,
        updated=_day(_text(raw, "last_updated", where), where),
        parent=parent["id"] if isinstance(parent.get("id"), int) else 0,
        parent_path=clean_path(str(parent.get("path") or parent.get("url") or "")),
        others=_others(raw.get("available_languages")),
    )


def _text(raw: Mapping[str, Any], field: str, where: str, *, empty: bool = False) -> str:
    value = raw.get(field)
    if empty and field in raw and value is None:
        return ""
    if not isinstance(value, str):
        raise BadInput(f"{where}: the field {field!r} is missing or no text")
    # Lone surrogates, which JSON can smuggle in, cannot be written to any file.
    return value.encode("utf-8", "replace").decode()


def _one_line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text).strip()


def _number(raw: Mapping[str, Any], field: str, where: str) -> int:
    value = raw.get(field)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInput(f"{where}: the field {field!r} is missing or no number")
    return value


def _day(moment: str, where: str) -> str:
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError as error:
        raise BadInput(f"{where}: last_updated {moment[:40]!r} is no date") from error


def _others(raw: Any) -> tuple[tuple[str, int, str], ...]:
    """Read available_languages; what does not look like it is passed over, since it only helps matching."""
    return tuple(
        (_locale(str(slug)), one["id"], clean_path(str(one.get("path") or one.get("url") or "")))
        for slug, one in (raw.items() if isinstance(raw, Mapping) else ())
        if isinstance(one, Mapping) and isinstance(one.get("id"), int)
    )


def _locale(slug: str) -> str:
    """Return the BCP 47 tag for Integreat's language slug, in the usual case ("pt-br" -> "pt-BR")."""
    if known := _LOCALES.get(slug.lower()):
        return known
    first, *more = slug.split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cases.get(len(part), str.lower)(part) for part in more)])
