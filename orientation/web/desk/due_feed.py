"""The calendar feed of what somebody keeps: opened by its secret alone, since calendars cannot sign in."""

from __future__ import annotations

from flask import Response, g, url_for

from orientation.desk import keeping as desk_keeping
from orientation.domain.freshness import Check
from orientation.domain.guide import Entry, Place
from orientation.errors import UnknownPage
from orientation.exchange.due_calendar import build_due_calendar
from orientation.store import keeping
from orientation.store.items import current_items, layer_of
from orientation.web.desk.asked import around, title_of
from orientation.web.desk.blueprint import database, desk
from orientation.web.desk.due import full_address, today
from orientation.web.desk.words import _, desk_locale


@desk.get("/calendar/<secret>.ics")
def show_calendar(secret: str) -> Response:
    who = desk_keeping.person_of_calendar(database(), secret)
    if who is None:
        raise UnknownPage("no such calendar")
    g.person = who  # for the language of its words; nothing else is shown
    g.desk_locale = desk_locale().tag.replace("-", "_")
    checks = [
        one
        for one in keeping.checks_of(database(), who.id, day=today())
        if who.may("keep", layer_of(one.key))
    ]
    items = current_items(database(), [one.key for one in checks])
    calendar = build_due_calendar(
        [(one.key, one.due_on or today(), _summary(one, items.get(one.key))) for one in checks],
        name=_("Due to be checked"),
        today=today(),
        address=full_address(url_for("desk.show_due")),
    )
    return Response(calendar, mimetype="text/calendar")


def _summary(check: Check, item: object) -> str:
    """Return words for a day; a sensitive item's title would tell whoever looks at the phone."""
    if not isinstance(item, Entry | Place) or item.sensitive or getattr(item, "protected", False):
        return _("Something is due to be checked")
    title = title_of(item, desk_locale().tag, host=around(layer_of(check.key)).host)
    return _("Check: %(title)s", title=title.text)
