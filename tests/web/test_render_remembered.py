"""A fragment that was rendered before is taken again only where nothing that goes into it differs."""

from __future__ import annotations

from dataclasses import replace

from render_builders import YEARS, make_guide
from render_builders import renderer as one_for_all

from orientation.domain.edition import Page
from orientation.domain.inheritance import Guide
from orientation.web.render import Renderer


def renderer() -> Renderer:
    """Return one that remembers nothing yet."""
    return one_for_all.__wrapped__()


def pages_of(one: Renderer, guide: Guide, locale: str) -> tuple[Page, ...]:
    return one.pages(guide, locale, years=YEARS)


def other_region(guide: Guide) -> Guide:
    return replace(guide, region=replace(guide.region, id="es-other"))


def test_two_regions_rendered_one_after_another_are_as_each_by_itself():
    guide = make_guide()
    other = replace(
        other_region(guide),
        places=tuple(replace(one, phone="+34911222333") for one in guide.places),
        facts=tuple(replace(one, value="+34911000000") for one in guide.facts),
    )
    shared = renderer()
    for one in (guide, other, guide):
        for locale in ("en", "ar"):
            assert pages_of(shared, one, locale) == pages_of(renderer(), one, locale)


def test_region_that_inherits_the_same_page_has_it_byte_for_byte_at_its_own_address():
    shared, guide = renderer(), make_guide()
    first, second = (pages_of(shared, one, "en") for one in (guide, other_region(guide)))
    assert [page.html for page in first if page.kind == "entry"] == [
        page.html for page in second if page.kind == "entry"
    ]
    assert {page.path.split("/")[2] for page in second} == {"es-other"}
