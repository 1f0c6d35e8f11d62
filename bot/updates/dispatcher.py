"""The update path's frame: each update once, order per user, a gate against floods."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import NextMiddlewareType
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage, StorageKey
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import TelegramObject, Update

from bot.replies.sender import straight
from bot.updates.flood_gate import FloodGate, Verdict
from bot.updates.incoming import read_update, unknown_fields
from domain.lru_cache import LruCache
from domain.ports import Clock

log = logging.getLogger(__name__)

REMEMBERED = 1_000
"""Updates known by their ids after they have ended; an unconfirmed one comes again much sooner."""


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


class UpdateDispatcher(Dispatcher):
    """Each update once, floods kept out, and one update of a user at a time.

    `dispatcher[name]` is one of the `services` that handlers get (bot.updates.route_index).
    """

    def __init__(
        self,
        *,
        storage: BaseStorage,
        clock: Clock,
        gate: FloodGate,
        on_unreadable: Callable[[object, Bot], Awaitable[None]] | None = None,
        on_unknown: Callable[[Sequence[str]], None] | None = None,
    ) -> None:
        super().__init__(storage=storage, events_isolation=PerUserIsolation())
        self.services: dict[str, Any] = {}
        self._on_unreadable = on_unreadable
        self._on_unknown = on_unknown
        self._clock = clock
        self._gate = gate
        self._known = LruCache[int, asyncio.Future[bool]](REMEMBERED)

    def __getitem__(self, item: str) -> Any:
        return self.services[item]

    def __setitem__(self, key: str, value: Any) -> None:
        self.services[key] = value

    async def feed_raw_update(self, bot: Bot, update: Any, **kwargs: Any) -> Any:
        """The JSON of an update. One that cannot be read is done with: it would come again and
        again, and hold others up."""
        readable = read_update(update, bot)
        if readable is not None:
            unknown = unknown_fields(readable)
            if unknown and self._on_unknown is not None:
                self._on_unknown(unknown)
            return await self.feed_update(bot, readable, **kwargs)
        if self._on_unreadable is not None:
            await self._on_unreadable(update, bot)
        return None

    async def feed_update(
        self, bot: Bot, update: Update, *, verdict: Verdict | None = None, **kwargs: Any
    ) -> Any:
        """One that is delivered again while this process lives ends with the first, in silence.

        `verdict` is that of a gate which several replicas share; None asks this process's own.

        What another life of the process has handled is known by its claim
        (db.people.handled_updates); `may_be_repeated=True` says that the update may be of that
        kind.
        """
        while (twin := self._known.get(update.update_id)) is not None:
            if await asyncio.shield(twin):
                log.info("update %s was delivered twice", update.update_id)
                return None
        end = asyncio.get_running_loop().create_future()
        self._known.keep(update.update_id, end)
        try:
            response = await self._admit(bot, update, verdict, kwargs)
        except BaseException:
            self._known.drop(update.update_id)
            end.set_result(False)
            raise
        end.set_result(True)
        return response

    async def _admit(
        self, bot: Bot, update: Update, verdict: Verdict | None, kwargs: dict[str, Any]
    ) -> Any:
        """Floods end here: tasks queued on a user's lock would hold memory and everyone's turn."""
        user_id = _user_id(update)
        found = verdict or self._gate.enter(user_id, self._clock.now())
        if found is Verdict.DROP:
            await _end_spinner(bot, update)
            return None
        try:
            return await self._pass_on(
                bot,
                update,
                is_throttled=found is Verdict.WARN,
                services=self.services,
                **kwargs,
            )
        finally:
            if verdict is None:
                self._gate.leave(user_id)

    async def _pass_on(self, bot: Bot, update: Update, **known: Any) -> Any:
        """As Dispatcher.feed_update, but that what is the same for all updates is made once."""
        if update.bot != bot:
            update = Update.model_validate(update.model_dump(), context={"bot": bot})
        data = {"dispatcher": self, **self.workflow_data, **known, "bot": bot}
        return await self._way(update, data)

    @cached_property
    def _way(self) -> NextMiddlewareType[TelegramObject]:
        """All middlewares around the listener, as they stand when the first update comes.

        aiogram puts them together anew for each update, and looks its one listener up among
        handlers with filters: a twentieth of what a screen takes that is kept ready.
        """
        inner, outer = self.update.middleware, self.update.outer_middleware
        return inner.wrap_middlewares([*outer, *inner], self._listen_update)


async def _end_spinner(bot: Bot, update: Update) -> None:
    """Ends the spinner of a press that is dropped: one call, which has no limit, and no second
    try."""
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
