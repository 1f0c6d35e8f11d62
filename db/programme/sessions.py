"""Events and their sessions. Who is registered for which: db.programme.registrations."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import (
    events,
    sessions,
)
from db.upserts import upsert
from domain.ids import EventId, SessionId
from domain.places.geo import Point
from domain.programme.programmes import ProgrammeVersion
from domain.programme.sessions import Event, Session


class ProgrammeQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def events(self) -> list[Event]:
        """All events in the order of their first sessions; events without any come last."""
        return [_event(row) for row in await self._connection.execute(_EVENTS)]

    async def versions(self) -> list[ProgrammeVersion]:
        """The versions of all events, in the order of `events`."""
        return [
            ProgrammeVersion(
                event=_event(row),
                changes=row.changes,
                first=row.first,
                last=row.last,
            )
            for row in await self._connection.execute(_VERSIONS)
        ]

    async def event(self, event_id: EventId) -> Event | None:
        row = (await self._connection.execute(_EVENT, {"id": event_id})).one_or_none()
        return _event(row) if row else None

    async def save_event(self, event: Event) -> None:
        columns = [column.name for column in events.columns if not column.primary_key]
        await self._connection.execute(
            upsert(self._connection, events, *columns),
            {
                "id": event.id,
                "title": event.title,
                "tz": event.tz,
                "venue": event.venue,
                "address": event.address,
                "lat": event.point.lat if event.point else None,
                "lon": event.point.lon if event.point else None,
                "description": event.description,
            },
        )

    async def sessions(self, event_id: EventId) -> list[Session]:
        """The cancelled ones too, by time, then by room."""
        rows = await self._connection.execute(_SESSIONS, {"event_id": event_id})
        return [session_of(row) for row in rows]

    async def during(self, event_id: EventId, since: datetime, until: datetime) -> list[Session]:
        """Those that take place at any moment in between."""
        query = sa.select(sessions).where(
            sessions.c.event_id == event_id,
            sessions.c.starts_at < until,
            sessions.c.ends_at > since,
            sessions.c.is_cancelled.is_(False),
        )
        return [session_of(row) for row in await self._connection.execute(query)]

    async def all_sessions(self, event_id: EventId) -> list[Session]:
        """The same sessions as `sessions`, read page by page: the loop would stand still while
        thousands are read at once.

        They are not those of one moment: compare `version` before and afterwards.
        """
        found: list[Session] = []
        query = _PAGE
        last = ""
        while True:
            given = {"event_id": event_id, "last": last}
            rows = (await self._connection.execute(query, given)).all()
            if not rows:
                return sorted(found, key=lambda one: (one.starts_at, one.room, one.id))
            found += [session_of(row) for row in rows]
            last = rows[-1].id

    async def version(self, event_id: EventId) -> str:
        """Differs as soon as anything of the programme does; reads no session one by one.

        No session is ever deleted, and each change raises a sequence: number and sum only grow.
        """
        query = sa.select(
            sa.func.count(), sa.func.coalesce(sa.func.sum(sessions.c.sequence), 0)
        ).where(sessions.c.event_id == event_id)
        count, total = (await self._connection.execute(query)).one()
        event = await self.event(event_id)
        return f"{count}.{total}.{hashlib.sha256(repr(event).encode()).hexdigest()[:16]}"

    async def session(self, session_id: SessionId) -> Session | None:
        row = (await self._connection.execute(_SESSION, {"id": session_id})).one_or_none()
        return session_of(row) if row else None

    async def with_events(
        self, session_ids: Collection[SessionId]
    ) -> dict[SessionId, tuple[Session, Event]]:
        """Those of the sessions that there are."""
        query = (
            sa.select(sessions, *EVENT_JOINED)
            .join(events, events.c.id == sessions.c.event_id)
            .where(sessions.c.id.in_(session_ids))
        )
        rows = await self._connection.execute(query)
        return {SessionId(row.id): (session_of(row), event_joined(row)) for row in rows}

    async def taken_ids(self, event_id: EventId) -> set[SessionId]:
        """Ids of the sessions of all other events."""
        query = sa.select(sessions.c.id).where(sessions.c.event_id != event_id)
        return set(map(SessionId, (await self._connection.execute(query)).scalars()))

    async def held_between(self, start: datetime, end: datetime) -> list[Session]:
        """Sessions of all events that are on at `start` or begin until `end`, by time."""
        query = (
            sa.select(sessions)
            .where(
                sessions.c.ends_at > start,
                sessions.c.starts_at <= end,
                sessions.c.is_cancelled.is_(False),
            )
            .order_by(sessions.c.starts_at, sessions.c.id)
        )
        return [session_of(row) for row in await self._connection.execute(query)]

    async def opened_by(self, code: str) -> list[Session]:
        """The closed sessions that this code opens, by time."""
        query = (
            sa.select(sessions)
            .where(sessions.c.join_code == code)
            .order_by(sessions.c.starts_at, sessions.c.id)
        )
        return [session_of(row) for row in await self._connection.execute(query)]

    async def has_sessions(self, event_id: EventId) -> bool:
        query = sa.select(sessions.c.id).where(sessions.c.event_id == event_id).limit(1)
        return (await self._connection.execute(query)).first() is not None

    async def save_sessions(
        self, changed: Iterable[Session], changed_at: datetime | None = None
    ) -> None:
        """What a schedule cannot know of a session (who may join, what was asked) stays.

        The product writes sessions by revisions; tests and benches begin with these rows, which
        no revision tells of. They stand here because the columns of a session are known here.
        """
        moment = {} if changed_at is None else {"changed_at": changed_at}
        rows = [{**session_values(session), **moment} for session in changed]
        if rows:
            columns = [name for name in rows[0] if name != "id"]
            await self._connection.execute(upsert(self._connection, sessions, *columns), rows)


_EVENT = sa.select(events).where(events.c.id == sa.bindparam("id"))
_SESSION = sa.select(sessions).where(sessions.c.id == sa.bindparam("id"))
_SESSIONS = (
    sa.select(sessions)
    .where(sessions.c.event_id == sa.bindparam("event_id"))
    .order_by(sessions.c.starts_at, sessions.c.room, sessions.c.id)
)
_PAGE = (
    sa.select(sessions)
    .where(sessions.c.event_id == sa.bindparam("event_id"), sessions.c.id > sa.bindparam("last"))
    .order_by(sessions.c.id)
    .limit(500)
)


def _of_event(value: sa.ColumnElement[Any], name: str) -> sa.Label[Any]:
    """A value of an event's sessions; ix_sessions_event_id_starts_at alone tells it."""
    of_event = sa.select(value).where(sessions.c.event_id == events.c.id)
    return of_event.scalar_subquery().label(name)


