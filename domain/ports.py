"""What the lower rooms need from the upper ones, as small Protocols."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
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


class Periodic(Protocol):
    """Work that is done again and again; `name` is unique."""

    @property
    def name(self) -> str: ...

    @property
    def every(self) -> timedelta: ...

    @property
    def run(self) -> Callable[[], Awaitable[object] | None]: ...


class Timer(Alarm, Protocol):
    """The alarm with what drives it: between `start` and `stop` it rings and works."""

    def start(self, ring: Callable[[], None], periodic: Sequence[Periodic]) -> None:
        """`ring` must only wake the worker: a long job would block the next tick."""

    def stop(self) -> None: ...


class Watchman(Protocol):
    async def report(self, problem: str, **params: str | int) -> None:
        """Tells the owners at once, past the store, of trouble that the bot cannot cure itself.

        `problem` is a message id of locales/. The same problem is told once in a while only.
        """
