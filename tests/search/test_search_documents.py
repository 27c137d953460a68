from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from search_vectors import claims

from orientation.domain.edition import Page
from orientation.search.documents import documents


@pytest.mark.parametrize("case", claims("documents"))
def test_documents_are_the_shared_ones(case: Any) -> None:
    assert [asdict(document) for document in documents(Page(**case["page"]))] == case["documents"]
