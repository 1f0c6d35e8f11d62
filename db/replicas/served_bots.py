"""Whose store this is. Numbers of updates, chats that have let the bot in, ids of files and of
messages that are copied: all of them mean something to one bot of Telegram only."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from db.engine import Database
from db.tables import handled_updates, incoming_updates, served_bots
from domain.errors import StartRefused

SERVED = sa.select(served_bots.c.bot_id)


async def take_store(database: Database, bot_id: int, now: datetime) -> None:
    """Keeps the store for the bot of that id in Telegram, if it is nobody's yet. Raises
    StartRefused for a store of another bot: of two on one store each would take updates of the
    other for its own that come again, and write into its chats."""
    async with database.write() as connection:
        served = (await connection.execute(SERVED)).scalar_one_or_none()
        if served is None:
            mine = sa.insert(served_bots).values(bot_id=bot_id, since=now)
            await connection.execute(mine)
        elif served != bot_id:
            raise StartRefused(
                "start-other-bot", is_setting=True, served=str(served), bot=str(bot_id)
            )


async def release_store(database: Database) -> int | None:
    """Another bot may come, whose updates may have the same numbers; whose it was."""
    async with database.write() as connection:
        served: int | None = (await connection.execute(SERVED)).scalar_one_or_none()
        for table in (served_bots, handled_updates, incoming_updates):
            await connection.execute(sa.delete(table))
    return served
