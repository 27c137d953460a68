"""What hypothesis makes libraries from: everything valid, with odd words."""

from __future__ import annotations

from hypothesis import strategies as st

from orientation.content.texts import normalise
from orientation.domain.checklists import Checklist, Deadline, Step
from orientation.domain.courses import LEVELS, ORGANISATIONS, WHERE, Course, Event, Organisation, Schedule
from orientation.domain.guide import (
    Entry,
    Fact,
    Guides,
    Helper,
    Layer,
    Place,
    Responsible,
    Source,
    Text,
    Topic,
    Village,
    Villages,
    Word,
)  # fmt: skip
from orientation.domain.library import assemble, key_of
from orientation.domain.locale import Locale
from orientation.domain.phrases import SITUATIONS, Phrase
from orientation.domain.timetable import DAYS, Booking, Line, Pattern, Run, Service, Stop, Timetable

TAGS = ("ar", "el", "en", "es", "fa", "fa-AF", "uk")
_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
_odd = st.sampled_from(
    ["", '"', "\\", "{fee}", "{{", "}", "+++", "# ", "مرحبا", "'''", '"""', "Łódź", "=", "[a]"]
)
_lines = st.text(_letters, max_size=12)
words = st.builds(lambda one, odd, two: (one + odd + two).strip() or "x", _lines, _odd, _lines)
bodies = st.lists(st.builds(lambda one, odd: one + odd, _lines, _odd), max_size=5).map(
    lambda lines: normalise("\n".join(lines))
)
slugs = st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,3})?", fullmatch=True)
tags = st.sampled_from(TAGS)
names = st.dictionaries(tags, words, min_size=1, max_size=3).map(lambda found: tuple(sorted(found.items())))
maybe_names = st.just(()) | names
urls = st.just("https://example.org/a?b=1&c=%22")
ages = st.sampled_from(["", "2021", "2021-03", "2021-03-04"])
months = st.sampled_from(["", "2026-11", "2026-11-05"])
orders = st.integers(-3, 200)
sources = st.builds(Source, urls, words, st.sampled_from(["page", "elsewhere", "memory"]), ages)
free = st.sampled_from([None, True, False])
phones = st.sampled_from(["112", "+34900204020"])
languages = st.lists(tags, unique=True, max_size=2).map(tuple)
values = st.sampled_from(
    [("phone", "016"), ("money", "3 EUR"), ("duration", "P2Y"), ("date", "2026-06-30"), ("time", "17:00"),
     ("number", "-4.7"), ("url", "http://a.b"), ("email", "a@b.es")]
) | words.map(lambda one: ("code", one))  # fmt: skip


def facts(layer: str) -> st.SearchStrategy[tuple[Fact, ...]]:
    one = st.builds(
        lambda name, value, as_of, source: Fact(layer, name, *value, as_of=as_of, source=source),
        slugs.map(lambda slug: slug.replace("-", "_")), values, ages, st.none() | sources,
    )  # fmt: skip
    return st.lists(one, unique_by=lambda fact: fact.name, max_size=2).map(
        lambda found: tuple(sorted(found, key=lambda fact: fact.name))
    )


def texts() -> st.SearchStrategy[tuple[Text, ...]]:
    state = st.sampled_from(["machine", "checked"])
    one = st.builds(
        Text, tags, words, bodies, state, st.just("") | words, st.sampled_from(["", "2026-11-20"])
    )
    return st.lists(one, unique_by=lambda text: text.locale, max_size=3).map(
        lambda found: tuple(sorted(found, key=lambda text: text.locale))
    )


def entries(layer: str) -> st.SearchStrategy[Entry]:
    addresses = st.builds("{}/{}".format, slugs, slugs)
    keywords = st.dictionaries(
        tags, st.lists(words, min_size=1, max_size=2, unique=True).map(tuple), max_size=2
    )
    return st.builds(
        Entry, st.just(layer), slugs, slugs, tags, texts(), order=orders, read_on=months, as_of=ages,
        review_after=st.sampled_from(["", "2027-05-01"]), parent=st.just("") | addresses,
        audience=st.lists(slugs, unique=True, max_size=2).map(tuple),
        aliases=st.lists(addresses, unique=True, max_size=2).map(tuple),
        sensitive=st.sampled_from(["", "violence"]),
        keywords=keywords.map(lambda found: tuple(sorted(found.items()))),
        words=st.lists(slugs, unique=True, max_size=2).map(tuple),
        sources=st.lists(sources, max_size=2).map(tuple), facts=facts(layer),
    )  # fmt: skip


