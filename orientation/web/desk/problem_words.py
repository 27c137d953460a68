"""What the checks found, in plain words of the desk; the checks' own English where nobody wrote any."""

from __future__ import annotations

import re
from collections.abc import Callable

from orientation.desk.item_fields import Problem
from orientation.desk.layering import nearest
from orientation.store.items import read_layers
from orientation.web.desk.blueprint import database
from orientation.web.desk.names import name_of_layer, title_of
from orientation.web.desk.words import _

_SHOWN = 3  # pages that are named
Say = Callable[[re.Match[str]], str]


def told_of_problem(problem: Problem) -> str:
    """Return a problem as a volunteer can act on it."""
    for pattern, say in _WORDS:
        if found := re.search(pattern, problem.told):
            return say(found)
    return problem.told


def _called(pages: str) -> str:
    """Return "topic/slug (region)", several with commas, by the titles and names that people know; the first few."""
    layers, found = read_layers(database()), []
    for one in pages.split(", ")[:_SHOWN]:
        page, _space, region = one.rstrip(")").partition(" (")
        kind, name = ("checklist", page[6:]) if page.startswith("steps/") else ("entry", page)
        item = nearest(database(), layers, f"{kind}/{region}/{name}")
        found.append(f"{title_of(item.item if item else None, page)} ({name_of_layer(region)})")
    return ", ".join([*found, "…"] if pages.count(", ") >= _SHOWN else found)


_WORDS: tuple[tuple[str, Say], ...] = (
    (r"^named by (.+)$", lambda found: _("This cannot go while a page names it: %(pages)s. Take it out there first.", pages=_called(found[1]))),
    (r"; keep the kind$", lambda _found: _("The page has another kind of value there. Choose that kind.")),
    (r"is missing$|it is empty", lambda _found: _("Something must stand here.")),
    (r"short code such as 112", lambda _found: _("This is no whole phone number. Write it with its country code, such as +34, or a short number such as 112.")),
    (r"no such number can exist", lambda _found: _("There can be no such phone number. Look at its digits again.")),
    (r'"3\.50 EUR"', lambda _found: _("Write a sum and its currency, such as 3.50 EUR.")),
    (r"one unit of ISO 8601", lambda _found: _("Write a number and choose days, weeks, months or years.")),
    (r"write a day as", lambda _found: _("Write a day as year, month, day: 2026-12-31.")),
    (r"write YYYY", lambda _found: _("Write the year and the month: 2026-11.")),
    (r"24 hours as", lambda _found: _("Write the time with four digits: 09:30.")),
    (r'digits as "53"', lambda _found: _("Write a number in digits.")),
    (r"web address that begins", lambda _found: _("Write the whole web address. It begins with https://")),
    (r"office@example", lambda _found: _("Write an e-mail address such as office@example.org.")),
    (r"opening_hours such as", lambda _found: _("These opening hours cannot be read. Write them like this: Mo-Fr 09:00-14:00")),
    (r"degrees (?:north|east)|a position needs", lambda _found: _("Write both numbers of the position, such as 41.7640 and -2.4690.")),
    (r"the entry has no source|has no source", lambda _found: _("Say where you read it: a web address and its title.")),
    (r"the entry has no text", lambda _found: _("There is no text yet.")),
    (r"there is no (\S+)\.md", lambda found: _("The text in the first language (%(locale)s) is missing.", locale=found[1])),
    (r"^no text in (.+)$", lambda found: _("Not written yet in: %(locales)s", locales=found[1])),
    (r"^\{(\w+)\}: no such fact", lambda found: _("There is no value of the name %(name)s. Choose one from the list, or make it first.", name=f"{{{found[1]}}}")),
    (r"^\{(place\.[^}]+)\}:", lambda found: _("%(name)s: there is no such place, or it has nothing of that kind.", name=f"{{{found[1]}}}")),
    (r"^(\S+) leads nowhere", lambda found: _("The link to %(address)s leads nowhere. Choose a page from the list.", address=found[1])),
    (r"^(.+) is no link;", lambda found: _("%(address)s is no link. Choose a page from the list, or write a whole web address.", address=found[1])),
    (r"is an old address; link to (\S+)", lambda found: _("This page has a new address. Link to %(address)s.", address=found[1])),
    (r"^HTML is not allowed: (.+);", lambda found: _("%(code)s is not shown to readers. Write plain words.", code=found[1])),
    (r"pictures are not shown", lambda _found: _("Pictures are not shown. Say it in words.")),
    (r"# is for the title", lambda _found: _("A heading in the text begins with two signs: ##")),
    (r"begins no name of a value", lambda _found: _("After { the name of a value must stand, and then }. Write {{ for the sign itself.")),
    (r"a title names no values", lambda _found: _("No value can stand in the title.")),
    (r"control character", lambda _found: _("There is a sign in it that nobody can see. Write it anew.")),
    (r"people who need protection|reached by phone only", lambda _found: _("Nobody may learn where this is. Take address, town and position away.")),
    (r"is over; read the sources again", lambda _found: _("The day for reading the sources again is over.")),
    (r"write a locale such as", lambda _found: _("Write the short name of a language, such as ar or fa-AF.")),
    (r'write it as "topic/slug"', lambda _found: _("Write it as in the page's address: topic/page.")),
)  # fmt: skip