_FIRST = _of_event(sa.func.min(sessions.c.starts_at), "first")
_BY_FIRST = _FIRST.is_(None), _FIRST, events.c.id
_EVENTS = sa.select(events, _FIRST).order_by(*_BY_FIRST)
_VERSIONS = sa.select(
    events,
    # One for each is added behind the sum: the highest sequence that a column holds has no next.
    _of_event(sa.func.coalesce(sa.func.sum(sessions.c.sequence) + sa.func.count(), 0), "changes"),
    _FIRST,
    _of_event(sa.func.max(sessions.c.starts_at), "last"),
).order_by(*_BY_FIRST)


def _event(row: sa.Row[Any]) -> Event:
    return Event(
        id=EventId(row.id),
        title=row.title,
        tz=row.tz,
        venue=row.venue,
        address=row.address,
        point=Point(row.lat, row.lon) if row.lat is not None and row.lon is not None else None,
        description=row.description,
    )


EVENT_JOINED = [
    column.label(f"event_{column.name}") for column in events.columns if column.name != "id"
]
"""Beside the columns of a session, with which they share names."""


def event_joined(row: sa.Row[Any]) -> Event:
    """The event in a row that holds a session and EVENT_JOINED."""
    has_point = row.event_lat is not None and row.event_lon is not None
    return Event(
        id=EventId(row.event_id),
        title=row.event_title,
        tz=row.event_tz,
        venue=row.event_venue,
        address=row.event_address,
        point=Point(row.event_lat, row.event_lon) if has_point else None,
        description=row.event_description,
    )


def session_of(row: sa.Row[Any]) -> Session:
    return Session(
        id=SessionId(row.id),
        event_id=EventId(row.event_id),
        uid=row.uid,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        abstract=row.abstract,
        speakers=tuple(row.speakers),
        room=row.room,
        track=row.track,
        capacity=row.capacity,
        url=row.url,
        is_cancelled=row.is_cancelled,
        sequence=row.sequence,
    )


def session_values(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "event_id": session.event_id,
        "uid": session.uid,
        "title": session.title,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "abstract": session.abstract,
        "speakers": list(session.speakers),
        "room": session.room,
        "track": session.track,
        "capacity": session.capacity,
        "url": session.url,
        "is_cancelled": session.is_cancelled,
        "sequence": session.sequence,
    }
