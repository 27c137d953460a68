"""One page of a guide: its template, filled, at its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from orientation.domain.address import guide_path
from orientation.domain.edition import Page
from orientation.domain.resting import CLOSED
from orientation.web.render_templates import Templates
from orientation.web.render_voice import Voice

NOTHING_HELD: Mapping[str, Page] = MappingProxyType({})


class GuidePages:
    """Pages of a guide in a locale, which the templates must be speaking."""

    def __init__(self, templates: Templates, voice: Voice, held: Mapping[str, Page]) -> None:
        """held: pages by their path that are taken as they are."""
        self.templates = templates
        self.voice = voice
        self.guide = voice.guide
        self._held = held
        self._base = guide_path(voice.locale.tag, voice.guide.region.id)

    def _held_or(self, path: str, make: Callable[[], Page]) -> Page:
        """Return the page at a path within the guide: the one held, else a new one."""
        return self._held.get(self._base + path) or make()

    def _page(
        self,
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
        html = self.templates.fragment(f"reader/{kind}.html", title=title, own=self.voice.locale, **given)
        if self.guide.resting == CLOSED:
            responsible = self.guide.region.responsible
            html = self.templates.fragment("reader/closed.html", responsible=responsible) + html
        return Page(
            path=self._base + path,
            title=title,
            html=html,
            kind=kind,
            topic=topic,
            order=order,
            state=state,
            target=target,
            sensitive=sensitive,
        )
