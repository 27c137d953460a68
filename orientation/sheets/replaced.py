"""One function of WeasyPrint's, replaced for a while by one that asks it less often; a file named …_memory.py each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def replaced(module: Any, name: str, make: Callable[[Any], Any]) -> Iterator[None]:
    """Let `make(theirs)` stand in for what a module or class calls so within the block; one thread at a time.

    Raises AttributeError where a newer WeasyPrint has nothing of that name.
    """
    theirs = getattr(module, name)
    setattr(module, name, make(theirs))
    try:
        yield
    finally:
        setattr(module, name, theirs)
