"""When to remind of days of open doors, and what a change of a card's days means for a reader.

A day is known by its college and its date: what begins when and where on it may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.clusters.facts import OpenDay
from domain.ids import ClusterId, UserId
from domain.people.quiet_hours import at_wall_clock
from domain.people.users import QuietHours

EVENING = time(18)
"""The hour of a reminder on the day before: time to make plans, and to ask somebody to come
along."""

MORNING = time(8)
"""The hour of a reminder on the day itself."""

LEAST_AHEAD = timedelta(hours=1)
"""In the morning nobody sets out for what begins sooner."""

SHORTLY = timedelta(hours=2)
"""For who asks on the day itself."""

Days = tuple[OpenDay, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DayWish:
    """Somebody wants to be reminded. `remind_at`: None once they were, or while the day is off."""

    cluster_id: ClusterId
    day: date
    remind_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DueWish:
    """`tz` and `hours` say when the person may be written to; not at all without `is_here`."""

    user_id: UserId
    cluster_id: ClusterId
    day: date
    remind_at: datetime
    tz: str | None
    hours: QuietHours | None
    is_here: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DayChange:
    """What became of a `day`; `to` is another one where it has moved."""

    day: date
    was: Days
    now: Days
    to: date


def on_day(days: Iterable[OpenDay], day: date) -> Days:
    """What is on that date: a college may open its doors twice a day, or in two buildings."""
    found = (one for one in days if one.on == day)
    return tuple(sorted(found, key=lambda one: (one.at is None, one.at, one.address)))


def reminder_at(
    days: Sequence[OpenDay], college: ZoneInfo, person: ZoneInfo, now: datetime
) -> datetime | None:
    """The evening before, else the morning, else shortly before; None: it is too late for all.

    Hours by the clock of the person, the day by that of the college. `days` are of one date.
    """
    ahead = [one for one in days if one.over_at(college) > now]
    if not ahead:
        return None
    begins = min(one.over_at(college) for one in ahead)
    before = datetime.combine(ahead[0].on - timedelta(days=1), EVENING)
    morning = datetime.combine(ahead[0].on, MORNING)
    moments = [at_wall_clock(before, person), at_wall_clock(morning, person)]
    moments = [one for one in moments if begins - one >= LEAST_AHEAD]
    if any(one.at for one in ahead):
        moments.append(begins - SHORTLY)
    return next((one for one in moments if one > now), None)


def day_changes(old: Days, new: Days, zone: ZoneInfo, now: datetime) -> list[DayChange]:
    """What became of the dates that are not over. Where a single date went and a single one came,
    it has moved; where there are several nobody can tell which is which, so those that went are
    off."""
    before, after = _by_date(old, zone, now), _by_date(new, zone, now)
    gone = [day for day in before if day not in after]
    come = [day for day in after if day not in before]
    moved = dict(zip(gone, come, strict=True)) if len(gone) == len(come) == 1 else {}
    changes = [
        DayChange(
            day=day,
            was=was,
            now=after.get(moved.get(day, day), ()),
            to=moved.get(day, day),
        )
        for day, was in before.items()
    ]
    changes += [DayChange(day=day, was=(), now=after[day], to=day) for day in come]
    return [one for one in changes if _told(one.was) != _told(one.now)]


def _by_date(days: Days, zone: ZoneInfo, now: datetime) -> dict[date, Days]:
    """Days that are not over by their dates, each with what has begun already."""
    dates = sorted({one.on for one in days if one.over_at(zone) > now})
    return {day: on_day(days, day) for day in dates}


def _told(days: Days) -> list[tuple[object, ...]]:
    """What a reader goes by; another source is no change."""
    return [(one.on, one.at, one.address) for one in days]
