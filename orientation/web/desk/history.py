"""What an item was before, and taking a change back."""

from __future__ import annotations

import contextlib

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk import history as past
from orientation.desk.imprint import ready
from orientation.desk.item_fields import Problem
from orientation.errors import BadContent, EditConflict
from orientation.store.items import current_item, layer_of, read_revision, regions_with
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.names import layer_names, people_of, title_of
from orientation.web.desk.problem_words import told_of_problem
from orientation.web.desk.words import _


@desk.get("/items/<path:key>/history/")
@signed_in
def show_history(key: str) -> Response:
    steps = past.history(database(), person(), key, than=request.args.get("before", type=int))
    current = current_item(database(), key)
    item = next((one.revision.item for one in steps if one.revision.item), current.item)
    return page(
        "history",
        key=key,
        title=title_of(current.item or item, key),
        steps=steps,
        current=current,
        authors=_authors(steps),
        more=steps[-1].revision.id if len(steps) == past.SHOWN else None,
        may_publish=person().may("publish", layer_of(key)),
    )


def _authors(steps: tuple[past.Step, ...]) -> dict[int, str]:
    """Return who made each revision, by its number."""
    numbers = {one.revision.id: _person_in(one.revision.author) for one in steps}
    people = people_of(numbers.values())
    return {
        one.revision.id: people.get(numbers[one.revision.id] or 0) or _("the guide's files") for one in steps
    }


def _person_in(author: str) -> int | None:
    """Return the person's number in a revision's author: "person 3"."""
    word, _space, number = author.partition(" ")
    return int(number) if word == "person" and number.isdecimal() else None


@desk.post("/items/<path:key>/history/")
@signed_in
def put_back(key: str) -> BaseResponse:
    """Put a former version back: at once where one may publish, else as a draft."""
    revision, base = (request.form.get(name, 0, type=int) for name in ("revision", "base"))
    try:
        if person().may("publish", layer_of(key)):
            with contextlib.suppress(BadContent):  # then it is a draft, whose page says what is to be mended
                made = past.put_back(database(), person(), key, revision, base=base, clock=clock)
                return redirect(url_for("desk.show_published", revision=made), 303)
        draft = past.draft_of_former(database(), person(), key, revision, _region(key), clock=clock)
        return redirect(url_for("desk.show_draft", draft=draft.id), 303)
    except EditConflict:
        flash(_("It was changed meanwhile, or you have a draft of it. Look again."))
        return redirect(url_for("desk.show_history", key=key), 303)


def _region(key: str) -> str:
    """Return in whose guide somebody writes of an item: the first region of theirs that has its layer."""
    regions = regions_with(database(), layer_of(key))
    return next((one for one in regions if person().may("suggest", one)), layer_of(key))


@desk.get("/published/<int:revision>/")
@signed_in
def show_published(revision: int) -> Response:
    """Say that something is on its way to readers, with one step back."""
    found = read_revision(database(), revision)
    past.ask_may_see(database(), person(), found.key)
    before = past.before(database(), revision)
    return page(
        "published",
        revision=found,
        title=title_of(found.item or before, found.key),
        regions=ready(database(), regions_with(database(), layer_of(found.key))),
        names=layer_names(),
        may_undo=person().may("publish", layer_of(found.key))
        and current_item(database(), found.key).revision == revision,
    )


@desk.post("/published/<int:revision>/undo/")
@signed_in
def undo(revision: int) -> BaseResponse:
    key = read_revision(database(), revision).key
    try:
        past.undo(database(), person(), revision, clock=clock)
    except EditConflict:
        flash(_("Somebody changed it again meanwhile, so it was not undone. Look at what happened."))
    except BadContent as error:
        for one in error.findings:
            flash(told_of_problem(Problem("", one.message)))
    else:
        flash(_("Undone. Readers get what was there before."))
    return redirect(url_for("desk.show_history", key=key), 303)
