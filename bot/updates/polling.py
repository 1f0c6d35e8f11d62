"""Asks Telegram for updates, and confirms one only when it is finished.

An offset confirms all that is older (core.telegram.org/bots/api#getupdates). aiogram's own polling
asks with the id after the newest it has seen, and so confirms what is still being handled: a
process that dies then loses it. Here the offset stops at the oldest unfinished update; those past
it come again with every answer and are known by their ids. docs/adr/0018.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramRetryAfter

from bot.updates.context import UpdateContext, current_update
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.incoming import GetRawUpdates, id_of
from domain.ports import Clock

log = logging.getLogger(__name__)

Result = TypeVar("Result")

POLL_SECONDS = 20
"""How long Telegram holds a request when nothing comes."""

HANG_SECONDS = 10
"""Past the poll's own time: then nobody will answer any more."""

DRAIN_SECONDS = 20
"""How long a stop waits for handlers; process managers kill after 30 s."""

WINDOW = 100
"""The most that one getUpdates returns, the unfinished and what came after them included."""

IN_WORK = 200
"""Updates handled at once; the rest wait at Telegram, which keeps them for 24 hours.

Twice the window: what waits for an answer of which its handler wants to know the end (a file) is
finished for the window, and lets a second one in.
"""

CROWDED = WINDOW // 2
"""Unconfirmed updates above which those that only wait for their answers to leave are let go."""

HELD = 1_000
"""Handlers at once, those included that wait for an answer to leave: each holds some 50 KB."""

PAUSES = (0.05, 0.4)
"""Seconds between two polls while something is unfinished, when Telegram answers at once with what
is known: from the first, doubled as long as nothing new comes, to the second."""

RETRIES = (1.0, 15.0)
"""Seconds before the next request after the first and after many failures in a row."""


class Replies(Protocol):
    """Of bot.replies.sender.ReplySender."""

    @property
    def is_full(self) -> bool: ...

    def let_go(self) -> None: ...

    async def settle(self, seconds: float) -> None: ...


@dataclass(slots=True)
class Window:
    """The updates that were taken and are not confirmed, in the order they came. Pure."""

    _is_finished: dict[int, bool] = field(default_factory=dict)
    _newest: int | None = None
    unfinished: int = 0

    def __len__(self) -> int:
        return len(self._is_finished)

    @property
    def offset(self) -> int | None:
        """The oldest one kept, else the id after the newest; None before the first."""
        if self._is_finished:
            return next(iter(self._is_finished))
        return None if self._newest is None else self._newest + 1

    def take(self, update_id: int) -> bool:
        """False when it was taken already."""
        if update_id in self._is_finished:
            return False
        self._is_finished[update_id] = False
        self._newest = update_id
        self.unfinished += 1
        return True

    def finish(self, update_id: int) -> None:
        """Harmless for one that is finished, confirmed or was never taken."""
        if self._is_finished.get(update_id, True):
            return
        self._is_finished[update_id] = True
        self.unfinished -= 1

    def advance(self) -> None:
        """Forgets what the next request confirms. Only between two requests: the answer to one
        that is under way still holds what has finished meanwhile."""
        finished = itertools.takewhile(self._is_finished.__getitem__, list(self._is_finished))
        for update_id in finished:
            del self._is_finished[update_id]


