"""gettext PO: a message a sentence; its context names the entry. What is outdated is fuzzy.

Source: GNU gettext manual, "The Format of PO Files"; read and written by Babel. The header's project is the region and
the version the locale translated from: PO has no field for that.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from orientation.errors import BadTranslationFile
from orientation.exchange.units import UNITS_MAX, Translation, Unit, address_of, check_size

_CHECKED = "checked"  # a comment: the sentence was checked by a person
_HEAD = "Sentences of a guide. Leave what stands in {braces} and (links) as it is."
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # equal texts give equal bytes


def write_translation_po(translation: Translation) -> bytes:
    """Return the file of a translation, equal bytes for equal ones."""
    catalog = Catalog(
        locale=translation.locale.replace("-", "_"),
        project=translation.region,
        version=translation.source_locale,
        header_comment=f"# {_HEAD}",
        creation_date=_LONG_AGO,
        revision_date=_LONG_AGO,
        last_translator="",
        language_team="",
        fuzzy=False,
    )
    for unit in translation.units:
        message = catalog.add(
            unit.source,
            unit.target,
            flags={"fuzzy"} if unit.state == "outdated" else (),
            auto_comments=[unit.kind, *([_CHECKED] if unit.state == "checked" else [])],
            context=f"{translation.region}/{unit.entry} {unit.name}",
        )
        message.flags -= {"python-format", "python-brace-format"}  # Babel guesses: "50 % de"
    file = io.BytesIO()
    write_po(file, catalog, width=0, include_previous=False)
    return file.getvalue()


def read_translation_po(data: bytes) -> Translation:
    """Return what a file says.  Raises BadInput, in one line, for what is no such file."""
    catalog = _catalog(data)
    locale = str(catalog.locale_identifier or "").replace("_", "-")
    source_locale, region = str(catalog.version or ""), str(catalog.project or "")
    if not locale or source_locale in ("", "VERSION"):
        raise BadTranslationFile(
            "language", "the header has lost Language or Project-Id-Version: export it anew"
        )
    units = tuple(_units(catalog, region))
    if not units:
        raise BadTranslationFile("empty", "the file holds no sentence of a guide")
    if len(units) > UNITS_MAX:
        raise BadTranslationFile("size", f"more than {UNITS_MAX} sentences: no file that this program wrote")
    return Translation(region, source_locale, locale, units)


def _catalog(data: bytes) -> Catalog:
    check_size(data)
    try:
        data.decode("utf-8")
        return read_po(io.BytesIO(data), abort_invalid=True)
    except PoFileError as error:
        raise BadTranslationFile("format", f"no PO file: {error}") from error
    except (
        ValueError,
        LookupError,
        TypeError,
        IndexError,
        AttributeError,
    ) as error:  # Babel lets these through
        raise BadTranslationFile("format", f"no PO file in UTF-8 ({type(error).__name__})") from error


def _units(catalog: Catalog, region: str) -> Iterator[Unit]:
    for message in catalog:
        if not message.id:
            continue
        if not isinstance(message.id, str) or not isinstance(message.string, str):
            raise BadTranslationFile("format", f"{message.id!r}: has a plural, and sentences have none")
        where, _, name = (message.context or "").partition(" ")
        found, address = address_of(where)
        if found != region:
            raise BadTranslationFile("regions", f"{where!r}: is of another region than the file, {region}")
        kind = message.auto_comments[0] if message.auto_comments else ""
        yield Unit(address, name, kind, message.id, message.string, _state(message))


def _state(message: Message) -> str:
    if not message.string:
        return "missing"
    if message.fuzzy:
        return "outdated"
    return "checked" if _CHECKED in message.auto_comments else "machine"
