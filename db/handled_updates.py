"""Claims on updates: Telegram may deliver one twice, its effect must happen once."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import handled_updates
from db.upserts import insert_or_ignore
from domain.errors import AlreadyHandled
from domain.ids import UpdateId


class HandledUpdateQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, update_id: UpdateId, now: datetime) -> None:
        """Commits together with the effect. Raises AlreadyHandled the second time."""
        result = await self._connection.execute(
            insert_or_ignore(self._connection, handled_updates),
            {"update_id": update_id, "handled_at": now},
        )
        if result.rowcount == 0:
            raise AlreadyHandled

    async def claimed_at(self, update_id: UpdateId) -> datetime | None:
        """None for an update without an effect that is committed."""
        statement = sa.select(handled_updates.c.handled_at)
        found = await self._connection.execute(
            statement.where(handled_updates.c.update_id == update_id)
        )
        return found.scalar()

    async def forget_before(self, moment: datetime) -> int:
        """Telegram keeps updates for 24 hours, so older claims protect nothing."""
        statement = sa.delete(handled_updates).where(handled_updates.c.handled_at < moment)
        return (await self._connection.execute(statement)).rowcount
