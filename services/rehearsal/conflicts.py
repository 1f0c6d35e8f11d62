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
    """
    return _taken_twice(Clash.ROOM, sessions, among, limit)


def speakers_in_two_places(
    sessions: Iterable[Session],
    *,
    among: Collection[SessionId] | None = None,
    limit: int | None = None,
) -> list[Conflict]:
    """Speakers of one name in two sessions at once, as `rooms_taken_twice`: two who share a name
    are told apart by whoever reads of them. A speaker of two events is one."""
    return _taken_twice(Clash.SPEAKER, sessions, among, limit)


def _taken_twice(
    kind: Clash,
    sessions: Iterable[Session],
    among: Collection[SessionId] | None,
    limit: int | None,
) -> list[Conflict]:
    """Only sessions of one room or speaker are compared: hundreds of stands may be open all
    day."""
    groups: dict[tuple[EventId | None, str], list[Session]] = {}
    for session in sessions:
        event = session.event_id if kind is Clash.ROOM else None
        for name in _names(kind, session):
            groups.setdefault((event, name), []).append(session)
    found: list[tuple[Pair, str]] = []
    for (_, name), there in groups.items():
        asked = (
            ((first, second), name)
            for first, second in _pairs(there)
            if among is None or first.id in among or second.id in among
        )
        found += islice(asked, limit)
    return [
        Conflict(kind=kind, at=pair[1].starts_at, sessions=pair, name=_names(kind, pair[1])[name])
        for pair, name in sorted(found, key=_by_time)[:limit]
    ]


def _by_time(found: tuple[Pair, str]) -> tuple[datetime, SessionId, datetime, SessionId, str]:
    (first, second), name = found
    return second.starts_at, second.id, first.starts_at, first.id, name


def clashes_of(session: Session, others: Iterable[Session]) -> tuple[Conflict, ...]:
    """Of its event: the first of the others that takes its room at its time, and the first that
    each of its speakers is at; `sessions` begin with the session itself."""
    found = []
    there = [
        one for one in held(others) if one.id != session.id and one.event_id == session.event_id
    ]
    for kind in (Clash.ROOM, Clash.SPEAKER):
        named = [(one, _names(kind, one)) for one in there]
        for folded in _names(kind, session):
            same = ((one, names[folded]) for one, names in named if folded in names)
            first = next((taken for taken in same if overlaps(taken[0], session)), None)
            if first is not None:
                other, name = first
                both = (session, other)
                found.append(Conflict(kind=kind, at=other.starts_at, sessions=both, name=name))
    return tuple(found)


def _names(kind: Clash, session: Session) -> dict[str, str]:
    """Its room or its speakers, as they are written, by how they are compared."""
    names = (session.room,) if kind is Clash.ROOM else session.speakers
    return {folded: name for name in names if (folded := _folded(name))}


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


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