def places(layer: str) -> st.SearchStrategy[Place]:
    position = st.sampled_from([("", ""), ("41.7640", "-2.4690")])
    return st.builds(
        lambda position, **fields: Place(layer, latitude=position[0], longitude=position[1], **fields),
        position, slug=slugs, names=names, what_for=maybe_names, topic=st.just("") | slugs, order=orders,
        phone=st.just("") | phones, location=st.sampled_from(["public", "by phone only"]),
        address=st.just("") | words, town=st.just("") | words, languages=languages, free=free,
        hours=st.sampled_from(["", "24/7", 'Mo-Fr 09:00-14:00 "by appointment"']), website=st.just("") | urls,
        kind=st.sampled_from(["", "interpreter"]), bring=maybe_names, gender_on_request=free, who_pays=maybe_names,
        read_on=months, as_of=ages, sensitive=st.sampled_from(["", "violence"]), protected=st.booleans(),
        source=st.none() | sources,
    )  # fmt: skip


def office_words(layer: str) -> st.SearchStrategy[Word]:
    also = st.lists(words, unique=True, max_size=2).map(tuple)
    return st.builds(Word, st.just(layer), slugs, words, tags, names, also)


@st.composite
def runs(draw: st.DrawFn, stops: int) -> Run:
    minutes = sorted(draw(st.lists(st.integers(0, 3000), min_size=2 * stops, max_size=2 * stops)))
    pairs = tuple(zip(minutes[::2], minutes[1::2], strict=True))
    also = draw(st.lists(st.integers(0, 3000), max_size=2).map(tuple))
    return Run("week", pairs, also, draw(st.booleans()))


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    stops = draw(st.lists(st.sampled_from(["here", "there"]), min_size=2, max_size=3).map(tuple))
    codes = st.just("") | st.text("0123", min_size=len(stops), max_size=len(stops))
    held = draw(st.lists(runs(len(stops)), max_size=2).map(tuple))
    return Pattern(stops, held, draw(maybe_names), draw(codes), draw(codes))


def timetables(layer: str) -> st.SearchStrategy[Timetable]:
    days = st.sampled_from(["", "2026-01-01"])
    booking = st.builds(
        Booking, st.just("") | phones, st.just("") | urls, orders, st.sampled_from(["", "17:00"]), orders, maybe_names
    )  # fmt: skip
    line = st.builds(
        Line, slugs, words, st.lists(patterns(), max_size=2).map(tuple), maybe_names,
        st.sampled_from(["bus", "train"]), st.just("") | words, st.just("") | phones, st.none() | booking,
    )  # fmt: skip
    service = st.builds(
        Service, st.just("week"), st.lists(st.sampled_from(DAYS), unique=True).map(tuple), days, days,
        st.sampled_from(["", "on", "off"]), st.sampled_from([(), ("2026-01-06",)]),
    )  # fmt: skip
    lines = st.lists(line, unique_by=lambda one: one.slug, max_size=2)
    stops = st.tuples(*(st.builds(Stop, st.just(slug), names, maybe_names) for slug in ("here", "there")))
    return st.builds(
        Timetable, st.just(layer), slugs, names,
        lines.map(lambda found: tuple(sorted(found, key=lambda one: one.slug))), stops, service.map(lambda one: (one,)),
        licence=st.just("") | words, source=st.none() | sources,
    )  # fmt: skip


schedules = st.sampled_from(
    [
        None,
        Schedule("2027-03-15", "18:30", "20:00"),
        Schedule("2027-03-15", "18:30", "20:00", "2027-04-05", "FREQ=WEEKLY", ("2027-03-29",)),
        Schedule("2027-03-15", "18:30", "20:00", rule="FREQ=MONTHLY;BYDAY=3MO;COUNT=4"),
    ]
)
prices = st.sampled_from([(None, ""), (True, ""), (False, "3 EUR"), (None, "3 EUR")])


def events(layer: str, kind: type[Event]) -> st.SearchStrategy[Event]:
    levels = st.lists(st.sampled_from(LEVELS), unique=True, max_size=2).map(tuple)
    more = {"levels": levels} if kind is Course else {}
    return st.builds(
        lambda price, **fields: kind(layer, free=price[0], price=price[1], **fields),
        prices, slug=slugs, names=names, what=maybe_names, organisation=st.just("") | slugs,
        more=st.just("") | st.builds("{}/{}".format, slugs, slugs), schedule=schedules,
        where=st.lists(st.sampled_from(WHERE), unique=True).map(tuple), address=st.just("") | words,
        town=st.just("") | words, childcare=free, languages=languages, enrol=maybe_names,
        phone=st.just("") | phones, email=st.sampled_from(["", "a@b.es"]), website=st.just("") | urls,
        read_on=months, as_of=ages, source=st.none() | sources, **more,
    )  # fmt: skip


