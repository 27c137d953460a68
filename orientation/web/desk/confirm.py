"""The link for a town hall or clinic: made at the desk, opened by anybody who has it.

Its form carries a CSRF token like all forms of the desk, with the desk's cookie; nobody is signed in by it.
"""

from __future__ import annotations

from flask import Response, current_app, redirect, request, url_for
from flask_babel import force_locale
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk import confirming
from orientation.desk import keeping as desk_keeping
from orientation.desk.confirming import Answers, ConfirmLink
from orientation.domain.guide import Entry, Place
from orientation.errors import BadInput, EditConflict, LinkUsedUp, TooManyTries, UnknownPage
from orientation.store.items import Current, current_item
from orientation.web.desk.asked import Around, around, rows_of, title_of
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.due import full_address, today
from orientation.web.desk.words import _, desk_locale
from orientation.web.services import services

_ANSWERS = "orientation-confirm-answers"


@desk.get("/ask/")
@signed_in
def ask_by_link() -> Response:
    """Give a link to one item's facts, and a message to send it with, in the host language."""
    key, region = request.args.get("item", ""), request.args.get("region", "")
    token = confirming.make_confirm_link(database(), person(), key, region, secret=_secret(), clock=clock)
    about, item = around(region), current_item(database(), key).item
    if not about.chain or not isinstance(item, Entry | Place):
        raise UnknownPage(f"{key} in {region}: nothing to ask about")
    address = full_address(url_for("desk.show_confirm", token=token))
    host = services().locale(about.host)
    with force_locale(about.host):
        message = _(
            "Hello! We make a free guide for people who are new in %(region)s. Is what it says about"
            " “%(title)s” still right? Please look here, it takes a minute: %(address)s",
            region=about.name(about.host).text,
            title=title_of(item, about.host, host=about.host).text,
            address=address,
        )
    return page(
        "ask",
        title=title_of(item, desk_locale().tag, host=about.host),
        message=message,
        host=host,
        days=confirming.LINK_DAYS,
    )


@desk.get("/confirm/<token>/")
def show_confirm(token: str) -> Response:
    link, current = _opened(token)
    return _confirm_page(link, current)


@desk.post("/confirm/<token>/")
def answer_confirm(token: str) -> BaseResponse:
    link, current = _opened(token)
    try:
        _answers().count(link.key, request.remote_addr or "")
        _take(link)
    except TooManyTries:
        told = _both(link, "too many")
        return _confirm_page(link, current, told=told, status=429)
    except EditConflict:
        return _confirm_page(link, _opened(token)[1], told=_both(link, "conflict"), status=409)
    except BadInput:
        return _confirm_page(link, current, told=_both(link, "words"), status=400)
    return redirect(url_for("desk.show_thanks", token=token), 303)


@desk.get("/confirm/<token>/thanks/")
def show_thanks(token: str) -> Response:
    link, _current = _opened(token)
    host = services().locale(around(link.region).host)
    with force_locale(host.tag):
        return page("confirm_thanks", locale=host, said=_both(link, "thanks"))


def _take(link: ConfirmLink) -> None:
    if request.form.get("found") == "changed":
        text = request.form.get("text", "")
        desk_keeping.propose(database(), link.key, text, clock=clock, how="link", person=None)
        return
    given = request.form.get("revision", "")
    seen = int(given) if given.isascii() and given.isdigit() and len(given) < 12 else -1
    desk_keeping.confirm(database(), link.key, seen=seen, clock=clock, how="link", person=None)


def _opened(token: str) -> tuple[ConfirmLink, Current]:
    link = confirming.read_confirm_link(database(), token, secret=_secret(), clock=clock)
    current = current_item(database(), link.key)
    if not isinstance(current.item, Entry | Place):
        raise LinkUsedUp(f"{link.key}: it is no longer in the guide")
    return link, current


def _confirm_page(
    link: ConfirmLink, current: Current, *, told: tuple[tuple[str, str, str], ...] = (), status: int = 200
) -> Response:
    about = around(link.region)
    host = services().locale(about.host)
    parts = [Markup(_part(link, current, about, tag)) for tag in _tags(host.tag)]
    with force_locale(host.tag):
        return page("confirm", locale=host, parts=parts, told=told, status=status)


def _part(link: ConfirmLink, current: Current, about: Around, tag: str) -> str:
    """Return the facts and the two answers in one language."""
    locale, item = services().locale(tag), current.item
    if not isinstance(item, Entry | Place):
        return ""
    with force_locale(tag):
        return page(
            "confirm_part",
            locale=locale,
            title=title_of(item, tag, host=about.host),
            region=about.name(tag),
            rows=rows_of(item, about, tag, year=int(today()[:4])),
            revision=current.revision,
            text=request.form.get("text", "")[: desk_keeping.TEXT_MAX],
            text_max=desk_keeping.TEXT_MAX,
        ).get_data(as_text=True)


def _tags(host: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((host, "en")))


def _both(link: ConfirmLink, what: str) -> tuple[tuple[str, str, str], ...]:
    """Return one sentence in the host language and in English, as (locale, direction, words)."""
    found = []
    for tag in _tags(around(link.region).host):
        with force_locale(tag):
            words = {
                "too many": _("Many answers came within an hour. Please try again later."),
                "conflict": _("Somebody changed this a moment ago. Please look again."),
                "words": _("Please write what changed, in at most 500 characters."),
                "thanks": _("Thank you! Your answer has arrived. You can close this page."),
            }[what]
        found.append((tag, services().locale(tag).direction, words))
    return tuple(found)


def _secret() -> bytes:
    secret = current_app.config["SECRET_KEY"]
    return bytes(secret)


def _answers() -> Answers:
    found: Answers = current_app.extensions.setdefault(_ANSWERS, Answers())
    return found
