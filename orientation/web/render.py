"""Renders a guide's pages, once at publishing, and the slots that both servers fill with them.

A fragment is a pure function of guide and locale: no clock, no request, no edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from flask import Flask
from flask_babel import gettext

from orientation.domain.edition import Frame, Page
from orientation.domain.fill import fill
from orientation.domain.guide import Entry
from orientation.domain.inheritance import Guide
from orientation.domain.locale import Locale
from orientation.domain.outline import outline
from orientation.web.render_entries import topic_card
from orientation.web.render_kinds import KindPages
from orientation.web.render_page import NOTHING_HELD
from orientation.web.render_places import helper_view
from orientation.web.render_templates import Templates
from orientation.web.render_topics import TopicPages
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
        "kind_checklist",
        "kind_phrase",
    ),
    *("not_kept", "not_offered", "offer"),
    *("changes", "changes_none", "change_new", "change_changed", "change_gone"),
    *("say_link", "say", "say_waiting", "say_leaves_nothing", "say_mend", "say_refused", "say_full"),
    *("say_sent", "say_waits", "say_words", "answer_changed", "answer_right", "answer_looking"),
    *("sheet_check", "sheet_check_rest", "sheet_changed", "sheet_gone", "sheet_words", "sheet_other"),
    *(f"sheet_told_{told}" for told in ("changed", "holds", "same", "newer", "broken")),
    "single",
)


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
        self._url = url
        self._templates = Templates(app, asset_url=asset_url, manifest_url=manifest_url)

    @property
    def style(self) -> str:
        """Return the one style sheet, as it stands in every page."""
        return self._templates.style

    # -- a guide -------------------------------------------------------------------------------------------

    def pages(
        self, guide: Guide, locale: str, *, years: tuple[int, int], held: Mapping[str, Page] = NOTHING_HELD
    ) -> tuple[Page, ...]:
        """Return every page of the guide in that locale, its own main content rendered.

        years: for which opening hours are told, first and last.  held: pages by their path that are taken as they
        are. All others are rendered from the guide's outline, entries also from themselves: desk/made_of.py relies on it.
        """
        voice = Voice(outline(guide), locale, years=years)
        topics = TopicPages(self._templates, voice, held)
        kinds = KindPages(self._templates, voice, held)
        with self._templates.speaking(locale):
            return (*topics.pages(guide.entries), *kinds.pages(), *topics.last(self._url))

    def entry_page(self, guide: Guide, entry: Entry, locale: str, *, years: tuple[int, int]) -> Page:
        """Return one entry's page as `pages` would.  Raises BadInput where its text names what nobody defined."""
        with self._templates.speaking(locale):
            voice = Voice(outline(guide), locale, years=years)
            return TopicPages(self._templates, voice, NOTHING_HELD).entry(entry)

    def frame(self, guide: Guide, locale: str, *, years: tuple[int, int]) -> Frame:
        """Return what the guide's pages share. years: whose holidays the phone is told, first and last."""
        voice = Voice(guide, locale, years=years)
        region = guide.region
        with self._templates.speaking(locale):
            helper = helper_view(voice, region.helper) if region.helper else None
            return Frame(
                region=region.id,
                name=voice.name(region.names, otherwise=region.id).text,
                timezone=guide.setting("timezone") or "UTC",
                holidays=voice.holidays,
                topics=tuple((topic.slug, topic_card(voice, topic, "").title.text) for topic in guide.topics),
                emergency="emergency/" if guide.topic("emergency") else "",
                helper=self._templates.html("reader/helper.html", helper=helper),
                responsible=self._templates.html("reader/responsible.txt", responsible=region.responsible),
                host="" if voice.host == locale else voice.host,
                host_name="" if voice.host == locale else guide.locale(voice.host).name,
                languages=tuple((tag, guide.locale(tag).name) for tag in region.locales),
            )

    def slots(self, locale: str, *, direction: str = "ltr") -> dict[str, str]:
        """Return the slot templates of a locale, for `fill()` here and on the phone."""
        with self._templates.speaking(locale):
            own = Locale(locale, locale, direction, "")
            return {name: self._templates.html(f"reader/slots/{name}.html", locale=own) for name in SLOTS}

    def part(self, locale: str, template: str, **given: object) -> str:
        """Return a template's HTML or text in a locale, for pages that are made when they are asked for."""
        with self._templates.speaking(locale):
            return self._templates.html(template, **given)

    def removed_title(self, locale: str) -> str:
        """Return the title of a page that is gone where its own must not be told."""
        with self._templates.speaking(locale):
            return str(gettext("This page was removed"))

    # -- pages outside guides ------------------------------------------------------------------------------

    def languages_page(self, locales: Iterable[Locale], *, region: str = "") -> str:
        """Return the page that asks for a language, whole. region: whose guide it leads to; "" for a choice of regions."""
        english = Locale("en", "English", "ltr", "Latn")
        with self._templates.speaking("en"):
            main = self._templates.html("reader/languages.html", locales=tuple(locales), region=region)
            return self._plain(english, main, "reader/languages.txt")

    def regions_page(self, locale: Locale, regions: Iterable[tuple[str, str]]) -> str:
        """Return the page that lists the guides in a locale, whole. regions: (id, name)."""
        with self._templates.speaking(locale.tag):
            main = self._templates.html("reader/regions.html", locale=locale, regions=tuple(regions))
            return self._plain(locale, main, "reader/regions.txt")

    def trouble_page(self, locale: Locale) -> str:
        """Return the page that says that something did not work, whole."""
        with self._templates.speaking(locale.tag):
            words = gettext("This did not work. Try again when the line is better.")
            back = gettext("Go to the first page")
            main = '<h1>{{words}}</h1><ul class="list"><li><a href="/{{tag}}/">{{back}}</a></li></ul>'
            template = self._templates.html("reader/slots/plain.html", locale=locale)
            filled = fill(main, {"words": words, "tag": locale.tag, "back": back})
            return fill(template, {"title": words, "main": filled, "style": self._templates.style})

    def _plain(self, locale: Locale, main: str, title: str) -> str:
        template = self._templates.html("reader/slots/plain.html", locale=locale)
        return fill(
            template, {"title": self._templates.html(title), "main": main, "style": self._templates.style}
        )
