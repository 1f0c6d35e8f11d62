"""What the lower rooms need from the upper ones, as small Protocols."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
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
    def wake(self) -> None:
        """Ring at once. The store does, after a commit that left something to deliver."""

    def wake_at(self, moment: datetime) -> None:
        """Ring at `moment` or earlier; an earlier alarm already set stays."""


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


class OwnerAlerts(Protocol):
    async def report(self, problem: str, **params: str | int) -> bool:
        """Tells the owners at once, past the store, of trouble that the bot cannot cure itself.

        `problem` is a message id of locales/. The same problem is told once in a while only.
        Whether somebody was told now.
        """
        ...


class ExpectedContent(StrEnum):
    """What an address should hold; anything else is refused by its content type."""

    FEED = "feed"
    ARTICLE = "article"
    PICTURE = "picture"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """`body` is None when the server says that nothing has changed (304)."""

    url: str
    """Where it was found in the end, after redirects."""
    body: bytes | None
    content_type: str = ""
    """Content type with its charset, as the server named it; empty when it did not."""
    etag: str = ""
    last_modified: str = ""


class Fetcher(Protocol):
    async def fetch(
        self, url: str, expected: ExpectedContent, *, etag: str = "", last_modified: str = ""
    ) -> Fetched:
        """One address of the open internet, within bounds of size and time.

        Raises FetchError for everything else: wrong or private addresses, refusals, slowness.
        """

    async def close(self) -> None:
        """Lets go of connections."""
