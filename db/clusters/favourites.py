"""Which person keeps which cluster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import favourites
from db.upserts import insert_or_ignore
from domain.ids import ClusterId, UserId


class FavouriteQueries:
    def __init__(self, connection: AsyncConnection, changed: Callable[[UserId], None]) -> None:
        """`changed` hears whose favourites do."""
        self._connection = connection
        self._changed = changed

    async def add(self, user_id: UserId, cluster_id: ClusterId, now: datetime) -> None:
        self._changed(user_id)
        await self._connection.execute(
            insert_or_ignore(self._connection, favourites),
            {"user_id": user_id, "cluster_id": cluster_id, "created_at": now},
        )

    async def remove(self, user_id: UserId, cluster_id: ClusterId) -> None:
        self._changed(user_id)
        await self._connection.execute(
            sa.delete(favourites).where(
                favourites.c.user_id == user_id, favourites.c.cluster_id == cluster_id
            )
        )

    async def of(self, user_id: UserId) -> list[ClusterId]:
        """Newest first."""
        found = await self._connection.execute(_OF, {"user_id": user_id})
        return [ClusterId(value) for value in found.scalars()]


_OF = (
    sa.select(favourites.c.cluster_id)
    .where(favourites.c.user_id == sa.bindparam("user_id"))
    .order_by(favourites.c.created_at.desc(), favourites.c.cluster_id)
)
"""Read for cards and /my: made anew each time, it would take twice as long."""
