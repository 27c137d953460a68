"""Renders a guide's pages, once at publishing, and the slots that both servers fill with them.

A fragment is a pure function of guide and locale: no clock, no request, no edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask_babel import force_locale, gettext
from markupsafe import Markup

from orientation.domain.address import guide_path, relative
from orientation.domain.edition import Frame, Page
from orientation.domain.fill import fill
from orientation.domain.guide import Entry, Topic
from orientation.domain.inheritance import Guide
from orientation.domain.locale import Locale
from orientation.packs.parts import ORDERS_A_PART
from orientation.search.fold import fold
from orientation.web.render_checklists import LISTS, checklist_card, checklist_path, checklist_view
from orientation.web.render_courses import COURSES, ORGANISATIONS, course_views, levels_of, organisation_views
from orientation.web.render_entries import (
    best_text,
    entry_card,
    entry_view,
    is_written,
    keywords,
    roots,
    term_view,
    topic_card,
)
from orientation.web.render_html import inline_icons, lighten, minify_css, read_icons, squeeze
from orientation.web.render_lines import LINES_A_PART, line_view, timetable_view
from orientation.web.render_map import map_view
from orientation.web.render_phrases import situation_views
from orientation.web.render_places import helper_view, place_view
from orientation.web.render_share import share_code
from orientation.web.render_views import Card, EntryView
from orientation.web.render_villages import village_views
from orientation.web.render_voice import Voice

SLOTS = (  # templates/reader/slots/<name>.html
    *("shell", "plain", "crumb", "counter", "language", "not_found", "removed"),
    *("search", "result", "result_host", "results_none", "meant", "meant_word", "search_help", "suggestion"),
    *(
        "kind_entry",
        "kind_word",
        "kind_place",
        "kind_village",
        "kind_line",
        "kind_course",
        "kind_organisation",
    ),
    *("not_kept", "not_offered", "offer"),
    *("changes", "changes_none", "change_new", "change_changed", "change_gone"),
    "single",
)


def slot(name: str, *, raw: bool = False) -> Markup:
    """Return the marker that `fill()` replaces by escaped text, or by HTML where `raw`."""
    return Markup("{{{" + name + "}}}") if raw else Markup("{{" + name + "}}")


def later(name: str) -> Markup:
    """Return a marker that the shell's own filling leaves alone: a script on the phone fills it."""
    return Markup("&#123;{" + name + "}}")


