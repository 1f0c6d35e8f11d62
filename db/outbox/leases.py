"""Leases: which process may do what only one may do at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import leases
from db.upserts import upsert


class LeaseQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take(self, name: str, holder: str, now: datetime, length: timedelta) -> bool:
        """Takes or renews the lease until `now + length`; whether `holder` has it now. One
        statement, so of several processes one gets it.

        Another holder's lease counts as ended also where it ends later than `now + 2 * length`: it
        was written before somebody set the clock back.
        """
        statement = upsert(
            self._connection,
            leases,
            "holder",
            "until",
            where=sa.or_(
                leases.c.holder == holder,
                leases.c.until <= now,
                leases.c.until > now + length * 2,
            ),
        )
        wanted = {"name": name, "holder": holder, "until": now + length}
        return (await self._connection.execute(statement, wanted)).rowcount > 0

    async def now(self) -> datetime:
        """The present moment by the database's clock (PostgreSQL): those of two machines may
        differ."""
        statement = sa.select(sa.func.clock_timestamp())
        found: datetime = (await self._connection.execute(statement)).scalar_one()
        return found

    async def give_up(self, name: str, holder: str) -> None:
        await self._connection.execute(
            sa.delete(leases).where(leases.c.name == name, leases.c.holder == holder)
        )
