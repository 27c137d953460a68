"""A choice -> what a sheet is made from: the editions it names, as they are served now."""

from __future__ import annotations

import functools

from babel.support import NullTranslations, Translations

from orientation.domain.choice import Choice
from orientation.errors import BadChoice, NotPublished
from orientation.sheets.compose import compose_sheet
from orientation.sheets.request import SheetRequest, Side, Translate
from orientation.store.editions import newest_edition, pages_of
from orientation.web.assets import bundled
from orientation.web.sheet_source import Source


def sheet_request(found: Source, choice: Choice, *, logo: bytes = b"") -> SheetRequest:
    """Return what a sheet is made from.  Raises NotPublished; BadChoice for a second language that is not there."""
    edition = found.edition(choice.region, choice.locale)
    host = edition.frame.host
    return SheetRequest(
        choice=choice,
        own=side_of(found, choice.region, choice.locale),
        host=side_of(found, choice.region, host) if host else None,
        second=_second(found, choice),
        offered=tuple(
            Side(tag, found.locale(tag).direction, found.locale(tag).name, (), translate_into(tag))
            for tag, _ in found.languages_of(choice.region)
        ),
        frame=edition.frame,
        edition=edition.number,
        published=edition.published_at,
        url=found.site.url,
        logo=logo,
    )


def side_of(found: Source, region: str, locale: str) -> Side:
    """Return one language of a guide as it is served."""
    known = found.locale(locale)
    pages = tuple(pages_of(found.site.database, region, locale))
    edition = newest_edition(found.site.database, region, locale)
    number = edition.number if edition else 0
    return Side(locale, known.direction, known.name, pages, translate_into(locale), number)


def _second(found: Source, choice: Choice) -> Side | None:
    if not choice.second:
        return None
    try:
        found.edition(choice.region, choice.second)
    except NotPublished as error:
        raise BadChoice("with", choice.second, "unknown") from error
    return side_of(found, choice.region, choice.second)


def translate_into(locale: str) -> Translate:
    """Return gettext in a locale, within Flask or without it."""
    return _words_of(locale.replace("-", "_")).gettext


@functools.cache
def _words_of(locale: str) -> NullTranslations:
    return Translations.load(bundled("translations"), [locale])


def write_sheet(found: Source, choice: Choice, *, logo: bytes = b"") -> bytes:
    """Return a sheet as the bytes of its file.  Raises NotPublished, BadChoice, SheetError."""
    return compose_sheet(sheet_request(found, choice, logo=logo), asset_root=bundled("static"))
