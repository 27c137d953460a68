"""Writing in a region: what stands there, what it inherits, and whether a change is for the region or for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlite_utils import Database

from orientation.desk.access import Clock
from orientation.desk.checking import refuse_wrong
from orientation.desk.drafting import Editing, begin, drop, item_of, publish_within, save, submit
from orientation.desk.item_fields import in_layer
from orientation.domain.guide import Entry, Fact, Layer, Place
from orientation.domain.inheritance import Guide, resolve
from orientation.domain.library import GROUPS, Item, key_of, name_in_layer
from orientation.domain.own_values import told_name
from orientation.domain.roles import Person
from orientation.errors import NotAllowed, UnknownPage
from orientation.store.database import transaction
from orientation.store.drafts import Draft, drafts_of, find_draft
from orientation.store.items import Current, current_item, read_chain, read_revision

KINDS = (
    "entry",
    "place",
    "fact",
    "course",
    "event",
    "organisation",
    "word",
)  # that a region can have its own of


@dataclass(frozen=True, slots=True)
class Writing:
    """An item as somebody in a region finds it, in the region's layer and in the one it is inherited from."""

    here: Editing  # of the region alone
    there: Editing  # where it stands; the same as `here` where the region has its own, or nobody has any

    @property
    def inherited(self) -> bool:
        return self.here.key != self.there.key

    @property
    def shared(self) -> bool:
        """Return whether what is being edited is the layer's item, for all who inherit it."""
        return self.inherited and self.here.draft is None and self.there.draft is not None

    @property
    def editing(self) -> Editing:
        """Return the person's draft, the region's first; else the item where it stands."""
        return self.there if self.here.draft is None else self.here

    @property
    def item(self) -> Item | None:
        return self.editing.item

    @property
    def base(self) -> str:
        """Return what of the guide is shown, "12.7": the revisions of `here` and `there`; a form carries it."""
        return f"{self.here.current.revision}.{self.there.current.revision}"

    @property
    def removed(self) -> bool:
        """Return whether the draft proposes to remove it."""
        return self.editing.draft is not None and self.editing.draft.data is None


def guide_of(database: Database, layer: str) -> Guide:
    """Return a layer's guide as the library stands, also that of a layer that is no region, with all topics there are.

    Raises UnknownRegion.
    """
    chain = read_chain(database, layer)
    layers = tuple(replace(one, kind="region") if one.id == layer else one for one in chain.layers)
    topics = tuple(sorted(chain.topics, key=lambda topic: (topic.order, topic.slug)))
    return replace(resolve(replace(chain, layers=layers), layer), topics=topics)


def ask_may_write(person: Person, region: str) -> None:
    """Raises NotAllowed where somebody has no role in a region."""
    if not person.may("suggest", region):
        raise NotAllowed(f"person {person.id} does not work in {region}")


def find_writing(database: Database, person: Person, guide: Guide, kind: str, name: str) -> Writing:
    """Return an item of a guide to write on; of one that is not there yet, the one it would become.

    name: in its layer: an entry's "topic/slug".  Raises NotAllowed, UnknownPage.
    """
    region = guide.region.id
    ask_may_write(person, region)
    if kind == "layer":
        layer = begin(database, person, f"layer/{region}", region)
        return Writing(layer, layer)
    if kind not in KINDS:
        raise UnknownPage(f"{kind}/{name}: no kind of item that is written here")
    here = begin(database, person, f"{kind}/{region}/{name}", region)
    standing = find_item(guide, kind, name)
    if standing is None or key_of(standing) == here.key:
        return Writing(here, here)
    return Writing(here, begin(database, person, key_of(standing), region))


def as_seen(database: Database, person: Person, writing: Writing, base: str) -> Writing:
    """Return an item as it stood when somebody opened its form, so that what is saved starts from there.

    base: `Writing.base` as the form carries it; one that is none of this item's changes nothing.
    Raises NotAllowed.
    """
    numbers = base.split(".")
    own, standing = (_seen(database, writing, one) for one in numbers) if len(numbers) == 2 else (None, None)
    if own is None or standing is None or own.key != writing.here.key:
        return writing
    here = replace(writing.here, current=own)
    there = here
    if standing.key != here.key:
        there = replace(begin(database, person, standing.key, here.region), current=standing)
    found = Writing(here, there)
    return writing if found.item is None and found.editing.draft is None else found


def _seen(database: Database, writing: Writing, number: str) -> Current | None:
    """Return a revision of the item, in any layer; None where the number is none of it. "0": there was no item."""
    if not number.isdecimal() or len(number) > 15:
        return None
    if int(number) == 0:
        return Current(writing.here.key, 0, None)
    try:
        found = read_revision(database, int(number))
    except UnknownPage:
        return None
    return Current(found.key, found.id, found.item) if _named(found.key) == _named(writing.here.key) else None


def _named(key: str) -> tuple[str, str]:
    """Return an item's kind and its name in its layer; a layer is itself."""
    kind, layer, *name = key.split("/", 2)
    return kind, name[0] if name else layer


def find_item(guide: Guide, kind: str, name: str) -> Item | None:
    """Return the item of a guide that has that name."""
    items: tuple[Item, ...] = getattr(guide, GROUPS[kind][1])
    return next((one for one in items if name_in_layer(one) == name), None)


