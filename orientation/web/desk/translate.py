"""Translating an entry: its sentences beside each other, a field for each."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.content.check_sentences import Problem
from orientation.desk.translating import (
    Translating,
    hand_on,
    may_check,
    open_translation,
    problems_with,
    save_translation,
)
from orientation.domain.inheritance import Guide
from orientation.domain.locale import Locale
from orientation.domain.sentences import placeholders, tidy
from orientation.domain.translation import Segment
from orientation.errors import EditConflict
from orientation.store.items import read_guide
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.filled import filled, values_in
from orientation.web.desk.translate_words import told_of_sentence
from orientation.web.desk.words import _

SIGNS = {
    "checked": "✓",
    "machine": "○",
    "outdated": "!",
    "missing": "+",
    "extra": "×",
}  # beside words, never alone


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as the page shows it."""

    part: Segment
    words: str  # in the field
    said: str  # the source as readers see it, where it shows values
    says: str  # the field's words as readers see them, likewise
    values: tuple[tuple[str, str], ...]  # ("{name}", what it says) to be in it
    former: str  # what the source said when an outdated sentence was made
    told: str  # what is wrong
    theirs: str  # what the guide says now, where somebody else changed it
    fits: bool  # ticked: it still says the same


def state_words() -> dict[str, str]:
    """Return the states of a sentence in words."""
    return {
        "checked": _("checked by a person"),
        "machine": _("translated, nobody checked it"),
        "outdated": _("the source changed since"),
        "missing": _("not translated yet"),
        "extra": _("the source no longer says this"),
    }


@desk.get("/in/<region>/translate/<locale>/<topic>/<slug>/")
@signed_in
def show_translation(region: str, locale: str, topic: str, slug: str) -> Response:
    guide = read_guide(database(), region)
    work = _open(guide, f"{topic}/{slug}", locale, request.args.get("from", ""))
    return _page(guide, work)


@desk.post("/in/<region>/translate/<locale>/<topic>/<slug>/")
@signed_in
def save_sentences(region: str, locale: str, topic: str, slug: str) -> BaseResponse:
    """Save what was typed; with "check" also say that it is right, and hand it on."""
    guide = read_guide(database(), region)
    work = _open(guide, f"{topic}/{slug}", locale, request.form.get("from", ""))
    wanted = request.form.get("do", "save")
    said = {name: words for name, words in request.form.items() if name[:2] in ("s-", "x-")}
    lost = [words for name, words in said.items() if words.strip() and name not in _names(work)]
    problems = problems_with(work, said, whole=wanted == "check")
    if wanted == "check" and any(not said.get(part.name, part.target).strip() for part in work.segments):
        told = _("Some sentences are not translated yet: write them first, then say that the text is right.")
        return _page(guide, work, said=said, problems=problems, told=told, status=400)
    if problems:
        told = _("Some sentences cannot be taken like this. Nothing was lost: look at what is marked.")
        return _page(guide, work, said=said, problems=problems, told=told, status=400)
    try:
        _save(work, said, wanted)
    except EditConflict:
        work = _open(guide, f"{topic}/{slug}", locale, work.source.locale)
        told = _("The text changed while you wrote. What you typed is below; look at it and save again.")
        return _page(guide, work, said=said, told=told, lost=lost, status=409)
    here = url_for("desk.show_translation", region=region, locale=locale, topic=topic, slug=slug)
    return redirect(here + (f"?from={work.source.locale}" if request.form.get("from") else ""), 303)


def _open(guide: Guide, address: str, locale: str, source_locale: str) -> Translating:
    return open_translation(database(), person(), guide, address, locale=locale, source_locale=source_locale)


def _names(work: Translating) -> set[str]:
    return {part.name for part in work.segments}


def _save(work: Translating, said: dict[str, str], wanted: str) -> None:
    draft = save_translation(
        database(),
        person(),
        work,
        said,
        version=_number("version"),
        base=_number("base"),
        clock=clock,
        fits=request.form.getlist("fits"),
        check=wanted == "check",
    )
    if draft is None:
        flash(_("Nothing of the text changed."))
    elif wanted == "save":
        flash(_("Saved as your draft. Readers see it once it is published."))
    elif hand_on(database(), person(), draft, clock=clock):
        flash(_("Published. Readers have it in a moment."))
    else:
        flash(_("Handed in. Somebody who may publish looks at it."))


def _number(name: str) -> int:
    return request.form.get(name, default=-1, type=int)


def _page(
    guide: Guide,
    work: Translating,
    *,
    said: dict[str, str] | None = None,
    problems: dict[str, Problem] | None = None,
    told: str = "",
    lost: list[str] | None = None,
    status: int = 200,
) -> Response:
    region, layer = guide.region.id, work.entry.layer
    return page(
        "translate",
        status=status,
        guide=guide,
        work=work,
        rows=_rows(guide, work, said or {}, problems or {}),
        source=guide.locale(work.source.locale),
        target=guide.locale(work.target.locale),
        sources=_sources(guide, work),
        states=state_words(),
        signs=SIGNS,
        may_check=may_check(person(), region, layer, work.target.locale),
        may_publish=person().may("publish", layer),
        told=told,
        lost=lost or [],
    )


def _sources(guide: Guide, work: Translating) -> list[Locale]:
    others = [text.locale for text in work.entry.texts if text.locale != work.target.locale]
    return [guide.locale(tag) for tag in others]


def _rows(guide: Guide, work: Translating, said: dict[str, str], problems: dict[str, Problem]) -> list[Row]:
    here = values_in(guide, work.entry, work.source.locale)
    there = values_in(guide, work.entry, work.target.locale)
    theirs = _theirs(work)
    fits = request.form.getlist("fits")
    rows = []
    for part in work.segments:
        words = said.get(part.name, part.target)
        names = tuple(dict.fromkeys(placeholders(part.source)))
        rows.append(
            Row(
                part,
                words,
                said=filled(part.source, here) if names else "",
                says=filled(words, there) if placeholders(words) else "",
                values=tuple((f"{{{name}}}", there(name)) for name in names),
                former=work.former.get(part.target, "") if part.state == "outdated" else "",
                told=told_of_sentence(problems[part.name]) if part.name in problems else "",
                theirs=theirs.get(part.name, ""),
                fits=part.name in fits,
            )
        )
    return rows


def _theirs(work: Translating) -> dict[str, str]:
    """Return what the guide says now, by name, where it is something else than the draft's."""
    if work.theirs is None:
        return {}
    own = {part.name: part.target for part in work.segments}
    found = ((part.name, part.target) for part in work.beside_theirs())
    return {name: words for name, words in found if tidy(words) != tidy(own.get(name, ""))}
