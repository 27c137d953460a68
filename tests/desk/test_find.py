"""The first search in an edition indexes it; what was withdrawn is in no index any more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from publish_builders import make_guides, open_services, publish_now
from test_withdraw import SECRET, guides_with_shelter

from orientation.desk.find import search, suggestions
from orientation.desk.withdraw import withdraw_entry
from orientation.domain.library import items_of
from orientation.errors import NotPublished
from orientation.store.editions import newest_edition
from orientation.store.library import load_items
from orientation.web.services import Services


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path)
    load(services, guides_with_shelter())
    publish_now(services)
    yield services
    services.site.close()


def load(services: Services, guides) -> None:
    load_items(services.site.database, items_of(guides), now="2026-11-21T10:00:00Z")


def found(services: Services, query: str) -> list[str]:
    return [hit.path for hit in search(services.site, "xx-test", "ar", query)]


def test_publishing_leaves_the_index_to_the_first_search(services):
    assert not list(services.site.data.glob("search/**/current.json"))
    assert found(services, "البلدية") == ["/ar/xx-test/services/office/"]


def test_search_after_an_edit_finds_the_new_words(services):
    assert found(services, "صيدلية") == []
    load(services, make_guides("اذهب إلى الصيدلية."))
    publish_now(services, seconds=60)
    assert found(services, "صيدلية") == ["/ar/xx-test/services/office/"]


def test_first_searches_at_once_index_once(services):
    def one(_) -> list[str]:
        try:
            return found(services, "البلدية")
        finally:
            services.site.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(one, range(8)))
    assert answers == [["/ar/xx-test/services/office/"]] * 8
    assert len(list(services.site.data.glob("search/xx-test/ar/*-*/"))) == 1


def test_withdrawn_words_are_in_no_index_even_before_the_next_search(services):
    assert found(services, SECRET) == ["/ar/xx-test/services/shelter/"]
    withdraw_entry(
        services.site, "xx-test", "services/shelter", author="test", clock=lambda: "2026-11-21T11:00:00Z"
    )
    publish_now(services, seconds=60)
    left = [path for path in services.site.data.glob("search/**/*") if path.is_file()]
    assert [path for path in left if SECRET.encode() in path.read_bytes()] == []
    assert "/ar/xx-test/services/shelter/" not in found(services, SECRET)


def suggested(services: Services, typed: str) -> list[str]:
    edition = newest_edition(services.site.database, "xx-test", "ar")
    return [name.path for name in suggestions(services.site, edition, typed)]


def test_guide_is_not_read_again_at_each_key_that_is_pressed(services):
    first = suggested(services, "البل")
    asked: list[str] = []
    services.site.database.conn.set_trace_callback(asked.append)
    assert suggested(services, "البلد") == first == ["/ar/xx-test/services/office/"]
    assert [one for one in asked if "fragments" in one] == []


def test_what_is_suggested_is_what_is_served_also_after_a_withdrawal(services):
    assert suggested(services, SECRET) == ["/ar/xx-test/services/shelter/"]
    withdraw_entry(
        services.site, "xx-test", "services/shelter", author="test", clock=lambda: "2026-11-21T11:00:00Z"
    )
    publish_now(services, seconds=60)
    assert suggested(services, SECRET) == []


def test_search_of_what_is_not_published_is_refused(services):
    with pytest.raises(NotPublished):
        search(services.site, "xx-test", "en-GB", "office")
