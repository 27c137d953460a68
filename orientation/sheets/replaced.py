"""One function of WeasyPrint's, replaced for a while by one that asks it less often; a file named …_memory.py each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def replaced(
    module: Any, name: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> Iterator[None]:
    """Let `make(theirs)` stand in for a module's function within the block; one thread at a time.

    Raises AttributeError where a newer WeasyPrint has no such function.
    """
    theirs = getattr(module, name)
    setattr(module, name, make(theirs))
    try:
        yield
    finally:
        setattr(module, name, theirs)
