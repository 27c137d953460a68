"""Opening hours in words: weekdays of the locale, times with Latin digits, to be shown left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orientation.content.words import babel_locale
from orientation.domain.hours import DAY, Day, Slot

Line = tuple[str, str, str]  # days, times, state


def week_words(week: Sequence[Day], locale: str) -> tuple[Line, ...]:
    """Return (days, times, state) of a week, Monday first.

    >>> week_words([(Slot(540, 840),)] * 2 + [()] * 5, "en")
    (('Monday–Tuesday', '09:00–14:00', 'open'),)
    """
    times_of: dict[tuple[int, str], list[str]] = {}
    for day, slot in _through_midnight(week):
        times_of.setdefault((day, slot.state), []).append(_times(slot))
    days_of: dict[tuple[str, str], list[int]] = {}
    for (day, state), times in sorted(times_of.items()):
        days_of.setdefault((", ".join(times), state), []).append(day)
    return tuple((day_words(days, locale), times, state) for (times, state), days in days_of.items())


def times_words(day: Day) -> str:
    """Return a day's times, "" where it is closed.

    >>> times_words((Slot(540, 720), Slot(960, 1440)))
    '09:00–12:00, 16:00–24:00'
    """
    return ", ".join(_times(slot) for slot in day)


def _through_midnight(week: Sequence[Day]) -> Iterator[tuple[int, Slot]]:
    """Yield (weekday, slot); what goes on after midnight, up to a day in all, is told once: 22:00–04:00."""
    for number, day in enumerate(week):
        before, after = week[number - 1], week[(number + 1) % 7]
        for slot in day:
            if slot.start == 0 and _one_night(before[-1:], (slot,)):
                continue
            if slot.end == DAY and _one_night((slot,), after[:1]):
                slot = Slot(slot.start, DAY + after[0].end, slot.state)
            yield number, slot


def _one_night(evening: Day, morning: Day) -> bool:
    if not evening or not morning:
        return False
    late, early = evening[0], morning[0]
    touching = late.end == DAY and early.start == 0 and late.state == early.state
    return touching and late.start > 0 and early.end <= late.start


def _times(slot: Slot) -> str:
    return f"{_clock(slot.start)}–{_clock(slot.end) if slot.end % DAY else '24:00'}"


def _clock(minute: int) -> str:
    """Return a time of day.

    >>> _clock(540), _clock(1440 + 120)
    ('09:00', '02:00')
    """
    hour, minute = divmod(minute % DAY, 60)
    return f"{hour:02}:{minute:02}"


def day_words(days: Sequence[int], locale: str) -> str:
    """Return weekday numbers (0 is Monday) as words, neighbours as a range."""
    babel = babel_locale(locale)
    names = babel.days["format"]["wide"]  # not "stand-alone": Babel mixes its locales up there
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    comma = "، " if babel.text_direction == "rtl" else ", "
    return comma.join(names[run[0]] + (f"–{names[run[-1]]}" if len(run) > 1 else "") for run in runs)
