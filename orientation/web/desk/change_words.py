"""What the fields of an item are called where a change is shown."""

from __future__ import annotations

from orientation.web.desk.blueprint import desk
from orientation.web.desk.names import direction, native_name
from orientation.web.desk.words import _


def field_name(field: str) -> str:
    """Return what a field is called; its key in plain letters where it has no name."""
    return {
        "title": _("Title"),
        "body": _("Text"),
        "state": _("Who read the translation"),
        "facts": _("Numbers and other values"),
        "sources": _("Sources"),
        "source": _("Source"),
        "keywords": _("Words to find it by"),
        "words": _("Words of the offices"),
        "names": _("Name"),
        "what_for": _("What one goes there for"),
        "value": _("Value"),
        "phone": _("Phone"),
        "address": _("Address"),
        "town": _("Town or village"),
        "hours": _("Opening hours"),
        "website": _("Website"),
        "read_on": _("When the sources were read"),
        "as_of": _("How old the information is"),
        "review_after": _("Read the sources again after"),
        "order": _("Place in the list"),
        "item": _("All of it"),
    }.get(field) or field.replace("_", " ").capitalize()


@desk.context_processor
def _for_changes() -> dict[str, object]:
    """Give what desk/changes.html asks for."""
    return {"field_name": field_name, "native_name": native_name, "direction": direction}
