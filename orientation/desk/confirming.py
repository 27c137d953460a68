"""A link with which a town hall or a clinic says that its own facts are right, without an account.

The link names one item, the day it was made and who made it, signed with the site's key: nothing of it is kept, so nothing leaks
from a backup. It holds for LINK_DAYS, while its maker may keep the item, as often as it is opened; what it can do is small: say "all right", or put
words into the keepers' list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.domain.guide import Entry, Place
from orientation.domain.roles import Person
from orientation.errors import LinkUsedUp, NotAllowed, TooManyTries, UnknownPage
from orientation.store.items import current_item, layer_of
from orientation.store.persons import find_person

LINK_DAYS = 60
_SALT = "confirm link 1"


@dataclass(frozen=True, slots=True)
class ConfirmLink:
    """What a link asks about."""

    key: str  # of an entry or place
    region: str  # in whose guide it stands
    made_on: str  # YYYY-MM-DD

    @property
    def until(self) -> str:
        return (date.fromisoformat(self.made_on) + timedelta(LINK_DAYS)).isoformat()


class Answers:
    """Counts what comes by confirm links, in memory."""

    BY_ITEM = RateLimitItemPerHour(10)
    BY_ADDRESS = RateLimitItemPerHour(60)

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, key: str, address: str) -> None:
        """Raises TooManyTries where an item or an address answered too often within an hour."""
        if not (
            self._limiter.hit(self.BY_ITEM, "item", key)
            and self._limiter.hit(self.BY_ADDRESS, "address", address)
        ):
            raise TooManyTries("too many answers; wait an hour")


def make_confirm_link(
    database: Database, person: Person, key: str, region: str, *, secret: bytes, clock: Clock
) -> str:
    """Return the token of a link to hand over.  Raises NotAllowed, UnknownPage."""
    if not person.may("keep", layer_of(key)):
        raise NotAllowed(f"person {person.id} may not keep {key}")
    if not isinstance(current_item(database, key).item, Entry | Place):
        raise UnknownPage(f"{key}: nothing to confirm")
    token = URLSafeSerializer(secret, salt=_SALT).dumps([key, region, stamp(clock())[:10], person.id])
    return token if isinstance(token, str) else token.decode()


def read_confirm_link(database: Database, token: str, *, secret: bytes, clock: Clock) -> ConfirmLink:
    """Return what a link asks about.

    Raises LinkUsedUp where it is not ours, too old, or who made it may not keep the item any more.
    """
    try:
        key, region, made_on, made_by = URLSafeSerializer(secret, salt=_SALT).loads(token)
    except (BadSignature, ValueError) as error:
        raise LinkUsedUp("this link is not whole; ask for a new one") from error
    link = ConfirmLink(key, region, made_on)
    if stamp(clock())[:10] > link.until:
        raise LinkUsedUp("this link is too old; ask for a new one")
    maker = find_person(database, made_by)
    if maker is None or not maker.may("keep", layer_of(key)):
        raise LinkUsedUp("who made this link keeps it no more; ask for a new one")
    return link
