"""Entries and places as the pages of keepers show them: a title, and what is asked about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orientation.content.hours import expand
from orientation.content.hours_words import week_words
from orientation.content.public_holidays import holidays_of
from orientation.content.words import fact_text, phone_text
from orientation.domain.asking import Asked, asked_about
from orientation.domain.guide import Entry, Fact, Guides, Layer, Place
from orientation.domain.inheritance import chain_of
from orientation.domain.locale import Names, fallback_chain
from orientation.domain.own_values import entry_facts
from orientation.store.items import facts_in, read_layers
from orientation.web.desk.blueprint import database
from orientation.web.desk.words import _
from orientation.web.render_views import Said
from orientation.web.services import services

_LEFT_TO_RIGHT = ("phone", "money", "number", "code", "url", "email", "website", "time")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is asked, in words."""

    label: str
    value: Said
    href: str = ""  # of a phone
    ltr: bool = False  # reads left to right whatever the page
    times: tuple[tuple[str, str], ...] = ()  # instead of the value: (days, times of day)


@dataclass(frozen=True, slots=True)
class Around:
    """The layers around an item: what its country, host language and facts are."""

    chain: tuple[Layer, ...]
    facts: Mapping[str, Fact]

    def setting(self, name: str) -> str:
        return next((str(value) for layer in self.chain if (value := getattr(layer, name))), "")

    @property
    def host(self) -> str:
        return self.setting("host_locale") or "en"

    def facts_for(self, item: Entry | Place) -> Mapping[str, Fact]:
        """Return the facts that an item's texts may name."""
        own = entry_facts(item, self.facts, [one.id for one in self.chain]) if isinstance(item, Entry) else {}
        return {**self.facts, **own}

    def name(self, tag: str) -> Said:
        """Return the region's name."""
        layer = self.chain[0]
        return said_in(layer.names, tag, host=self.host, otherwise=layer.id)


def around(region: str) -> Around:
    """Return what is known around the items of a region's guide, or of a layer."""
    chain = chain_of(Guides(layers=read_layers(database())), region)
    return Around(chain, facts_in(database(), (layer.id for layer in chain)))


def said_in(names: Names, tag: str, *, host: str, otherwise: str = "") -> Said:
    """Return words in the nearest locale there is; they carry its tag and direction where it is not `tag`."""
    known = dict(names)
    found = next((one for one in fallback_chain(tag, host=host) if one in known), "")
    found = found or (names[0][0] if names else "")
    if not found or found == tag:
        return Said(known.get(found, otherwise))
    return Said(known[found], found, services().locale(found).direction)


def title_of(item: Entry | Place, tag: str, *, host: str) -> Said:
    """Return what an item is called."""
    names = item.names if isinstance(item, Place) else tuple((one.locale, one.title) for one in item.texts)
    return said_in(names, tag, host=host, otherwise=item.slug)


def public_path(item: Entry | Place, region: Layer, tag: str, *, host: str) -> str:
    """Return the address of the page that readers see."""
    locale = tag if tag in region.locales else host
    page = f"places/#{item.slug}" if isinstance(item, Place) else f"{item.address}/"
    return f"/{locale}/{region.id}/{page}"


def rows_of(item: Entry | Place, about: Around, tag: str, *, year: int) -> tuple[Row, ...]:
    """Return what is asked about an item, in words of a locale that the interface speaks now."""
    labels = _labels()
    rows = (_row(labels, one, about, tag, year) for one in asked_about(item, about.facts_for(item)))
    return tuple(_joined(rows))


def _joined(rows: Iterable[Row]) -> list[Row]:
    """Leave out what is told twice."""
    return list(dict.fromkeys(rows))


def _labels() -> dict[str, str]:
    return {
        "phone": _("Phone"),
        "hours": _("Opening hours"),
        "address": _("Address"),
        "bring": _("What to bring"),
        "who pays": _("Who pays"),
        "free": _("Is it free?"),
        "website": _("Website"),
        "url": _("Website"),
        "email": _("E-mail"),
        "money": _("Fee or amount"),
        "duration": _("How long"),
        "date": _("Date"),
        "time": _("Time"),
        "number": _("Number"),
        "code": _("Code"),
    }


def _row(labels: Mapping[str, str], asked: Asked, about: Around, tag: str, year: int) -> Row:
    label = labels.get(asked.what, asked.what)
    if asked.what == "hours":
        return _hours(label, asked.value, about, tag, year)
    href = f"tel:{asked.value}" if asked.what == "phone" else ""
    ltr = asked.what in _LEFT_TO_RIGHT
    return Row(label, _value(asked, about, tag), href, ltr)


def _value(asked: Asked, about: Around, tag: str) -> Said:
    country = about.setting("country")
    if asked.names:
        return said_in(asked.names, tag, host=about.host)
    match asked.what:
        case "phone":
            return Said(phone_text(asked.value, country=country))
        case "free":
            return Said(_("yes") if asked.value == "yes" else _("no"))
        case "address" | "code":
            return said_in(((about.host, asked.value),), tag, host=about.host)
        case "website":
            return Said(asked.value)
    return Said(fact_text(Fact("", "", asked.what, asked.value), tag, country=country))


def _hours(label: str, rule: str, about: Around, tag: str, year: int) -> Row:
    """Return a week in words; the rule as it stands where weeks differ or no words are known."""
    country = about.setting("country")
    years = range(year, year + 2)
    holidays = holidays_of(country, about.setting("subdivision"), years) if country else ()
    known = expand(rule, holidays=holidays, years=(years[0], years[-1]))
    if known is None or len(known.periods) != 1:
        return Row(label, Said(rule), ltr=True)
    if known.always:
        return Row(label, Said(_("day and night")))
    lines = week_words(known.periods[0].week, tag)
    return Row(label, Said(rule), times=tuple(line[:2] for line in lines))
