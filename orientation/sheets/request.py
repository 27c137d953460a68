"""What a sheet is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orientation.domain.edition import Frame, Page

Translate = Callable[[str], str]  # like gettext: the message in the sheet's language


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """One topic of one edition, and the same pages in the language at the counter."""

    locale: str  # BCP 47
    direction: str  # ltr or rtl
    topic: str  # slug
    title: str  # the topic's name in the locale
    icon: str  # static/icons/<icon>.svg
    pages: tuple[Page, ...]  # in order: entries, and the topic's page for its places
    host_locale: str
    host_direction: str
    host_pages: tuple[Page, ...]  # () where the host locale is the sheet's own
    frame: Frame
    edition: int
    published: str  # ISO 8601; only the day is printed
    address: str  # absolute, of the topic's page; "" where ORIENTATION_URL is not set
    translate: Translate

    @property
    def bilingual(self) -> bool:
        """Tell whether the language at the counter is another one than the sheet's."""
        return self.locale != self.host_locale and bool(self.host_pages)


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
