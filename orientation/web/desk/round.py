"""The phone round: a page to print, with what to ask in two languages, and the form for what came out of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, flash, redirect, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.keeping import TEXT_MAX
from orientation.desk.rounds import Answer, enter_round, round_of
from orientation.domain.guide import Place
from orientation.store.items import current_items
from orientation.web.desk.asked import Around, Row, around, rows_of, title_of
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.due import today
from orientation.web.desk.words import _, desk_locale, ngettext
from orientation.web.render_views import Said
from orientation.web.services import services

_FOUND = ("true", "changed", "unknown")


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call of a round."""

    key: str
    revision: int
    number: int  # from 1
    title: Said
    town: str
    rows: tuple[Row, ...]  # in the desk's locale
    found: str = ""  # what was chosen
    text: str = ""


@desk.get("/in/<region>/round/")
@signed_in
def show_round(region: str) -> Response:
    return _round_page(region)


@desk.post("/in/<region>/round/")
@signed_in
def send_round(region: str) -> BaseResponse:
    answers = _answers()
    unsaid = [
        key for key, one in answers.items() if one.found == "changed" and not 0 < len(one.text) <= TEXT_MAX
    ]
    if unsaid:
        told = _("Write what changed, in at most 500 characters.")
        return _round_page(region, answers, told=told, unsaid=unsaid)
    overtaken = enter_round(database(), person(), answers, clock=clock)
    entered = len(answers) - len(overtaken)
    flash(ngettext("%(num)s call entered. Thank you!", "%(num)s calls entered. Thank you!", entered))
    if overtaken:
        flash(_("Somebody changed some of them meanwhile. Look at those again."))
    return redirect(url_for("desk.show_round", region=region), 303)


def _round_page(
    region: str, answers: dict[str, Answer] | None = None, *, told: str = "", unsaid: list[str] | None = None
) -> Response:
    about = around(region)
    checks = round_of(database(), person(), region, day=today())
    items = current_items(database(), [one.key for one in checks])
    lines: list[CallLine] = []
    for check in checks:
        item = items.get(check.key)
        if isinstance(item, Place):
            answer = (answers or {}).get(check.key, Answer("", check.revision))
            lines.append(_line(item, check.key, len(lines) + 1, answer, about))
    return page(
        "round",
        status=400 if told else 200,
        region=about.name(desk_locale().tag),
        region_id=region,
        lines=lines,
        host=services().locale(about.host),
        to_say=_to_say(about.host),
        to_say_own=_to_say(tag) if (tag := desk_locale().tag) != about.host else "",
        told=told,
        unsaid=unsaid or [],
        text_max=TEXT_MAX,
    )


def _to_say(tag: str) -> str:
    """Return the question to read out, in a language."""
    with force_locale(tag):
        return _("Good morning. Are your phone number, opening hours and address still the same?")


def _line(item: Place, key: str, number: int, answer: Answer, about: Around) -> CallLine:
    tag = desk_locale().tag
    return CallLine(
        key=key,
        revision=answer.seen,
        number=number,
        title=title_of(item, tag, host=about.host),
        town=item.town,
        rows=rows_of(item, about, tag, year=int(today()[:4])),
        found=answer.found,
        text=answer.text,
    )


def _answers() -> dict[str, Answer]:
    """Return what was entered, by item; lines that nobody touched are left out."""
    found = {}
    for number, key in enumerate(request.form.getlist("item"), start=1):
        chosen, seen = request.form.get(f"found-{number}", ""), request.form.get(f"revision-{number}", "")
        if chosen in _FOUND and seen.isascii() and seen.isdigit() and len(seen) < 12:
            text = " ".join(request.form.get(f"text-{number}", "").split())
            found[key] = Answer(chosen, int(seen), text)
    return found
