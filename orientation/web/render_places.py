"""Places and the helper line as their templates are given them."""

from __future__ import annotations

from collections.abc import Sequence

from orientation.domain.freshness import call_first_from
from orientation.domain.guide import Helper, Place
from orientation.domain.villages import position_of
from orientation.web.render_hours import HoursView, hours_view
from orientation.web.render_stops import KnownStop, near_stop_view
from orientation.web.render_views import Call, HelperView, PlaceView
from orientation.web.render_villages import at_words
from orientation.web.render_voice import Voice


def place_view(voice: Voice, place: Place, stops: Sequence[KnownStop] = ()) -> PlaceView:
    """Return a place as the list of places shows it. stops: of the guide's lines, where they are known."""
    lines = _address(place)
    where = position_of(place, voice.guide.villages)
    linked = lines[-1:] if where and where.town else lines if where else []
    return PlaceView(
        slug=place.slug,
        name=voice.name(place.names, otherwise=place.slug),
        what_for=voice.name(place.what_for),
        call=voice.call(place),
        at=at_words(where.latitude, where.longitude) if where else "",
        about=bool(where and where.town),
        address=", ".join([*lines[: len(lines) - len(linked)], ""] if linked else lines),
        geo=f"geo:{where.latitude},{where.longitude}" if where else "",
        linked=", ".join(linked) or (f"{where.latitude}, {where.longitude}" if where else ""),
        spoken=voice.languages(place.languages),
        interpreter=place.kind == "interpreter",
        bring=voice.name(place.bring),
        gender_on_request=bool(place.gender_on_request),
        who_pays=voice.name(place.who_pays),
        hours=_hours(voice, place.hours),
        hours_not_told=bool(place.hours) and voice.hours(place.hours) is None,
        always=voice.always(place.hours),
        free=bool(place.free),
        website=place.website,
        call_first=bool(lines) and not place.as_of,
        source=voice.source(place.source) if place.source else None,
        read_on_words=voice.read(place.read_on, place.source),
        as_of_words=voice.date(place.as_of),
        stop=near_stop_view(voice, where, stops),
        call_first_from=_call_first_from(voice, place),
    )


def _call_first_from(voice: Voice, place: Place) -> str:
    """Return the day from which on hours and fees are too old; "" where none are told, or it never closes.

    Nobody is told to call a mere number first, 112 least of all.
    """
    free = place.free and place.location != "by phone only"
    told = bool(place.hours or free) and not voice.always(place.hours)
    return call_first_from(place, voice.guide.interval(f"place/{place.layer}/{place.slug}")) if told else ""


def helper_view(voice: Voice, helper: Helper) -> HelperView:
    """Return the helper line as every page shows it."""
    name = voice.name(helper.names)
    always = voice.always(helper.hours)
    number = voice.number(helper.phone)
    return HelperView(
        name=name,
        call=Call(f"tel:{helper.phone}", number, name, free=bool(helper.free), always=always),
        hours=voice.week_words(helper.hours),
        spoken=voice.languages(helper.languages),
    )


def _address(place: Place) -> list[str]:
    """Return where to go, the town last; nothing where people need protection, whatever the file says."""
    if place.location != "public" or place.protected:
        return []
    return list(dict.fromkeys(part for part in (place.address, place.town) if part))


def _hours(voice: Voice, rule: str) -> HoursView | None:
    """Return when a place is open; None for day and night, which has a sentence of its own, and where nobody knows."""
    known = voice.hours(rule)
    return None if known is None or known.always else hours_view(known, voice.locale.tag)
