"""Phrases as cards to cut: the sentence to show, what it means, how it sounds; ten on an A4."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from markupsafe import Markup

from orientation.domain.choice import Choice
from orientation.errors import SheetError
from orientation.sheets.choosing import choose
from orientation.sheets.cutting import Grid, first_that_fits
from orientation.sheets.fragments import for_paper, markup, plain
from orientation.sheets.logo import logo_address
from orientation.sheets.paper import sheet_document
from orientation.sheets.request import SheetRequest
from orientation.sheets.validity import until_words

GRID = Grid(columns=2, rows=5, width=92, height=53)
_LARGE, _LONG = 22, 26  # pt of a short sentence; letters from which on it grows smaller
_GIVER_LETTERS, _BESIDE_LOGO, _GIVER_LINE = 60, 42, 3.2  # letters a line, so many beside a logo, mm a line
_LOGO, _GIVER_BELOW = 7.0, 2.5  # mm: as high as a logo gets, and below it
_SMALLER = (1, 0.9, 0.8, 0.7)  # of all letters: the first that fits


@dataclass(frozen=True, slots=True)
class PhraseCard:
    """One sentence on a card."""

    situation: Markup
    first: Markup  # that one says it first when calling; "" for others
    sentence: Markup  # in the language at the counter
    locale: str  # of the sentence
    direction: str
    meaning: Markup  # "" where the guide is in the language at the counter
    sound: Markup  # in the reader's letters; "" where nothing tells
    size: float  # of the sentence, pt


def phrase_cards_html(request: SheetRequest, asset_root: Path) -> str:
    """Return the document that is printed.  Raises BadChoice, SheetError."""
    cards = phrase_cards(request)
    if not cards:
        raise SheetError(f"{request.choice.region} [{request.own.locale}]: no phrases to print")
    room = GRID.columns * GRID.rows
    pages = [cards[start : start + room] for start in range(0, len(cards), room)]
    documents = (_document(request, asset_root, pages, smaller) for smaller in _SMALLER)
    where = f"phrase cards [{request.own.locale}]"
    return first_that_fits(documents, asset_root=asset_root, where=where, pages=len(pages))


def _document(
    request: SheetRequest, asset_root: Path, pages: list[tuple[PhraseCard, ...]], smaller: float
) -> str:
    until = until_words(request, choose(_phrases_alone(request), request.own.pages))
    given = {"until": until, "grid": GRID, "pages": pages, "smaller": smaller, "size": 10 * smaller}
    given |= {"logo": logo_address(request.logo), "giver_mm": _giver_mm(request)}
    return sheet_document("phrase_cards.html", request, asset_root, **given)


def _giver_mm(request: SheetRequest) -> float:
    """Return what the name, hours and logo of who hands a card out take at its foot; 0 where there are none."""
    letters = _BESIDE_LOGO if request.logo else _GIVER_LETTERS
    lines = sum(ceil(len(one) / letters) for one in (request.choice.name, request.choice.hours))
    high = max(_LOGO if request.logo else 0, lines * _GIVER_LINE)
    return high + _GIVER_BELOW if high else 0


def phrase_cards(request: SheetRequest) -> tuple[PhraseCard, ...]:
    """Return the cards of the chosen situations; of all where no phrases are chosen."""
    chosen = choose(_phrases_alone(request), request.own.pages)
    wanted = [one.slug for one in chosen]
    root = for_paper(chosen[0].page.html)
    return tuple(
        _card(request, heading, article)
        for heading, article in _articles(root)
        if "" in wanted or heading.get("id") in wanted
    )


def _phrases_alone(request: SheetRequest) -> Choice:
    takes = tuple(take for take in request.choice.takes if take.partition("/")[0] == "phrases")
    return replace(request.choice, takes=takes or ("phrases",))


def _articles(root: ET.Element) -> Iterator[tuple[ET.Element, ET.Element]]:
    """Yield each phrase with the heading of its situation."""
    heading = ET.Element("h3")
    for element in root.iter():
        if element.tag == "h3" and element.get("id", "").startswith("say-"):
            heading = element
        elif element.tag == "article" and element.find("h4") is not None:
            yield heading, element


def _card(request: SheetRequest, heading: ET.Element, article: ET.Element) -> PhraseCard:
    direction = request.own.direction
    sentence = article.find("h4")
    assert sentence is not None  # _articles yields no others
    before, after = _around(article, sentence)
    sound = next((one for one in after if one.get("data-screen") == "from"), None)
    meaning = next((one for one in after if one is not sound), None)
    letters = len(plain(sentence))
    return PhraseCard(
        situation=markup(heading, direction=direction),
        first=markup(before[0], direction=direction) if before else Markup(""),
        sentence=markup(sentence, direction=sentence.get("dir", direction)),
        locale=sentence.get("lang", request.own.locale),
        direction=sentence.get("dir", direction),
        meaning=markup(meaning, direction=direction) if meaning is not None else Markup(""),
        sound=markup(sound, direction=direction) if sound is not None else Markup(""),
        size=round(_LARGE * min(1, max(0.62, (_LONG / letters) ** 0.4)), 1),
    )


def _around(article: ET.Element, sentence: ET.Element) -> tuple[list[ET.Element], list[ET.Element]]:
    place = list(article).index(sentence)
    return list(article)[:place], list(article)[place + 1 :]
