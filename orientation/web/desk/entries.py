"""The form of an entry: one of its texts, the values in it, its sources and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.checking import problems_of
from orientation.desk.entries import entry_as_typed, named_in, new_entry, text_locale
from orientation.desk.item_fields import Problem, Typed
from orientation.desk.naming import links_to
from orientation.desk.writing import Writing, as_seen, ask_may_write, find_writing, guide_of, save_writing
from orientation.domain.guide import Entry, Fact, Text
from orientation.domain.inheritance import Guide
from orientation.domain.own_values import own_value_name
from orientation.errors import BadInput, EditConflict, UnknownPage
from orientation.store.drafts import Draft
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.fact_lines import fact_lines, facts_apart, save_fact
from orientation.web.desk.forms import (
    Inputs,
    act_of,
    base_of,
    inputs_of,
    source_inputs,
    state_of,
    told_at,
    typed,
    version_of,
)
from orientation.web.desk.merging import two_saves
from orientation.web.desk.picks import picks_of
from orientation.web.desk.problem_words import told_of_problem
from orientation.web.desk.region import address_of, name_of
from orientation.web.desk.saving import go_on
from orientation.web.desk.words import desk_locale


@desk.get("/in/<region>/entry/new/")
@signed_in
def show_new_entry(region: str) -> Response:
    ask_may_write(person(), region)
    return _new_page(guide_of(database(), region))


@desk.post("/in/<region>/entry/new/")
@signed_in
def make_entry(region: str) -> BaseResponse:
    guide = guide_of(database(), region)
    title, locale = request.form.get("title", ""), request.form.get("locale", "") or guide.host_locale()
    try:
        entry = new_entry(guide, request.form.get("topic", ""), title, locale)
    except BadInput:
        return _new_page(guide, missing=True)
    writing = find_writing(database(), person(), guide, "entry", entry.address)
    save_writing(
        database(), person(), writing, entry, shared=False, version=writing.here.version, clock=clock
    )
    return redirect(address_of(region, "entry", entry.address), 303)


@desk.get("/in/<region>/entry/<topic>/<slug>/edit/")
@signed_in
def edit_entry(region: str, topic: str, slug: str) -> Response:
    guide = guide_of(database(), region)
    writing = find_writing(database(), person(), guide, "entry", f"{topic}/{slug}")
    entry = _entry_in(writing)
    locale = text_locale(entry, request.args.get("locale", ""), desk_locale().tag)
    return _page(guide, writing, entry, locale)


@desk.post("/in/<region>/entry/<topic>/<slug>/edit/")
@signed_in
def save_entry(region: str, topic: str, slug: str) -> BaseResponse:
    guide = guide_of(database(), region)
    writing = find_writing(database(), person(), guide, "entry", f"{topic}/{slug}")
    given = typed()
    writing = as_seen(database(), person(), writing, base_of(given))
    before = _entry_in(writing)
    locale = (given.get("locale") or [before.source_locale])[-1]
    shared = (given.get("for") or [""])[-1] == "layer" and writing.inherited
    entry = entry_as_typed(before, given, locale, country=guide.setting("country"))
    apart = facts_apart(guide, writing, before, shared=shared)
    entry = replace(entry, facts=tuple(apart.get(one.name, one) for one in entry.facts))
    try:
        drafts = _save(guide, writing, entry, given, shared=shared, apart=apart)
    except EditConflict:
        again = find_writing(database(), person(), guide, "entry", entry.address)
        both = two_saves(again.editing.draft, entry)
        return both or _page(guide, again, entry, locale, theirs=_entry_in(again), status=409)
    back = address_of(region, "entry", entry.address) + f"?locale={locale}"
    return go_on(drafts, act_of(given), back=back)


@desk.post("/in/<region>/entry/<topic>/<slug>/remove/")
@signed_in
def remove_entry(region: str, topic: str, slug: str) -> BaseResponse:
    guide = guide_of(database(), region)
    writing = find_writing(database(), person(), guide, "entry", f"{topic}/{slug}")
    writing = as_seen(database(), person(), writing, base_of(typed()))
    shared, version = writing.inherited, version_of(typed())
    draft = save_writing(database(), person(), writing, None, shared=shared, version=version, clock=clock)
    return go_on([draft], act_of(typed()), back=address_of(region, "entry", f"{topic}/{slug}"))


def _entry_in(writing: Writing) -> Entry:
    """Return the entry to show: of one that is to be removed, as it stands.  Raises UnknownPage."""
    item = writing.item or writing.editing.current.item
    if not isinstance(item, Entry):
        raise UnknownPage(f"{writing.here.key}: no such entry")
    return item


def _save(
    guide: Guide, writing: Writing, entry: Entry, given: Typed, *, shared: bool, apart: Mapping[str, Fact]
) -> list[Draft]:
    """Save what was changed: the entry, and each value that its text names as an item of its own."""
    own = {fact.name for fact in entry.facts} - set(apart)  # saved with the entry
    names = {one.split(".")[1] for one in given if one.startswith("fact.")} - own
    drafts = [  # first: they are kept whatever the entry meets
        save_fact(guide, own_value_name(entry.address, name) if name in apart else name, given, shared=shared)
        for name in sorted(names)
    ]
    draft, version = writing.editing.draft, version_of(given)
    moved = shared != writing.shared and draft is not None
    if entry != writing.item or moved:
        draft = save_writing(
            database(), person(), writing, entry, shared=shared, version=version, clock=clock
        )
    return [one for one in (draft, *drafts) if one]


def _page(
    guide: Guide,
    writing: Writing,
    entry: Entry,
    locale: str,
    *,
    theirs: Entry | None = None,
    status: int = 200,
) -> Response:
    """Return the form of an entry. theirs: what was saved elsewhere meanwhile, to be looked at beside it."""
    drafted = writing.editing.draft is not None
    today = clock().date().isoformat()
    problems = problems_of(database(), entry, today=today) if drafted or theirs else ()
    text = entry.text(locale) or Text(locale, "", "")
    layers = {layer.id: name_of(layer.names, guide, otherwise=layer.id) for layer in guide.chain}
    inputs = inputs_of(entry, guide, problems)
    facts = fact_lines(guide, writing, entry, text)
    return page(
        "entry",
        status=status,
        guide=guide,
        region=layers[guide.region.id],
        layer=layers.get(writing.there.key.split("/")[1], ""),
        writing=writing,
        entry=entry,
        text=text,
        text_locale=guide.locale(locale),
        locales=_locales(guide, entry),
        facts=facts,
        state=" ".join((state_of(writing), *(line.state for line in facts))),
        places=named_in(guide, entry, [text.body]).places,
        told_title=told_at(problems, f"title.{locale}"),
        told_text=told_at(problems, f"text.{locale}"),
        told_sources=told_at(problems, "sources"),
        told=_told_elsewhere(guide, problems, inputs, locale),
        sources=source_inputs(entry, problems),
        inputs=inputs,
        picks=picks_of(guide, entry, locale),
        linked_from=[one for one in links_to(guide.entries, entry) if one.address != entry.address],
        theirs=theirs,
        address=address_of,
        may_publish=person().may("publish", guide.region.id),
    )


def _told_elsewhere(guide: Guide, problems: Iterable[Problem], inputs: Inputs, locale: str) -> list[str]:
    """Return what is wrong where this page has no field: the entry as a whole, its texts in other locales."""
    shown = {
        f"title.{locale}",
        f"text.{locale}",
        "sources",
        *(one.name for one in (*inputs.first, *inputs.more)),
    }
    rest = [one for one in problems if one.field not in shown and not one.field.startswith("sources.")]
    found = []
    for one in rest:
        kind, _, tag = one.field.partition(".")
        language = f"{guide.locale(tag).name}: " if kind in ("title", "text") and tag else ""
        found.append(language + told_of_problem(one))
    return list(dict.fromkeys(found))


def _locales(guide: Guide, entry: Entry) -> list[tuple[str, str, bool]]:
    """Return (tag, native name, whether it is written) of the languages a text may be in."""
    there = {text.locale for text in entry.texts}
    tags = dict.fromkeys((entry.source_locale, *sorted(there), *guide.region.locales))
    return [(tag, guide.locale(tag).name, tag in there) for tag in tags]


def _new_page(guide: Guide, *, missing: bool = False) -> Response:
    return page(
        "new_entry",
        status=400 if missing else 200,
        guide=guide,
        topics=[(topic.slug, name_of(topic.names, guide, otherwise=topic.slug)) for topic in guide.topics],
        locales=[guide.locale(tag) for tag in dict.fromkeys((guide.host_locale(), *guide.region.locales))],
        missing=missing,
        title_typed=request.form.get("title", ""),
        topic_typed=request.form.get("topic", "") or request.args.get("topic", ""),
        locale_typed=request.form.get("locale", "") or desk_locale().tag,
    )
