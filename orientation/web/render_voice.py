"""One guide spoken in one locale: names, facts, hours and phones as the templates are given them."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from orientation.content import markup, words
from orientation.content.hours import expand
from orientation.content.hours_words import Line, week_words
from orientation.content.public_holidays import holidays_of
from orientation.domain.address import relative
from orientation.domain.guide import Entry, Fact, Place, Source, Text
from orientation.domain.hours import Hours
from orientation.domain.inheritance import Guide
from orientation.domain.locale import Names, fallback_chain, in_locale
from orientation.errors import BadInput
from orientation.web.render_views import Call, Said, SourceView


class Voice:
    """Speaks for one guide in one locale, and says where it has to fall back to another."""

    def __init__(self, guide: Guide, tag: str, *, years: tuple[int, int]) -> None:
        """years: first and last of those for which hours and public holidays are told."""
        self.guide = guide
        self.locale = guide.locale(tag)
        self.host = guide.host_locale()
        self.chain = fallback_chain(tag, host=self.host)
        self.country = guide.setting("country")
        self._years = years
        self.holidays = holidays_of(self.country, guide.setting("subdivision"), range(years[0], years[1] + 1))

    def name(self, names: Names, *, otherwise: str = "") -> Said:
        """Return a name in the nearest locale that has one, whichever it may be."""
        known = dict(names)
        tag = next((one for one in self.chain if one in known), names[0][0] if names else "")
        return self.said(known.get(tag, otherwise), tag)

    def said(self, text: str, tag: str) -> Said:
        """Return words of a locale; they carry its tag and direction where it is not the page's."""
        if not text or not tag or tag == self.locale.tag:
            return Said(text)
        return Said(text, tag, self.guide.locale(tag).direction)

    def languages(self, tags: tuple[str, ...]) -> str:
        return words.language_words(tags, self.locale.tag)

    def date(self, value: str) -> str:
        return words.date_words(value, self.locale.tag) if value else ""

    def source(self, source: Source, *, known_as_of: str = "") -> SourceView:
        """Return a source; its age is left out where the page says the same of all."""
        as_of = "" if source.as_of == known_as_of else self.date(source.as_of)
        return SourceView(source.url, source.title or source.url, as_of, source.confidence != "page")

    def read(self, day: str, source: Source | None) -> str:
        """Return when something was read, in words; "" for what was written from memory."""
        return "" if source and source.confidence == "memory" else self.date(day)

    # -- texts and facts ----------------------------------------------------------------------------------

    def html(self, entry: Entry, text: Text, *, page: str, body: str | None = None) -> Markup:
        """Return an entry's body, or some of it, as it stands on that page."""
        html = markup.to_html(
            text.body if body is None else body,
            link=lambda target: relative(page, _page_of(target)),
            value=self._values(entry, text.locale),
        )
        return Markup(html.replace("<th></th>", "<td></td>"))  # the empty corner of a table heads nothing

    def _values(self, entry: Entry, tag: str) -> Callable[[str], str]:
        facts = self.guide.facts_for(entry)

        def value(name: str) -> str:
            if name.startswith("place."):
                return self._place_value(name, tag)
            if name not in facts:
                raise BadInput(f"{entry.address} [{tag}]: nobody defined the fact {name!r}")
            return self._fact(facts[name], tag)

        return value

    def _fact(self, fact: Fact, tag: str) -> str:
        return words.fact_html(fact, tag, host=self.host, country=self.country)

    def _place_value(self, name: str, tag: str) -> str:
        _, slug, field = name.split(".")
        place = self.guide.place(slug)
        if place is None:
            raise BadInput(f"{name}: there is no such place")
        if field == "name":
            known = in_locale(place.names, fallback_chain(tag, host=self.host), otherwise=slug)
            return str(Markup("<bdi>{}</bdi>").format(known))
        if field == "hours":
            lines = self.week_words(place.hours)
            sure = lines and all(state == "open" for _, _, state in lines)
            pairs = [line[:2] for line in lines] if sure else [("", place.hours)]
            said = (Markup('{} <bdi dir="ltr">{}</bdi>').format(*pair).strip() for pair in pairs)
            return str(Markup("; ").join(said))
        kind = field if field in ("phone", "address") else "code"
        return self._fact(Fact(place.layer, name, kind, getattr(place, field)), tag)

    # -- hours and phones ---------------------------------------------------------------------------------

    def hours(self, rule: str) -> Hours | None:
        """Return when a place is open, None where no hours are known or no phone could tell what they mean."""
        return expand(rule, holidays=self.holidays, years=self._years)

    def always(self, rule: str) -> bool:
        known = self.hours(rule)
        return known is not None and known.always

    def week_words(self, rule: str) -> tuple[Line, ...]:
        """Return (days, times, state) of a week; none for day and night, or where weeks differ."""
        known = self.hours(rule)
        if known is None or known.always or len(known.periods) > 1:
            return ()
        return week_words(known.periods[0].week, self.locale.tag)

    def number(self, phone: str) -> str:
        return words.phone_text(phone, country=self.country)

    def call(self, place: Place) -> Call | None:
        """Return how to call a place, None where it has no phone."""
        if not place.phone:
            return None
        number = self.number(place.phone)
        return Call(
            href=f"tel:{place.phone}",
            number=number,
            name=_without_number(self.name(place.names, otherwise=place.slug), number),
            what_for=self.name(place.what_for),
            free=bool(place.free),
            always=self.always(place.hours),
        )


def _page_of(target: str) -> str:
    """Return the page that a text's link means.

    >>> _page_of("health/card"), _page_of("health/"), _page_of("places/townhall")
    ('health/card/', 'health/', 'places/#townhall')
    """
    path, _, anchor = target.partition("#")
    folder, _, slug = path.partition("/")
    if folder == "places" and slug:
        return f"places/#{slug}"
    return (f"{folder}/{slug}/" if slug else f"{folder}/") + (f"#{anchor}" if anchor else "")


def _without_number(name: Said, number: str) -> Said:
    """Return who answers, without the number that the name begins with: it stands beside it, large."""
    if name.text.startswith(number) and len(name.text) > len(number):
        return Said(name.text[len(number) :].strip(" :–-"), name.lang, name.dir)
    return name
