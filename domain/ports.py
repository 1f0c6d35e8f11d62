"""What the lower rooms need from the upper ones, as small Protocols."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from domain.outbox import OutboxRow, Outcome


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC. May jump, when somebody sets the computer's clock."""

    def monotonic(self) -> float:
        """Seconds since some moment; never jumps, so pacing and waiting are measured on it."""

    async def sleep(self, seconds: float) -> None: ...


Turn = Callable[[], Awaitable[bool]]
"""Waits until a message may leave; False when it may not any more."""


class Sender(Protocol):
    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        """One attempt at one message; never raises for what Telegram or the network did.

        `turn` is awaited once, right before the first call; None where it refuses.
        """


class Alarm(Protocol):
    def wake_at(self, moment: datetime) -> None:
        """Ring for the outbox at `moment` or earlier; an earlier alarm already set stays."""


class Watchman(Protocol):
    async def report(self, problem: str, **params: str | int) -> None:
        """Tells the owners at once, past the store, of trouble that the bot cannot cure itself.

        `problem` is a message id of locales/. The same problem is told once in a while only.
        """
