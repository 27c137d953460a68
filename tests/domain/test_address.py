"""Addresses: each its own, also where many want the same."""

from __future__ import annotations

import time

from orientation.domain.address import distinct


def test_first_keeps_its_slug_and_others_get_a_number_that_nobody_has():
    assert distinct(["a", "a", "a-2", "a", "b"], taken={"b"}) == ("a", "a-2", "a-2-2", "a-3", "b-2")


def test_ten_thousand_of_one_name_take_no_longer_each_than_one():
    start = time.process_time()
    found = distinct(["stop"] * 10_000)
    assert (found[-1], len(set(found))) == ("stop-10000", 10_000)
    assert time.process_time() - start < 1
