"""Who is registered for which session, or waits for a place in it, and people's schedules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.people.users import reachable
from db.programme.sessions import EVENT_JOINED, event_joined, session_of
from db.tables import (
    admissions,
    events,
    materials,
    questions,
    registrations,
    sessions,
    users,
)
from db.upserts import insert_or_ignore
from domain.ids import SessionId, UserId
from domain.people.users import Category
from domain.programme.calendars import AgendaItem
from domain.programme.programmes import SessionCard
from domain.programme.questions import QuestionState
from domain.programme.sessions import Session


class RegistrationQueries:
    def __init__(
        self, connection: AsyncConnection, changed: Callable[[UserId], None] = lambda _: None
    ) -> None:
        """`changed` hears of everybody whose registrations are written."""
        self._connection = connection
        self._changed = changed

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
        """Registers many people at once, as `register` does; the last value of each says whether
        they wait."""
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
        """Which of these people are registered for which of the sessions, and whether they wait
        there."""
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
        query = (
            sa.select(
                sessions,
                *EVENT_JOINED,
                registrations.c.is_waiting,
                sa.func.coalesce(sessions.c.changed_at, registrations.c.created_at).label("at"),
            )
            .join(registrations, registrations.c.session_id == sessions.c.id)
            .join(events, events.c.id == sessions.c.event_id)
            .where(registrations.c.user_id == user_id)
            .order_by(sessions.c.starts_at, sessions.c.id)
        )
        return [
            AgendaItem(
                event=event_joined(row),
                session=session_of(row),
                is_waiting=row.is_waiting,
                changed_at=row.at,
            )
            for row in await self._connection.execute(query)
        ]


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
