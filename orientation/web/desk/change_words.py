"""What the fields of an item are called where a change is shown."""

from __future__ import annotations

from orientation.web.desk.blueprint import desk
from orientation.web.desk.field_words import label
from orientation.web.desk.names import direction, native_name
from orientation.web.desk.problem_words import told_of_problem
from orientation.web.desk.words import _


def field_name(field: str) -> str:
    """Return what a field is called; its key where it has no name."""
    own = {
        "title": _("Title"),
        "body": _("Text"),
        "state": _("Who read the translation"),
        "facts": _("Numbers and other values"),
        "sources": _("Sources"),
        "source": _("Source"),
        "keywords": _("Words to find it by"),
        "aliases": _("Former addresses"),
        "item": _("All of it"),
    }
    return own.get(field) or label(field)


@desk.context_processor
def _for_changes() -> dict[str, object]:
    """Give what desk/changes.html asks for."""
    return {
        "field_name": field_name,
        "native_name": native_name,
        "direction": direction,
        "told_of_problem": told_of_problem,
    }
