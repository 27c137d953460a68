"""What readers say: taken in bounds, read and answered at the desk, forgotten after a while."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlite_utils import Database

from orientation.desk.access import Clock, digest, stamp
from orientation.domain.roles import Person
from orientation.domain.voices import ANSWERS, WORDS_MAX, Voice, tidy
from orientation.errors import BadInput, EditConflict, NotAllowed, TooManyTries, UnknownPage
from orientation.store import voices as store
from orientation.store.audit import note_act
from orientation.store.counts import Counted, count_within, purge_counts
from orientation.store.database import transaction
from orientation.store.persons import all_persons, find_person

OPEN_MAX = 500  # different voices of a region that wait; more nobody can read
RISKS_MAX = 100  # of these kept free for "a person may be at risk"
LOOKED_FOR_MAX = 1000  # different words of a region
CLOSED_DAYS = 180  # an answer waits so long for its phone; a setting of the installation
OPEN_DAYS = 365
COUNTED_DAYS = 5 * 366
RISK_READERS = 2
PER_PAGE = 50


class Bounds:
    """Counts what comes from one address, in memory; nothing of it is saved."""

    SAID = RateLimitItemPerHour(20)
    ASKED = RateLimitItemPerMinute(60)

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def said(self, address: str) -> None:
        """Raises TooManyTries where too much was said from there."""
        self._hit(self.SAID, "said", address)

    def asked(self, address: str) -> None:
        """Raises TooManyTries where answers were asked for too often from there."""
        self._hit(self.ASKED, "asked", address)

    def _hit(self, limit: RateLimitItemPerHour | RateLimitItemPerMinute, what: str, address: str) -> None:
        if not self._limiter.hit(limit, what, address):
            raise TooManyTries(f"too much {what} from one address; wait")


def take_voice(database: Database, voice: Voice, *, token: str, clock: Clock) -> None:
    """Save what a reader said.  token: by which the phone asks for the answer, "" where it keeps none.

    Raises TooManyTries where the region has more to read than anybody can.
    """
    day = stamp(clock())[:10]
    with transaction(database):
        _make_room(database, voice)
        store.add_voice(database, voice, token_hash=digest(token) if token else "", day=day)
        count_within(database, {Counted(voice.region, day, voice.kind, voice.locale): 1})


def _make_room(database: Database, voice: Voice) -> None:
    bound = OPEN_MAX if voice.risk else OPEN_MAX - RISKS_MAX
    if store.count_open(database, voice.region) < bound:
        return
    if not store.drop_oldest_helped(database, voice.region):
        raise TooManyTries(f"{voice.region}: {bound} voices wait already")


def take_looked_for(database: Database, region: str, locale: str, words: str, *, clock: Clock) -> None:
    """Count words that a search found nothing for.  Raises BadInput."""
    plain = " ".join(tidy(words).casefold().split())
    if not 0 < len(plain) <= WORDS_MAX:
        raise BadInput(f"words that were looked for have 1 to {WORDS_MAX} characters")
    day = stamp(clock())[:10]
    with transaction(database):
        store.add_looked_for(database, region, locale, plain, day=day, rows_max=LOOKED_FOR_MAX)


def answers_for(database: Database, tokens: Iterable[str]) -> dict[str, str]:
    """Return the answers by token: "" where there is none yet, "closed" where none will come; unknown ones are left out."""
    hashes = {digest(token): token for token in tokens}
    return {hashes[one]: answer for one, answer in store.answers_to(database, hashes).items()}


def forget_old_voices(database: Database, *, clock: Clock, closed_days: int = CLOSED_DAYS) -> None:
    """Forget what was answered or said long ago."""

    def before(days: int) -> str:
        return stamp(clock() - timedelta(days=days))[:10]

    with transaction(database):
        store.purge_voices(database, closed_before=before(closed_days), open_before=before(OPEN_DAYS))
        purge_counts(database, before=before(COUNTED_DAYS))


@dataclass(frozen=True, slots=True)
class Inbox:
    """What readers said, as far as somebody may read it."""

    voices: tuple[store.Heard, ...]
    titles: dict[tuple[str, str, str], str]  # (region, locale, path) → of what is served there
    risks_elsewhere: dict[str, int]  # region → how many that others read
    unnamed: tuple[str, ...]  # regions with such a voice in which nobody is named to read it
    more: bool


def read_inbox(
    database: Database, person: Person, *, region: str = "", closed: bool = False, number: int = 0
) -> Inbox:
    """Return a page of the inbox, numbered from 0.  region: only of that one.  Raises NotAllowed."""
    if not (person.may("answer readers", region) if region else person.may_anywhere("answer readers")):
        raise NotAllowed("to read what readers say one needs to be a curator there")
    regions = (region,) if region else person.scopes("answer readers")
    mine = store.regions_read_by(database, person.id)
    found = store.voices_of(
        database, regions, risk_of=mine, closed=closed, limit=PER_PAGE + 1, skip=number * PER_PAGE
    )
    shown = found[:PER_PAGE]
    risks = {one: n for one, n in store.risks_open(database, regions).items() if one not in mine}
    addresses = ((one.voice.region, one.voice.locale, one.voice.path) for one in shown)
    unnamed = tuple(one for one in risks if not named_readers(database, one))
    return Inbox(shown, store.titles_of(database, addresses), risks, unnamed, len(found) > PER_PAGE)


def answer_voice(database: Database, person: Person, voice: int, answer: str, *, clock: Clock) -> None:
    """Answer a reader, by one of ANSWERS, or close without an answer (""). "looking" leaves it open.

    Raises NotAllowed, UnknownPage, BadInput; EditConflict where somebody answered a moment ago.
    """
    heard = _heard_by(database, person, voice)
    if answer not in ("", *ANSWERS):
        raise BadInput(f"{answer!r}: not one of {ANSWERS}")
    now = stamp(clock())
    closed_on = None if answer == "looking" else now[:10]
    with transaction(database):
        if not store.set_answer(database, voice, answer, closed_on=closed_on):
            raise EditConflict(f"voice {voice}: somebody answered it a moment ago")
        if closed_on and answer:
            one = Counted(heard.voice.region, closed_on, "answered", heard.voice.locale)
            count_within(database, {one: heard.count})
        note_act(database, f"answer {answer or 'nothing'}", f"voice {voice}", person=person.id, now=now)


def reopen_voice(database: Database, person: Person, voice: int, *, clock: Clock) -> None:
    """Take a closed voice up again.  Raises NotAllowed, UnknownPage."""
    heard = _heard_by(database, person, voice)
    store.open_again(database, heard)
    note_act(database, "reopen", f"voice {voice}", person=person.id, now=stamp(clock()))


def _heard_by(database: Database, person: Person, voice: int) -> store.Heard:
    heard = store.find_voice(database, voice)
    if heard is None:
        raise UnknownPage(f"voice {voice}: there is none")
    region = heard.voice.region
    if not person.may("answer readers", region):
        raise NotAllowed(f"voice {voice}: answered by the curators of {region}")
    if heard.voice.risk and region not in store.regions_read_by(database, person.id):
        raise NotAllowed(f"voice {voice}: read by the two persons named for it alone")
    return heard


def named_readers(database: Database, region: str) -> tuple[Person, ...]:
    """Return who reads that somebody may be at risk: those named who still answer readers there."""
    found = (find_person(database, person) for person in store.risk_readers(database, region))
    return tuple(one for one in found if one and one.may("answer readers", region))


def possible_readers(database: Database, person: Person, region: str) -> tuple[Person, ...]:
    """Return who can be named to read it.  Raises NotAllowed."""
    if not person.may("manage region", region):
        raise NotAllowed(f"{region}: its administrators name who reads that somebody may be at risk")
    return tuple(one for one in all_persons(database) if one.may("answer readers", region))


def name_readers(
    database: Database, person: Person, region: str, wanted: Iterable[int], *, clock: Clock
) -> None:
    """Name the two persons, or one or none, who read that somebody may be at risk.  Raises NotAllowed, BadInput."""
    possible = {one.id for one in possible_readers(database, person, region)}
    chosen = set(wanted)
    if len(chosen) > RISK_READERS or not chosen <= possible:
        raise BadInput(f"{region}: name at most {RISK_READERS} persons who answer readers there")
    with transaction(database):
        store.set_risk_readers(database, region, chosen)
        note_act(database, "name readers at risk", region, person=person.id, now=stamp(clock()))


def looked_for(database: Database, person: Person, region: str) -> tuple[store.LookedFor, ...]:
    """Return what readers looked for in vain.  Raises NotAllowed."""
    _ask_may_answer(person, region)
    return store.looked_for_in(database, region, limit=LOOKED_FOR_MAX)


def forget_looked_for(database: Database, person: Person, region: str, locale: str, words: str) -> None:
    """Take words off the list: there is a page for them now, or they are no question.  Raises NotAllowed."""
    _ask_may_answer(person, region)
    store.drop_looked_for(database, region, locale, words)


def _ask_may_answer(person: Person, region: str) -> None:
    if not person.may("answer readers", region):
        raise NotAllowed(f"{region}: for its curators")
