"""Checklists as their templates are given them."""

from __future__ import annotations

from dataclasses import dataclass

from orientation.content import words
from orientation.domain.address import relative
from orientation.domain.checklists import Checklist, Deadline, Step
from orientation.domain.guide import Entry, Fact
from orientation.web.render_views import Card, Said, SourceView
from orientation.web.render_voice import Voice

LISTS = "steps/"  # the page that lists them, and the folder of each


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A rule in words, and what the phone needs to work out the last day."""

    duration: str  # ISO 8601, as the fact has it
    time: str  # in words
    before: bool
    counts_from: Said
    source: SourceView
    lawyer: str  # a link


@dataclass(frozen=True, slots=True)
class StepView:
    slug: str
    name: Said
    href: str  # "" where no entry explains it
    deadline: DeadlineView | None


@dataclass(frozen=True, slots=True)
class ChecklistView:
    slug: str
    name: Said
    note: Said
    steps: tuple[StepView, ...]
    entry: str  # a link to the entry that tells the same in sentences, "" where there is none


def checklist_path(one: Checklist) -> str:
    """Return the address of a checklist within its guide."""
    return f"{LISTS}{one.slug}/"


def checklist_card(voice: Voice, one: Checklist, page: str) -> Card:
    """Return a checklist as the given page links to it."""
    return Card(relative(page, checklist_path(one)), voice.name(one.names, otherwise=one.slug))


def checklists_of(voice: Voice, entry: Entry) -> tuple[Card, ...]:
    """Return the checklists that say in steps what an entry tells."""
    page = f"{entry.address}/"
    return tuple(
        checklist_card(voice, one, page) for one in voice.guide.checklists if one.entry == entry.address
    )


def checklist_view(voice: Voice, one: Checklist) -> ChecklistView:
    """Return a checklist as its page shows it."""
    return ChecklistView(
        slug=one.slug,
        name=voice.name(one.names, otherwise=one.slug),
        note=voice.name(one.note),
        steps=tuple(_step(voice, one, step) for step in one.steps),
        entry=_link(voice, one, one.entry),
    )


def _step(voice: Voice, one: Checklist, step: Step) -> StepView:
    facts = voice.guide.facts_for(voice.guide.entry(step.entry))
    rule = facts.get(step.deadline.fact) if step.deadline else None
    return StepView(
        slug=step.slug,
        name=voice.name(step.names, otherwise=step.slug),
        href=_link(voice, one, step.entry),
        deadline=_deadline(voice, one, step.deadline, rule) if step.deadline and rule else None,
    )


def _deadline(voice: Voice, one: Checklist, deadline: Deadline, rule: Fact) -> DeadlineView | None:
    """Return a rule; None without a source, since a last day is told only from a rule that can be read."""
    if rule.source is None:
        return None
    return DeadlineView(
        duration=rule.value,
        time=words.fact_text(rule, voice.locale.tag),
        before=deadline.before,
        counts_from=voice.name(deadline.counts_from),
        source=voice.source(rule.source),
        lawyer=_link(voice, one, one.lawyer),
    )


def _link(voice: Voice, one: Checklist, address: str) -> str:
    """Return the link to an entry; "" where the guide has none there."""
    return relative(checklist_path(one), f"{address}/") if voice.guide.entry(address) else ""
