"""A guide's translation out to a file for translation tools, and back as drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.desk.access import Clock
from orientation.desk.translating import open_translation, problems_with, save_translation
from orientation.desk.translation_states import memory_of
from orientation.domain.inheritance import Guide
from orientation.domain.library import key_of
from orientation.domain.roles import Person
from orientation.domain.sentences import tidy
from orientation.domain.translation import segments_of
from orientation.errors import BadTranslationFile, EditConflict, UnknownPage
from orientation.exchange.units import Left, Translation, Unit, take, units_of


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that a file would change."""

    address: str
    title: str  # of the entry, in the source's locale
    name: str  # Segment.name
    source: str
    before: str
    after: str  # the same as before: it is only said that it still fits


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change, and what of it cannot be taken."""

    source_locale: str
    changes: tuple[Change, ...]
    left: tuple[Left, ...]


def export_translation(
    database: Database, guide: Guide, locale: str, *, source_locale: str = ""
) -> Translation:
    """Return a guide's sentences with their translations, of the entries that have a text in the source's locale.

    source_locale: "" for the one that most entries were written in.  Raises UnknownPage where there is nothing.
    """
    found = Counter(entry.source_locale for entry in guide.entries)
    source_locale = source_locale or next((tag for tag, _ in found.most_common() if tag != locale), "")
    units: list[Unit] = []
    for entry in guide.entries:
        source = entry.text(source_locale)
        if source and locale != source_locale:
            memory = memory_of(database, key_of(entry), source_locale, locale)
            units += units_of(entry.address, segments_of(source, entry.text(locale), memory))
    if not units or locale not in {one.tag for one in guide.locales}:
        raise UnknownPage(f"{guide.region.id}: nothing to translate from {source_locale!r} into {locale!r}")
    return Translation(guide.region.id, source_locale, locale, tuple(units))


def preview(database: Database, person: Person, guide: Guide, found: Translation, *, locale: str) -> Preview:
    """Return what a file would change in the drafts of somebody.  Raises BadInput for another guide's, NotAllowed."""
    if (found.region, found.locale) != (guide.region.id, locale):
        raise BadTranslationFile(
            "another",
            f"the file is of {found.region} [{found.locale}], and this is {guide.region.id} [{locale}]",
        )
    changes: list[Change] = []
    left: list[Left] = []
    for address in found.entries():
        try:
            work = open_translation(
                database, person, guide, address, locale=locale, source_locale=found.source_locale
            )
        except UnknownPage:
            left.append(Left(address, "no entry"))
            continue
        except EditConflict:
            left.append(Left(address, "draft"))
            continue
        taken = take(work.segments, found.of_entry(address))
        left += taken.left
        for part in work.segments:
            if part.name in taken.said or part.name in taken.fits:
                after = taken.said.get(part.name, part.target)
                change = Change(address, work.source.title, part.name, part.source, part.target, after)
                changes.append(change)
    return Preview(found.source_locale, tuple(changes), tuple(left))


def save_changes(
    database: Database,
    person: Person,
    guide: Guide,
    wanted: Preview,
    *,
    locale: str,
    clock: Clock,
) -> tuple[int, int]:
    """Save what a preview showed as drafts; return how many sentences were saved and how many were not.

    A sentence is not saved where it, or its entry's draft, changed since it was shown.  Raises NotAllowed.
    """
    saved = 0
    for address, changes in _by_entry(wanted.changes):
        with suppress(UnknownPage, EditConflict):  # one entry that cannot be saved keeps no other back
            saved += _save_entry(
                database,
                person,
                guide,
                address,
                changes,
                locale=locale,
                source_locale=wanted.source_locale,
                clock=clock,
            )
    return saved, len(wanted.changes) - saved


def _save_entry(
    database: Database,
    person: Person,
    guide: Guide,
    address: str,
    changes: Sequence[Change],
    *,
    locale: str,
    source_locale: str,
    clock: Clock,
) -> int:
    """Save an entry's changes and return how many.  Raises UnknownPage, EditConflict, NotAllowed."""
    work = open_translation(database, person, guide, address, locale=locale, source_locale=source_locale)
    now = {part.name: part.target for part in work.segments}
    known = [one for one in changes if tidy(now.get(one.name, "\0")) == tidy(one.before)]
    said = {one.name: one.after for one in known if one.after != one.before}
    said = {name: words for name, words in said.items() if name not in problems_with(work, said)}
    fits = {one.name for one in known if one.after == one.before}
    if said or fits:
        version, base = work.editing.version, work.base
        save_translation(database, person, work, said, version=version, base=base, clock=clock, fits=fits)
    return len(said) + len(fits)


def _by_entry(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    for address in dict.fromkeys(one.address for one in changes):
        yield address, [one for one in changes if one.address == address]
