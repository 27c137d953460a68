from __future__ import annotations

from typing import Any

import pytest
from search_vectors import claims

from orientation.search.analysis import Query
from orientation.search.score import Candidate, Corpus, rank


@pytest.mark.parametrize("case", claims("score"))
def test_rank_is_the_shared_one(case: Any) -> None:
    query = Query(tuple(map(tuple, case["query"]["words"])), case["query"]["prefix"])
    candidates = [Candidate(**candidate) for candidate in case["candidates"]]
    ranked = rank(query, candidates, Corpus(**case["corpus"]))
    assert [list(item) for item in ranked] == case["ranked"]


@pytest.mark.parametrize("case", claims("score"))
def test_rank_does_not_depend_on_the_order_of_candidates(case: Any) -> None:
    query = Query(tuple(map(tuple, case["query"]["words"])), case["query"]["prefix"])
    candidates = [Candidate(**candidate) for candidate in reversed(case["candidates"])]
    ranked = rank(query, candidates, Corpus(**case["corpus"]))
    assert [list(item) for item in ranked] == case["ranked"]
