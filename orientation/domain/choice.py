"""What somebody wants on paper: a choice out of a guide, with an address that tells all of it.

The address can be kept, shared and asked again next month. It never names a client: there is no field for one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from orientation.errors import BadChoice

LAYOUTS = (
    "a4",
    "large",
    "leaflet",
    "wallet",
    "phrase-cards",
    "stop",
    "poster",
    "poster-a3",
    "card",
    "picture",
)
GREETING = ("poster", "poster-a3", "card")  # layouts that speak every language of the guide
EDITABLE = ("a4",)  # layouts that there are as a document to edit too
ODT = "odt"
TAKES_MAX = 40  # things named on one sheet; a topic is one
TITLE_MAX = 120  # letters
NAME_MAX = 80
HOURS_MAX = 120
_JOINERS = "\u200c\u200d"  # Persian and Urdu are written with them
_UNPRINTED = ("Cc", "Cf", "Cs")  # they would turn what stands behind them, or nobody sees them
_LONGEST = {"title": TITLE_MAX, "name": NAME_MAX, "hours": HOURS_MAX}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What stands on a sheet, in which languages, how laid out."""

    region: str
    locale: str  # BCP 47
    layout: str = "a4"  # one of LAYOUTS
    second: str = ""  # BCP 47: stands beside, paragraph by paragraph; "" for none
    takes: tuple[
        str, ...
    ] = ()  # "health", "banking/basic-account", "places/townhall", "steps/worker": see `Chosen`
    title: str = ""  # "" for that of what is chosen
    name: str = ""  # of the organisation that hands it out
    hours: str = ""  # of its desk, as it writes them
    format: str = ""  # ODT: a document to edit; "" to print


def choice_query(choice: Choice) -> str:
    """Return the query of a choice's address, the same for the same choice.

    >>> choice_query(Choice(region="es-soria", locale="ar", second="es", takes=("health", "places/townhall")))
    'with=es&take=health&take=places/townhall'
    """
    pairs = [("layout", choice.layout if choice.layout != "a4" else ""), ("with", choice.second)]
    pairs += [("take", take) for take in choice.takes]
    pairs += [("title", choice.title), ("name", choice.name), ("hours", choice.hours)]
    pairs += [("format", choice.format)]
    return urlencode([(name, value) for name, value in pairs if value], safe="/")


def read_choice(region: str, locale: str, pairs: Iterable[tuple[str, str]]) -> Choice:
    """Return what an address or a form chooses; what it does not know, it leaves aside.

    pairs: (name, value), names more than once as they come.  Raises BadChoice.
    """
    takes: list[str] = []
    told = {"layout": "", "with": "", "title": "", "name": "", "hours": "", "format": ""}
    for name, value in pairs:
        text = typed_words(value)
        if name == "take" and text:
            takes.append(text.strip("/"))
        elif name in told:
            told[name] = text
    _check(told, takes)
    return Choice(
        region=region,
        locale=locale,
        layout=told["layout"] or "a4",
        second="" if told["with"] == locale else told["with"],
        takes=tuple(dict.fromkeys(takes)),
        title=told["title"],
        name=told["name"],
        hours=told["hours"],
        format=told["format"],
    )


def typed_words(value: str) -> str:
    """Return what somebody typed as one line, without letters that nobody sees: marks of direction, controls.

    >>> typed_words("Casa\\u202e  Abierta\\n")
    'Casa Abierta'
    """
    seen = (one for one in value if one.isspace() or one in _JOINERS or _is_printed(one))
    return " ".join("".join(seen).split())


def _is_printed(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNPRINTED


def _check(told: dict[str, str], takes: list[str]) -> None:
    """Raise BadChoice for what no sheet can hold."""
    if told["layout"] and told["layout"] not in LAYOUTS:
        raise BadChoice("layout", told["layout"][:20], "unknown")
    if told["format"] not in ("", ODT):
        raise BadChoice("format", told["format"][:20], "unknown")
    if told["format"] and (told["layout"] or "a4") not in EDITABLE:
        raise BadChoice("layout", told["layout"], "editable")
    if len(takes) > TAKES_MAX:
        raise BadChoice("take", str(len(takes)), "many", most=TAKES_MAX)
    for name, longest in _LONGEST.items():
        if len(told[name]) > longest:
            raise BadChoice(name, f"{told[name][:20]}…", "long", most=longest)
