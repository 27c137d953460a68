"""Courses, events and organisations as their templates are given them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from orientation.content import schedules, words
from orientation.domain.address import relative
from orientation.domain.courses import LEVELS, Course, Event, Organisation, Schedule
from orientation.domain.guide import Fact
from orientation.exchange.calendars import build_calendar
from orientation.web.render_entries import best_text
from orientation.web.render_views import Call, Card, Said, SourceView
from orientation.web.render_voice import Voice

COURSES, ORGANISATIONS = "courses/", "organisations/"
_PLAIN = " :;,/@!*()="  # what an attribute may hold as it is


@dataclass(frozen=True, slots=True)
class DayView:
    day: str  # YYYY-MM-DD
    words: str
    ends: str  # UTC


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """When something takes place, in words and for the phone."""

    weeks: tuple[tuple[str, str], ...]  # (weekdays, times)
    every_week: bool
    days: tuple[DayView, ...]
    without: tuple[str, ...]  # in words
    calendar: str  # an iCalendar file, percent-encoded


@dataclass(frozen=True, slots=True)
class ContactView:
    """Who it is and how to reach them: what courses and organisations have in common."""

    slug: str
    name: Said
    what: Said
    call: Call | None
    email: str
    website: str
    address: str
    more: Card | None
    source: SourceView | None
    read_on_words: str
    as_of_words: str


@dataclass(frozen=True, slots=True)
class CourseView:
    contact: ContactView
    levels: tuple[str, ...]
    schedule: ScheduleView | None
    where: tuple[str, ...]
    free: bool
    price: str
    childcare: bool | None
    spoken: str
    enrol: Said
    organisation: Card | None


@dataclass(frozen=True, slots=True)
class OrganisationView:
    contact: ContactView
    kind: str
    pilot: Said
    learned: Said


def course_views(voice: Voice) -> tuple[CourseView, ...]:
    """Return courses and events together, by first day; those whose dates are to be asked for last."""
    guide = voice.guide
    found = [*guide.courses, *guide.events]
    found.sort(key=lambda one: one.schedule.first if one.schedule else "9999")
    return tuple(_course(voice, one) for one in found)


def levels_of(views: tuple[CourseView, ...]) -> tuple[str, ...]:
    """Return the levels that there is something for, lowest first."""
    return tuple(level for level in LEVELS if any(level in view.levels for view in views))


def organisation_views(voice: Voice) -> tuple[OrganisationView, ...]:
    return tuple(
        OrganisationView(
            _contact(voice, one, ORGANISATIONS), one.kind, voice.name(one.pilot), voice.name(one.learned)
        )
        for one in voice.guide.organisations
    )


def _course(voice: Voice, event: Event) -> CourseView:
    contact = _contact(voice, event, COURSES)
    return CourseView(
        contact=contact,
        levels=event.levels if isinstance(event, Course) else (),
        schedule=_schedule(voice, event, event.schedule, contact) if event.schedule else None,
        where=event.where,
        free=bool(event.free),
        price=words.fact_text(Fact("", "", "money", event.price), voice.locale.tag) if event.price else "",
        childcare=event.childcare,
        spoken=voice.languages(event.languages),
        enrol=voice.name(event.enrol),
        organisation=_organisation(voice, event),
    )


def _contact(voice: Voice, item: Event | Organisation, page: str) -> ContactView:
    name = voice.name(item.names, otherwise=item.slug)
    return ContactView(
        slug=item.slug,
        name=name,
        what=voice.name(item.what),
        call=Call(f"tel:{item.phone}", voice.number(item.phone), name) if item.phone else None,
        email=item.email,
        website=item.website,
        address=_address(voice, item),
        more=_more(voice, item.more, page),
        source=voice.source(item.source, known_as_of=item.as_of) if item.source else None,
        read_on_words=voice.read(item.read_on, item.source),
        as_of_words=voice.date(item.as_of),
    )


def _address(voice: Voice, item: Event | Organisation) -> str:
    """Return where it is, "" where people who need protection live: here, not in every region, and of its courses too."""
    behind = item if isinstance(item, Organisation) else voice.guide.organisation(item.organisation)
    if behind and behind.protected:
        return ""
    return ", ".join(part for part in (item.address, item.town) if part)


def _more(voice: Voice, address: str, page: str) -> Card | None:
    entry = voice.guide.entry(address)
    if entry is None:
        return None
    text = best_text(voice, entry)
    return Card(relative(page, f"{address}/"), voice.said(text.title, text.locale))


def _organisation(voice: Voice, event: Event) -> Card | None:
    found = voice.guide.organisation(event.organisation)
    if found is None:
        return None
    return Card(
        relative(COURSES, f"{ORGANISATIONS}#{found.slug}"), voice.name(found.names, otherwise=found.slug)
    )


def _schedule(voice: Voice, event: Event, schedule: Schedule, contact: ContactView) -> ScheduleView:
    tag = voice.locale.tag
    timezone = voice.guide.setting("timezone") or "UTC"
    calendar = build_calendar(
        event,
        timezone=timezone,
        summary=contact.name.text,
        description=contact.what.text,
        location=contact.address,
    )
    return ScheduleView(
        weeks=schedules.schedule_words(schedule, tag),
        every_week=schedules.is_every_week(schedule),
        days=tuple(
            DayView(day, schedules.day_words(day, tag), schedules.utc(day, schedule.ends, timezone))
            for day in schedules.days_of(schedule)
        ),
        without=tuple(voice.date(day) for day in schedule.without),
        calendar=quote(calendar, safe=_PLAIN).replace("  ", "%20%20"),  # HTML is sent with single blanks,
    )
