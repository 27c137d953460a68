"""What the fields of an item are called where a change is shown."""

from __future__ import annotations

import re

from orientation.web.desk.blueprint import desk
from orientation.web.desk.field_words import choice, label
from orientation.web.desk.names import direction, native_name, topic_name
from orientation.web.desk.problem_words import told_of_problem
from orientation.web.desk.words import _

_STATE = re.compile(r"\b(?:machine|checked)\b")


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
        "slug": _("Name in the address"),
        "source_locale": _("Language it was first written in"),
    }
    return own.get(field) or label(field)


def piece_words(field: str, text: str) -> str:
    """Return what changed in a field as people say it: the codes of a choice, a topic, a locale in words."""
    match field:
        case "state":
            return _STATE.sub(lambda found: _states()[found[0]], text)
        case "topic":
            return topic_name(text)
        case "source_locale":
            return native_name(text)
        case "free" | "childcare" | "protected" | "gender_on_request":
            return {"yes": _("Yes"), "no": _("No")}.get(text, text)
        case "kind" | "location" | "sensitive" | "where" | "levels":
            return "\n".join(choice(field, one) for one in text.split("\n"))
    return text


def _states() -> dict[str, str]:
    return {"machine": _("a machine, no person yet"), "checked": _("a person who knows the language")}


@desk.context_processor
def _for_changes() -> dict[str, object]:
    """Give what desk/changes.html asks for."""
    return {
        "field_name": field_name,
        "piece_words": piece_words,
        "native_name": native_name,
        "direction": direction,
        "told_of_problem": told_of_problem,
    }
