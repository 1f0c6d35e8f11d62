"""Who is registered for a session and who came: at the door, and as lists."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import clusters, participants, registrations, users
from domain.ids import SessionId, UserId
from domain.programme.checkin import Attendee, CheckInFigures, Guest, Listed, Presence

BATCH = 1_000
"""Rows of a list that are in memory at once."""


class CheckInQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def guest(self, user_id: UserId) -> Guest | None:
        people = users.outerjoin(participants, participants.c.user_id == users.c.id)
        query = sa.select(*_PERSON).select_from(people).where(users.c.id == user_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _guest(row) if row else None

    async def presences(
        self, user_id: UserId, session_ids: Iterable[SessionId]
    ) -> dict[SessionId, Presence]:
        """The person's presence at each of the sessions that they are registered for or wait
        for."""
        witness = users.alias()
        query = (
            sa.select(registrations, witness.c.first_name.label("witness"))
            .outerjoin(witness, witness.c.id == registrations.c.attended_by)
            .where(
                registrations.c.user_id == user_id,
                registrations.c.session_id.in_(list(session_ids)),
            )
        )
        return {
            SessionId(row.session_id): Presence(
                is_waiting=row.is_waiting,
                attended_at=row.attended_at,
                witness=row.witness or str(row.attended_by or ""),
            )
            for row in await self._connection.execute(query)
        }

    async def mark(
        self, user_id: UserId, session_id: SessionId, by: UserId, now: datetime
    ) -> bool:
        """Only once, and only somebody with a place; whether this call did it."""
        statement = (
            sa.update(registrations)
            .where(
                *_one(user_id, session_id),
                registrations.c.attended_at.is_(None),
                registrations.c.is_waiting.is_(False),
            )
            .values(attended_at=now, attended_by=by)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def unmark(self, user_id: UserId, session_id: SessionId) -> bool:
        statement = (
            sa.update(registrations)
            .where(*_one(user_id, session_id), registrations.c.attended_at.is_not(None))
            .values(attended_at=None, attended_by=None)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def figures(self, session_id: SessionId) -> CheckInFigures:
        count = sa.func.count()
        query = sa.select(
            count.filter(registrations.c.is_waiting.is_(False)).label("going"),
            count.filter(registrations.c.is_waiting.is_(True)).label("waiting"),
            count.filter(registrations.c.attended_at.is_not(None)).label("came"),
        ).where(registrations.c.session_id == session_id)
        row = (await self._connection.execute(query)).one()
        return CheckInFigures(going=row.going, waiting=row.waiting, came=row.came)

    async def last_marked(self, session_id: SessionId, by: UserId) -> Guest | None:
        """The last one whom this organiser marked there."""
        query = (
            sa.select(*_PERSON)
            .select_from(_registered())
            .where(registrations.c.session_id == session_id, registrations.c.attended_by == by)
            .order_by(registrations.c.attended_at.desc(), users.c.id)
            .limit(1)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return _guest(row) if row else None

    async def page(self, session_id: SessionId, offset: int, limit: int) -> list[Attendee]:
        """A page of those registered by name, those who wait for a place last."""
        query = _attendees(session_id).order_by(*_BY_NAME).offset(offset).limit(limit)
        return [_attendee(row) for row in await self._connection.execute(query)]

    async def listed(self, session_id: SessionId) -> list[Listed]:
        """All of a session, in the order of `page`."""
        rows = await self._connection.execute(_attendees(session_id).order_by(*_BY_NAME))
        return [Listed(attendee=_attendee(row), telegram_name=_telegram_name(row)) for row in rows]

    async def all(self, session_id: SessionId) -> AsyncIterator[list[Attendee]]:
        """All who are registered, in batches: in the order in which they registered, those who
        wait last.

        A batch begins behind the last row of the one before, not at an offset: who registers or
        leaves meanwhile shifts nobody.
        """
        order = (registrations.c.is_waiting, registrations.c.created_at, registrations.c.user_id)
        query = _attendees(session_id).order_by(*order).limit(BATCH)
        after: sa.ColumnElement[bool] = sa.true()
        while True:
            rows = (await self._connection.execute(query.where(after))).all()
            if rows:
                yield [_attendee(row) for row in rows]
            if len(rows) < BATCH:
                return
            last = (rows[-1].is_waiting, rows[-1].created_at, rows[-1].id)
            bound = [sa.literal(value, one.type) for one, value in zip(order, last, strict=True)]
            after = sa.tuple_(*order) > sa.tuple_(*bound)

    async def of(self, user_id: UserId) -> dict[SessionId, datetime]:
        """The sessions that a person came to, and when."""
        query = (
            sa.select(registrations.c.session_id, registrations.c.attended_at)
            .where(registrations.c.user_id == user_id, registrations.c.attended_at.is_not(None))
            .order_by(registrations.c.attended_at, registrations.c.session_id)
        )
        rows = await self._connection.execute(query)
        return {SessionId(row.session_id): row.attended_at for row in rows}


_NAME = sa.func.coalesce(sa.func.nullif(participants.c.name, ""), users.c.first_name)
_BY_NAME = (registrations.c.is_waiting, _NAME, users.c.last_name, users.c.id)

_PERSON: tuple[sa.ColumnElement[Any], ...] = (
    users.c.id,
    users.c.first_name,
    users.c.last_name,
    users.c.username,
    participants.c.name,
)


def _registered() -> sa.FromClause:
    return registrations.join(users, users.c.id == registrations.c.user_id).outerjoin(
        participants, participants.c.user_id == registrations.c.user_id
    )


def _one(user_id: UserId, session_id: SessionId) -> tuple[sa.ColumnElement[bool], ...]:
    return registrations.c.user_id == user_id, registrations.c.session_id == session_id


def _attendees(session_id: SessionId) -> sa.Select[Any]:
    return (
        sa.select(
            *_PERSON,
            registrations.c.is_waiting,
            registrations.c.created_at,
            registrations.c.attended_at,
            participants.c.region,
            participants.c.organisation,
            participants.c.position,
            clusters.c.name.label("cluster"),
        )
        .select_from(_registered().outerjoin(clusters, clusters.c.id == participants.c.cluster_id))
        .where(registrations.c.session_id == session_id)
    )


def _telegram_name(row: sa.Row[Any]) -> str:
    return f"{row.first_name} {row.last_name}".strip()


def _guest(row: sa.Row[Any]) -> Guest:
    return Guest(
        id=UserId(row.id),
        name=row.name or _telegram_name(row) or str(row.id),
        username=row.username,
    )


def _attendee(row: sa.Row[Any]) -> Attendee:
    return Attendee(
        guest=_guest(row),
        is_waiting=row.is_waiting,
        registered_at=row.created_at,
        attended_at=row.attended_at,
        region=row.region or "",
        cluster=row.cluster or "",
        organisation=row.organisation or "",
        position=row.position or "",
    )
