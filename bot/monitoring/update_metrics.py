"""Counts of this process since it began: updates, how they ended and how long they took."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError
from aiogram.types import TelegramObject, Update

from domain.errors import AlreadyHandled, UserError
from domain.ports import Clock

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds, upper bounds of the histogram; above them there is one bucket more."""

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class UpdateOutcome(StrEnum):
    HANDLED = "handled"
    REFUSED = "refused"
    """The person was told what they can do about it."""
    REPEATED = "repeated"
    THROTTLED = "throttled"
    UNSENT = "unsent"
    """Telegram did not take the answer."""
    FAILED = "failed"
    """A fault of ours."""


def outcome_of(error: Exception) -> UpdateOutcome:
    match error:
        case AlreadyHandled():
            return UpdateOutcome.REPEATED
        case UserError():
            return UpdateOutcome.REFUSED
        case TelegramAPIError():
            return UpdateOutcome.UNSENT
    return UpdateOutcome.FAILED


@dataclass(slots=True)
class UpdateMetrics:
    """`buckets` count updates by the time that their handlers took, not cumulated."""

    updates: Counter[tuple[str, UpdateOutcome]] = field(default_factory=Counter)
    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0
    last_at: float | None = None
    """On the running clock, when the newest update came; None: none has come yet."""

    def add(self, kind: str, outcome: UpdateOutcome, seconds: float) -> None:
        self.updates[kind, outcome] += 1
        self.buckets[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds

    @property
    def total(self) -> int:
        return self.updates.total()

    @property
    def failed(self) -> int:
        return sum(
            n for (_, outcome), n in self.updates.items() if outcome is UpdateOutcome.FAILED
        )


class Measured(BaseMiddleware):
    """Outermost of the product's own: what the others do is measured with the handler."""

    def __init__(self, metrics: UpdateMetrics, clock: Clock) -> None:
        self._metrics = metrics
        self._clock = clock

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        began = self._metrics.last_at = self._clock.monotonic()
        outcome = UpdateOutcome.THROTTLED if data.get("is_throttled") else UpdateOutcome.HANDLED
        try:
            return await handler(event, data)
        except Exception as error:
            outcome = outcome_of(error)
            raise
        finally:
            self._metrics.add(event.event_type, outcome, self._clock.monotonic() - began)
