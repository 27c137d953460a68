"""Drafts: what waits, what a draft changes, and what one does with it."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.checking import errors_in
from orientation.desk.drafting import drop, publish_draft, submit
from orientation.desk.review import Review, comment, decline_saying, problems_in, review, take_up
from orientation.domain.roles import Person
from orientation.errors import BadContent, BadInput, EditConflict
from orientation.store.drafts import Draft, drafts_in_review
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.names import layer_names, people_of, title_of, title_of_draft
from orientation.web.desk.words import _


@desk.get("/review/")
@signed_in
def show_waiting() -> Response:
    waiting = drafts_in_review(database(), person().scopes("review"))
    return page(
        "waiting",
        waiting=[(draft, title_of_draft(draft)) for draft in waiting],
        people=people_of(draft.author for draft in waiting),
        names=layer_names(),
    )


@desk.get("/drafts/<int:draft>/")
@signed_in
def show_draft(draft: int) -> Response:
    return _page(review(database(), person(), draft))


def _page(found: Review, *, told: str = "", typed: str = "", status: int = 200) -> Response:
    draft, me = found.draft, person()
    problems = problems_in(database(), found, clock=clock)
    return page(
        "draft",
        status=status,
        review=found,
        draft=draft,
        title=title_of(found.after or found.before, draft.item),
        people=people_of([draft.author, draft.decided_by, *(one.person for one in found.comments)]),
        names=layer_names(),
        edit=edit_address(draft) if draft.author == me.id else "",
        may=_what_may(me, draft),
        problems=problems,
        stopped=errors_in(problems),
        told=told,
        typed=typed,
    )


def _what_may(me: Person, draft: Draft) -> frozenset[str]:
    """Return what somebody may do with a draft; `desk/` asks again."""
    own, reviews = draft.author == me.id, me.may("review", draft.layer)
    is_open = draft.state in ("draft", "review")
    allowed = {
        "publish": is_open and me.may("publish", draft.layer),
        "hand in": draft.state == "draft" and own,
        "decline": is_open and reviews and not own,
        "drop": is_open and own,
        "take up": draft.state in ("declined", "dropped") and own,
        "merge": is_open and (own or reviews),
    }
    return frozenset(name for name, holds in allowed.items() if holds)


def edit_address(draft: Draft) -> str:
    """Return where one writes on at a draft; "" for what has no form."""
    kind, _layer, *name = draft.item.split("/", 2)
    return f"/desk/in/{draft.region}/{kind}/{name[0]}/edit/" if name else ""


@desk.post("/drafts/<int:draft>/publish/")
@signed_in
def publish(draft: int) -> BaseResponse:
    try:
        revision = publish_draft(database(), person(), draft, version=_version(), clock=clock)
    except EditConflict:
        return _look_again(draft)
    except BadContent:
        return _still_wrong(draft)
    return redirect(url_for("desk.show_published", revision=revision), 303)


@desk.post("/drafts/<int:draft>/hand-in/")
@signed_in
def hand_in(draft: int) -> BaseResponse:
    note = request.form.get("note", "")[:500]
    try:
        submit(database(), person(), draft, version=_version(), note=note, clock=clock)
    except EditConflict:
        return _look_again(draft)
    except BadContent:
        return _still_wrong(draft)
    flash(_("Handed in. Somebody will look at it."))
    return redirect(url_for("desk.show_draft", draft=draft), 303)


@desk.post("/drafts/<int:draft>/decline/")
@signed_in
def decline(draft: int) -> BaseResponse:
    text = request.form.get("text", "")
    try:
        decline_saying(database(), person(), draft, text, version=_version(), clock=clock)
    except BadInput:
        told = _("Say why, in a few words: whoever wrote it reads that.")
        return _page(review(database(), person(), draft), told=told, typed=text, status=400)
    except EditConflict:
        return _look_again(draft)
    flash(_("Declined. Whoever wrote it sees what you said."))
    return redirect(url_for("desk.show_waiting"), 303)


@desk.post("/drafts/<int:draft>/comment/")
@signed_in
def say(draft: int) -> BaseResponse:
    text = request.form.get("text", "")
    try:
        comment(database(), person(), draft, text, clock=clock)
    except BadInput:
        told = _("Write something, at most 2,000 characters.")
        return _page(review(database(), person(), draft), told=told, typed=text, status=400)
    return redirect(url_for("desk.show_draft", draft=draft, _anchor="comments"), 303)


@desk.post("/drafts/<int:draft>/drop/")
@signed_in
def give_up_draft(draft: int) -> BaseResponse:
    try:
        drop(database(), person(), draft, clock=clock)
    except EditConflict:
        return _look_again(draft)
    return redirect(url_for("desk.show_draft", draft=draft), 303)


@desk.post("/drafts/<int:draft>/take-up/")
@signed_in
def take_up_draft(draft: int) -> BaseResponse:
    try:
        take_up(database(), person(), draft, clock=clock)
    except EditConflict:
        flash(_("You have begun another draft of the same. Finish or drop that one first."))
    return redirect(url_for("desk.show_draft", draft=draft), 303)


def _look_again(draft: int) -> BaseResponse:
    """Go where one sees what happened meanwhile: to the merge where the guide's item changed, else to the draft."""
    if review(database(), person(), draft).overtaken:
        flash(_("Somebody changed this in the guide meanwhile. Look at both."))
        return redirect(url_for("desk.show_merge", draft=draft), 303)
    flash(_("This draft was changed while you looked at it. Look at it again."))
    return redirect(url_for("desk.show_draft", draft=draft), 303)


def _still_wrong(draft: int) -> BaseResponse:
    told = _("Something is still to be mended before it can go on: look below.")
    return _page(review(database(), person(), draft), told=told, status=400)


def _version() -> int:
    return request.form.get("version", 0, type=int)
