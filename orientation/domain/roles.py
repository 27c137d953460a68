"""Who may do what at the desk: roles, where they hold, and the one table that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EVERYWHERE = "*"  # a scope: all layers
SANDBOX = (
    "sandbox"  # the layer to practise in: who works at the desk may do everything there but let people in
)
ROLES = ("suggester", "translator", "curator", "publisher", "administrator")

# Each action with the roles that may do it within their scope.
ACTIONS: dict[str, frozenset[str]] = {
    name: frozenset(roles.split())
    for name, roles in {
        "suggest": "suggester translator curator publisher administrator",  # write a draft and hand it in
        "translate": "translator curator publisher administrator",  # write a text in one's locales
        "check text": "translator",  # say that a text was read by a person who knows its locale
        "edit": "curator publisher administrator",  # facts, places, sources, overrides
        "review": "curator publisher administrator",  # read and answer the drafts of others
        "keep": "curator publisher administrator",  # say "still true", be a keeper
        "answer readers": "curator publisher administrator",
        "publish": "publisher administrator",  # take a draft into the guide, undo, withdraw
        "invite": "administrator",
        "manage people": "administrator",
        "manage region": "administrator",  # imprint, responsible organisation, close
    }.items()
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody has in a layer, or everywhere."""

    role: str
    scope: str = EVERYWHERE  # a layer's id, "es-soria"
    locale: str = ""  # of a translator: the locale, BCP 47; "" for all other roles

    def holds_in(self, layer: str, locale: str) -> bool:
        """Return whether the grant counts for that layer and, for a translator, that locale ("" asks for any)."""
        inside = self.scope in (EVERYWHERE, layer)
        return inside and (self.role != "translator" or locale in ("", self.locale))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the desk, under a name of their choice."""

    id: int
    name: str  # a pseudonym; "" once erased
    locale: str = "en"  # of the desk's words
    grants: tuple[Grant, ...] = ()

    @property
    def author(self) -> str:
        """Return the name that revisions keep: it says nothing once the person is erased."""
        return f"person {self.id}"

    def may(self, action: str, layer: str = EVERYWHERE, *, locale: str = "") -> bool:
        """Return whether the person may do that in a layer.  Raises KeyError for an unknown action.

        layer: EVERYWHERE asks for a role that holds in all layers.
        locale: of the text, where the action is about one; a translator's grant counts only for its own.
        """
        roles = ACTIONS[action]
        if layer == SANDBOX and action not in ("invite", "manage people"):
            return bool(self.grants)
        return any(grant.role in roles and grant.holds_in(layer, locale) for grant in self.grants)

    def may_anywhere(self, action: str) -> bool:
        """Return whether there is any layer in which the person may do that."""
        return any(grant.role in ACTIONS[action] for grant in self.grants)

    def scopes(self, action: str = "suggest") -> tuple[str, ...]:
        """Return the layers in which the person may do that; (EVERYWHERE,) for all of them."""
        found = {grant.scope for grant in self.grants if grant.role in ACTIONS[action]}
        return (EVERYWHERE,) if EVERYWHERE in found else tuple(sorted(found))


def may_grant(giver: Person, grants: Iterable[Grant]) -> bool:
    """Return whether somebody may give these roles: an administrator, no further than where they are one."""
    return all(giver.may("invite", grant.scope) for grant in grants)


def may_manage(by: Person, other: Person) -> bool:
    """Return whether somebody may remove another, or give them a new link: an administrator of all they work in.

    Nobody manages themselves here. Somebody without any role belongs to the administrators of everything.
    """
    scopes = [grant.scope for grant in other.grants] or [EVERYWHERE]
    return by.id != other.id and all(by.may("manage people", scope) for scope in scopes)
