"""Checklists: every link leads somewhere, and no last day comes from a rule that nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.checklists import Checklist, Step
from orientation.domain.guide import Fact
from orientation.errors import Finding

_OF_DAYS = re.compile(r"P[0-9]+[YMWD]")


def check_checklists(library: Library) -> Iterator[Finding]:
    for one in library.guides.checklists:
        origin = library.reading.origin(one)
        for keys, problem in _wrong(library, one):
            yield Finding(origin.path, origin.line(*keys), f"{one.slug}: {problem}")


def _wrong(library: Library, one: Checklist) -> Iterator[tuple[tuple[str, ...], str]]:
    if not one.steps:
        yield (), f"the list has no step; add [[{one.slug}.steps]]"
    if not one.lawyer and any(step.deadline for step in one.steps):
        yield (), 'a step has a deadline; name the entry on free legal help: lawyer = "topic/slug"'
    regions = tuple(_showing(library, one)) or (one.layer,)
    for field in ("entry", "lawyer"):
        yield from (((field,), f"{field}: {gap}") for gap in _gaps(library, getattr(one, field), regions))
    slugs = [step.slug for step in one.steps]
    for index, step in enumerate(one.steps):
        at = ("steps", str(index))
        if step.slug in slugs[:index]:
            yield (*at, "slug"), f"two steps are called {step.slug!r}; rename one"
        for gap in _gaps(library, step.entry, regions):
            yield (*at, "entry"), f"{step.slug}: {gap}"
        for region in regions:
            if step.deadline and (problem := _wrong_rule(_rule(library, step, region))):
                yield (*at, "deadline", "fact"), f"{step.slug}: {step.deadline.fact!r} in {region}: {problem}"


def _gaps(library: Library, entry: str, regions: tuple[str, ...]) -> Iterator[str]:
    missing = [region for region in regions if entry and not library.entry(region, entry)]
    if missing:
        yield f"there is no entry {entry!r} in {' or '.join(missing)}"


def _rule(library: Library, step: Step, region: str) -> Fact | None:
    """Return the fact that a deadline names: of the step's entry, else of the region's layers."""
    name = step.deadline.fact if step.deadline else ""
    return library.fact_of(region, library.entry(region, step.entry), name)


def _wrong_rule(fact: Fact | None) -> str:
    if fact is None:
        return "there is no such fact; define it in facts.toml"
    if fact.kind != "duration" or not _OF_DAYS.fullmatch(fact.value):
        return "a deadline is a duration of days, weeks, months or years"
    if fact.source is None:
        return "the fact has no source; a last day is told only with one"
    return (
        "nobody read its source; a last day is not told from memory"
        if fact.source.confidence == "memory"
        else ""
    )


def _showing(library: Library, one: Checklist) -> Iterator[str]:
    """Yield the regions whose guides show a checklist: no nearer layer has one of that name."""
    known = {(other.layer, other.slug) for other in library.guides.checklists}
    for region in library.regions:
        nearest = next((layer for layer in library.chain(region) if (layer, one.slug) in known), "")
        if nearest == one.layer:
            yield region