def save_writing(
    database: Database,
    person: Person,
    writing: Writing,
    item: Item | None,
    *,
    shared: bool,
    version: int,
    clock: Clock,
) -> Draft:
    """Save an item (None: remove it) as a draft, for the region alone or for all who inherit it, and return it.

    version: of the draft that was edited.  A draft of the same for the other of the two is given up.
    Raises EditConflict, NotAllowed; UnknownPage where a region would remove what it inherits, or itself.
    """
    target = writing.there if shared else writing.here
    if item is None:
        _refuse_removal(target)
    elif not isinstance(item, Layer):
        item = in_layer(item, target.key.split("/")[1])
    seen = version if target.key == writing.editing.key else 0
    draft = save(database, person, target, item, version=seen, clock=clock)
    other = writing.here if shared else writing.there
    if writing.inherited and other.draft:
        drop(database, person, other.draft.id, clock=clock)
    return draft


def _refuse_removal(target: Editing) -> None:
    if isinstance(target.current.item, Layer):
        raise UnknownPage(f"{target.key}: a region is closed, not removed")
    if target.current.item is None and target.draft is None:
        raise UnknownPage(f"{target.key}: what another layer has cannot be removed for one region")


def hand_on(database: Database, person: Person, drafts: Iterable[Draft], *, act: str, clock: Clock) -> bool:
    """Hand drafts in ("submit"), or publish those that somebody may publish and hand in the others ("publish").

    Return whether all were published.  All of it happens, or nothing.
    Raises BadContent where one has errors; EditConflict, NotAllowed.
    """
    found = tuple(drafts)
    for draft in found:
        refuse_wrong(database, draft.item, item_of(draft), today=clock().date().isoformat())
    published = [act == "publish" and person.may("publish", draft.layer) for draft in found]
    with transaction(database):
        for draft, now in zip(found, published, strict=True):
            if now:
                publish_within(database, person, draft.id, version=draft.version, clock=clock)
            else:
                submit(database, person, draft.id, version=draft.version, note="", clock=clock)
    return all(published)


def first_overtaken(database: Database, drafts: Iterable[Draft]) -> Draft | None:
    """Return the first of some drafts whose item changed in the guide since it was begun."""
    return next((one for one in drafts if one.base != current_item(database, one.item).revision), None)


def own_draft(database: Database, person: Person, draft: int) -> Draft:
    """Return somebody's own draft.  Raises NotAllowed, UnknownPage."""
    found = find_draft(database, draft)
    if found.author != person.id:
        raise NotAllowed(f"draft {draft}: somebody else's")
    return found


# -- a region's list ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """An item in a region's list."""

    kind: str
    name: str
    title: str
    locale: str  # of the title; "" where it is in no locale
    inherited_from: str  # a layer's id; "" where it is the region's own
    state: str = ""  # of one's own draft: draft or review; "" where there is none
    topic: str = ""
    value: str = ""  # of a fact or a place's phone: people look for numbers too
    said: str = ""  # the value in words, where somebody asked for them


def lines_of(guide: Guide, drafts: Iterable[Draft], *, locale: str) -> tuple[Line, ...]:
    """Return a guide's entries, places and facts in the order that readers see, with one's own drafts."""
    own = {draft.item: draft for draft in drafts if draft.region == guide.region.id}
    named = {(item.split("/")[0], item.split("/", 2)[-1]): draft for item, draft in own.items()}
    found: list[Line] = []
    for kind in KINDS:
        for item in getattr(guide, GROUPS[kind][1]):
            draft = named.pop((kind, name_in_layer(item)), None)
            found.append(_line(kind, item, guide, draft, locale=locale))
    for (kind, _), draft in named.items():  # what is not in the guide yet
        item = item_of(draft)
        if item is not None and kind in KINDS:
            found.append(_line(kind, item, guide, draft, locale=locale))
    return tuple(found)


def own_drafts(database: Database, person: Person) -> tuple[Draft, ...]:
    return drafts_of(database, person.id)


def _line(kind: str, item: Item, guide: Guide, draft: Draft | None, *, locale: str) -> Line:
    title, tag = title_of(item, locale=locale, host=guide.host_locale())
    layer = getattr(item, "layer", "")
    topic = item.topic if isinstance(item, Entry | Place) else ""
    return Line(
        kind, name_in_layer(item), title, tag, "" if layer == guide.region.id else layer,
        draft.state if draft else "", topic, str(getattr(item, "value", "") or getattr(item, "phone", "")),
    )  # fmt: skip


def told_name_of(item: Item) -> str:
    """Return an item's name in its layer; a region's own value with the entry it is for."""
    return told_name(item.name) if isinstance(item, Fact) else name_in_layer(item)


def title_of(item: Item, *, locale: str, host: str) -> tuple[str, str]:
    """Return what people call an item, and in which locale that is: in theirs, else the host's, else any."""
    if isinstance(item, Entry):
        names = tuple((text.locale, text.title) for text in item.texts)
    else:
        names = getattr(item, "names", ())
    known = dict(names)
    tag = next((one for one in (locale, host, "en") if known.get(one)), names[0][0] if names else "")
    term = getattr(item, "term", "")
    return (known[tag], tag) if tag else (term or told_name_of(item), "")
