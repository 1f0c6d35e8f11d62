"""A rehearsal: which events and days it covers, and the report that comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from db.unit_of_work import Store
from domain.errors import UserError
from domain.ids import EventId
from domain.programme.programmes import Programme
from domain.programme.reminders import LONGEST_LEAD
from domain.programme.sessions import Event, Session
from domain.rehearsal import Absent, Clash, Conflict, Unsent
from services.rehearsal.conflicts import (
    outside_of_days,
    over_capacity,
    overlapping,
    people_in_two_places,
    rooms_taken_twice,
    speakers_in_two_places,
)
from services.rehearsal.statistics import Statistics, overloads

PLAYED_AFTER_END = timedelta(hours=3)
"""Ratings are asked for when the last session is over, and somebody may still wait."""

LONGEST_REHEARSAL = timedelta(days=400)


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsalReport:
    events: tuple[Event, ...]
    zone: ZoneInfo
    start: datetime
    end: datetime
    rate: int
    statistics: Statistics
    conflicts: tuple[Conflict, ...]
    absent: tuple[Absent, ...]
    unsent: tuple[Unsent, ...]
    waiting: int
    """Messages that were due and had not left when the rehearsal ended."""


async def programmes(store: Store) -> list[Programme]:
    """Every event with its sessions."""
    async with store.read() as tx:
        return [
            Programme(event=event, sessions=tuple(await tx.programme.sessions(event.id)))
            for event in await tx.programme.events()
        ]


def window(
    sessions: Sequence[Session], now: datetime, start: datetime | None, end: datetime | None
) -> tuple[datetime, datetime]:
    """What is played: from now until PLAYED_AFTER_END after the last session; an event that is
    over, as a whole. Raises UserError where nothing lies between the ends, or too much."""
    if end is None:
        end = max(session.ends_at for session in sessions) + PLAYED_AFTER_END
    if start is None:
        first = min(session.starts_at for session in sessions) - LONGEST_LEAD
        start = now if now < end else first
    if start >= end:
        raise UserError("rehearsal-ends-early")
    if end - start > LONGEST_REHEARSAL:
        raise UserError("rehearsal-too-long", days=LONGEST_REHEARSAL.days)
    return start, end


def rehearsed(
    programmes: Sequence[Programme], wanted: str | None, now: datetime
) -> list[Programme]:
    """The event of that id; without one, all that are not over, else the one that was last.

    Raises UserError where there is no such event, or no session in it.
    """
    held = [one for one in programmes if any(not session.is_cancelled for session in one.sessions)]
    if wanted is not None:
        known = {programme.event.id: programme for programme in programmes}
        if EventId(wanted) not in known:
            raise UserError(
                "rehearsal-no-event", event=wanted, known=", ".join(sorted(known)) or "—"
            )
        held = [one for one in held if one.event.id == wanted]
    if not held:
        raise UserError("rehearsal-no-sessions")
    coming = [one for one in held if _last_end(one) > now]
    return held if wanted is not None else coming or [max(held, key=_last_end)]


def _last_end(programme: Programme) -> datetime:
    return max(session.ends_at for session in programme.sessions if not session.is_cancelled)


async def report(
    store: Store,
    covered: Sequence[Programme],
    statistics: Statistics,
    start: datetime,
    end: datetime,
    rate: int,
) -> RehearsalReport:
    """After the run, from the copy it has run on. Reminders that expired are counted too."""
    sessions = [session for one in covered for session in one.sessions]
    ids = [session.id for session in sessions]
    async with store.read() as tx:
        both = await tx.rehearsals.both(overlapping(sessions))
        counts = await tx.registrations.counts(ids)
        for due_at, session_id, count in await tx.rehearsals.expired_reminders(start):
            statistics.lose(due_at, session_id, count)
        absent, unsent = await tx.rehearsals.absent(ids), await tx.rehearsals.unsent(start)
        waiting = await tx.rehearsals.waiting(end)
    going = {session_id: places for session_id, (places, _) in counts.items()}
    conflicts = [
        *rooms_taken_twice(sessions),
        *speakers_in_two_places(sessions),
        *people_in_two_places(sessions, both),
        *over_capacity(sessions, going),
        *(found for one in covered for found in outside_of_days(one.sessions, one.zone)),
        *overloads(statistics.waves, {session.id: session for session in sessions}),
    ]
    return RehearsalReport(
        events=tuple(one.event for one in covered),
        zone=statistics.zone,
        start=start,
        end=end,
        rate=rate,
        statistics=statistics,
        conflicts=_by_time(conflicts),
        absent=tuple(absent),
        unsent=tuple(unsent),
        waiting=waiting,
    )


def _by_time(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    order = list(Clash)
    return tuple(sorted(conflicts, key=lambda one: (one.at, order.index(one.kind), one.name)))
