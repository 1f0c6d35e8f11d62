"""Keeps promises: what a person must learn becomes an outbox row when its answer is in danger.

An answer that has left in time costs no statement. One that waits is written down before its
update counts as finished, so whatever ends the process, one of the two brings the news: the row,
or the update that Telegram sends again. The row waits a little longer than the answer may take,
and is withdrawn once the answer has left. Those that come while others are being written share the
next transaction: a crowd costs a few.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.updates.context import current_update
from bot.updates.middlewares import Handler
from db.unit_of_work import Store
from domain.ports import Clock
from domain.promises import Promises, current_promises

log = logging.getLogger(__name__)

ANSWER_GRACE = timedelta(seconds=60)
"""For the answer itself, before its row may leave."""


@dataclass(kw_only=True, slots=True)
class PromiseKeeper(BaseMiddleware):
    store: Store
    clock: Clock
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """A row must be there before it can be withdrawn."""
    _unwritten: list[tuple[Promises, timedelta]] = field(default_factory=list)
    _kept: list[str] = field(default_factory=list)
    """Dedupe keys of rows whose answers have left."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        promises = Promises()
        token = current_promises.set(promises)
        try:
            result = await handler(event, data)
        except Exception:
            # Whatever failed after the commit, the answer or its making.
            await self.write(promises, timedelta(0))
            raise
        finally:
            current_promises.reset(token)
        promises.is_complete = True
        await self._settle(promises)
        return result

    async def answer_ended(self, promises: Promises | None, *, is_given_up: bool) -> None:
        """An answer has ended that was handed over (bot.replies.sender), of the running task's
        update."""
        if promises is not None and is_given_up:
            await self.write(promises, timedelta(0))
        if (update := current_update.get()) is not None:
            update.has_failed |= is_given_up
            update.answer_ended()
        if promises is not None:
            await self._settle(promises)

    async def _settle(self, promises: Promises) -> None:
        """Once the update is handled and all its answers have ended; else when the last has."""
        update = current_update.get()
        if not promises.is_complete:
            return
        if update is None or not update.has_answers:
            if update is None or not update.has_failed:
                await self._withdraw(promises)
        elif update.is_confirmed_by_return:
            await self.write(promises)

    async def write(self, promises: Promises, delay: timedelta = ANSWER_GRACE) -> bool:
        """Whether they are in the outbox now; there may be none, which is as good."""
        if not promises.messages:
            return True
        self._unwritten.append((promises, delay))
        async with self._lock:
            await self._write_all()
        return promises.is_written or not promises.messages

    async def _write_all(self) -> None:
        promised, self._unwritten = self._unwritten, []
        promised = [one for one in promised if not one[0].is_written]
        now = self.clock.now()
        rows = [
            replace(message, not_before=now + delay)
            for promises, delay in promised
            for message in promises.messages
        ]
        if not rows:
            return
        try:
            async with self.store.write() as tx:
                await tx.outbox.add(rows, now)
        except Exception:
            log.exception("%s promised messages could not be written", len(rows))
            return
        for promises, _ in promised:
            promises.is_written = True

    async def _withdraw(self, promises: Promises) -> None:
        """The answer has left: a row would only say it again."""
        keys = [one.dedupe_key for one in promises.messages]
        promises.messages.clear()
        if not keys or not (promises.is_written or self._lock.locked()):
            return
        self._kept += keys
        async with self._lock:
            await self._withdraw_all()

    async def _withdraw_all(self) -> None:
        keys, self._kept = self._kept, []
        if not keys:
            return
        try:
            async with self.store.write() as tx:
                await tx.outbox.withdraw(keys, self.clock.now(), "answered")
        except Exception:
            log.exception("%s promised messages are sent although answered", len(keys))
