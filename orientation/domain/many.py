"""Many sheets in one go: a choice, spread over languages and topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from orientation.domain.choice import Choice, read_choice
from orientation.errors import BadChoice

SHEETS_MAX = 60  # in one go, for a visitor without an account
TAKE_MAX = 160  # letters of an address within a guide; the queue keeps it
EVERY = "*"
_SPREAD = ("locale", "topic")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


def read_many(
    region: str, locale: str, pairs: Iterable[tuple[str, str]], *, offered: Sequence[str]
) -> tuple[Choice, ...]:
    """Return one choice a sheet, languages within topics.

    locale: for where none is named.  pairs: those of a choice, and `locale` and `topic`, each as often as wanted;
    `locale=*` for every language.  offered: the locales of the guide.  Raises BadChoice.
    """
    given = list(pairs)
    shared = [pair for pair in given if pair[0] not in _SPREAD]
    locales = _spread(given, "locale") or (locale,)
    locales = tuple(offered) if EVERY in locales else locales
    second = [("with", value.strip()) for name, value in given if name == "with" and value.strip()]
    for field, one in (*(("locale", one) for one in locales), *second):
        if one not in offered:
            raise BadChoice(field, one[:20], "unknown")
    topics = _spread(given, "topic")
    count = len(locales) * max(1, len(topics))
    if count > SHEETS_MAX:
        raise BadChoice("locale", str(count), "files", most=SHEETS_MAX)
    for name, value in (*shared, *(("take", topic) for topic in topics)):
        if name == "take" and len(value) > TAKE_MAX:
            raise BadChoice("take", f"{value[:20]}…", "long", most=TAKE_MAX)
    each = [[*shared, ("take", topic)] for topic in topics] or [shared]
    return tuple(read_choice(region, one, wanted) for wanted in each for one in locales)


def _spread(pairs: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(value.strip(" /") for key, value in pairs if key == name and value.strip(" /"))
    )


def sheet_name(choice: Choice) -> str:
    """Return what a sheet's file is called, without the ending.

    >>> sheet_name(Choice(region="es-soria", locale="ar", second="es", layout="large", takes=("health/card",)))
    'es-soria-health-card-large-ar-es'
    """
    takes = choice.takes[0] + "-and-more" * (len(choice.takes) > 1) if choice.takes else ""
    layout = "" if choice.layout == "a4" else choice.layout
    parts = (choice.region, _UNSAFE.sub("-", takes).strip("-")[:60], layout, choice.locale, choice.second)
    return "-".join(filter(None, parts))
