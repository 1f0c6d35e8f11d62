"""Requests to meet: one row for each who asks and whom they ask."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import introductions, participants
from domain.ids import IntroductionId, UserId
from domain.programme.participants import Introduction, IntroductionState

ASKED = IntroductionState.ASKED.value
DECLINED = IntroductionState.DECLINED.value


class IntroductionQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, from_id: UserId, to_id: UserId, message: str, now: datetime
    ) -> IntroductionId:
        """The pair must be new: the table holds each once."""
        statement = (
            sa.insert(introductions)
            .values(from_id=from_id, to_id=to_id, message=message, state=ASKED, created_at=now)
            .returning(introductions.c.id)
        )
        return IntroductionId((await self._connection.execute(statement)).scalar_one())

    async def find(self, introduction_id: IntroductionId) -> Introduction | None:
        query = sa.select(introductions).where(introductions.c.id == introduction_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _introduction(row) if row else None

    async def from_to(self, from_id: UserId, to_id: UserId) -> Introduction | None:
        query = sa.select(introductions).where(
            introductions.c.from_id == from_id, introductions.c.to_id == to_id
        )
        row = (await self._connection.execute(query)).one_or_none()
        return _introduction(row) if row else None

    async def answer(
        self, introduction_id: IntroductionId, state: IntroductionState, now: datetime
    ) -> bool:
        """Whether it still waited for an answer."""
        statement = (
            sa.update(introductions)
            .where(introductions.c.id == introduction_id, introductions.c.state == ASKED)
            .values(state=state.value, answered_at=now)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def count_from(self, from_id: UserId, since: datetime) -> int:
        query = sa.select(sa.func.count()).where(
            introductions.c.from_id == from_id, introductions.c.created_at > since
        )
        return (await self._connection.execute(query)).scalar_one()

    async def count_waiting(self, to_id: UserId) -> int:
        """Requests that somebody has to answer, from people who still have a name."""
        query = (
            sa.select(sa.func.count())
            .select_from(introductions)
            .join(participants, participants.c.user_id == introductions.c.from_id)
            .where(
                introductions.c.to_id == to_id,
                introductions.c.state == ASKED,
                participants.c.name != "",
            )
        )
        return (await self._connection.execute(query)).scalar_one()

    async def of(self, user_id: UserId, offset: int, limit: int) -> list[Introduction]:
        """What waits for the person's answer first, then the newest; not what they declined."""
        waits = sa.and_(introductions.c.to_id == user_id, introductions.c.state == ASKED)
        query = (
            sa.select(introductions)
            .where(*_shown(user_id))
            .order_by(sa.case((waits, 0), else_=1), introductions.c.id.desc())
            .offset(offset)
            .limit(limit)
        )
        return [_introduction(row) for row in await self._connection.execute(query)]

    async def count_of(self, user_id: UserId) -> int:
        query = sa.select(sa.func.count()).select_from(introductions).where(*_shown(user_id))
        return (await self._connection.execute(query)).scalar_one()

    async def all_of(self, user_id: UserId) -> list[Introduction]:
        """Everything that is stored of a person's requests, both ways."""
        query = (
            sa.select(introductions)
            .where(sa.or_(introductions.c.from_id == user_id, introductions.c.to_id == user_id))
            .order_by(introductions.c.id)
        )
        return [_introduction(row) for row in await self._connection.execute(query)]


def _shown(user_id: UserId) -> list[sa.ColumnElement[bool]]:
    received = sa.and_(introductions.c.to_id == user_id, introductions.c.state != DECLINED)
    return [sa.or_(introductions.c.from_id == user_id, received)]


def _introduction(row: sa.Row[Any]) -> Introduction:
    return Introduction(
        id=IntroductionId(row.id),
        from_id=UserId(row.from_id),
        to_id=UserId(row.to_id),
        message=row.message,
        state=IntroductionState(row.state),
        created_at=row.created_at,
    )
