"""The pages of lines, as published for phones -> values that a timetable on paper is made from.

What `static/js/lines.js` reads off them, and the words around it; the short forms are written by
`orientation/web/render_line_data.py` and read alike by `static/js/departures.js`.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

import nh3
from markupsafe import Markup

from orientation.domain.edition import Page
from orientation.sheets.fragments import VOID, markup, part
from orientation.sheets.request import Side

_TAGS = set(
    [
        "a",
        "b",
        "bdi",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "li",
        "ol",
        "p",
        "section",
        "small",
        "span",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = {"*": {"class", "dir", "id", "lang"}, "a": {"href"}}
_MINUTES = re.compile(r"\((\d+)\)|(.)")


@dataclass(frozen=True, slots=True)
class Days:
    """On which days trips run: a rule, and how the guide says it."""

    rule: str
    words: Markup
    weekdays: str  # "12345", Monday is 1
    start: str  # YYYY-MM-DD; "" where nobody said
    end: str
    holidays: str  # "on", "off" or ""
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def run_on(self, day: date, holidays: tuple[str, ...]) -> bool:
        """Tell whether trips run on a day: `runsOn` in departures.js."""
        stamp = day.isoformat()
        if stamp in self.added or stamp in self.removed:
            return stamp in self.added
        if stamp < self.start or (self.end and stamp > self.end):
            return False
        if stamp in holidays and self.holidays:
            return self.holidays == "on"
        return str(day.isoweekday()) in self.weekdays


@dataclass(frozen=True, slots=True)
class Run:
    """Trips that take the same time from stop to stop; minutes since the service day began."""

    days: int  # which of the line's
    starts: tuple[int, ...]
    arrivals: tuple[int, ...]  # minutes after the start at which it comes to each stop
    after: tuple[int, ...]  # and at which it leaves
    approximate: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A stop on the way."""

    slug: str
    name: Markup
    minutes: str  # after the first stop, "5" or "5–7"
    boarding: str  # GTFS's code: 0, 1 not here, 2 when ordered, 3 when one waves
    remark: Markup


