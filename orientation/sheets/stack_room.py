"""Room for deep calls in one piece.

CPython keeps what functions are called with in pieces of 16 KB, one after another as calls go deeper. A function at the edge
of a piece that calls another takes a new piece from the system and gives it back: a hundred times the cost of the call. Boxes
lie in boxes some hundred calls deep, and one edge or another falls on what is called most: a seventh of a sheet's time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_SLOTS = 140_000  # of 8 bytes: CPython takes the next power of two, 2 MB, and what is called goes on in its second half

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def with_stack_room(function: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Return the function; what it calls, and what that calls, a thousand deep, lies in one piece of memory."""

    def call(*given: _Given.args, **named: _Given.kwargs) -> _Made:
        return function(*given, **named)

    call.__code__ = call.__code__.replace(co_stacksize=_SLOTS)
    return wraps(function)(call)
