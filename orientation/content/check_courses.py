"""Courses, events and organisations: do they lead somewhere, have they a source, does nobody's shelter stand there?"""

from __future__ import annotations

from collections.abc import Iterator

from orientation.content.library import Library
from orientation.domain.courses import Event, Organisation
from orientation.errors import Finding
from orientation.findings import Said

_WHERE = ("address", "town")


def check_courses(library: Library) -> Iterator[Finding]:
    for event in (*library.guides.courses, *library.guides.events):
        yield from _common(library, event)
        yield from _organisation(library, event)
        if _is_of_a_shelter(library, event):
            yield from _hidden(library, event)
    for event in library.guides.events:
        yield from _unlike_courses(library, event)
    for organisation in library.guides.organisations:
        yield from _common(library, organisation)
        if organisation.protected:
            yield from _hidden(library, organisation)


def _common(library: Library, item: Event | Organisation) -> Iterator[Finding]:
    origin = library.reading.origin(item)
    if item.source is None:
        yield Finding(origin.path, origin.line(), Said("no_source", name=item.slug))
    if item.more and library.entry(item.layer, item.more) is None:
        problem = Said("no_entry", entry=item.more).at(f"{item.slug}.more")
        yield Finding(origin.path, origin.line("more"), problem)


def _unlike_courses(library: Library, event: Event) -> Iterator[Finding]:
    """Courses and events stand on one page, each with its slug as an anchor."""
    origin = library.reading.origin(event)
    for course in library.guides.courses:
        if course.slug == event.slug and library.are_related(course.layer, event.layer):
            yield Finding(origin.path, origin.line(), Said("course_of_that_name").at(event.slug))


def _organisation(library: Library, event: Event) -> Iterator[Finding]:
    origin = library.reading.origin(event)
    layers = library.chain(event.layer)
    known = {one.slug for one in library.guides.organisations if one.layer in layers}
    if event.organisation and event.organisation not in known:
        problem = Said("no_organisation", organisation=event.organisation).at(f"{event.slug}.organisation")
        yield Finding(origin.path, origin.line("organisation"), problem)


def _is_of_a_shelter(library: Library, event: Event) -> bool:
    """Tell whether a guide can show an event with an organisation that is protected: in its layers, or in a region's."""
    return any(
        one.protected and one.slug == event.organisation and library.are_related(one.layer, event.layer)
        for one in library.guides.organisations
    )


def _hidden(library: Library, item: Event | Organisation) -> Iterator[Finding]:
    origin = library.reading.origin(item)
    for field in _WHERE:
        if getattr(item, field):
            problem = Said("sheltered", field=field).at(f"{item.slug}.{field}")
            yield Finding(origin.path, origin.line(field), problem)