@dataclass(frozen=True, slots=True)
class Pattern:
    """Trips that stop at the same stops."""

    to: str
    goal: Markup  # the same, with the language it is in; where it says none, its last stop
    calls: tuple[Call, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class LinePage:
    """A line, in one language."""

    path: str
    number: str
    name: Markup
    operator: Markup
    booking: Markup  # how one orders it; "" where it just comes
    phone: Markup  # of whom to order it from
    days: tuple[Days, ...]
    patterns: tuple[Pattern, ...]

    @property
    def ordered_some(self) -> bool:
        """Tell whether one must order it at some of its stops."""
        return any(call.boarding == "2" for one in self.patterns for call in one.calls)

    @property
    def ordered_always(self) -> bool:
        """Tell whether every trip of it must be ordered: none is marked, and the line says it is ordered."""
        return bool(self.booking) and not self.ordered_some


def line_page(page: Page, side: Side) -> LinePage:
    """Return what a line's page says."""
    root = line_elements(page.html)
    box, note = _with(root, "data-line"), _with(root, "data-book")
    return LinePage(
        path=page.path,
        number=box.get("data-line") or page.title,
        name=_first(line_elements(part(page.html, "c")).iter("p"), side),
        operator=_first((one for one in root if _is_operator(one)), side),
        booking=Markup(" ").join(
            markup(one, direction=side.direction) for one in note.iter("p") if one.get("class") != "acts"
        ),
        phone=first_phone(note),
        days=tuple(_days(one, side) for one in root.iter() if one.get("data-service")),
        patterns=tuple(_pattern(one, side) for one in root.iter() if one.get("data-pattern")),
    )


def line_elements(fragment: str) -> ET.Element:
    """Return a page's elements with what is written in them for scripts."""
    clean = nh3.clean(
        fragment,
        tags=_TAGS,
        clean_content_tags={"script", "style", "svg", "select", "label"},
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes={"data-"},
        url_relative="pass_through",
        link_rel=None,
    )
    closed = re.sub(rf"<({'|'.join(VOID)})([^>]*)>", r"<\1\2/>", clean.replace("&nbsp;", "\u00a0"))
    return ET.fromstring(f"<div>{closed}</div>")


def minutes_of(short: str) -> tuple[int, ...]:
    """Return minutes out of their short form.

    >>> minutes_of("11a(95)")
    (1, 1, 10, 95)
    """
    return tuple(int(long) if long else int(digit, 36) for long, digit in _MINUTES.findall(short))


def run_of(short: str) -> Run:
    """Return a run out of its short form.

    >>> run_of("~2 300 15 20|1a|30")
    Run(days=2, starts=(300, 315, 335), arrivals=(0, 1, 14), after=(0, 4, 14), approximate=True)
    """
    head, between, waits = (*short.split("|"), "", "")[:3]
    number, *gaps = head.removeprefix("~").split(" ")
    ways = minutes_of(between)
    waiting = (*minutes_of(waits), *(0 for _ in ways))
    leaving = (0, *accumulate(way + wait for way, wait in zip(ways, waiting, strict=False)))
    return Run(
        days=int(number),
        starts=tuple(accumulate(map(int, gaps))),
        arrivals=(0, *(left + way for left, way in zip(leaving, ways, strict=False))),
        after=leaving,
        approximate=head.startswith("~"),
    )


def first_phone(root: ET.Element) -> Markup:
    """Return the first number to call below an element, "" where there is none."""
    found = next((one for one in root.iter("a") if one.get("href", "").startswith("tel:")), None)
    return Markup("") if found is None else phone_link(found)


def phone_link(link: ET.Element) -> Markup:
    """Return a number as it is printed."""
    return Markup('<a class="phone" href="{}" dir="ltr">{}</a>').format(
        link.get("href", ""), "".join(link.itertext()).strip()
    )


def name_of(element: ET.Element, side: Side) -> Markup:
    """Return a name with the language it is in, kept together within other words."""
    words = Markup(markup(element, direction=side.direction).strip())
    return words if words.startswith("<") else Markup("<bdi>{}</bdi>").format(words)


def _with(root: ET.Element, attribute: str) -> ET.Element:
    """Return the first element that has an attribute; an empty one where none has."""
    return next((one for one in root.iter() if attribute in one.attrib), ET.Element("div"))


def _first(found: Iterable[ET.Element], side: Side) -> Markup:
    element = next(iter(found), None)
    return Markup("") if element is None else name_of(element, side)


def _is_operator(element: ET.Element) -> bool:
    return element.tag == "p" and not (element.text or "").strip() and [one.tag for one in element] == ["bdi"]


def _days(element: ET.Element, side: Side) -> Days:
    rule = element.get("data-service", "")
    weekdays, start, end, holidays, *changes = rule.split(" ")
    return Days(
        rule=rule,
        words=Markup(" ".join(markup(element, direction=side.direction).split())),
        weekdays=weekdays,
        start=start.strip("-") and start,
        end=end.strip("-") and end,
        holidays=holidays.strip("-"),
        added=tuple(one[1:] for one in changes if one.startswith("+")),
        removed=tuple(one[1:] for one in changes if one.startswith("-")),
    )


def _pattern(section: ET.Element, side: Side) -> Pattern:
    slugs = section.get("data-pattern", "").split()
    codes = section.get("data-pickup", "").ljust(len(slugs), "0")
    heading = next(section.iter("h2"), ET.Element("h2"))
    items = list(next(section.iter("ol"), ET.Element("ol")))
    runs = [one for one in section.get("data-runs", "").split(";") if one]
    calls = tuple(_call(*one, side) for one in zip(slugs, codes, items, strict=False))
    return Pattern(
        to=section.get("data-to", ""),
        goal=_goal(section.get("data-to", ""), heading, side) or calls[-1].name,
        calls=calls,
        runs=tuple(map(run_of, runs)),
    )


def _goal(to: str, heading: ET.Element, side: Side) -> Markup:
    """Return where it goes: in the language that the heading has it in."""
    named = next((one for one in heading if "".join(one.itertext()) == to), None)
    if named is None:
        return Markup("<bdi>{}</bdi>").format(to) if to else Markup("")
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        named.get("lang", side.locale), named.get("dir", side.direction), to
    )


def _call(slug: str, boarding: str, item: ET.Element, side: Side) -> Call:
    """Return a stop; its item is a name, minutes in <bdi>, remarks in <small>."""
    minutes = [one for one in item if one.tag == "bdi"][-1]
    remarks = [one for one in item if one.tag == "small"]
    name = ET.Element("span")
    name.text = item.text
    name.extend(one for one in item if one is not minutes and one not in remarks)
    for one in name:
        one.tail = ""
    return Call(
        slug=slug,
        name=name_of(name, side),
        minutes="".join(minutes.itertext()).strip(),
        boarding=boarding,
        remark=Markup(" · ").join(markup(one, direction=side.direction) for one in remarks),
    )
