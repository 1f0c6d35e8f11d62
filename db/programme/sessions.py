"""Events, their sessions, and who is registered for which."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.people.users import reachable
from db.tables import (
    admissions,
    events,
    materials,
    questions,
    registrations,
    sessions,
    users,
)
from db.upserts import insert_or_ignore, upsert
from domain.ids import EventId, SessionId, UserId
from domain.people.users import Category
from domain.places.geo import Point
from domain.programme.calendars import AgendaItem
from domain.programme.programmes import ProgrammeVersion, SessionCard
from domain.programme.questions import QuestionState
from domain.programme.sessions import Event, Session


class ProgrammeQueries:
    def __init__(
        self, connection: AsyncConnection, changed: Callable[[UserId], None] = lambda _: None
    ) -> None:
        """`changed` hears of everybody whose registrations are written."""
        self._connection = connection
        self._changed = changed

    # -- events and sessions

    async def events(self) -> list[Event]:
        """In the order of their first sessions; events without any come last."""
        return [_event(row) for row in await self._connection.execute(_EVENTS)]

    async def versions(self) -> list[ProgrammeVersion]:
        """Of the events, in the same order."""
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
        """As `sessions`, page by page: of thousands the loop would stand still meanwhile.

        Not one moment's: compare `version` before and afterwards.
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
        """Of all events, those that are on at `start` or begin until `end`, by time."""
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

    # -- registrations

    async def register(
        self, user_id: UserId, session_id: SessionId, now: datetime, *, is_waiting: bool
    ) -> bool:
        """Whether the person was not registered (or waiting) already."""
        self._changed(user_id)
        result = await self._connection.execute(
            insert_or_ignore(self._connection, registrations),
            {
                "user_id": user_id,
                "session_id": session_id,
                "created_at": now,
                "is_waiting": is_waiting,
            },
        )
        return result.rowcount > 0

    async def register_all(
        self, people: Iterable[tuple[UserId, SessionId, bool]], now: datetime
    ) -> None:
        """As `register`; the last says whether the person waits."""
        people = list(people)
        for person, _, _ in people:
            self._changed(person)
        rows = [
            {"user_id": person, "session_id": session, "created_at": now, "is_waiting": is_waiting}
            for person, session, is_waiting in people
        ]
        if rows:
            statement = insert_or_ignore(self._connection, registrations)
            await self._connection.execute(statement, rows)

    async def leave(self, user_id: UserId, session_id: SessionId) -> bool:
        self._changed(user_id)
        statement = sa.delete(registrations).where(
            registrations.c.user_id == user_id, registrations.c.session_id == session_id
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def is_waiting(self, user_id: UserId, session_id: SessionId) -> bool | None:
        """None: not registered at all."""
        query = sa.select(registrations.c.is_waiting).where(
            registrations.c.user_id == user_id, registrations.c.session_id == session_id
        )
        found: bool | None = (await self._connection.execute(query)).scalar_one_or_none()
        return found

    async def are_waiting(
        self, user_ids: Collection[UserId], session_ids: Collection[SessionId]
    ) -> dict[tuple[UserId, SessionId], bool]:
        """Who of these people is registered for which of the sessions, and whether as waiting."""
        query = sa.select(
            registrations.c.user_id, registrations.c.session_id, registrations.c.is_waiting
        ).where(registrations.c.user_id.in_(user_ids), registrations.c.session_id.in_(session_ids))
        rows = await self._connection.execute(query)
        return {(UserId(one.user_id), SessionId(one.session_id)): one.is_waiting for one in rows}

    async def counts(self, session_ids: Iterable[SessionId]) -> dict[SessionId, tuple[int, int]]:
        """How many are going to each, and how many wait for a place."""
        count = sa.func.count()
        query = (
            sa.select(
                registrations.c.session_id,
                count.filter(registrations.c.is_waiting.is_(False)).label("going"),
                count.filter(registrations.c.is_waiting.is_(True)).label("waiting"),
            )
            .where(registrations.c.session_id.in_(list(session_ids)))
            .group_by(registrations.c.session_id)
        )
        rows = await self._connection.execute(query)
        return {SessionId(row.session_id): (row.going, row.waiting) for row in rows}

    async def waiting(self, session_id: SessionId, limit: int | None) -> list[UserId]:
        """Those who wait for a place, the first in line first; None: all of them."""
        query = (
            sa.select(registrations.c.user_id)
            .where(registrations.c.session_id == session_id, registrations.c.is_waiting.is_(True))
            .order_by(registrations.c.created_at, registrations.c.user_id)
            .limit(limit)
        )
        return [UserId(found) for found in (await self._connection.execute(query)).scalars()]

    async def promote(self, session_id: SessionId, user_ids: Iterable[UserId]) -> None:
        rows = [{"person": user_id} for user_id in user_ids]
        for row in rows:
            self._changed(row["person"])
        if rows:
            await self._connection.execute(
                sa.update(registrations)
                .where(
                    registrations.c.user_id == sa.bindparam("person"),
                    registrations.c.session_id == session_id,
                )
                .values(is_waiting=False),
                rows,
            )

    async def audience(self, session_ids: Iterable[SessionId]) -> int:
        """How many people a change of these sessions would be told to; each counts once."""
        query = (
            sa.select(sa.func.count(registrations.c.user_id.distinct()))
            .join(users, users.c.id == registrations.c.user_id)
            .where(
                registrations.c.session_id.in_(list(session_ids)),
                reachable(Category.IMPORTANT),
            )
        )
        return (await self._connection.execute(query)).scalar_one()

    async def card(self, user_id: UserId, session_id: SessionId) -> SessionCard | None:
        """A session as this person meets it, but for what depends on the present moment."""
        given = {"user_id": user_id, "session_id": session_id}
        row = (await self._connection.execute(_CARD, given)).one_or_none()
        if row is None:
            return None
        session = session_of(row)
        return SessionCard(
            event=event_joined(row),
            session=session,
            going=row.going,
            waiting=row.waiting,
            is_waiting=row.is_waiting,
            questions=row.questions,
            materials=row.materials,
            is_closed=row.is_closed,
            is_admitted=row.is_admitted,
            clashes=tuple(await self._clashing(user_id, session)) if row.has_clashes else (),
        )

    async def _clashing(self, user_id: UserId, session: Session) -> list[Session]:
        """Sessions that the person goes to, or waits for, while that one is on, by time."""
        given = {
            "user_id": user_id,
            "session_id": session.id,
            "starts_at": session.starts_at,
            "ends_at": session.ends_at,
        }
        return [session_of(row) for row in await self._connection.execute(_CLASHING, given)]

    async def schedule_of(self, user_id: UserId) -> list[tuple[Session, bool]]:
        """A person's sessions by time, and whether they only wait for a place."""
        rows = await self._connection.execute(_SCHEDULE, {"user_id": user_id})
        return [(session_of(row), row.is_waiting) for row in rows]

    async def schedules_of(self, user_ids: Sequence[UserId]) -> dict[UserId, list[Session]]:
        """The sessions of each by time, those that they only wait for too."""
        found: dict[UserId, list[Session]] = {user_id: [] for user_id in user_ids}
        known: dict[SessionId, Session] = {}
        for row in await self._connection.execute(_SCHEDULES, {"user_ids": user_ids}):
            session = known.get(row.id) or known.setdefault(row.id, session_of(row))
            found[UserId(row.user_id)].append(session)
        return found

    async def agenda_of(self, user_id: UserId) -> list[AgendaItem]:
        """All that a person is registered for, past and cancelled too, by time."""
        events_by_id = {event.id: event for event in await self.events()}
        query = (
            sa.select(
                sessions,
                registrations.c.is_waiting,
                sa.func.coalesce(sessions.c.changed_at, registrations.c.created_at).label("at"),
            )
            .join(registrations, registrations.c.session_id == sessions.c.id)
            .where(registrations.c.user_id == user_id)
            .order_by(sessions.c.starts_at, sessions.c.id)
        )
        return [
            AgendaItem(
                event=events_by_id[EventId(row.event_id)],
                session=session_of(row),
                is_waiting=row.is_waiting,
                changed_at=row.at,
            )
            for row in await self._connection.execute(query)
            if row.event_id in events_by_id
        ]


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
_REGISTERED = (
    sa.select(sessions, registrations.c.is_waiting, registrations.c.user_id)
    .join(registrations, registrations.c.session_id == sessions.c.id)
    .order_by(sessions.c.starts_at, sessions.c.id)
)
_SCHEDULE = _REGISTERED.where(registrations.c.user_id == sa.bindparam("user_id"))
_SCHEDULES = _REGISTERED.where(
    registrations.c.user_id.in_(sa.bindparam("user_ids", expanding=True))
)
_CLASHING = (
    sa.select(sessions)
    .join(registrations, registrations.c.session_id == sessions.c.id)
    .where(
        registrations.c.user_id == sa.bindparam("user_id"),
        sessions.c.id != sa.bindparam("session_id"),
        sessions.c.is_cancelled.is_(False),
        sessions.c.starts_at < sa.bindparam("ends_at"),
        sessions.c.ends_at > sa.bindparam("starts_at"),
    )
    .order_by(sessions.c.starts_at, sessions.c.id)
)
"""Read for every message of their kind: made anew each time, they would take twice as long."""


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
    """Of a row that holds a session and EVENT_JOINED."""
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


def _card() -> sa.Select[Any]:
    """One statement: what is counted hangs on the session by indexes."""
    mine, other, its = registrations.alias("mine"), registrations.alias("other"), sessions.alias()
    person = sa.bindparam("user_id", type_=sa.BigInteger)

    def count(table: sa.Table, *where: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        query = sa.select(sa.func.count()).select_from(table)
        return query.where(table.c.session_id == sessions.c.id, *where).scalar_subquery()

    # No IN: SQLAlchemy writes its list anew into the statement for every execution.
    state = questions.c.state
    seen = (state == QuestionState.SHOWN.value) | (state == QuestionState.ANSWERED.value)
    admitted = sa.exists().where(
        admissions.c.user_id == person, admissions.c.join_code == sessions.c.join_code
    )
    clashes = sa.exists().where(
        other.c.user_id == person,
        its.c.id == other.c.session_id,
        its.c.id != sessions.c.id,
        its.c.is_cancelled.is_(False),
        its.c.starts_at < sessions.c.ends_at,
        its.c.ends_at > sessions.c.starts_at,
    )
    return (
        sa.select(
            sessions,
            *EVENT_JOINED,
            mine.c.is_waiting,
            count(registrations, registrations.c.is_waiting.is_(False)).label("going"),
            count(registrations, registrations.c.is_waiting.is_(True)).label("waiting"),
            count(materials).label("materials"),
            count(questions, seen).label("questions"),
            sessions.c.join_code.is_not(None).label("is_closed"),
            admitted.label("is_admitted"),
            clashes.label("has_clashes"),
        )
        .join(events, events.c.id == sessions.c.event_id)
        .outerjoin(mine, sa.and_(mine.c.session_id == sessions.c.id, mine.c.user_id == person))
        .where(sessions.c.id == sa.bindparam("session_id"))
    )


_CARD = _card()


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
