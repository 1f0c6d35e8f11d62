"""The update path's frame: order per user, a gate against floods, a stop that loses nothing."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage, StorageKey
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import Update

from bot.floods import FloodGate, Verdict
from bot.replies.desk import straight
from domain.ports import Clock

log = logging.getLogger(__name__)

DRAIN_SECONDS = 20
"""How long a stop waits for handlers; process managers kill after 30 s."""


class PerUserIsolation(BaseEventIsolation):
    """One update of a user at a time, in the order they came (asyncio.Lock is fair).

    Unlike aiogram's SimpleEventIsolation it forgets a user whose updates are all done, so memory
    does not grow with everybody who ever wrote.
    """

    def __init__(self) -> None:
        self._locks: dict[StorageKey, asyncio.Lock] = {}
        self._users: Counter[StorageKey] = Counter()

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._users[key] += 1
        try:
            async with lock:
                yield
        finally:
            self._users[key] -= 1
            if not self._users[key]:
                del self._users[key], self._locks[key]

    async def close(self) -> None:
        """Locks in use end with their updates; the drain waits for those."""


class DrainingDispatcher(Dispatcher):
    """Counts updates in flight, and on shutdown waits for them before the session closes.

    Not a middleware: aiogram's isolation lock sits outside ours, so a middleware would not see
    the updates that still wait for it (measured: it lost one).
    """

    def __init__(self, *, storage: BaseStorage, clock: Clock, gate: FloodGate) -> None:
        super().__init__(storage=storage, events_isolation=PerUserIsolation())
        self._clock = clock
        self._gate = gate
        self._inflight: set[asyncio.Task[Any]] = set()
        self._newest_update_id: int | None = None
        self.shutdown.register(self.drain)

    async def feed_update(self, bot: Bot, update: Update, **kwargs: Any) -> Any:
        """Floods end here: tasks queued on a user's lock would hold memory and everyone's turn."""
        self._newest_update_id = max(update.update_id, self._newest_update_id or 0)
        user_id = _user_id(update)
        verdict = self._gate.enter(user_id, self._clock.now())
        if verdict is Verdict.DROP:
            await _end_spinner(bot, update)
            return None
        task = asyncio.current_task()
        if task is not None:
            self._inflight.add(task)
        try:
            return await super().feed_update(
                bot, update, is_throttled=verdict is Verdict.WARN, **kwargs
            )
        finally:
            self._gate.leave(user_id)
            if task is not None:
                self._inflight.discard(task)

    async def drain(self, bot: Bot) -> None:
        """Waits for what is in flight, then confirms it: the next start repeats nothing."""
        await self._clock.sleep(0)  # tasks created in this very tick have yet to enter
        waiting = {task for task in self._inflight if task is not asyncio.current_task()}
        if waiting:
            _, unfinished = await asyncio.wait(waiting, timeout=DRAIN_SECONDS)
            if unfinished:
                log.error("%s updates did not finish in time", len(unfinished))
                return
        await self._confirm(bot)

    async def _confirm(self, bot: Bot) -> None:
        """getUpdates confirms only what the *next* call's offset passes; there is no next call."""
        if self._newest_update_id is None:
            return
        try:
            await bot.get_updates(offset=self._newest_update_id + 1, limit=1, timeout=0)
        except TelegramAPIError as error:
            log.info("updates handled but not confirmed: %s", error)


async def _end_spinner(bot: Bot, update: Update) -> None:
    """Of a press that is dropped: one call, which has no limit, and no second try."""
    if update.callback_query is None:
        return
    try:
        with straight():
            await bot(AnswerCallbackQuery(callback_query_id=update.callback_query.id))
    except (TelegramAPIError, ClientDecodeError) as error:
        log.info("dropped press not answered: %s", error)


def _user_id(update: Update) -> int:
    user = getattr(update.event, "from_user", None)
    return user.id if user is not None else 0
