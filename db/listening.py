"""What other processes on one PostgreSQL store tell of their changes (LISTEN/NOTIFY).

Triggers tell when a transaction commits, so nobody who writes has to think of it
(db/migrations/versions/0018_replicas.py lists what is told).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import sqlalchemy as sa

from db.engine import Database
from domain.errors import StoreUnavailable
from domain.ports import Clock

log = logging.getLogger(__name__)

MISSED = ""
"""Passed to listeners after each (re)connection: notifications may have been missed, so
anything may have changed."""

LOOK_SECONDS = 5.0
"""Between two looks whether the server is still there: a connection may end without a word."""

PATIENCE_SECONDS = 5.0
"""For the server to answer such a look."""

RECONNECT_SECONDS = 0.5
"""After the connection has ended, before the next try."""


async def listen(database: Database, clock: Clock, changed: Callable[[str], None]) -> None:
    """Calls `changed` with each word that is told, and with MISSED; until cancelled."""
    while True:
        try:
            await _listen_once(database, changed)
        except (StoreUnavailable, OSError, TimeoutError) as error:
            log.warning("what others change is not heard: %s", error)
        except Exception:
            log.exception("what others change is not heard")
        await clock.sleep(RECONNECT_SECONDS)


async def _listen_once(database: Database, changed: Callable[[str], None]) -> None:
    gone = asyncio.Event()
    async with database.listener() as connection:
        schema = (await connection.execute(sa.select(sa.func.current_schema()))).scalar_one()
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        driver.add_termination_listener(lambda _connection: gone.set())
        channel = f"profkompas/{schema}".encode()[:63].decode(errors="ignore")
        await driver.add_listener(channel, lambda *told: changed(str(told[-1])))
        try:
            changed(MISSED)
            while not gone.is_set():
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_SECONDS):
                        await gone.wait()
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await connection.execute(sa.select(1))
        finally:
            # It must not go back to the pool with a listener.
            await connection.invalidate()
