"""Starting while others are away: what is waited for, and what is refused at once."""

from __future__ import annotations

import asyncio
import errno
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SetWebhook

from bot.delivery.outcomes import UnreadableAnswer
from db import diagnosis as store
from db.diagnosis import StoreTrouble, diagnose, reason_of
from domain.errors import StartRefused
from domain.ports import Clock

log = logging.getLogger(__name__)

T = TypeVar("T")

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 15.0
"""Seconds between two tries, doubling; the longest is also how late a start can be."""

TOLD_EVERY_SECONDS = 60.0
"""Seconds between two lines of the log while the same is waited for."""

ATTEMPT_SECONDS = 10
"""For one question to Telegram, which is asked again: aiogram itself would wait for a minute."""

TELEGRAM_PASSES = (
    UnreadableAnswer,  # a proxy's page: Telegram itself has said nothing
    ClientDecodeError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)


class Dependency(StrEnum):
    """What a start needs, by the names that /healthz and the log show."""

    STORE = "store"
    TELEGRAM = "telegram"


@dataclass(kw_only=True, slots=True)
class Startup:
    """`waits_for` is None before the start and once it is over."""

    clock: Clock
    jitter: random.Random = field(default_factory=random.Random)
    waits_for: Dependency | None = None

    async def until_answered(self, peer: Dependency, attempt: Callable[[], Awaitable[T]]) -> T:
        """What `attempt` returns, tried again for as long as only passing trouble prevents it.

        Raises StartRefused where waiting would not help; a bug is raised as it is.
        """
        shown, wait = self.waits_for, _Wait(peer, self.clock, self.jitter)
        while True:
            try:
                result = await attempt()
            except Exception as error:
                if not is_passing(error):
                    raise refusal_of(error) or error from error
                self.waits_for = peer
                await wait.after(error)
            else:
                self.waits_for = shown
                wait.end()
                return result


@dataclass(slots=True)
class _Wait:
    """The waits for one dependency: pauses that grow, and a line of the log a minute."""

    peer: Dependency
    clock: Clock
    jitter: random.Random
    _began: float | None = None
    _told_at: float = float("-inf")
    _pause: float = FIRST_PAUSE_SECONDS

    async def after(self, error: Exception) -> None:
        now = self.clock.monotonic()
        self._began = now if self._began is None else self._began
        if now - self._told_at >= TOLD_EVERY_SECONDS:
            self._told_at = now
            waited = now - self._began
            log.warning("waiting for the %s for %.0f s: %s", self.peer, waited, _said(error))
        seconds = self._pause * self.jitter.uniform(0.5, 1.0)
        if isinstance(error, TelegramRetryAfter):
            seconds = max(seconds, error.retry_after)
        self._pause = min(LONGEST_PAUSE_SECONDS, 2 * self._pause)
        await self.clock.sleep(seconds)

    def end(self) -> None:
        if self._began is not None:
            log.info(
                "the %s answers after %.0f s", self.peer, self.clock.monotonic() - self._began
            )


def is_passing(error: Exception) -> bool:
    return isinstance(error, TELEGRAM_PASSES) or diagnose(error) is StoreTrouble.AWAY


def refusal_of(error: Exception) -> StartRefused | None:
    """The sentence for whoever runs the bot; None for what is neither store nor Telegram."""
    if isinstance(error, StartRefused):
        return error
    if isinstance(error, TelegramAPIError):
        return _refused_by_telegram(error)
    return store.refusal_of(error)


def _refused_by_telegram(error: TelegramAPIError) -> StartRefused:
    if isinstance(error, (TelegramUnauthorizedError, TelegramNotFound)):
        return StartRefused("start-token-wrong", is_setting=True, reason=error.message)
    is_webhook = isinstance(getattr(error, "method", None), SetWebhook)
    if isinstance(error, TelegramBadRequest) and is_webhook:
        return StartRefused("start-webhook-refused", is_setting=True, reason=error.message)
    return StartRefused("start-telegram-refused", reason=error.message)


@contextmanager
def listening() -> Iterator[None]:
    """Around the opening of the web port. Raises StartRefused."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno == errno.EADDRINUSE:
            raise StartRefused("start-port-taken", reason=reason) from error
        raise StartRefused("start-port-refused", is_setting=True, reason=reason) from error


async def done_before(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Whether `work` came to its end before a stop was asked for; else it is cancelled.

    Raises what `work` raises.
    """
    task = asyncio.create_task(work)
    watch = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
            return True
        return False
    finally:
        watch.cancel()
        task.cancel()
        # What it raises while it is taken down is nobody's concern any more.
        await asyncio.gather(task, watch, return_exceptions=True)


def _said(error: Exception) -> str:
    """One line. Not the content of an answer that cannot be read: it may be a whole page."""
    if isinstance(error, (ClientDecodeError, UnreadableAnswer)):
        return "an answer that is not the Bot API's"
    if isinstance(error, TelegramAPIError):
        return error.message.splitlines()[0]
    return reason_of(error)
