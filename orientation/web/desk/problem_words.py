"""What the checks found, in plain words of the desk: a sentence for each code that its forms can bring about."""

from __future__ import annotations

from orientation.desk.item_fields import Problem
from orientation.desk.layering import nearest
from orientation.store.items import read_layers
from orientation.web.desk.blueprint import database
from orientation.web.desk.field_words import once
from orientation.web.desk.names import name_of_layer, title_of
from orientation.web.desk.words import _

_SHOWN = 3  # pages that are named


def told_of_problem(problem: Problem) -> str:
    """Return a problem as a volunteer can act on it; the checks' own English where only a file can have it."""
    said = problem.told
    sentence = sentences().get(said.code)
    if sentence is None:
        return said
    values = {name: _called(value) if name == "pages" else value for name, value in said.values.items()}
    return sentence % values


def _called(pages: str) -> str:
    """Return "topic/slug (region)", several with commas, by the titles and names that people know; the first few."""
    layers, found = read_layers(database()), []
    for one in pages.split(", ")[:_SHOWN]:
        page, _space, region = one.rstrip(")").partition(" (")
        kind, name = ("checklist", page[6:]) if page.startswith("steps/") else ("entry", page)
        item = nearest(database(), layers, f"{kind}/{region}/{name}")
        found.append(f"{title_of(item.item if item else None, page)} ({name_of_layer(region)})")
    return ", ".join([*found, "…"] if pages.count(", ") >= _SHOWN else found)


@once
def sentences() -> dict[str, str]:
    """Return a sentence by its code (findings.ENGLISH); its placeholders are those of the English, or fewer."""
    return {
        # a value
        **dict.fromkeys(("missing", "empty", "region_lacks"), _("Something must stand here.")),
        "twice": _("%(value)s stands here twice. Take one away."),
        "control": _("There is a sign in it that nobody can see. Write it anew."),
        "slug": _("Use only small letters from a to z, digits and hyphens."),
        "address": _("Write it as in the page's address: topic/page."),
        "locale": _("Write the short name of a language, such as ar or fa-AF."),
        "phone_form": _("This is no whole phone number. Write it with its country code, such as +34, or a short number such as 112."),
        "phone_none": _("There can be no such phone number. Look at its digits again."),
        "money": _("Write a sum and its currency, such as 3.50 EUR."),
        "duration": _("Write a number and choose days, weeks, months or years."),
        "day": _("Write a day as year, month, day: 2026-12-31."),
        **dict.fromkeys(("month", "age"), _("Write the year and the month: 2026-11.")),
        "time": _("Write the time with four digits: 09:30."),
        **dict.fromkeys(("number", "want_whole"), _("Write a number in digits.")),
        "url": _("Write the whole web address. It begins with https://"),
        "email": _("Write an e-mail address such as office@example.org."),
        "hours": _("These opening hours cannot be read. Write them like this: Mo-Fr 09:00-14:00"),
        **dict.fromkeys(
            ("latitude", "longitude", "half_position"),
            _("Write both numbers of the position, such as 41.7640 and -2.4690."),
        ),
        "one_of": _("This cannot stand here. Write one of these: %(choices)s"),
        "free_and_price": _("It cannot be free and have a price. Take one of them away."),
        # a name, a source
        **dict.fromkeys(("no_source", "entry_no_source"), _("Say where you read it: a web address and its title.")),
        "unknown_locale": _("This site does not know the language %(locale)s."),
        "unknown_topic": _("Choose a topic from the list."),
        **dict.fromkeys(
            ("reserved_entry", "course_of_that_name"), _("This name in the address is taken. Choose another.")
        ),
        **dict.fromkeys(("no_entry", "no_entry_in"), _("There is no page %(entry)s.")),
        "named_by": _("This cannot go while a page names it: %(pages)s. Take it out there first."),
        "own_value_unknown": _("The page has no value %(name)s any more."),
        "own_value_kind": _("The page has another kind of value there. Choose that kind."),
        # places, courses, events, organisations
        **dict.fromkeys(
            ("sheltered", "by_phone"), _("Nobody may learn where this is. Take address, town and position away.")
        ),
        "no_organisation": _("There is no organisation %(organisation)s. Make it first."),
        "responsible_missing": _("Say who runs the guide."),
        "ends_first": _("It begins at %(starts)s, so it cannot end at %(ends)s."),
        "rule_ends": _("Say in one way when it ends: by the number of times, or by the last day."),
        "rule": _("This rule cannot be read: %(rule)s. Write it like this: FREQ=WEEKLY;BYDAY=MO,WE"),
        "without_rule": _("Without a rule it takes place once, on its first day. Take this away, or write a rule."),
        "last_first": _("The last day, %(last)s, is before the first day, %(first)s."),
        "rule_long": _("These are more than %(most)s days. Write an earlier end."),
        **dict.fromkeys(
            ("first_no_day", "first_without"),
            _("On %(day)s it does not take place. Write the first day on which it does."),
        ),
        "without_no_day": _("On %(day)s it does not take place anyway. Take that day away."),
        # pages
        "no_word": _("There is no office word %(word)s. Make it first, or take it away."),
        "no_text": _("There is no text yet."),
        "no_source_text": _("The text in the first language (%(locale)s) is missing."),
        "entries_circle": _("These pages stand under each other in a circle: %(circle)s"),
        **dict.fromkeys(
            ("alias_is_entry", "alias_taken"), _("The former address %(alias)s belongs to another page. Take it away.")
        ),
        "untranslated": _("Not written yet in: %(locales)s"),
        "review_over": _("The day for reading the sources again is over."),
        "title_value": _("No value can stand in the title."),
        "brace": _("After { the name of a value must stand, and then }. Write {{ for the sign itself."),
        "heading": _("A heading in the text begins with two signs: ##"),
        "picture": _("Pictures are not shown. Say it in words."),
        "html": _("%(code)s is not shown to readers. Write plain words."),
        "no_fact": _("There is no value of the name %(name)s. Choose one from the list, or make it first."),
        **dict.fromkeys(
            ("no_field", "no_place", "place_lacks"),
            _("%(name)s: there is no such place, or it has nothing of that kind."),
        ),
        "leads_nowhere": _("The link to %(address)s leads nowhere. Choose a page from the list."),
        "no_link": _("%(address)s is no link. Choose a page from the list, or write a whole web address."),
        "old_address": _("This page has a new address. Link to %(address)s."),
    }  # fmt: skip
