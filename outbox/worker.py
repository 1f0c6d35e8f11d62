"""The loop that empties the outbox: claim in one transaction, send outside, settle in another."""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import dataclass, field
from datetime import timedelta

from db.unit_of_work import Store
from domain.outbox import OutboxRow, OutboxState
from domain.ports import Alarm, Clock, Sender
from outbox.limiter import SlidingLimiter
from outbox.policy import Decision, Retry, decide

log = logging.getLogger(__name__)

BATCH = 20
"""Rows in flight at most; also what a crash can repeat."""

LEASE = timedelta(minutes=2)
"""Longer than one send can take (aiogram's request timeout is 60 s)."""


@dataclass(kw_only=True, slots=True)
class Worker:
    store: Store
    sender: Sender
    clock: Clock
    alarm: Alarm
    limiter: SlidingLimiter
    jitter: random.Random = field(default_factory=random.Random)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _is_stopping: bool = False

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        """Finish what is in flight, begin nothing more."""
        self._is_stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Until stopped. A failing store is logged and tried again when the alarm rings."""
        log.info("outbox worker started")
        while not self._is_stopping:
            self._wake.clear()
            try:
                await self.drain()
                await self._plan()
            except Exception:
                log.exception("outbox worker could not work; waiting for the next alarm")
            await self._wake.wait()
        log.info("outbox worker stopped")

    async def drain(self) -> int:
        """Sends all that is due now; how many rows it took."""
        taken = 0
        async with self.store.write() as tx:
            await tx.outbox.release_expired_leases(self.clock.now())
        while not self._is_stopping:
            now = self.clock.now()
            async with self.store.write() as tx:
                rows = await tx.outbox.claim(now, now + LEASE, BATCH)
            if not rows:
                break
            taken += len(rows)
            # Shielded: a cancelled worker must still record what was sent.
            await asyncio.shield(asyncio.gather(*[self._deliver(row) for row in rows]))
        return taken

    async def _plan(self) -> None:
        async with self.store.read() as tx:
            due_at = await tx.outbox.next_due_at()
        if due_at is not None:
            self.alarm.wake_at(due_at)

    async def _deliver(self, row: OutboxRow) -> None:
        now = self.clock.now()
        if row.expires_at is not None and now >= row.expires_at:
            async with self.store.write() as tx:
                await tx.outbox.settle(row.id, OutboxState.EXPIRED, now, error="too late")
            return
        await self._pace()
        outcome = await self.sender.send(row)
        decision = decide(outcome, row, self.clock.now(), self.jitter.random())
        await self._record(row, decision)

    async def _pace(self) -> None:
        while (wait := self.limiter.wait(self.clock.now())) > timedelta(0):
            await self.clock.sleep(wait.total_seconds())
        self.limiter.started(self.clock.now())

    async def _record(self, row: OutboxRow, decision: Decision) -> None:
        now = self.clock.now()
        if isinstance(decision, Retry):
            if decision.pause_all:
                self.limiter.pause(decision.at)
            async with self.store.write() as tx:
                await tx.outbox.requeue(
                    row.id, decision.at, error=decision.error, chat_id=decision.chat_id
                )
            return
        async with self.store.write() as tx:
            await tx.outbox.settle(
                row.id,
                decision.state,
                now,
                message_id=decision.message_id,
                error=decision.error,
            )
            if decision.is_gone:
                await tx.users.set_unreachable(row.chat_id, now)
                await tx.outbox.cancel_queued(row.chat_id, now, "unreachable")
