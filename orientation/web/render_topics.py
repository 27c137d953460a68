"""Pages of topics and entries, and those that every guide has: the first, how to hand it on, who made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from orientation.domain.address import guide_path, relative
from orientation.domain.edition import Page
from orientation.domain.guide import Entry, Topic
from orientation.web.render_checklists import LISTS
from orientation.web.render_entries import (
    best_text,
    entry_card,
    entry_view,
    is_written,
    keywords,
    roots,
    topic_card,
)
from orientation.web.render_page import GuidePages
from orientation.web.render_share import share_code
from orientation.web.render_views import Card, EntryView


class TopicPages(GuidePages):
    """The front page, then topic by topic its entries."""

    def pages(self, entries: Sequence[Entry]) -> Iterator[Page]:
        """Yield them. entries: the guide's, with their texts."""
        yield self._held_or("", self._front)
        for topic in self.guide.topics:
            yield self._held_or(f"{topic.slug}/", partial(self._topic, topic))
            for entry in entries:
                if entry.topic == topic.slug:
                    yield self._held_or(f"{entry.address}/", partial(self.entry, entry))

    def last(self, url: str) -> Iterator[Page]:
        """Yield what comes last. url: the site's public address, "" where none is set."""
        yield self._held_or("share/", partial(self._share, url))
        yield self._held_or("about/", self._about)
        for entry in self.guide.entries:
            for alias in entry.aliases:
                yield self._held_or(f"{alias}/", partial(self._moved, entry, alias))

    def _front(self) -> Page:
        topics = tuple(topic_card(self.voice, topic, "") for topic in self.guide.topics)
        return self._page(
            "",
            "guide",
            topics=topics,
            words=bool(self.guide.words),
            places=bool(self.guide.places),
            lines=bool(self.guide.timetables),
            courses=bool(self.guide.courses or self.guide.events),
            organisations=bool(self.guide.organisations),
            phrases=bool(self.guide.phrases),
            partly=not all(is_written(self.voice, entry) for entry in self.guide.entries),
            responsible=self.guide.region.responsible,
            resting=self.guide.resting,
            region=self.voice.name(self.guide.region.names, otherwise=self.guide.region.id),
            title=self.templates.title("guide"),
        )

    def _topic(self, topic: Topic) -> Page:
        path = f"{topic.slug}/"
        places = [place for place in self.guide.places if place.topic == topic.slug]
        urgent = topic.slug == "emergency"
        card = topic_card(self.voice, topic, path)
        entries = roots(self.voice, topic.slug)
        return self._page(
            path,
            "topic",
            topic=topic.slug,
            title=card.title.text,
            card=card,
            sheet=relative(path, f"sheet/?take={topic.slug}"),
            checklists=relative(path, LISTS) if topic.slug == "first-steps" and self.guide.checklists else "",
            calls=tuple(self.voice.call(place) for place in places if place.phone and urgent),
            where=urgent and bool(self.guide.villages),
            entries=tuple(
                entry_card(self.voice, entry, path) for entry in entries if is_written(self.voice, entry)
            ),
            others=tuple(
                entry_card(self.voice, entry, path) for entry in entries if not is_written(self.voice, entry)
            ),
            places=tuple(
                Card(
                    relative(path, f"places/#{place.slug}"),
                    self.voice.name(place.names, otherwise=place.slug),
                )
                for place in places
                if not (urgent and place.phone)
            ),
        )

    def entry(self, entry: Entry) -> Page:
        """Return the page of an entry."""
        view = entry_view(self.voice, entry)
        page = self._page(
            f"{entry.address}/",
            "entry",
            topic=entry.topic,
            order=entry.order,
            state=_state(view),
            sensitive=view.sensitive,
            title=view.text.title,
            entry=view,
        )
        return replace(page, words=keywords(self.voice, entry, page))

    def _share(self, url: str) -> Page:
        address = url + guide_path(self.voice.locale.tag, self.guide.region.id) if url else ""
        code = share_code(address) if address else None
        file = f"{self.guide.region.id}-{self.voice.locale.tag}.html"
        title = self.templates.title("share")
        return self._page("share/", "share", title=title, address=address, code=code, file=file)

    def _about(self) -> Page:
        return self._page(
            "about/",
            "about",
            title=self.templates.title("about"),
            responsible=self.guide.region.responsible,
            checklists=bool(self.guide.checklists),
            name=self.voice.name(self.guide.region.names, otherwise=self.guide.region.id),
        )

    def _moved(self, entry: Entry, alias: str) -> Page:
        return self._page(
            f"{alias}/",
            "moved",
            topic=entry.topic,
            order=entry.order,
            title=best_text(self.voice, entry).title,
            card=entry_card(self.voice, entry, f"{alias}/"),
            target=relative(f"{alias}/", f"{entry.address}/"),
            sensitive=bool(entry.sensitive),
        )


def _state(view: EntryView) -> str:
    if view.missing:
        return "missing"
    return "checked" if view.text.checked else "machine"
