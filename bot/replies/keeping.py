"""Keeps promises: what a person must learn becomes an outbox row when its answer is in danger.

An answer that has left in time costs no statement. One that waits is written down before its
update counts as finished, so whatever ends the process, one of the two brings the news: the row,
or the update that Telegram sends again. The row waits a little longer than the answer may take,
and is withdrawn once the answer has left.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.middlewares import Handler
from db.unit_of_work import Store
from domain.ports import Alarm, Clock
from domain.promises import Promises, current_promises

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=60)
"""For the answer itself, before its row may leave."""


@dataclass(kw_only=True, slots=True)
class PromiseKeeper(BaseMiddleware):
    store: Store
    clock: Clock
    alarm: Alarm
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """A row must be there before it can be withdrawn."""

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
        await self._withdraw(promises)
        return result

    async def write(self, promises: Promises, delay: timedelta = GRACE) -> bool:
        """Whether they are in the outbox now; there may be none, which is as good."""
        async with self._lock:
            if promises.is_written or not promises.messages:
                return True
            now = self.clock.now()
            rows = [replace(one, not_before=now + delay) for one in promises.messages]
            try:
                async with self.store.write() as tx:
                    await tx.outbox.add(rows, now)
                    tx.after_commit(lambda: self.alarm.wake_at(now + delay))
            except Exception:
                log.exception("%s promised messages could not be written", len(rows))
                return False
            promises.is_written = True
            return True

    async def _withdraw(self, promises: Promises) -> None:
        """The answer has left: a row would only say it again."""
        keys = [one.dedupe_key for one in promises.messages]
        promises.messages.clear()
        if not keys or not (promises.is_written or self._lock.locked()):
            return
        async with self._lock:
            if not promises.is_written:
                return
            try:
                async with self.store.write() as tx:
                    await tx.outbox.withdraw(keys, self.clock.now(), "answered")
            except Exception:
                log.exception("%s promised messages are sent although answered", len(keys))
