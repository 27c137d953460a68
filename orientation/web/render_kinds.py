"""Pages of what stands beside the entries: places, villages, words, lines, courses, phrases, checklists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask_babel import gettext
from markupsafe import Markup

from orientation.domain.checklists import Checklist
from orientation.domain.edition import Page
from orientation.domain.locale import Locale
from orientation.domain.timetable import Line, Timetable
from orientation.packs.parts import ORDERS_A_PART
from orientation.search.fold import fold
from orientation.web.render_checklists import LISTS, checklist_card, checklist_path, checklist_view
from orientation.web.render_courses import COURSES, ORGANISATIONS, course_views, levels_of, organisation_views
from orientation.web.render_entries import term_view
from orientation.web.render_lines import LINES_A_PART, line_view, timetable_view
from orientation.web.render_map import map_view
from orientation.web.render_page import GuidePages
from orientation.web.render_phrases import situation_views
from orientation.web.render_places import place_view
from orientation.web.render_stops import known_stops
from orientation.web.render_villages import village_views


class KindPages(GuidePages):
    """The pages of each structured kind that the guide has."""

    def pages(self) -> Iterator[Page]:
        """Yield them."""
        yield from self._checklists() if self.guide.checklists else ()
        if self.guide.places:
            yield self._held_or("places/", self._places)
        if self.guide.villages:
            yield self._held_or("villages/", self._villages)
        if self.guide.words:
            yield self._held_or("words/", self._words)
        yield from self._lines() if self.guide.timetables else ()
        if self.guide.courses or self.guide.events:
            yield self._held_or(COURSES, self._courses)
        if self.guide.organisations:
            yield self._held_or(ORGANISATIONS, self._organisations)
        if self.guide.phrases:
            yield self._held_or("phrases/", self._phrases)

    def _checklists(self) -> Iterator[Page]:
        yield self._held_or(LISTS, self._steps)
        for one in self.guide.checklists:
            yield self._held_or(checklist_path(one), partial(self._checklist, one))

    def _steps(self) -> Page:
        cards = tuple(checklist_card(self.voice, one, LISTS) for one in self.guide.checklists)
        return self._page(LISTS, "steps", title=self.templates.title("steps"), cards=cards)

    def _checklist(self, one: Checklist) -> Page:
        view = checklist_view(self.voice, one)
        return self._page(checklist_path(one), "checklist", title=view.name.text, view=view)

    def _places(self) -> Page:
        stops = known_stops(self.voice)
        places = tuple(place_view(self.voice, place, stops) for place in self.guide.places)
        region = self.voice.name(self.guide.region.names, otherwise=self.guide.region.id)
        title = self.templates.title("places")
        return self._page(
            "places/", "places", title=title, places=places, map=map_view(self.voice), region=region
        )

    def _villages(self) -> Page:
        own = self._where_words(self.voice.locale) if self.voice.locale.tag != self.voice.host else ""
        with self.templates.speaking(self.voice.host):
            host = self._where_words(self.guide.locale(self.voice.host))
        title, villages = self.templates.title("villages"), village_views(self.voice)
        return self._page(
            "villages/", "villages", title=title, villages=villages, host_words=host, own_words=own
        )

    def _where_words(self, locale: Locale) -> Markup:
        """Return what tells a voice on the phone where one is, in the locale that is spoken."""
        return Markup(self.templates.html("reader/where.html", locale=locale))

    def _words(self) -> Page:
        ordered = sorted(self.guide.words, key=lambda word: (fold(word.term), word.name))
        words = tuple(term_view(self.voice, word, "words/", linked=True) for word in ordered)
        return self._page("words/", "words", title=self.templates.title("words"), words=words)

    def _lines(self) -> Iterator[Page]:
        yield self._held_or("lines/", self._timetables)
        held = [(one, line) for one in self.guide.timetables for line in one.lines]
        for index, (one, line) in enumerate(held):
            order = index // LINES_A_PART * ORDERS_A_PART
            yield self._held_or(f"lines/{line.slug}/", partial(self._line, one, line, order))

    def _timetables(self) -> Page:
        timetables = tuple(timetable_view(self.voice, one) for one in self.guide.timetables)
        title = self.templates.title("lines")
        return self._page("lines/", "lines", topic="lines", title=title, timetables=timetables)

    def _line(self, timetable: Timetable, line: Line, order: int) -> Page:
        view = line_view(self.voice, timetable, line)
        title = view.number or view.name.text
        return self._page(f"lines/{line.slug}/", "line", topic="lines", order=order, title=title, line=view)

    def _courses(self) -> Page:
        found = course_views(self.voice)
        title = self.templates.title("courses")
        return self._page(COURSES, "courses", title=title, courses=found, levels=levels_of(found))

    def _organisations(self) -> Page:
        found = organisation_views(self.voice)
        responsible = self.guide.region.responsible
        title = self.templates.title("organisations")
        return self._page(
            ORGANISATIONS, "organisations", title=title, organisations=found, responsible=responsible
        )

    def _phrases(self) -> Page:
        with self.templates.speaking(self.voice.host):
            note = gettext("A machine wrote these texts and nobody checked them.")
        return self._page(
            "phrases/",
            "phrases",
            title=self.templates.title("phrases"),
            situations=situation_views(self.voice),
            host=self.guide.locale(self.voice.host),
            host_note=note,
            language=self.voice.languages((self.voice.host,)),
        )
