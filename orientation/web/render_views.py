"""What the reader's templates are given: values ready to be set, nothing left to work out."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from orientation.content.hours_words import Line
from orientation.web.render_hours import HoursView


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and their language where it is not the page's."""

    text: str
    lang: str = ""  # "" in the page's own locale
    dir: str = ""

    def __html__(self) -> str:
        if not self.lang:
            return str(Markup.escape(self.text))
        return str(Markup('<span lang="{}" dir="{}">{}</span>').format(self.lang, self.dir, self.text))


@dataclass(frozen=True, slots=True)
class Call:
    """A number to call with one tap."""

    href: str  # "tel:112"
    number: str  # as it is read
    name: Said  # who answers, without the number
    what_for: Said = Said("")
    free: bool = False
    always: bool = False


@dataclass(frozen=True, slots=True)
class SourceView:
    url: str
    title: str
    as_of: str  # in words
    unverified: bool  # nobody read this at that address


@dataclass(frozen=True, slots=True)
class Card:
    """A link to a page, as lists show it."""

    href: str
    title: Said
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """An entry's words in one locale."""

    title: str
    body: Markup
    lang: str
    dir: str
    locale_name: str
    checked: bool
    translated: bool  # not the locale that was written first
    by: str = ""
    on: str = ""  # in words


@dataclass(frozen=True, slots=True)
class TermView:
    term: str
    lang: str
    meaning: Said
    href: str = ""  # of the entry that explains it


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry with its text, or with the texts there are where its own is missing."""

    topic: Card
    text: Version  # what the page is about; in another locale where `missing`
    missing: bool
    others: tuple[Version, ...]  # further texts to show below
    host_title: Said | None
    terms: tuple[TermView, ...]
    calls: tuple[Call, ...]
    counter: str  # the counter view's address, "" where there is none
    children: tuple[Card, ...]
    sensitive: bool
    emergency: bool
    unverified: str  # "", elsewhere or memory
    sources: tuple[SourceView, ...]
    read_on: str
    read_on_words: str
    as_of_words: str
    review_after: str  # YYYY-MM-DD
    checklists: tuple[Card, ...] = ()  # that say the same in steps
    call_first_from: str = ""  # YYYY-MM-DD: from then on what it costs and when it is open is too old


@dataclass(frozen=True, slots=True)
class NearStopView:
    """The stop nearest to a place, and how far it is in a straight line."""

    station: str  # its id on the page of all lines
    name: Said
    metres: str  # "350"; "" from a kilometre on, and where only the town is known
    km: str  # "1,2"; "" within the town of which no more is known
    about: bool  # measured from the town's middle


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place as the list of places shows it."""

    slug: str
    name: Said
    what_for: Said
    call: Call | None
    at: str  # "41.764 -2.469", "" where its position must not or cannot be told
    about: bool  # that is the town's position
    address: str  # without what is linked
    geo: str  # "geo:41.764,-2.469", for the phone's own map
    linked: str  # what leads there: the address, or the town where only that is known
    spoken: str  # names of languages
    interpreter: bool
    bring: Said
    gender_on_request: bool
    who_pays: Said
    hours: HoursView | None
    hours_not_told: bool  # there are some, but nobody can tell a phone what they mean
    always: bool
    free: bool
    website: str
    call_first: bool
    source: SourceView | None
    read_on_words: str
    as_of_words: str
    stop: NearStopView | None  # None where the guide knows of none near
    call_first_from: str = ""  # YYYY-MM-DD: from then on its hours and fees are too old; "" where it has none


@dataclass(frozen=True, slots=True)
class HelperView:
    name: Said
    call: Call
    hours: tuple[Line, ...]
    spoken: str
