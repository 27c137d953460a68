"""An edit renders what it changes and nothing else; what is served is what a first publishing would make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import brotli
import pytest
from publish_builders import NOW, open_services, publish_now
from shipped import one_region

from orientation.content.read import read_guides
from orientation.domain.edition import Page
from orientation.domain.guide import Entry, Guides
from orientation.domain.inheritance import resolve
from orientation.domain.library import items_of
from orientation.packs import editions
from orientation.store.editions import pages_of
from orientation.store.library import load_items, read_library
from orientation.web.services import Services

REGION, LOCALE = "es-soria", "ar"
ADDRESS = "banking/basic-account"


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Guides:
    guides = read_guides(one_region(tmp_path_factory.mktemp("shipped") / "guides"))
    layers = (replace(one, locales=(LOCALE,)) if one.id == REGION else one for one in guides.layers)
    return replace(guides, layers=tuple(layers))


@pytest.fixture(scope="module")
def services(guides: Guides, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    services = open_services(tmp_path_factory.mktemp("data"))
    publish_edited(services, guides)
    yield services
    services.site.close()


@pytest.fixture(autouse=True)
def pressed_in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked here is what pages say, not how small they are."""
    fast = partial(brotli.compress, quality=1)
    monkeypatch.setattr(
        editions, "compress_segments", lambda segments: (fast(b"".join(segments)), fast(segments[0]))
    )
    monkeypatch.setattr(editions, "compress_part", fast)


def publish_edited(services: Services, guides: Guides, *, seconds: int = 0) -> None:
    load_items(services.site.database, items_of(guides), now=NOW.isoformat())
    publish_now(services, wanted=(REGION,), seconds=seconds)


def with_entry(guides: Guides, change: Callable[[Entry], Entry]) -> Guides:
    entries = (change(one) if (one.layer, one.address) == ("es", ADDRESS) else one for one in guides.entries)
    return replace(guides, entries=tuple(entries))


def texts(entry: Entry, **more: str) -> Entry:
    return replace(entry, texts=tuple(replace(text, **more) for text in entry.texts))


EDITS: Mapping[str, Callable[[Guides], Guides]] = {
    "words": lambda guides: with_entry(guides, lambda one: texts(one, body="Other *words*.")),
    "title": lambda guides: with_entry(guides, lambda one: texts(one, title="Another title")),
    "state": lambda guides: with_entry(guides, lambda one: texts(one, state="checked", by="lawyer", on="2026-11-20")),
    "keywords": lambda guides: with_entry(guides, lambda one: replace(one, keywords=(("en", ("zebra",)),))),
    "sources": lambda guides: with_entry(guides, lambda one: replace(one, as_of="2020-01", sources=())),
    "alias": lambda guides: with_entry(guides, lambda one: replace(one, aliases=("banking/old",))),
    "facts": lambda guides: replace(guides, facts=tuple(replace(one, value="+34900111222") if one.kind == "phone" else one for one in guides.facts)),
    "places": lambda guides: replace(guides, places=tuple(replace(one, phone="+34900111333", hours="24/7") for one in guides.places)),
    "office words": lambda guides: replace(guides, words=tuple(replace(one, meaning=(("en", "Meaning"),)) for one in guides.words)),
    "removal": lambda guides: replace(guides, entries=tuple(one for one in guides.entries if one.address != ADDRESS)),
    "return": lambda guides: guides,
}  # fmt: skip


def test_after_any_edit_the_same_is_served_as_a_first_publishing_makes(guides: Guides, services: Services):
    for number, (name, edit) in enumerate(EDITS.items(), start=1):
        publish_edited(services, edit(guides), seconds=number)
        guide = resolve(read_library(services.site.database), REGION)
        anew = services.pages(guide, LOCALE, years=(NOW.year, NOW.year + 1))
        served = pages_of(services.site.database, REGION, LOCALE)
        held = [page for page in served if page.kind != "removed"]
        assert by_path(held) == by_path(anew), name


def by_path(pages: Iterable[Page]) -> list[Page]:
    return sorted(pages, key=lambda page: page.path)


def test_edit_of_an_entrys_words_renders_that_page_alone(
    guides: Guides, services: Services, monkeypatch: pytest.MonkeyPatch
):
    publish_edited(services, guides, seconds=100)
    made: list[set[str]] = []
    pages = services.pages

    def watched(guide, locale: str, *, held: Mapping[str, Page], **more) -> tuple[Page, ...]:
        found = pages(guide, locale, held=held, **more)
        made.append({page.path for page in found} - set(held))
        return found

    monkeypatch.setattr(services, "pages", watched)
    publish_edited(services, EDITS["words"](guides), seconds=101)
    assert made == [{f"/{LOCALE}/{REGION}/{ADDRESS}/"}]
