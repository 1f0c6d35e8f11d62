"""Claims on updates: Telegram may deliver one twice, its effect must happen once.

A claim is made in the transaction of the effect, so that both are there after a crash or neither.
tests/architecture/test_claims.py lists the writes that need none. docs/adr/0018.
"""

from __future__ import annotations

from collections.abc import Sequence
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

    async def claim_each(self, update_ids: Sequence[UpdateId], now: datetime) -> set[UpdateId]:
        """Those that were not claimed yet: the effects of the others have happened."""
        if not update_ids:
            return set()
        statement = insert_or_ignore(self._connection, handled_updates)
        found = await self._connection.execute(
            statement.returning(handled_updates.c.update_id),
            [{"update_id": one, "handled_at": now} for one in update_ids],
        )
        return set(map(UpdateId, found.scalars()))

    async def is_claimed(self, update_id: UpdateId) -> bool:
        """Whether an effect of it is committed."""
        statement = sa.select(sa.literal(1)).where(handled_updates.c.update_id == update_id)
        return (await self._connection.execute(statement)).first() is not None

    async def forget_before(self, moment: datetime) -> int:
        """Telegram keeps updates for 24 hours, so older claims protect nothing."""
        statement = sa.delete(handled_updates).where(handled_updates.c.handled_at < moment)
        return (await self._connection.execute(statement)).rowcount
