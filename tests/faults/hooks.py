"""The worker's scripts with a hook before every await: where it is armed, the worker stays there until it is killed.

`await f()` becomes `await __at(17)&&await f()`: what `__at` gives is true, and && binds weaker than all that may stand
behind an await. Where something that binds stronger stands before it, the await is left as it is and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

SCRIPTS = {"/service-worker.js": 1, "/worker-scripts.js": 1001}  # the number of the first await in each
# as in hooks.js:
ARMED = "/__faults/armed"  # asked once in a worker's life
REACHED = "/__faults/reached"  # never answered
ASK_PASSED = "faults: passed"  # a message to the worker, with a port for the answer

_AWAIT = re.compile(r"\bawait\b")
# what may stand before: the beginning of an expression or statement, or an operator that binds as weakly as &&
_WEAK = re.compile(
    r"(?:[(\[{},;:\n]|(?<!\?)\?|\.\.\.|(?<![=!<>])=|=>|&&|\|\||\)|\b(?:return|else|of|throw|await))\s*$"
)
_STRICT = '"use strict";'

_PRELUDE = Path(__file__).with_name("hooks.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Hooked:
    """A script with hooks."""

    script: str
    awaits: dict[int, str]  # the code behind each hook, by its number
    skipped: tuple[str, ...]  # the code around each await that got none


def hook(script: str, *, first: int) -> Hooked:
    """Put a hook before every await of a script; `first` numbers them.

    >>> hook("const x=await f();", first=7).script
    'const x=await __at(7)&&await f();'
    >>> hook("const x=1+await f();", first=7).skipped
    ('const x=1+await f();',)
    """
    awaits: dict[int, str] = {}
    skipped: list[str] = []

    def hooked(found: re.Match[str]) -> str:
        around = script[max(0, found.start() - 20) : found.end() + 40].replace("\n", " ")
        if not _WEAK.search(script[max(0, found.start() - 12) : found.start()]):
            skipped.append(around)
            return found[0]
        number = first + len(awaits)
        awaits[number] = script[found.start() : found.end() + 50].replace("\n", " ")
        return f"await __at({number})&&await"

    return Hooked(_AWAIT.sub(hooked, script), awaits, tuple(skipped))


def hook_worker(script: str, path: str) -> Hooked:
    """Put hooks into one of the worker's scripts; into the one that is read first, also what they call."""
    hooked = hook(script, first=SCRIPTS[path])
    if path != "/service-worker.js":
        return hooked
    strict = _STRICT if hooked.script.startswith(_STRICT) else ""  # it only counts at the top
    return replace(hooked, script=strict + _PRELUDE + hooked.script.removeprefix(strict))