def organisations(layer: str) -> st.SearchStrategy[Organisation]:
    return st.builds(
        Organisation, st.just(layer), slugs, names, st.sampled_from(("", *ORGANISATIONS)), what=maybe_names,
        pilot=maybe_names, learned=maybe_names, more=st.just("") | st.builds("{}/{}".format, slugs, slugs),
        phone=st.just("") | phones, email=st.sampled_from(["", "a@b.es"]), website=st.just("") | urls,
        address=st.just("") | words, town=st.just("") | words, read_on=months, as_of=ages,
        protected=st.booleans(), source=st.none() | sources,
    )  # fmt: skip


def phrases(layer: str) -> st.SearchStrategy[Phrase]:
    return st.builds(
        Phrase, st.just(layer), slugs, st.sampled_from(SITUATIONS), names, order=orders, ipa=maybe_names
    )


def checklists(layer: str) -> st.SearchStrategy[Checklist]:
    address = st.just("") | st.just("services/padron")
    deadline = st.none() | st.builds(Deadline, st.just("deadline"), names, st.booleans())
    steps = st.lists(st.builds(Step, slugs, names, address, deadline), max_size=3).map(tuple)
    return st.builds(
        Checklist,
        st.just(layer),
        slugs,
        names,
        steps,
        orders,
        entry=address,
        lawyer=address,
        note=maybe_names,
    )


def layers(layer: str) -> st.SearchStrategy[Layer]:
    helper = st.builds(Helper, phones, maybe_names, st.sampled_from(["", "24/7"]), languages, free)
    responsible = st.builds(Responsible, words, st.just("") | words, st.just("") | urls)
    return st.builds(
        Layer, st.just(layer), names, st.sampled_from(["", "eu"]), st.sampled_from(["layer", "region"]),
        country=st.just("ES"), subdivision=st.sampled_from(["", "CL"]), timezone=st.just("Europe/Madrid"),
        host_locale=st.just("") | tags, locales=languages, nuts=st.sampled_from(["", "ES417"]),
        bounding_box=st.sampled_from([(), ("41.0", "-3.6", "42.2", "-1.7")]),
        helper=st.none() | helper, responsible=st.none() | responsible,
    )  # fmt: skip


def villages(layer: str) -> st.SearchStrategy[Villages]:
    name = words.map(lambda one: one.replace("|", "").strip() or "x")
    one = st.builds(
        Village,
        name,
        st.lists(name, max_size=2).map(tuple),
        st.just("41.7"),
        st.just("-2.4"),
        st.integers(0, 9**9),
    )
    return st.builds(Villages, st.just(layer), st.lists(one, max_size=3).map(tuple))


@st.composite
def guides(draw: st.DrawFn) -> Guides:
    """Return a library in which every file is right, though what they name may not exist."""
    found: list[object] = []
    topic = st.builds(Topic, slugs, slugs, orders, names)
    locale = st.builds(
        Locale, tags, words, st.sampled_from(["ltr", "rtl"]), st.sampled_from(["Arab", "Latn"])
    )
    found += draw(st.lists(topic, max_size=2)) + draw(st.lists(locale, max_size=3))
    for layer in draw(st.lists(st.sampled_from(["es", "es-soria", "eu"]), unique=True, max_size=2)):
        found += [draw(layers(layer)), *draw(facts(layer)), *draw(st.lists(places(layer), max_size=2))]
        found += [*draw(st.lists(entries(layer), max_size=2)), draw(villages(layer))]
        found += draw(st.lists(office_words(layer), max_size=2))
        found += draw(st.lists(timetables(layer), max_size=1))
        found += draw(st.lists(events(layer, Course), max_size=2))
        found += [
            *draw(st.lists(events(layer, Event), max_size=2)),
            *draw(st.lists(organisations(layer), max_size=2)),
        ]
        found += draw(st.lists(phrases(layer), max_size=2))
        found += draw(st.lists(checklists(layer), max_size=2))
    return assemble({key_of(item): item for item in found})  # type: ignore[arg-type]
