"""What readers say about a page, and the answers that wait for their phones. Twin: static/js/worker/voices.js.

Readers have no cookie, so a form of theirs needs no token of its own: nobody's rights can be borrowed. It is taken from
our own pages alone, as far as browsers tell, and in bounds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Blueprint, Response, current_app, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.voices import Bounds, answers_for, take_looked_for, take_voice
from orientation.domain.address import guide_path
from orientation.domain.edition import Page
from orientation.domain.fill import fill
from orientation.domain.voices import make_voice
from orientation.errors import BadInput, TooManyTries, UnknownPage
from orientation.packs.parts import canonical_json
from orientation.store.editions import Edition
from orientation.web.desk.blueprint import clock
from orientation.web.reader import SAFETY, guide_page
from orientation.web.responses import NO_STORE, answer
from orientation.web.same_site import ask_is_ours
from orientation.web.services import services
from orientation.web.shells import SENSITIVE

voices = Blueprint("voices", __name__)

BODY_MAX = 16_000  # bytes: 500 signs, each escaped
TOKENS_MAX = 20  # of one phone
_BOUNDS = "orientation-voices"
_TOKEN = re.compile(r"[0-9a-f]{32}")


def bounds() -> Bounds:
    found: Bounds = current_app.extensions.setdefault(_BOUNDS, Bounds())
    return found


@voices.get("/<tag:locale>/<region>/say/")
def show_say(locale: str, region: str) -> Response:
    edition = services().edition(region, locale)
    name = next((f"say_{one}" for one in ("sent", "waits") if one in request.args), "")
    if name:
        main = fill(services().shell_of(locale).slots[name], {"base": guide_path(locale, region)})
        return _say_page(edition, name, main)
    return _say_page(edition, "say", _form(edition, request.args.get("page", "")))


@voices.post("/<tag:locale>/<region>/say/")
def say(locale: str, region: str) -> BaseResponse:
    """Take what a reader says. A script, which wants no page, is answered 204."""
    request.max_content_length = BODY_MAX
    edition = services().edition(region, locale)
    ask_is_ours("what readers say")
    bounds().said(request.remote_addr or "")
    try:
        _take(edition, request.form)
    except (BadInput, TooManyTries) as error:
        if _wants_no_page():
            raise
        told = "say_full" if isinstance(error, TooManyTries) else "say_refused"
        return _say_page(edition, "say", _form(edition, request.form.get("page", ""), told), error.status)
    if not _wants_no_page():
        return redirect(f"{guide_path(locale, region)}say/?sent", 303)
    return Response(status=204, mimetype="text/plain", headers={"Cache-Control": NO_STORE})


def _wants_no_page() -> bool:
    """Return whether a script asks, which shows its own words."""
    return request.headers.get("Accept") == "text/plain"


def _take(edition: Edition, given: Mapping[str, str]) -> None:
    database, words = services().site.database, given.get("words", "")
    if given.get("kind") == "searched":
        return take_looked_for(database, edition.region, edition.locale, words, clock=clock)
    number, token = given.get("edition", ""), given.get("token", "")
    voice = make_voice(
        edition.region,
        edition.locale,
        path=given.get("page", ""),
        edition=int(number) if re.fullmatch(r"[0-9]{1,12}", number) else 0,
        kind=given.get("kind", ""),
        fact=given.get("fact", ""),
        text=words,
        risk=bool(given.get("risk")),
    )
    take_voice(database, voice, token=token if _TOKEN.fullmatch(token) else "", clock=clock)


@voices.get("/answers/")
def show_answers() -> Response:
    """Answer a phone's secrets, ?t=<32 hexadecimal digits> each: {secret: answer}, without those that are unknown."""
    bounds().asked(request.remote_addr or "")
    tokens = [token for token in request.args.getlist("t")[:TOKENS_MAX] if _TOKEN.fullmatch(token)]
    found = answers_for(services().site.database, tokens)
    return answer(canonical_json(found), "application/json", cache=NO_STORE)


def _say_page(edition: Edition, title: str, main: str, status: int = 200) -> Response:
    shell = services().shell_of(edition.locale)
    path = f"{guide_path(edition.locale, edition.region)}say/"
    return guide_page(edition, Page(path, shell.titles[title], main, "say"), status=status)


def _form(edition: Edition, wanted: str, told: str = "") -> str:
    """Return the form about a page, or about the guide where there is no such page. told: the slot of what was wrong."""
    shell = services().shell_of(edition.locale)
    base = guide_path(edition.locale, edition.region)
    page = _spoken_page(edition, wanted.strip("/"))
    secret = page is not None and SENSITIVE in page.html
    path = page.path.removeprefix(base) if page else ""
    crumb = {"href": page.path, "name": page.title} if page and not secret else None
    return fill(
        shell.slots["say"],
        {
            "safety": "".join(SAFETY.findall(page.html)) if page else "",
            "crumb": fill(shell.slots["crumb"], crumb) if crumb else "",
            "told": shell.slots[told] if told else "",
            "page": path,
            "edition": str(edition.number),
            "words": request.form.get("words", "") if told else "",
            "private": "1" if secret else "",
            "mend": fill(shell.slots["say_mend"], {"base": base, "page": path})
            if path and not secret
            else "",
            "stays": shell.slots["say_leaves_nothing" if secret else "say_waiting"],
        },
    )


def _spoken_page(edition: Edition, path: str) -> Page | None:
    if not path:
        return None
    try:
        page = services().page(edition.region, edition.locale, f"{path}/")[1]
    except UnknownPage:
        return None
    return page if page.kind not in ("moved", "removed") else None
