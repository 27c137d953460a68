"""Two versions side by side, and what one makes of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.merging import ABSENT, Conflict, Json
from orientation.desk.reconciling import (
    Reconciling,
    carry,
    read_carried,
    save_merged,
    with_guide,
    with_other_save,
)
from orientation.domain.differences import Change, changes_between
from orientation.domain.library import Item, key_of
from orientation.errors import BadInput, EditConflict
from orientation.store.drafts import Draft
from orientation.web.desk.blueprint import clock, database, desk, page, person, signed_in
from orientation.web.desk.names import title_of
from orientation.web.desk.words import _


@dataclass(frozen=True, slots=True)
class Question:
    """A conflict as the page asks about it."""

    name: str
    field: str
    locale: str  # "" where it has no language
    base: str
    mine: str
    theirs: str
    both: str | None  # to write on from; None: one can only choose
    long: bool
    chosen: str = ""  # what was chosen before: mine, theirs or own


@desk.get("/drafts/<int:draft>/merge/")
@signed_in
def show_merge(draft: int) -> BaseResponse:
    both = with_guide(database(), person(), draft)
    if both.draft.base == both.revision:
        return redirect(url_for("desk.show_draft", draft=draft), 303)
    return merge_page(both)


def merge_page(
    both: Reconciling, *, mine: Item | str | None = "", told: str = "", status: int = 200
) -> Response:
    """Show two versions side by side.

    mine: where two saves of a draft meet, what came second (None: its removal); the form carries it on.
    """
    conflicts = both.merged.conflicts
    carried = "" if isinstance(mine, str) else carry(mine, both.draft.id, person(), secret=_secret())
    return page(
        "merge",
        status=status,
        both=both,
        title=title_of(both.mine or both.theirs, both.draft.item),
        questions=[_question(one) for one in conflicts],
        fits=() if conflicts else _what_fits(both),
        carried=carried,
        refused=_refused() if carried else "",
        told=told,
    )


def _refused() -> str:
    """Return the path of the form whose words came too late: its script keeps them until both are one."""
    return request.form.get("refused", "") if request.endpoint == "desk.save_merge" else request.path


def two_saves(draft: Draft | None, item: Item | None) -> Response | None:
    """Show both saves of a draft, where one met another; None where there is no such draft any more.

    item: what was to be saved second.
    """
    if draft is None or (item is not None and key_of(item) != draft.item):
        return None
    return merge_page(with_other_save(database(), person(), draft.id, item), mine=item, status=409)


def _what_fits(both: Reconciling) -> tuple[Change, ...]:
    """Return what the draft changes in theirs, once both are one."""
    return changes_between(both.theirs, both.merged.item())


@desk.post("/drafts/<int:draft>/merge/")
@signed_in
def save_merge(draft: int) -> BaseResponse:
    carried = request.form.get("mine", "")
    both = _both(draft, carried)
    again: Item | str | None = both.mine if carried else ""
    seen = {name: request.form.get(name, 0, type=int) for name in ("version", "revision")}
    try:
        save_merged(database(), person(), both, _choices(both.merged.conflicts), **seen, clock=clock)
    except EditConflict:
        told = _("Something was changed while you looked at this. Look at both again.")
        return merge_page(_both(draft, carried), mine=again, told=told, status=409)
    except BadInput:
        told = _("Choose for each of them what holds.")
        return merge_page(both, mine=again, told=told, status=400)
    flash(_("Both are one now. Look at it once more."))
    return redirect(url_for("desk.show_draft", draft=draft), 303)


def _both(draft: int, carried: str) -> Reconciling:
    """Return the two versions that a form is about.  Raises BadInput where what it carries was not signed for it."""
    if not carried:
        return with_guide(database(), person(), draft)
    key = with_guide(database(), person(), draft).draft.item
    mine = read_carried(carried, key, draft, person(), secret=_secret())
    return with_other_save(database(), person(), draft, mine)


def _secret() -> bytes:
    return bytes(current_app.config["SECRET_KEY"])


def _choices(conflicts: tuple[Conflict, ...]) -> dict[str, Json]:
    """Return what was chosen, by the names of the conflicts; what was not is left out."""
    found: dict[str, Json] = {}
    for one in conflicts:
        chosen = request.form.get(f"choice/{one.name}")
        if chosen == "own" and one.is_text:
            found[one.name] = request.form.get(f"own/{one.name}", "").replace("\r\n", "\n")
        elif chosen in ("mine", "theirs"):
            found[one.name] = one.mine if chosen == "mine" else one.theirs
    return found


def _question(one: Conflict) -> Question:
    field, locale = _field_of(one)
    base, mine, theirs = (_told(side) for side in (one.base, one.mine, one.theirs))
    long = field == "body" or "\n" in f"{mine}{theirs}"
    chosen = request.form.get(f"choice/{one.name}", "")
    both = f"{mine}\n{theirs}" if long else " ".join(part for part in (mine, theirs) if part)
    written = request.form.get(f"own/{one.name}", both)
    return Question(
        one.name, field, locale, base, mine, theirs, written if one.is_text else None, long, chosen
    )


def _field_of(one: Conflict) -> tuple[str, str]:
    """Return the field of a conflict and its locale: texts/es/title is the title in es."""
    path = one.path or ("item",)
    if path[0] == "texts":
        return (path[2] if len(path) > 2 else "body"), path[1] if len(path) > 1 else ""
    return path[0], path[1] if len(path) > 1 and one.is_text and path[0] not in ("facts", "sources") else ""


def _told(side: Json) -> str:
    """Return a side of a conflict in words, a field a line where it has several."""
    if side is ABSENT or side is None:
        return ""
    if isinstance(side, dict):
        lines = (_told(value) for name, value in side.items() if name not in ("layer", "locale"))
        return "\n".join(line for line in lines if line)
    if isinstance(side, list | tuple):
        return "\n".join(map(_told, side))
    return (_("yes") if side else _("no")) if isinstance(side, bool) else str(side)
