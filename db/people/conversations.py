"""What text the bot waits for from whom; survives a restart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import conversations
from db.upserts import upsert
from domain.ids import UserId


class ConversationQueries:
    def __init__(self, connection: AsyncConnection, changed: Callable[[str | None], None]) -> None:
        """`changed` hears the key of every conversation written, None for several at once."""
        self._connection = connection
        self._changed = changed

    async def get(self, key: str) -> tuple[str | None, dict[str, Any]]:
        row = (await self._connection.execute(_BY_KEY, {"key": key})).one_or_none()
        return (row.state, row.data) if row else (None, {})

    async def save(
        self, key: str, user_id: UserId, state: str | None, data: dict[str, Any], now: datetime
    ) -> None:
        """Upserts the conversation, or deletes it where it has neither a state nor data."""
        self._changed(key)
        if state is None and not data:
            await self._connection.execute(
                sa.delete(conversations).where(conversations.c.key == key)
            )
            return
        await self._connection.execute(
            upsert(self._connection, conversations, "state", "data", "updated_at"),
            {"key": key, "user_id": user_id, "state": state, "data": data, "updated_at": now},
        )

    async def delete_of(self, user_id: UserId) -> None:
        self._changed(None)
        await self._connection.execute(
            sa.delete(conversations).where(conversations.c.user_id == user_id)
        )

    async def forget_before(self, moment: datetime) -> int:
        self._changed(None)
        statement = sa.delete(conversations).where(conversations.c.updated_at < moment)
        return (await self._connection.execute(statement)).rowcount


_BY_KEY = sa.select(conversations.c.state, conversations.c.data).where(
    conversations.c.key == sa.bindparam("key")
)
