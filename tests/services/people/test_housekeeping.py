"""What the bot forgets in time, and what it keeps."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from db.engine import Database
from db.tables import conversations, handled_updates
from db.unit_of_work import Store
from domain.ids import UpdateId, UserId
from services.people.housekeeping import Housekeeping
from tests.clocks import ManualClock


async def test_housekeeping_forgets_what_is_old(
    store: Store, clock: ManualClock, database: Database
) -> None:
    async with store.write() as tx:
        await tx.updates.claim(UpdateId(1), clock.now() - timedelta(days=3))
        await tx.updates.claim(UpdateId(2), clock.now())
        for key, days in (("old", 8), ("new", 6)):
            then = clock.now() - timedelta(days=days)
            await tx.conversations.save(key, UserId(1), "waiting", {}, then)
    await Housekeeping(store=store, clock=clock).tidy()

    async with database.read() as connection:
        claims = (await connection.execute(sa.select(handled_updates.c.update_id))).scalars().all()
        open_keys = (await connection.execute(sa.select(conversations.c.key))).scalars().all()
    assert (claims, open_keys) == ([2], ["new"])
