"""A region at the desk: what its guide is made of, in the order that readers see."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Response, request, url_for

from orientation.content.words import fact_text
from orientation.desk.writing import KINDS, Line, ask_may_write, guide_of, lines_of, own_drafts, title_of
from orientation.domain.inheritance import Guide
from orientation.domain.locale import Names
from orientation.domain.own_values import meant_by
from orientation.search.fold import fold
from orientation.web.desk.blueprint import database, desk, page, person, signed_in
from orientation.web.desk.field_words import kinds, new_kinds
from orientation.web.desk.names import fact_in_words
from orientation.web.desk.words import desk_locale


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines of a region's list, under a heading."""

    title: str
    lines: tuple[Line, ...]
    folded: bool = False  # shown when it is opened


@desk.get("/in/<region>/")
@signed_in
def show_region(region: str) -> Response:
    ask_may_write(person(), region)
    guide = guide_of(database(), region)
    wanted = request.args.get("q", "")[:100].strip()
    lines = _in_words(guide, lines_of(guide, own_drafts(database(), person()), locale=desk_locale().tag))
    return page(
        "region",
        guide=guide,
        name=name_of(guide.region.names, guide, otherwise=region),
        layers={layer.id: name_of(layer.names, guide, otherwise=layer.id) for layer in guide.chain},
        sections=_sections(guide, [line for line in lines if _fits(line, wanted)], folded=not wanted),
        q=wanted,
        address=address_of,
        new_kinds=new_kinds(),
        may_manage=person().may("manage region", region),
    )


def name_of(names: Names, guide: Guide, *, otherwise: str) -> str:
    """Return a name in the desk's locale, else the host's, else any."""
    known = dict(names)
    found = (known.get(tag) for tag in (desk_locale().tag, guide.host_locale(), "en"))
    return next((name for name in found if name), names[0][1] if names else otherwise)


def address_of(region: str, kind: str, name: str) -> str:
    """Return the address of the page that edits an item."""
    if kind == "entry":
        topic, _, slug = name.partition("/")
        return url_for("desk.edit_entry", region=region, topic=topic, slug=slug)
    return url_for("desk.edit_thing", region=region, kind=kind, name=name)


def title_in(guide: Guide, item: object, otherwise: str) -> tuple[str, str]:
    """Return an item's title and its locale, or its name and ""."""
    locale = desk_locale().tag
    return title_of(item, locale=locale, host=guide.host_locale()) if item else (otherwise, "")  # type: ignore[arg-type]


def _in_words(guide: Guide, lines: tuple[Line, ...]) -> list[Line]:
    """Return the lines, values called by their kind and the page they are for, and said as readers see them."""
    facts = {fact.name: fact for fact in guide.facts}
    titles = {entry.address: title_in(guide, entry, entry.address)[0] for entry in guide.entries}
    country = guide.setting("country")
    found = []
    for line in lines:
        fact = facts.get(line.name) if line.kind == "fact" else None
        if fact:
            address, _name = meant_by(fact.name)
            title = fact_in_words(fact, titles.get(address, address))
            said = fact_text(replace(fact, value=line.value), desk_locale().tag, country=country)
            line = replace(line, title=title, said=said)
        found.append(line)
    return found


def _fits(line: Line, wanted: str) -> bool:
    """Return whether a line has all the words somebody filters by."""
    said = fold(f"{line.title} {line.name} {line.value} {line.said}")
    return all(word in said for word in fold(wanted).split())


def _sections(guide: Guide, lines: list[Line], *, folded: bool) -> list[Section]:
    """Return the lines by topic, then by kind for what belongs to no topic."""
    found = [
        Section(name_of(topic.names, guide, otherwise=topic.slug),
                tuple(line for line in lines if line.topic == topic.slug))
        for topic in guide.topics
    ]  # fmt: skip
    shelved = {topic.slug for topic in guide.topics}
    for kind in KINDS:
        rest = tuple(line for line in lines if line.kind == kind and line.topic not in shelved)
        found.append(Section(kinds()[kind], rest, folded=folded))
    return [section for section in found if section.lines]
