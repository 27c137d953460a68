"""How far translations are: a list for one locale, a table for all."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort

from orientation.desk.translating import may_translate
from orientation.desk.translation_states import tallies_of
from orientation.domain.guide import Entry
from orientation.domain.inheritance import Guide
from orientation.domain.library import key_of
from orientation.domain.locale import Locale, fallback_chain
from orientation.errors import NotAllowed
from orientation.store.items import read_guide
from orientation.store.pairs import Tally
from orientation.web.desk.blueprint import database, desk, page, person, signed_in
from orientation.web.desk.words import _, desk_locale

SIGNS = {"source": "●", "checked": "✓", "machine": "○", "outdated": "!", "partial": "…", "none": "–"}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with how far one locale is."""

    entry: Entry
    title: str
    title_locale: Locale
    tally: Tally
    state: str  # a key of SIGNS
    words: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """An entry with its state in every locale, in the order of the table's head."""

    entry: Entry
    title: str
    title_locale: Locale
    cells: tuple[tuple[Locale, str, str], ...]  # locale, a key of SIGNS, words


def state_words() -> dict[str, str]:
    """Return the states of a text in words."""
    return {
        "source": _("written in this language"),
        "checked": _("checked by a person"),
        "machine": _("translated, nobody checked it"),
        "outdated": _("the source changed since"),
        "partial": _("some sentences are missing"),
        "none": _("not translated"),
    }


@desk.get("/in/<region>/translate/")
@signed_in
def show_locales(region: str) -> Response:
    guide = guide_for(region)
    tags = sorted({*guide.region.locales, *(text.locale for one in guide.entries for text in one.texts)})
    locales = [guide.locale(tag) for tag in tags]
    own = [one for one in locales if may_translate(person(), region, region, one.tag)]
    return page("translate_locales", guide=guide, locales=own or locales)


@desk.get("/in/<region>/translate/<locale>/")
@signed_in
def show_translations(region: str, locale: str) -> Response:
    """Show how far each entry is, the worst first."""
    guide = guide_for(region)
    if locale not in {one.tag for one in guide.locales}:
        abort(404)
    return list_page(guide, locale)


def list_page(guide: Guide, locale: str, *, told: str = "", status: int = 200) -> Response:
    """Return the list of entries to translate into a locale. told: what was wrong with a file that was sent."""
    tallies = tallies_of(database(), guide, [locale])
    lines = [
        _line(guide, entry, locale, tally)
        for entry in guide.entries
        if (tally := tallies.get((key_of(entry), locale)))
    ]
    lines.sort(key=lambda line: (list(SIGNS).index(line.state), -line.tally.outdated, -line.tally.missing))
    lines.sort(key=lambda line: ("outdated", "partial", "none", "machine", "checked").index(line.state))
    return page(
        "translate_list",
        status=status,
        guide=guide,
        target=guide.locale(locale),
        lines=lines,
        signs=SIGNS,
        told=told,
        may_translate=may_translate(person(), guide.region.id, guide.region.id, locale),
    )


@desk.get("/in/<region>/coverage/")
@signed_in
def show_coverage(region: str) -> Response:
    guide = guide_for(region)
    tags = guide.region.locales or sorted({text.locale for one in guide.entries for text in one.texts})
    tallies = tallies_of(database(), guide, tags)
    words = state_words()
    rows = [_coverage_row(guide, entry, tags, tallies, words) for entry in guide.entries]
    heads = [
        (guide.locale(tag), sum(row.cells[at][1] in ("source", "checked", "machine") for row in rows),
         sum(row.cells[at][1] == "checked" for row in rows))
        for at, tag in enumerate(tags)
    ]  # fmt: skip
    return page("coverage", guide=guide, rows=rows, heads=heads, signs=SIGNS, words=words)


def guide_for(region: str) -> Guide:
    """Return a guide that somebody works on.  Raises NotAllowed, UnknownRegion."""
    guide = read_guide(database(), region)
    if not any(person().may("suggest", layer.id) for layer in guide.chain):
        raise NotAllowed(f"person {person().id} has no role in {region}")
    return guide


def state_of(entry: Entry, locale: str, tally: Tally | None) -> str:
    """Return the state of a text, a key of SIGNS: the worst that any of its sentences is in."""
    if locale == entry.source_locale:
        return "source"
    if tally is None or entry.text(locale) is None:
        return "none"
    if tally.outdated or tally.extra:
        return "outdated"
    if tally.missing:
        return "partial"
    return "machine" if tally.machine else "checked"


def title_of(guide: Guide, entry: Entry) -> tuple[str, Locale]:
    """Return an entry's title in the desk's language, else in the one at the counter, else in its own."""
    tags = (*fallback_chain(desk_locale().tag, host=guide.host_locale()), entry.source_locale)
    text = next((found for tag in tags if (found := entry.text(tag))), entry.texts[0])
    return text.title, guide.locale(text.locale)


def _line(guide: Guide, entry: Entry, locale: str, tally: Tally) -> Line:
    title, title_locale = title_of(guide, entry)
    state = state_of(entry, locale, tally)
    return Line(entry, title, title_locale, tally, state, state_words()[state])


def _coverage_row(
    guide: Guide,
    entry: Entry,
    tags: tuple[str, ...] | list[str],
    tallies: dict[tuple[str, str], Tally],
    words: dict[str, str],
) -> CoverageRow:
    states = [(tag, state_of(entry, tag, tallies.get((key_of(entry), tag)))) for tag in tags]
    cells = tuple((guide.locale(tag), state, words[state]) for tag, state in states)
    return CoverageRow(entry, *title_of(guide, entry), cells)
