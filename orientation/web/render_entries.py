"""Entries and topics as their templates are given them."""

from __future__ import annotations

import re
from functools import lru_cache

from orientation.domain.address import relative
from orientation.domain.asking import names_fees_or_times
from orientation.domain.edition import Page
from orientation.domain.freshness import call_first_from
from orientation.domain.guide import Entry, Text, Topic, Word
from orientation.search.analysis import terms
from orientation.search.documents import documents
from orientation.web.render_checklists import checklists_of
from orientation.web.render_views import Call, Card, EntryView, Said, TermView, Version
from orientation.web.render_voice import Voice

MAX_CALLS = 3  # call buttons below an entry
_PHONE_LINK = re.compile(r'href="tel:([^"]+)"')


def topic_card(voice: Voice, topic: Topic, page: str) -> Card:
    """Return a topic as the given page links to it."""
    name = voice.name(topic.names, otherwise=topic.slug)
    return Card(relative(page, f"{topic.slug}/"), name, icon=topic.icon)


def entry_card(voice: Voice, entry: Entry, page: str) -> Card:
    """Return an entry as the given page links to it."""
    text = best_text(voice, entry)
    return Card(relative(page, f"{entry.address}/"), voice.said(text.title, text.locale))


def is_written(voice: Voice, entry: Entry) -> bool:
    """Return whether an entry has a text in the reader's own language."""
    return entry.text(voice.locale.tag) is not None


def roots(voice: Voice, topic: str) -> tuple[Entry, ...]:
    """Return a topic's entries that belong under no other entry of it."""
    own = [entry for entry in voice.guide.entries if entry.topic == topic]
    known = {entry.address for entry in own}
    return tuple(entry for entry in own if entry.parent not in known)


def term_view(voice: Voice, word: Word, page: str, *, linked: bool = False) -> TermView:
    """Return a word of the offices. linked: with the way to the first entry that one hears it at."""
    entry = next((one for one in voice.guide.entries if linked and word.name in one.words), None)
    href = relative(page, f"{entry.address}/") if entry else ""
    return TermView(word.term, word.locale, voice.name(word.meaning), href)


def best_text(voice: Voice, entry: Entry) -> Text:
    """Return the words in the nearest locale there is, whichever it may be."""
    found = (entry.text(tag) for tag in (*voice.chain, entry.source_locale))
    return next((text for text in found if text), entry.texts[0])


def keywords(voice: Voice, entry: Entry, page: Page) -> str:
    """Return the words a reader may search with that add to the page's title, headings and terms.

    The host country's own words stand in the page as terms.
    """
    heard = [found for name in entry.words if (found := voice.guide.word(name))]
    own = (*dict(entry.keywords).get(voice.locale.tag, ()), *(form for one in heard for form in one.also))
    return _that_add(own, voice.locale.tag, page.title, page.html) if own else ""


@lru_cache(maxsize=256)  # regions that inherit an entry share its page
def _that_add(own: tuple[str, ...], tag: str, title: str, html: str) -> str:
    kept = []
    known = {
        form
        for one in documents(Page("", title, html, "entry"))
        for text in (one.title, one.headings, one.terms)
        for form in terms(text, tag)
    }
    for word in " ".join(own).split():
        forms = set(terms(word, tag))
        if not forms & known:
            kept.append(word)
        known |= forms
    return " ".join(kept)


def entry_view(voice: Voice, entry: Entry) -> EntryView:
    """Return an entry with its text, or with the texts there are where its own is missing."""
    page = f"{entry.address}/"
    own, host = entry.text(voice.locale.tag), entry.text(voice.host)
    main = own or best_text(voice, entry)
    shown = _version(voice, entry, main)
    topic = voice.guide.topic(entry.topic)
    children = [one for one in voice.guide.entries if one.parent == entry.address]
    beside = own is not None and host is not None and host is not own
    return EntryView(
        topic=topic_card(voice, topic, page) if topic else Card("../", Said(entry.topic)),
        text=shown,
        missing=own is None,
        others=tuple(_version(voice, entry, text) for text in _others(voice, entry, main)),
        host_title=voice.said(host.title, host.locale) if beside and host else None,
        terms=tuple(
            term_view(voice, word, f"{entry.address}/")
            for name in entry.words
            if (word := voice.guide.word(name))
        ),
        calls=_calls(voice, shown.body),
        counter=f"with/{voice.host}/" if beside else "",
        children=tuple(entry_card(voice, child, page) for child in children),
        sensitive=bool(entry.sensitive),
        emergency=entry.topic == "emergency",
        unverified=entry.unverified,
        sources=tuple(voice.source(source, known_as_of=entry.as_of) for source in entry.sources),
        read_on=entry.read_on,
        read_on_words=voice.date(entry.read_on),
        as_of_words=voice.date(entry.as_of),
        review_after=entry.review_after,
        checklists=checklists_of(voice, entry),
        call_first_from=_call_first_from(voice, entry),
    )


def _call_first_from(voice: Voice, entry: Entry) -> str:
    """Return the day from which on what it costs and when it is open is too old; "" where it says no such thing."""
    if not names_fees_or_times(entry, voice.guide.facts_for(entry)):
        return ""
    return call_first_from(entry, voice.guide.interval(f"entry/{entry.layer}/{entry.address}"))


def _version(voice: Voice, entry: Entry, text: Text) -> Version:
    return Version(
        title=text.title,
        body=voice.html(entry, text, page=f"{entry.address}/"),
        lang=text.locale,
        dir=voice.guide.locale(text.locale).direction,
        locale_name=voice.languages((text.locale,)),
        checked=text.state == "checked",
        translated=text.locale != entry.source_locale,
        by=text.by,
        on=voice.date(text.on),
    )


def _others(voice: Voice, entry: Entry, main: Text) -> list[Text]:
    """Return the texts to set below: English too where the own is missing, the host's in an emergency."""
    tags: list[str] = []
    if main.locale != voice.locale.tag:
        tags = [voice.host, "en"]
    elif entry.topic == "emergency" and main.state != "checked":
        tags = [voice.host]
    texts = (entry.text(tag) for tag in dict.fromkeys(tags))
    return [text for text in texts if text and text.locale != main.locale]


def _calls(voice: Voice, body: str) -> tuple[Call, ...]:
    """Return the phones of a text as buttons that say who answers; one nobody named only where it stands alone."""
    phones = tuple(dict.fromkeys(_PHONE_LINK.findall(body)))
    places = {place.phone: place for place in reversed(voice.guide.places) if place.phone}
    known = [voice.call(places[phone]) for phone in phones if phone in places]
    if len(phones) == 1 and not known:
        return (Call(f"tel:{phones[0]}", voice.number(phones[0]), Said("")),)
    return tuple(call for call in known if call)[:MAX_CALLS]
