"""Checklists: every link leads somewhere, and no last day comes from a rule that nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.checklists import Checklist, Step
from orientation.domain.guide import Fact
from orientation.errors import Finding
from orientation.findings import FINE, Said

_OF_DAYS = re.compile(r"P[0-9]+[YMWD]")


def check_checklists(library: Library) -> Iterator[Finding]:
    for one in library.guides.checklists:
        origin = library.reading.origin(one)
        for keys, problem in _wrong(library, one):
            yield Finding(origin.path, origin.line(*keys), problem.at(one.slug))


def _wrong(library: Library, one: Checklist) -> Iterator[tuple[tuple[str, ...], Said]]:
    if not one.steps:
        yield (), Said("no_step", checklist=one.slug)
    if not one.lawyer and any(step.deadline for step in one.steps):
        yield (), Said("no_lawyer")
    regions = tuple(_showing(library, one)) or (one.layer,)
    for field in ("entry", "lawyer"):
        yield from (((field,), gap.at(field)) for gap in _gaps(library, getattr(one, field), regions))
    slugs = [step.slug for step in one.steps]
    for index, step in enumerate(one.steps):
        at = ("steps", str(index))
        if step.slug in slugs[:index]:
            yield (*at, "slug"), Said("steps_same", step=step.slug)
        for gap in _gaps(library, step.entry, regions):
            yield (*at, "entry"), gap.at(step.slug)
        for region in regions:
            if step.deadline and (problem := _wrong_rule(_rule(library, step, region))):
                yield (
                    (*at, "deadline", "fact"),
                    problem.at(f"{step.slug}: {step.deadline.fact!r} in {region}"),
                )


def _gaps(library: Library, entry: str, regions: tuple[str, ...]) -> Iterator[Said]:
    missing = [region for region in regions if entry and not library.entry(region, entry)]
    if missing:
        yield Said("no_entry_in", entry=entry, layers=" or ".join(missing))


def _rule(library: Library, step: Step, region: str) -> Fact | None:
    """Return the fact that a deadline names: of the step's entry, else of the region's layers."""
    name = step.deadline.fact if step.deadline else ""
    return library.fact_of(region, library.entry(region, step.entry), name)


def _wrong_rule(fact: Fact | None) -> Said:
    if fact is None:
        return Said("deadline_no_fact")
    if fact.kind != "duration" or not _OF_DAYS.fullmatch(fact.value):
        return Said("deadline_kind")
    if fact.source is None:
        return Said("deadline_no_source")
    return Said("deadline_memory") if fact.source.confidence == "memory" else FINE


def _showing(library: Library, one: Checklist) -> Iterator[str]:
    """Yield the regions whose guides show a checklist: no nearer layer has one of that name."""
    known = {(other.layer, other.slug) for other in library.guides.checklists}
    for region in library.regions:
        nearest = next((layer for layer in library.chain(region) if (layer, one.slug) in known), "")
        if nearest == one.layer:
            yield region
