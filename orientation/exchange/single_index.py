"""The page at the top of a memory stick: every guide on it, in every language, without a flag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from orientation.domain.locale import Locale
from orientation.exchange.single import templates


@dataclass(frozen=True, slots=True)
class Shelved:
    """The files of one region's guide."""

    names: tuple[tuple[Locale, str], ...]  # of the region, each name once
    files: tuple[tuple[Locale, str], ...]  # (language, address of its file, relative to the page)


def build_index(
    regions: Sequence[Shelved], *, style: str, icon: Callable[[str], Markup], words: Callable[[str], str]
) -> str:
    """Return the page, in English: whoever opens it looks for the name of a language.

    words: like gettext.
    """
    template = templates().get_template("index.html")
    return template.render(regions=regions, style=Markup(style), icon=icon, _=words)
