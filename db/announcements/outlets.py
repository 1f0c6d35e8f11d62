"""Channels, groups and forum topics that announcements can go to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import announcements, outlets
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
        """A group has become a supergroup with another id: harmless when it is told again.
        Announcements name it, too: ticked under the new id beside the old one, it would get the
        post twice."""
        known = sa.select(outlets.c.thread_id).where(outlets.c.chat_id == old)
        threads = sorted((await self._connection.execute(known)).scalars())
        await self._connection.execute(
            sa.delete(outlets).where(outlets.c.chat_id == new, outlets.c.thread_id.in_(threads))
        )
        await self._connection.execute(
            sa.update(outlets).where(outlets.c.chat_id == old).values(chat_id=new)
        )
        naming = sa.select(announcements.c.id, announcements.c.outlets).where(
            sa.cast(announcements.c.outlets, sa.Text).contains(str(int(old)))
        )
        for row in (await self._connection.execute(naming)).all():
            await self._connection.execute(
                sa.update(announcements)
                .where(announcements.c.id == row.id)
                .values(outlets=_moved(row.outlets, old, new))
            )


def _moved(named: list[dict[str, Any]], old: ChatId, new: ChatId) -> list[dict[str, Any]]:
    moved = [one | {"chat_id": new} if one["chat_id"] == old else one for one in named]
    return list({(one["chat_id"], one["thread_id"]): one for one in moved}.values())
