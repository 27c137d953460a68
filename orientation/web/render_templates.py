"""The templates of one Flask app, in one language at a time: all that the renderer knows of Flask."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from pathlib import Path

from flask import Flask
from flask_babel import force_locale, get_locale, get_translations
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from orientation.content.markup import is_external
from orientation.web.render_html import inline_icons, lighten, minify_css, read_icons, squeeze
from orientation.web.scripts import sent

REMEMBERED = 256  # fragments: more than the pages of two regions in a locale, a few megabytes


def slot(name: str, *, raw: bool = False) -> Markup:
    """Return the marker that `fill()` replaces by escaped text, or by HTML where `raw`."""
    return Markup("{{{" + name + "}}}") if raw else Markup("{{" + name + "}}")


def later(name: str) -> Markup:
    """Return a marker that the shell's own filling leaves alone: a script on the phone fills it."""
    return Markup("&#123;{" + name + "}}")


def script_text(name: str) -> Markup:
    """Return one of our scripts, "js/call-first.js", to stand within a page."""
    return Markup(sent(name).decode().strip())


def outside(address: str) -> str:
    """Return an address that somebody typed, for a link; "" for one that is no address, such as "javascript:…".

    >>> outside("https://example.org/"), outside("javascript:alert(1)")
    ('https://example.org/', '')
    """
    return address if is_external(address) else ""


class Templates:
    """templates/, with the pictograms and the one style sheet."""

    def __init__(self, app: Flask, *, asset_url: Callable[[str], str], manifest_url: str) -> None:
        """app: with flask_babel set up, and a static folder; asset_url: from "js/page.js" to its address."""
        self._app = app
        folder = Path(app.static_folder or "static")
        css = minify_css((folder / "css" / "reader.css").read_text(encoding="utf-8"))
        self.style = inline_icons(css, folder / "icons")
        self._icons = read_icons(folder / "icons")
        self._environment = app.jinja_env.overlay(trim_blocks=True, lstrip_blocks=True)
        self._environment.globals = {
            **app.jinja_env.globals,
            "icon": self._icon,
            "slot": slot,
            "later": later,
            "style": slot("style", raw=True),
            "asset_url": asset_url,
            "script_text": script_text,
            "manifest_url": manifest_url,
            "gettext": self._gettext,
        }
        self._spoken: ContextVar[NullTranslations] = ContextVar("spoken")
        self._fragments = functools.lru_cache(maxsize=REMEMBERED)(self._fragment)
        self._environment.filters = {**app.jinja_env.filters, "outside": outside}

    def html(self, template: str, /, **given: object) -> str:
        """Return a template of that name, filled, without the white space that nobody sees."""
        return squeeze(self._environment.get_template(template).render(**given))

    def fragment(self, template: str, /, **given: object) -> str:
        """Return the same as it stands in a guide. given: values that can be hashed.

        Nothing else goes into it but the locale that is spoken: regions that show the same share what was rendered.
        """
        return self._fragments(str(get_locale()), template, tuple(sorted(given.items())))

    def _fragment(self, _spoken: str, template: str, given: tuple[tuple[str, object], ...]) -> str:
        return lighten(self.html(template, **dict(given)))

    def title(self, kind: str) -> str:
        """Return the title of a page that has no other words for it; plain text, `fill()` escapes it."""
        return self.html(f"reader/{kind}.txt")

    @contextmanager
    def speaking(self, locale: str) -> Iterator[None]:
        """Translate the interface into that locale, whatever request may be under way."""
        with self._app.app_context(), force_locale(locale.replace("-", "_")):
            before = self._spoken.set(get_translations())
            try:
                yield
            finally:
                self._spoken.reset(before)

    @pass_context
    def _gettext(self, context: Context, string: str, /, **variables: object) -> str:
        """Translate as Jinja's own does; Flask-Babel looks up app, locale and domain anew for each of 80,000 words."""
        said = self._spoken.get().gettext(string)
        return (Markup(said) if context.eval_ctx.autoescape else said) % variables

    def _icon(self, name: str) -> Markup:
        return self._icons.get(name) or self._icons["about"]