@dataclass(kw_only=True, slots=True)
class Polling:
    """`run` returns once `stop` was called and what was in work has ended or its time is over."""

    bot: Bot
    dispatcher: UpdateDispatcher
    clock: Clock
    replies: Replies | None = None
    """Where answers wait whose handlers have gone."""
    on_conflict: Callable[[str], Awaitable[None]] | None = None
    """Told in Telegram's words, each time, that somebody else takes this bot's updates."""
    poll_seconds: int = POLL_SECONDS
    hang_seconds: float = HANG_SECONDS
    drain_seconds: float = DRAIN_SECONDS
    in_work: int = IN_WORK
    held: int = HELD
    answered_at: float | None = field(default=None, init=False)
    """On the running clock, when Telegram last answered getUpdates."""
    _window: Window = field(default_factory=Window)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _working: set[int] = field(default_factory=set)
    """Updates whose handlers have neither ended nor wait for an answer to leave."""
    _pause: float = PAUSES[0]
    _failures: int = 0
    _limit: int = WINDOW
    """Asked for last."""
    _is_catching_up: bool = True
    """What waited at the start comes, some of which a former life of the process has handled."""
    _is_stopping: bool = False
    _moved: asyncio.Event = field(default_factory=asyncio.Event)
    """Something that `run` may wait for has happened."""

    def stop(self) -> None:
        self._is_stopping = True
        self._moved.set()

    async def run(self, allowed_updates: Sequence[str]) -> None:
        while not self._is_stopping:
            await self._until(self._has_room)
            if not self._is_stopping:
                answer = await self._poll(allowed_updates)
                await self._wait_for_room(self._take(answer or ()))
                if answer is not None and len(answer) < self._limit:
                    self._is_catching_up = False
        await self._drain()

    def _has_room(self) -> bool:
        self._window.advance()
        if len(self._window) > CROWDED and self.replies is not None:
            self.replies.let_go()
            self._window.advance()
        has_hands = len(self._working) < self.in_work and len(self._tasks) < self.held
        is_full = self.replies is not None and self.replies.is_full
        return has_hands and not is_full and len(self._window) < WINDOW

    async def _wait_for_room(self, fresh: int) -> None:
        """Waits until half of what is unfinished has ended, or a while: Telegram would repeat it
        at once, and new updates of others shall not wait for it."""
        before = self._window.unfinished
        first, longest = PAUSES
        # With nothing unfinished a long poll is over; or a broken server answers it at once.
        self._pause = first if fresh or not before else min(2 * self._pause, longest)
        await self._until(lambda: 0 < before >= 2 * self._window.unfinished, self._pause)

    async def _until(self, is_true: Callable[[], bool], seconds: float | None = None) -> None:
        """Or until a stop is asked for, or the time is over."""
        timer = None if seconds is None else self._noticed(self.clock.sleep(seconds))
        while not (is_true() or self._is_stopping or (timer is not None and timer.done())):
            self._moved.clear()
            await self._moved.wait()
        if timer is not None:
            timer.cancel()

    def _noticed(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        task = asyncio.create_task(work)
        task.add_done_callback(lambda _task: self._moved.set())
        return task

    async def _poll(self, allowed_updates: Sequence[str]) -> Sequence[object] | None:
        """What Telegram answered; None after a failure (which is slept off) or at a stop."""
        asking = self._noticed(self._ask(allowed_updates))
        await self._until(asking.done)
        if not asking.done():
            await _cancelled({asking})
            return None
        try:
            answer = asking.result()
        except Exception as error:
            await self._recover_from(error)
            return None
        if self._failures:
            log.info("updates come again after %s failed polls", self._failures)
        self._failures = 0
        self.answered_at = self.clock.monotonic()
        return answer

    async def _ask(self, allowed_updates: Sequence[str]) -> Sequence[object]:
        # With something unfinished Telegram would answer at once anyhow.
        seconds = 0 if len(self._window) else self.poll_seconds
        self._limit = min(WINDOW, len(self._window) + self.in_work - len(self._working))
        method = GetRawUpdates(
            offset=self._window.offset,
            limit=self._limit,
            timeout=seconds,
            allowed_updates=list(allowed_updates),
        )
        patience = seconds + self.hang_seconds
        async with asyncio.timeout(patience):
            # The session's own timeout is longer, or it would be chance which of the two ends it.
            answer: Any = await self.bot(method, request_timeout=int(patience) + 5)
        return answer if isinstance(answer, list) else ()

    async def _recover_from(self, error: Exception) -> None:
        first, longest = RETRIES
        delay = min(longest, first * 2 ** min(self._failures, 10)) * random.uniform(0.8, 1.0)  # noqa: S311  (jitter)
        self._failures += 1
        if isinstance(error, TelegramRetryAfter):
            delay = float(error.retry_after)
        if isinstance(error, TelegramConflictError):
            log.error("another program takes this bot's updates: %s", error.message)
            if self.on_conflict is not None:
                await self.on_conflict(error.message)
        else:
            # Not in its words: an answer that cannot be decoded holds what people have written.
            log.warning("getUpdates failed (%s), again in %.1f s", type(error).__name__, delay)
        await self._until(lambda: False, delay)

    def _take(self, answer: Sequence[object]) -> int:
        """Begins with what is new; returns how much that is."""
        fresh = 0
        for raw in answer:
            update_id = id_of(raw)
            if update_id is None:
                log.error("getUpdates returned something that is no update")
            elif self._window.take(update_id):
                fresh += 1
                self._working.add(update_id)
                task = self._noticed(
                    self._handle(update_id, raw, may_be_repeated=self._is_catching_up)
                )
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        return fresh

    async def _handle(self, update_id: int, raw: object, *, may_be_repeated: bool) -> None:
        context = UpdateContext(update_id, lambda: self._finish(update_id))
        current_update.set(context)
        try:
            await self.dispatcher.feed_raw_update(self.bot, raw, may_be_repeated=may_be_repeated)
        except Exception:
            # The error boundary itself has failed; trying for ever would help nobody.
            log.exception("update %s failed", update_id)
        self._working.discard(update_id)
        self._moved.set()
        context.handled()

    def _finish(self, update_id: int) -> None:
        self._working.discard(update_id)
        self._window.finish(update_id)
        self._moved.set()

    async def _drain(self) -> None:
        """Waits for what is in work and for answers, then confirms what is finished: the rest
        comes again. Answers of confirmed updates that have not left by then are lost."""
        ends_at = self.clock.monotonic() + self.drain_seconds
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=self.drain_seconds)
            if late:
                log.error("%s updates did not finish in time", len(late))
                await _cancelled(late)
        if self.replies is not None:
            await self.replies.settle(max(0.0, ends_at - self.clock.monotonic()))
        self._window.advance()
        if self._window.offset is None:
            return
        try:
            async with asyncio.timeout(self.hang_seconds):
                await self.bot(GetRawUpdates(offset=self._window.offset, limit=1, timeout=0))
        except Exception as error:
            log.info("updates handled but not confirmed: %s", type(error).__name__)


async def _cancelled(tasks: set[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
