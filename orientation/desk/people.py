"""Who works at the desk: seen by those of the same regions, changed by their administrators alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from orientation.desk.access import Clock, stamp
from orientation.domain.roles import EVERYWHERE, ROLES, Grant, Person, may_grant, may_manage
from orientation.errors import BadField, NotAllowed, UnknownPage
from orientation.store import persons
from orientation.store.audit import note_act


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with the roles they have in one place."""

    person: Person
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """Who works in one layer, or everywhere."""

    scope: str
    members: tuple[Member, ...]  # by name


def teams(database: Database, me: Person) -> tuple[Team, ...]:
    """Return who works where somebody works: everywhere first, then layer by layer."""
    found: dict[str, list[Member]] = {}
    for other in persons.all_persons(database):
        for scope in sorted({grant.scope for grant in other.grants}):
            mine = tuple(grant for grant in other.grants if grant.scope == scope)
            found.setdefault(scope, []).append(Member(other, mine))
    return tuple(Team(scope, tuple(found[scope])) for scope in sorted(found) if _sees(me, scope))


def person_seen(database: Database, me: Person, number: int) -> Person:
    """Return somebody whom one may see: of one's own regions, or oneself.  Raises UnknownPage."""
    found = persons.find_person(database, number)
    if found is None or not (found.id == me.id or _is_seen(me, found)):
        raise UnknownPage(f"person {number}: nobody, or nobody of one's own regions")
    return found


def links_seen(database: Database, me: Person, *, clock: Clock) -> tuple[persons.Invitation, ...]:
    """Return the open one-time links that somebody may take back, newest first."""
    links = persons.open_invitations(database, now=stamp(clock()))
    return tuple(one for one in links if _may_take_back(database, me, one))


def take_back(database: Database, me: Person, token_hash: str, *, clock: Clock) -> None:
    """Let a one-time link hold no more.  Raises NotAllowed; a link that is gone already is no trouble."""
    now = stamp(clock())
    found = persons.find_invitation(database, token_hash, now=now)
    if found is None:
        return
    if not _may_take_back(database, me, found):
        raise NotAllowed("only an administrator of all its regions takes a link back")
    persons.drop_invitation(database, token_hash)
    note_act(database, "take back", found.kind, person=me.id, now=now)


def add_role(database: Database, me: Person, other: Person, grant: Grant, *, clock: Clock) -> None:
    """Give somebody one more role.  Raises NotAllowed, BadField."""
    check_grant(grant)
    change_roles(database, me, other, {*other.grants, grant}, clock=clock)


def change_roles(
    database: Database, me: Person, other: Person, grants: Iterable[Grant], *, clock: Clock
) -> None:
    """Replace somebody's roles: what differs stands within one's own reach.  Raises NotAllowed, BadField."""
    wanted = set(grants)
    changed = wanted ^ set(other.grants)
    if me.id == other.id or not may_grant(me, changed):
        raise NotAllowed("roles are changed by another administrator of the regions they hold in")
    if not wanted:
        raise BadField("roles", "somebody without any is to be removed from the desk")
    if not changed:
        return
    persons.set_grants(database, other.id, sorted(wanted, key=lambda one: (one.scope, one.role, one.locale)))
    note_act(database, "change roles", f"person {other.id}", person=me.id, now=stamp(clock()))


def erase(database: Database, me: Person, other: Person, *, clock: Clock) -> None:
    """Forget who somebody is, oneself or another.  Raises NotAllowed."""
    ask_may_erase(me, other)
    now = stamp(clock())
    persons.erase_person(database, other.id, now=now)
    note_act(database, "erase", f"person {other.id}", person=me.id, now=now)


def ask_may_erase(me: Person, other: Person) -> None:
    """Raises NotAllowed."""
    if me.id != other.id and not may_manage(me, other):
        raise NotAllowed("only an administrator of all of this person's regions removes them")


def ask_may_invite(me: Person) -> None:
    """Raises NotAllowed for who is an administrator nowhere."""
    if not me.may_anywhere("invite"):
        raise NotAllowed(f"person {me.id} may not invite anywhere")


def check_grant(grant: Grant) -> None:
    """Raises BadField for a role that is none, or a translator's without a locale."""
    if grant.role not in ROLES:
        raise BadField("role", "choose one")
    if (grant.role == "translator") != bool(grant.locale):
        raise BadField("locale", "a translator has one, the others have none")


def _sees(me: Person, scope: str) -> bool:
    return bool(me.grants) and (scope == EVERYWHERE or me.may("suggest", scope))


def _is_seen(me: Person, other: Person) -> bool:
    scopes = {grant.scope for grant in other.grants} or {""}
    return any(_sees(me, scope) for scope in scopes) or may_manage(me, other)


def _may_take_back(database: Database, me: Person, link: persons.Invitation) -> bool:
    if link.kind == "recover":
        lost = persons.find_person(database, link.person or 0)
        return lost is not None and may_manage(me, lost)
    return bool(link.grants) and may_grant(me, link.grants)
