"""Whether the bot does its work now: asked by whoever sends it traffic or replaces it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.updates.connection_watch import ConnectionWatch
from bot.updates.polling import Polling
from db.engine import Database
from db.schema import is_at_head
from domain.ports import Clock
from outbox.worker import Worker

SILENT_SECONDS = 180.0
"""A getUpdates that is answered by nothing ends within a minute."""


@dataclass(kw_only=True, slots=True)
class Readiness:
    database: Database
    clock: Clock
    worker: Worker
    polling: Polling
    connection: ConnectionWatch

    async def missing(self) -> list[str]:
        """Of: store, schema, lease, updates."""
        found: list[str] = []
        try:
            async with self.database.read() as connection:
                if not await connection.run_sync(is_at_head):
                    found.append("schema")
        except Exception:
            found.append("store")
        if not self.worker.lease.is_known:
            found.append("lease")
        if not self._gets_updates():
            found.append("updates")
        return found

    def _gets_updates(self) -> bool:
        if self.connection.address:
            return self.connection.is_set
        answered_at = self.polling.answered_at
        return answered_at is not None and (self.clock.monotonic() - answered_at < SILENT_SECONDS)
