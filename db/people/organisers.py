"""Organisers, and the log of what they did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import audit, organisers
from db.upserts import insert_or_ignore
from domain.ids import UserId
from domain.people.organisers import AuditEntry, Organiser


class OrganiserQueries:
    def __init__(self, connection: AsyncConnection, changed: Callable[[], None]) -> None:
        """`changed` is called when somebody becomes an organiser or is none any more."""
        self._connection = connection
        self._changed = changed

    async def has(self, user_id: UserId) -> bool:
        query = sa.select(organisers.c.user_id).where(organisers.c.user_id == user_id)
        return (await self._connection.execute(query)).first() is not None

    async def ids(self) -> frozenset[UserId]:
        rows = await self._connection.execute(sa.select(organisers.c.user_id))
        return frozenset(UserId(one) for one in rows.scalars())

    async def all(self) -> list[Organiser]:
        query = sa.select(organisers).order_by(organisers.c.added_at, organisers.c.user_id)
        return [
            Organiser(id=UserId(row.user_id), name=row.name, added_at=row.added_at)
            for row in await self._connection.execute(query)
        ]

    async def add(self, user_id: UserId, name: str, added_by: UserId, now: datetime) -> bool:
        """Whether they were not one already."""
        self._changed()
        result = await self._connection.execute(
            insert_or_ignore(self._connection, organisers),
            {"user_id": user_id, "name": name, "added_by": added_by, "added_at": now},
        )
        return result.rowcount > 0

    async def remove(self, user_id: UserId) -> bool:
        self._changed()
        statement = sa.delete(organisers).where(organisers.c.user_id == user_id)
        return (await self._connection.execute(statement)).rowcount > 0

    async def record(
        self, actor_id: UserId, actor_name: str, now: datetime, action: str, **details: Any
    ) -> None:
        await self._connection.execute(
            sa.insert(audit).values(
                at=now,
                actor_id=actor_id,
                actor_name=actor_name,
                action=action,
                details=details,
            )
        )

    async def forget_visitor(self, user_id: UserId) -> None:
        """Lines about a person who came through a door name nobody any more."""
        # Not as_integer(): that is a cast to 32 bits on PostgreSQL.
        about = sa.cast(audit.c.details["visitor"].as_string(), sa.BigInteger) == user_id
        query = sa.select(audit.c.id, audit.c.details).where(about)
        for row in (await self._connection.execute(query)).all():
            await self._connection.execute(
                sa.update(audit)
                .where(audit.c.id == row.id)
                .values(details={**row.details, "visitor": 0})
            )

    async def log(self, offset: int, limit: int) -> list[AuditEntry]:
        """Newest first."""
        query = sa.select(audit).order_by(audit.c.id.desc()).offset(offset).limit(limit)
        return [
            AuditEntry(
                at=row.at,
                actor_id=UserId(row.actor_id),
                actor_name=row.actor_name,
                action=row.action,
                details=row.details,
            )
            for row in await self._connection.execute(query)
        ]

    async def log_length(self) -> int:
        query = sa.select(sa.func.count()).select_from(audit)
        return (await self._connection.execute(query)).scalar_one()
