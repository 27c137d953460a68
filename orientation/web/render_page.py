"""One page of a guide: its template, filled, at its address."""

from __future__ import annotations

from orientation.domain.address import guide_path
from orientation.domain.edition import Page
from orientation.domain.resting import CLOSED
from orientation.web.render_html import lighten
from orientation.web.render_templates import Templates
from orientation.web.render_voice import Voice


class GuidePages:
    """Pages of a guide in a locale, which the templates must be speaking."""

    def __init__(self, templates: Templates, voice: Voice) -> None:
        self.templates = templates
        self.voice = voice
        self.guide = voice.guide

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
        html = lighten(
            self.templates.html(f"reader/{kind}.html", title=title, own=self.voice.locale, **given)
        )
        if self.guide.resting == CLOSED:
            html = self.templates.html("reader/closed.html", responsible=self.guide.region.responsible) + html
        return Page(
            path=guide_path(self.voice.locale.tag, self.guide.region.id) + path,
            title=title,
            html=html,
            kind=kind,
            topic=topic,
            order=order,
            state=state,
            target=target,
            sensitive=sensitive,
        )
