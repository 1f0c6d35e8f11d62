"""Trouble that a programme is in before it begins. Pure: sessions and counts in, conflicts out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from domain.ids import EventId, SessionId
from domain.programme.sessions import Session, overlaps, session_days
from domain.rehearsal import Clash, Conflict

Pair = tuple[Session, Session]

LONGEST_GAP = timedelta(days=3)
"""Days without sessions that an event may have in between, such as a weekend; after a longer gap
it is another event, or a date with a slip of the finger."""


def held(sessions: Iterable[Session]) -> list[Session]:
    """Those that take place, by time."""
    found = [session for session in sessions if not session.is_cancelled]
    return sorted(found, key=lambda one: (one.starts_at, one.id))


def overlapping(sessions: Iterable[Session]) -> list[Pair]:
    """Every two that run at the same time, the earlier one first."""
    return list(_pairs(sessions))


def _pairs(sessions: Iterable[Session]) -> Iterator[Pair]:
    running: list[Session] = []
    for session in held(sessions):
        running = [one for one in running if overlaps(one, session)]
        yield from ((one, session) for one in running)
        running.append(session)


def rooms_taken_twice(
    sessions: Iterable[Session],
    *,
    among: Collection[SessionId] | None = None,
    limit: int | None = None,
) -> list[Conflict]:
    """Rooms that two sessions are in at once, of which one is `among` those that are asked for;
    `limit` conflicts at most. Rooms of different events are different, even where they have the
    same name.

    Only sessions of one room are compared: hundreds of stands may be open all day.
    """
    rooms: dict[tuple[EventId, str], list[Session]] = {}
    for session in sessions:
        if room := _folded(session.room):
            rooms.setdefault((session.event_id, room), []).append(session)
    found: list[Pair] = []
    for there in rooms.values():
        asked = (
            (first, second)
            for first, second in _pairs(there)
            if among is None or first.id in among or second.id in among
        )
        found += islice(asked, limit)
    return [
        Conflict(kind=Clash.ROOM, at=second.starts_at, sessions=(first, second), name=second.room)
        for first, second in sorted(found, key=_by_time)[:limit]
    ]


def _by_time(pair: Pair) -> tuple[datetime, SessionId, datetime, SessionId]:
    first, second = pair
    return second.starts_at, second.id, first.starts_at, first.id


def session_in_room(session: Session, others: Iterable[Session]) -> Session | None:
    """The first of the others that takes the room of the session at its time."""
    room = _folded(session.room)
    there = [
        one
        for one in others
        if room and one.id != session.id and one.event_id == session.event_id
        if _folded(one.room) == room
    ]
    return next((one for one in held(there) if overlaps(one, session)), None)


def speakers_in_two_places(sessions: Iterable[Session]) -> list[Conflict]:
    """Speakers of one name in two sessions at once: two who share a name are told apart by whoever
    reads the report."""
    return [
        Conflict(kind=Clash.SPEAKER, at=second.starts_at, sessions=(first, second), name=name)
        for first, second in overlapping(sessions)
        for name in _shared(first.speakers, second.speakers)
    ]


def people_in_two_places(
    sessions: Iterable[Session], both: Mapping[tuple[SessionId, SessionId], int]
) -> list[Conflict]:
    """`both`: how many have a place in the two sessions of a pair of `overlapping`."""
    return [
        Conflict(
            kind=Clash.PEOPLE,
            at=second.starts_at,
            sessions=(first, second),
            count=both[first.id, second.id],
        )
        for first, second in overlapping(sessions)
        if both.get((first.id, second.id))
    ]


def over_capacity(sessions: Iterable[Session], going: Mapping[SessionId, int]) -> list[Conflict]:
    """`count` is how many are too many."""
    return [
        Conflict(
            kind=Clash.CAPACITY,
            at=session.starts_at,
            sessions=(session,),
            count=going.get(session.id, 0) - session.capacity,
        )
        for session in held(sessions)
        if session.capacity is not None and going.get(session.id, 0) > session.capacity
    ]


def outside_of_days(sessions: Sequence[Session], zone: ZoneInfo) -> list[Conflict]:
    """Sessions of one event that stand apart from most of its others by more than APART.

    No event declares its days, so the days that hold most sessions are taken for them.
    """
    by_day: dict[date, list[Session]] = {}
    for session in held(sessions):
        for day in session_days(session, zone):
            by_day.setdefault(day, []).append(session)
    runs = _runs(sorted(by_day))
    main = max(runs, key=lambda days: sum(len(by_day[day]) for day in days), default=[])
    apart = [session for day in sorted(by_day.keys() - set(main)) for session in by_day[day]]
    return [
        Conflict(kind=Clash.DAYS, at=session.starts_at, sessions=(session,))
        for session in dict.fromkeys(apart)
    ]


def _runs(days: list[date]) -> list[list[date]]:
    runs = [days[:1]] if days else []
    for before, day in pairwise(days):
        if day - before > LONGEST_GAP:
            runs.append([])
        runs[-1].append(day)
    return runs


def _shared(first: Iterable[str], second: Iterable[str]) -> list[str]:
    known = {_folded(name) for name in first}
    return sorted({name for name in second if _folded(name) and _folded(name) in known})


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
