"""What a sheet is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orientation.domain.choice import Choice
from orientation.domain.edition import Frame, Page

Translate = Callable[[str], str]  # like gettext: the message in a side's language


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a sheet: an edition's pages, and the words of the interface."""

    locale: str  # BCP 47
    direction: str  # ltr or rtl
    name: str  # of the language, in itself
    pages: tuple[Page, ...]  # all of the edition's, or those that are needed; in order
    translate: Translate
    edition: int = 0  # its number; 0 where there is none, or no page of it is needed

    def page(self, slug: str) -> Page | None:
        """Return a page by its address without the locale, "es-soria/health/card/"."""
        return next((page for page in self.pages if page.path == f"/{self.locale}/{slug}"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRequest:
    """A choice, and the editions it is printed from."""

    choice: Choice
    own: Side
    host: Side | None  # the language at the counter; None where it is the sheet's own
    second: Side | None = None  # what `choice.second` names
    offered: tuple[
        Side, ...
    ] = ()  # every language of the guide, for what greets people in all of them; no pages
    frame: Frame
    edition: int
    published: str  # ISO 8601; only the day is printed
    url: str  # the site's public address, "https://guide.example.org"; "" where ORIENTATION_URL is not set
    logo: bytes = b""  # PNG, of the organisation that hands it out

    @property
    def day(self) -> str:
        """Return the edition's day, YYYY-MM-DD."""
        return self.published[:10]

    @property
    def address(self) -> str:
        """Return where the newest text stands: absolute, of the one thing chosen or of the guide; "" without a URL."""
        if not self.url:
            return ""
        guide = f"{self.url}/{self.choice.locale}/{self.choice.region}/"
        takes = self.choice.takes
        return guide + (page_address(takes[0]) if len(takes) == 1 else "")


def page_address(take: str) -> str:
    """Return where a thing that can be taken stands within its guide.

    >>> page_address("places/townhall"), page_address("health"), page_address("phrases/bank")
    ('places/#townhall', 'health/', 'phrases/#say-bank')
    """
    head, _, slug = take.partition("/")
    if head in LISTS and slug:
        return f"{LISTS[head][0]}#{LISTS[head][1]}{slug}"
    return f"{take}/"


def take_of(address: str) -> str:
    """Return how a thing is taken that stands at an address within a guide: the other way round.

    >>> take_of("places/#townhall"), take_of("health/card/"), take_of("phrases/#say-bank"), take_of("lines/#mrozy")
    ('places/townhall', 'health/card', 'phrases/bank', 'stops/mrozy')
    """
    page, _, anchor = address.partition("#")
    for head, (at, before) in LISTS.items():
        if anchor and page == at:
            return f"{head}/{anchor.removeprefix(before)}"
    return page.rstrip("/")


LISTS = {  # what is an item of a list page: where the list stands, and how its items' ids begin
    "places": ("places/", ""),
    "courses": ("courses/", ""),
    "organisations": ("organisations/", ""),
    "phrases": ("phrases/", "say-"),
    "stops": ("lines/", ""),
}


def remarks(request: SheetRequest) -> tuple[str, ...]:
    """Return what whoever runs the command should know; it is not for paper."""
    if request.address:
        return ()
    return ("no QR code and no address on this sheet: ORIENTATION_URL is not set",)


def short_address(address: str) -> str:
    """Return an address as a person types it.

    >>> short_address("https://guide.example.org/ar/es-soria/emergency/")
    'guide.example.org/ar/es-soria/emergency/'
    """
    return address.partition("://")[2] or address
