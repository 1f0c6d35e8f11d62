"""Channels, groups and forum topics that announcements can go to."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import outlets
from db.upserts import upsert
from domain.announcements.announcements import Outlet
from domain.ids import ChatId

NO_THREAD = 0
"""A primary key holds no NULL; no topic of Telegram has the number 0."""


class OutletQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> list[Outlet]:
        query = sa.select(outlets).order_by(outlets.c.title, outlets.c.thread_id)
        return [
            Outlet(chat_id=ChatId(row.chat_id), title=row.title, thread_id=row.thread_id or None)
            for row in await self._connection.execute(query)
        ]

    async def save(self, outlet: Outlet, now: datetime) -> None:
        await self._connection.execute(
            upsert(self._connection, outlets, "title"),
            {
                "chat_id": outlet.chat_id,
                "thread_id": outlet.thread_id or NO_THREAD,
                "title": outlet.title,
                "added_at": now,
            },
        )

    async def forget(self, chat_id: ChatId) -> None:
        await self._connection.execute(sa.delete(outlets).where(outlets.c.chat_id == chat_id))

    async def move(self, old: ChatId, new: ChatId) -> None:
        """A group has become a supergroup with another id."""
        await self.forget(new)
        await self._connection.execute(
            sa.update(outlets).where(outlets.c.chat_id == old).values(chat_id=new)
        )
