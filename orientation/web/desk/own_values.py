"""A region's own value for one fact of an entry that it inherits, beside the one that it stands over."""

from __future__ import annotations

from dataclasses import dataclass

from orientation.content.words import fact_text
from orientation.desk.own_values import has_own
from orientation.desk.writing import Writing
from orientation.domain.guide import Fact
from orientation.domain.inheritance import Guide
from orientation.web.desk.region import name_of
from orientation.web.desk.words import desk_locale


@dataclass(frozen=True, slots=True)
class Beside:
    """What is inherited, and whether the region has its own over it."""

    name: str  # of the own value in its layer
    said: str  # the inherited value, isolated: it keeps its direction within a sentence
    layer: str  # the name of the layer it comes from
    is_own: bool
    can_go: bool  # there is one in the guide and no draft of it


def beside_of(guide: Guide, value: Writing, below: Fact | None) -> Beside | None:
    """Return what stands below a region's own value; None where it stands over no entry."""
    if below is None:
        return None
    names = {one.id: name_of(one.names, guide, otherwise=one.id) for one in guide.chain}
    said = fact_text(below, desk_locale().tag, country=guide.setting("country"))
    return Beside(
        value.here.key.split("/", 2)[2],
        f"\u2068{said}\u2069",
        names.get(below.layer, below.layer),
        has_own(value),
        value.here.current.item is not None and value.here.draft is None,
    )
