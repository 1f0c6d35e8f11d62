"""Which cards a person has put side by side, in the order of choosing."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import comparisons
from db.upserts import insert_or_ignore
from domain.ids import ClusterId, UserId


class ComparisonQueries:
    def __init__(self, connection: AsyncConnection, changed: Callable[[UserId], None]) -> None:
        """`changed` hears whose choice does."""
        self._connection = connection
        self._changed = changed

    async def of(self, user_id: UserId) -> list[ClusterId]:
        """First chosen first."""
        found = await self._connection.execute(_OF, {"user_id": user_id})
        return [ClusterId(value) for value in found.scalars()]

    async def add(self, user_id: UserId, cluster_id: ClusterId) -> None:
        """After all others; one that is there already keeps its place."""
        self._changed(user_id)
        last = sa.select(sa.func.coalesce(sa.func.max(comparisons.c.position), 0)).where(
            comparisons.c.user_id == user_id
        )
        position = (await self._connection.execute(last)).scalar_one() + 1
        await self._connection.execute(
            insert_or_ignore(self._connection, comparisons),
            {"user_id": user_id, "cluster_id": cluster_id, "position": position},
        )

    async def remove(self, user_id: UserId, *cluster_ids: ClusterId) -> None:
        self._changed(user_id)
        await self._connection.execute(
            sa.delete(comparisons).where(
                comparisons.c.user_id == user_id, comparisons.c.cluster_id.in_(cluster_ids)
            )
        )

    async def clear(self, user_id: UserId) -> None:
        self._changed(user_id)
        await self._connection.execute(
            sa.delete(comparisons).where(comparisons.c.user_id == user_id)
        )


_OF = (
    sa.select(comparisons.c.cluster_id)
    .where(comparisons.c.user_id == sa.bindparam("user_id"))
    .order_by(comparisons.c.position, comparisons.c.cluster_id)
)
"""Read for every card: made anew each time, it would take twice as long."""
