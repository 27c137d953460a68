"""Deep calls take no memory from the system again and again."""

from __future__ import annotations

import resource
from collections.abc import Callable

from orientation.sheets.stack_room import with_stack_room

CALLS = 3_000
DEEP = 400


def called() -> None:
    """Do nothing."""


def deep(depth: int) -> int:
    """Call often from deep below; return how deep."""
    if depth:
        return deep(depth - 1) + 1
    for _ in range(CALLS):
        called()
    return 0


def most_pages_taken(function: Callable[[int], int]) -> int:
    """Return how often the system gave a page of memory at the worst depth."""
    taken = []
    for depth in range(DEEP):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        assert function(depth) == depth
        taken.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return max(taken)


def test_what_is_called_deep_below_takes_no_page_with_each_call() -> None:
    assert most_pages_taken(with_stack_room(deep)) < CALLS / 3


def test_the_edge_that_is_avoided_is_there() -> None:
    assert most_pages_taken(deep) >= CALLS, "CPython keeps its pieces now: with_stack_room can go"


def test_function_keeps_its_name_and_what_it_is_called_with() -> None:
    assert with_stack_room(deep).__name__ == "deep"
    assert with_stack_room(max)(1, 2, key=lambda number: -number) == 1
