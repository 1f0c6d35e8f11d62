"""Which person keeps which cluster."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import favourites
from db.upserts import insert_or_ignore
from domain.ids import ClusterId, UserId


class FavouriteQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, user_id: UserId, cluster_id: ClusterId, now: datetime) -> None:
        await self._connection.execute(
            insert_or_ignore(self._connection, favourites),
            {"user_id": user_id, "cluster_id": cluster_id, "created_at": now},
        )

    async def remove(self, user_id: UserId, cluster_id: ClusterId) -> None:
        await self._connection.execute(
            sa.delete(favourites).where(
                favourites.c.user_id == user_id, favourites.c.cluster_id == cluster_id
            )
        )

    async def of(self, user_id: UserId) -> list[ClusterId]:
        """Newest first."""
        found = await self._connection.execute(_OF, {"user_id": user_id})
        return [ClusterId(value) for value in found.scalars()]

    async def contains(self, user_id: UserId, cluster_id: ClusterId) -> bool:
        given = {"user_id": user_id, "cluster_id": cluster_id}
        return (await self._connection.execute(_ONE, given)).first() is not None


_OF = (
    sa.select(favourites.c.cluster_id)
    .where(favourites.c.user_id == sa.bindparam("user_id"))
    .order_by(favourites.c.created_at.desc(), favourites.c.cluster_id)
)
_ONE = sa.select(favourites.c.cluster_id).where(
    favourites.c.user_id == sa.bindparam("user_id"),
    favourites.c.cluster_id == sa.bindparam("cluster_id"),
)
"""Read for every card and /my: made anew each time, they would take twice as long."""
