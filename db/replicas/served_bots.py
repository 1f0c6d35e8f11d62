"""Whose store this is. Numbers of updates, chats that have let the bot in, ids of files and of
messages that are copied: all of them mean something to one bot of Telegram only."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import handled_updates, incoming_updates, served_bots


class ServedBotQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def served(self) -> int | None:
        """Telegram's id of the bot; None for a store that has served none yet."""
        query = sa.select(served_bots.c.bot_id)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def serve(self, bot_id: int, now: datetime) -> None:
        await self._connection.execute(sa.insert(served_bots).values(bot_id=bot_id, since=now))

    async def release(self) -> None:
        """Another bot may come, whose updates may have the same numbers."""
        for table in (served_bots, handled_updates, incoming_updates):
            await self._connection.execute(sa.delete(table))
