"""Profiles of participants, and the directory of those who agreed to be found in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import clusters, participants, registrations
from db.upserts import insert_or_ignore, upsert
from domain.clusters.cards import Industry
from domain.ids import ClusterId, UserId
from domain.programme.participants import COUNT_LIMIT, Participant


class ParticipantQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def mark_asked(self, user_ids: Sequence[UserId], now: datetime) -> set[UserId]:
        """Those of them who had not been asked before: an empty row remembers that."""
        statement = insert_or_ignore(self._connection, participants)
        found = await self._connection.execute(
            statement.returning(participants.c.user_id),
            [{"user_id": user_id, "updated_at": now} for user_id in user_ids],
        )
        return set(map(UserId, found.scalars()))

    async def find(self, user_id: UserId) -> Participant | None:
        return (await self.many([user_id])).get(user_id)

    async def many(self, user_ids: Sequence[UserId]) -> dict[UserId, Participant]:
        rows = await self._connection.execute(_WHOLE.where(participants.c.user_id.in_(user_ids)))
        return {UserId(row.user_id): _participant(row) for row in rows}

    async def save(self, one: Participant, now: datetime) -> None:
        """Adds or replaces the whole profile."""
        values = _values(one, now)
        columns = [name for name in values if name != "user_id"]
        statement = upsert(self._connection, participants, *columns)
        await self._connection.execute(statement, values)

    async def has_registration(self, user_id: UserId) -> bool:
        query = sa.select(registrations.c.session_id).where(registrations.c.user_id == user_id)
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def listed(
        self, industry: Industry | None, region: str, offset: int, limit: int
    ) -> list[Participant]:
        """A page of the directory by name; without contacts, which are not for everybody."""
        query = (
            _WHOLE.where(*_listed(industry, region))
            .order_by(participants.c.name, participants.c.user_id)
            .offset(offset)
            .limit(limit)
        )
        rows = await self._connection.execute(query)
        return [_participant(row, contact="") for row in rows]

    async def count_listed(self, industry: Industry | None, region: str) -> int:
        """How many profiles are listed; COUNT_LIMIT stands for it and for more."""
        some = (
            sa.select(participants.c.user_id)
            .where(*_listed(industry, region))
            # In the order of an index: where few are listed, a scan would read everybody.
            .order_by(participants.c.name, participants.c.user_id)
            .limit(COUNT_LIMIT)
            .subquery()
        )
        query = sa.select(sa.func.count()).select_from(some)
        return (await self._connection.execute(query)).scalar_one()

    async def industries(self, region: str) -> dict[Industry, int]:
        """How many are listed in each industry, in one region or (empty) in all."""
        column = participants.c.industry
        return {Industry(name): count for name, count in await self._counts(column, None, region)}

    async def regions(self, industry: Industry | None) -> dict[str, int]:
        """How many are listed in each region, of one industry or (None) of all."""
        return dict(await self._counts(participants.c.region, industry, ""))

    async def _counts(
        self, column: sa.ColumnElement[str], industry: Industry | None, region: str
    ) -> list[tuple[str, int]]:
        query = (
            sa.select(column, sa.func.count())
            .where(*_listed(industry, region), column != "")
            .group_by(column)
        )
        return [(row[0], row[1]) for row in await self._connection.execute(query)]


_WHOLE = sa.select(participants, clusters.c.name.label("cluster_name")).join_from(
    participants, clusters, clusters.c.id == participants.c.cluster_id, isouter=True
)


def _listed(industry: Industry | None, region: str) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = [participants.c.is_listed.is_(True)]
    if industry is not None:
        where.append(participants.c.industry == industry.value)
    if region:
        where.append(participants.c.region == region)
    return where


def _participant(row: sa.Row[Any], contact: str | None = None) -> Participant:
    return Participant(
        user_id=UserId(row.user_id),
        name=row.name,
        region=row.region,
        industry=Industry(row.industry) if row.industry else None,
        cluster_id=ClusterId(row.cluster_id) if row.cluster_id else None,
        cluster_name=row.cluster_name or "",
        organisation=row.organisation,
        position=row.position,
        contact=row.contact if contact is None else contact,
        is_listed=row.is_listed,
    )


def _values(one: Participant, now: datetime) -> dict[str, Any]:
    return {
        "user_id": one.user_id,
        "name": one.name,
        "region": one.region,
        "industry": one.industry.value if one.industry else "",
        "cluster_id": one.cluster_id,
        "organisation": one.organisation,
        "position": one.position,
        "contact": one.contact,
        "is_listed": one.is_listed,
        "updated_at": now,
    }
