"""What happens to a form of an item that was sent: saved, handed in or published, and what the person is told."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect
from werkzeug.wrappers import Response as BaseResponse

from orientation.desk.drafting import drop
from orientation.desk.writing import first_overtaken, hand_on, own_draft
from orientation.errors import BadContent, EditConflict
from orientation.store.drafts import Draft, find_draft
from orientation.web.desk.blueprint import clock, database, person
from orientation.web.desk.names import title_of_draft
from orientation.web.desk.words import _


def go_on(drafts: Sequence[Draft], act: str, *, back: str) -> BaseResponse:
    """Do with saved drafts what the button said, say so on the page at `back`, and go there.

    A draft that was overtaken by the guide goes to the page that lays both together.
    """
    if not drafts:
        flash(_("Nothing was changed."))
    elif act == "save":
        flash(_("Saved as your draft. Readers do not see it yet."))
    else:
        try:
            published = hand_on(database(), person(), drafts, act=act, clock=clock)
        except BadContent:
            flash(
                _(
                    "It is saved as your draft. Something is still to be mended before it can go on: look below."
                )
            )
        except EditConflict:
            flash(_("Somebody changed this in the guide meanwhile. Your draft is saved: look at both."))
            overtaken = first_overtaken(database(), drafts) or drafts[0]
            return redirect(f"/desk/drafts/{overtaken.id}/merge/", 303)
        else:
            _offer_undo(drafts)
            flash(
                _("Published. Readers see it in a few minutes.")
                if published
                else _("Handed in. Somebody will look at it.")
            )
    return redirect(back, 303)


def _offer_undo(drafts: Sequence[Draft]) -> None:
    """Offer one step back for each that was published."""
    for draft in (find_draft(database(), one.id) for one in drafts):
        if draft.revision:
            flash({"revision": draft.revision, "title": title_of_draft(draft)}, "undo")  # type: ignore[arg-type]


def give_up(draft: int, *, back: str) -> BaseResponse:
    """Drop one's own draft, for good."""
    drop(database(), person(), own_draft(database(), person(), draft).id, clock=clock)
    flash(_("Your draft is gone. The guide is as it was."))
    return redirect(back, 303)