class Renderer:
    """Turns guides into fragments, frames and slots, with one Flask app's templates and catalogues."""

    def __init__(
        self,
        app: Flask,
        *,
        asset_url: Callable[[str], str] = "/static/{}".format,
        manifest_url: str = "/static/manifest.webmanifest",
        url: str = "",
    ) -> None:
        """app: with flask_babel set up, and a static folder; asset_url: from "js/page.js" to its address.

        url: the site's public address, "" where none is set; only the page that shares a guide says it.
        """
        self._app = app
        self._url = url
        folder = Path(app.static_folder or "static")
        css = minify_css((folder / "css" / "reader.css").read_text(encoding="utf-8"))
        self._style = inline_icons(css, folder / "icons")
        self._templates = app.jinja_env.overlay(trim_blocks=True, lstrip_blocks=True)
        self._templates.globals = {
            **app.jinja_env.globals,
            "icon": self._icon,
            "slot": slot,
            "later": later,
            "style": slot("style", raw=True),
            "asset_url": asset_url,
            "manifest_url": manifest_url,
        }
        self._icons = read_icons(folder / "icons")

    @property
    def style(self) -> str:
        """Return the one style sheet, as it stands in every page."""
        return self._style

    # -- a guide -------------------------------------------------------------------------------------------

    def pages(self, guide: Guide, locale: str, *, years: tuple[int, int]) -> tuple[Page, ...]:
        """Return every page of the guide in that locale, its own main content rendered.

        years: for which opening hours are told, first and last.
        """
        voice = Voice(guide, locale, years=years)
        with self._speaking(locale):
            found = [self._front(voice)]
            for topic in guide.topics:
                found.append(self._topic(voice, topic))
                found += [self._entry(voice, one) for one in guide.entries if one.topic == topic.slug]
            found += self._checklists(voice)
            found += [self._places(voice)] if guide.places else []
            found += [self._villages(voice)] if guide.villages else []
            found += [self._words(voice)] if guide.words else []
            found += self._lines(voice)
            found += [self._courses(voice)] if guide.courses or guide.events else []
            found += [self._organisations(voice)] if guide.organisations else []
            found += [self._phrases(voice)] if guide.phrases else []
            found += [self._share(voice), self._about(voice)]
            found += [moved for entry in guide.entries for moved in self._moved(voice, entry)]
        return tuple(found)

    def frame(self, guide: Guide, locale: str, *, years: tuple[int, int]) -> Frame:
        """Return what the guide's pages share. years: whose holidays the phone is told, first and last."""
        voice = Voice(guide, locale, years=years)
        region = guide.region
        with self._speaking(locale):
            helper = helper_view(voice, region.helper) if region.helper else None
            return Frame(
                region=region.id,
                name=voice.name(region.names, otherwise=region.id).text,
                timezone=guide.setting("timezone") or "UTC",
                holidays=voice.holidays,
                topics=tuple((topic.slug, topic_card(voice, topic, "").title.text) for topic in guide.topics),
                emergency="emergency/" if guide.topic("emergency") else "",
                helper=self._html("reader/helper.html", helper=helper),
                responsible=self._html("reader/responsible.txt", responsible=region.responsible),
                host="" if voice.host == locale else voice.host,
                host_name="" if voice.host == locale else guide.locale(voice.host).name,
                languages=tuple((tag, guide.locale(tag).name) for tag in region.locales),
            )

    def slots(self, locale: str, *, direction: str = "ltr") -> dict[str, str]:
        """Return the slot templates of a locale, for `fill()` here and on the phone."""
        with self._speaking(locale):
            own = Locale(locale, locale, direction, "")
            return {name: self._html(f"reader/slots/{name}.html", locale=own) for name in SLOTS}

    def removed_title(self, locale: str) -> str:
        """Return the title of a page that is gone where its own must not be told."""
        with self._speaking(locale):
            return str(gettext("This page was removed"))

    # -- pages outside guides ------------------------------------------------------------------------------

    def languages_page(self, locales: Iterable[Locale]) -> str:
        """Return the page that asks for a language, whole."""
        english = Locale("en", "English", "ltr", "Latn")
        with self._speaking("en"):
            main = self._html("reader/languages.html", locales=tuple(locales))
            return self._plain(english, main, "reader/languages.txt")

    def regions_page(self, locale: Locale, regions: Iterable[tuple[str, str]]) -> str:
        """Return the page that lists the guides in a locale, whole. regions: (id, name)."""
        with self._speaking(locale.tag):
            main = self._html("reader/regions.html", locale=locale, regions=tuple(regions))
            return self._plain(locale, main, "reader/regions.txt")

    def trouble_page(self, locale: Locale) -> str:
        """Return the page that says that something did not work, whole."""
        with self._speaking(locale.tag):
            words = gettext("This did not work. Try again when the line is better.")
            back = gettext("Go to the first page")
            main = '<h1>{{words}}</h1><ul class="list"><li><a href="/{{tag}}/">{{back}}</a></li></ul>'
            template = self._html("reader/slots/plain.html", locale=locale)
            filled = fill(main, {"words": words, "tag": locale.tag, "back": back})
            return fill(template, {"title": words, "main": filled, "style": self._style})

    def _plain(self, locale: Locale, main: str, title: str) -> str:
        template = self._html("reader/slots/plain.html", locale=locale)
        return fill(template, {"title": self._html(title), "main": main, "style": self._style})

    # -- each kind -----------------------------------------------------------------------------------------

    def _front(self, voice: Voice) -> Page:
        topics = [topic_card(voice, topic, "") for topic in voice.guide.topics]
        return self._page(
            voice,
            "",
            "guide",
            topics=topics,
            words=bool(voice.guide.words),
            places=bool(voice.guide.places),
            lines=bool(voice.guide.timetables),
            courses=bool(voice.guide.courses or voice.guide.events),
            organisations=bool(voice.guide.organisations),
            phrases=bool(voice.guide.phrases),
            partly=not all(is_written(voice, entry) for entry in voice.guide.entries),
            responsible=voice.guide.region.responsible,
            title=self._title("guide"),
        )

    def _topic(self, voice: Voice, topic: Topic) -> Page:
        path = f"{topic.slug}/"
        places = [place for place in voice.guide.places if place.topic == topic.slug]
        urgent = topic.slug == "emergency"
        card = topic_card(voice, topic, path)
        entries = roots(voice, topic.slug)
        return self._page(
            voice,
            path,
            "topic",
            topic=topic.slug,
            title=card.title.text,
            card=card,
            checklists=relative(path, LISTS)
            if topic.slug == "first-steps" and voice.guide.checklists
            else "",
            calls=[voice.call(place) for place in places if place.phone] if urgent else [],
            where=urgent and bool(voice.guide.villages),
            entries=[entry_card(voice, entry, path) for entry in entries if is_written(voice, entry)],
            others=[entry_card(voice, entry, path) for entry in entries if not is_written(voice, entry)],
            places=[
                Card(relative(path, f"places/#{place.slug}"), voice.name(place.names, otherwise=place.slug))
                for place in places
                if not (urgent and place.phone)
            ],
        )

    def _entry(self, voice: Voice, entry: Entry) -> Page:
        view = entry_view(voice, entry)
        page = self._page(
            voice,
            f"{entry.address}/",
            "entry",
            topic=entry.topic,
            order=entry.order,
            state=_state(view),
            sensitive=view.sensitive,
            title=view.text.title,
            entry=view,
        )
        return replace(page, words=keywords(voice, entry, page))

    def _checklists(self, voice: Voice) -> list[Page]:
        lists = voice.guide.checklists
        if not lists:
            return []
        cards = [checklist_card(voice, one, LISTS) for one in lists]
        found = [self._page(voice, LISTS, "steps", title=self._title("steps"), cards=cards)]
        for one in lists:
            view = checklist_view(voice, one)
            path = checklist_path(one)
            found.append(self._page(voice, path, "checklist", title=view.name.text, view=view))
        return found

    def _places(self, voice: Voice) -> Page:
        places = [place_view(voice, place) for place in voice.guide.places]
        region = voice.name(voice.guide.region.names, otherwise=voice.guide.region.id)
        title = self._title("places")
        return self._page(
            voice, "places/", "places", title=title, places=places, map=map_view(voice), region=region
        )

    def _villages(self, voice: Voice) -> Page:
        own = self._where_words(voice.locale) if voice.locale.tag != voice.host else ""
        with self._speaking(voice.host):
            host = self._where_words(voice.guide.locale(voice.host))
        title, villages = self._title("villages"), village_views(voice)
        return self._page(
            voice, "villages/", "villages", title=title, villages=villages, host_words=host, own_words=own
        )

    def _where_words(self, locale: Locale) -> Markup:
        """Return what tells a voice on the phone where one is, in the locale that is spoken."""
        return Markup(self._html("reader/where.html", locale=locale))

    def _words(self, voice: Voice) -> Page:
        ordered = sorted(voice.guide.words, key=lambda word: (fold(word.term), word.name))
        words = [term_view(voice, word, "words/", linked=True) for word in ordered]
        return self._page(voice, "words/", "words", title=self._title("words"), words=words)

    def _lines(self, voice: Voice) -> Iterator[Page]:
        timetables = [timetable_view(voice, one) for one in voice.guide.timetables]
        if timetables:
            title = self._title("lines")
            yield self._page(voice, "lines/", "lines", topic="lines", title=title, timetables=timetables)
        held = [(one, line) for one in voice.guide.timetables for line in one.lines]
        for index, (one, line) in enumerate(held):
            view = line_view(voice, one, line)
            yield self._page(
                voice,
                f"lines/{line.slug}/",
                "line",
                topic="lines",
                order=index // LINES_A_PART * ORDERS_A_PART,
                title=view.number or view.name.text,
                line=view,
            )

    def _courses(self, voice: Voice) -> Page:
        found = course_views(voice)
        title = self._title("courses")
        return self._page(voice, COURSES, "courses", title=title, courses=found, levels=levels_of(found))

    def _organisations(self, voice: Voice) -> Page:
        found = organisation_views(voice)
        responsible = voice.guide.region.responsible
        title = self._title("organisations")
        return self._page(
            voice, ORGANISATIONS, "organisations", title=title, organisations=found, responsible=responsible
        )

    def _phrases(self, voice: Voice) -> Page:
        return self._page(
            voice,
            "phrases/",
            "phrases",
            title=self._title("phrases"),
            situations=situation_views(voice),
            host=voice.guide.locale(voice.host),
            language=voice.languages((voice.host,)),
        )

    def _share(self, voice: Voice) -> Page:
        address = self._url + guide_path(voice.locale.tag, voice.guide.region.id) if self._url else ""
        code = share_code(address) if address else None
        file = f"{voice.guide.region.id}-{voice.locale.tag}.html"
        title = self._title("share")
        return self._page(voice, "share/", "share", title=title, address=address, code=code, file=file)

    def _about(self, voice: Voice) -> Page:
        return self._page(
            voice,
            "about/",
            "about",
            title=self._title("about"),
            responsible=voice.guide.region.responsible,
            checklists=bool(voice.guide.checklists),
            name=voice.name(voice.guide.region.names, otherwise=voice.guide.region.id),
        )

    def _moved(self, voice: Voice, entry: Entry) -> list[Page]:
        title = best_text(voice, entry).title
        return [
            self._page(
                voice,
                f"{alias}/",
                "moved",
                topic=entry.topic,
                order=entry.order,
                title=title,
                card=entry_card(voice, entry, f"{alias}/"),
                target=relative(f"{alias}/", f"{entry.address}/"),
                sensitive=bool(entry.sensitive),
            )
            for alias in entry.aliases
        ]

    # -- rendering -----------------------------------------------------------------------------------------

    def _page(
        self,
        voice: Voice,
        path: str,
        kind: str,
        *,
        title: str,
        topic: str = "",
        order: int = 0,
        state: str = "",
        target: str = "",
        sensitive: bool = False,
        **given: object,
    ) -> Page:
        html = lighten(self._html(f"reader/{kind}.html", title=title, own=voice.locale, **given))
        return Page(
            path=guide_path(voice.locale.tag, voice.guide.region.id) + path,
            title=title,
            html=html,
            kind=kind,
            topic=topic,
            order=order,
            state=state,
            target=target,
            sensitive=sensitive,
        )

    def _title(self, kind: str) -> str:
        return self._html(f"reader/{kind}.txt")  # .txt: not escaped, fill() does it

    def _html(self, template: str, **given: object) -> str:
        return squeeze(self._templates.get_template(template).render(**given))

    def _icon(self, name: str) -> Markup:
        return self._icons.get(name) or self._icons["about"]

    @contextmanager
    def _speaking(self, locale: str) -> Iterator[None]:
        """Translate the interface into that locale, whatever request may be under way."""
        with self._app.app_context(), force_locale(locale.replace("-", "_")):
            yield


def _state(view: EntryView) -> str:
    if view.missing:
        return "missing"
    return "checked" if view.text.checked else "machine"
