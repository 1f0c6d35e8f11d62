"""A clock that tests turn by hand; sleeping turns it too, so nothing waits for real."""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class ManualClock:
    """A domain.ports.Clock. `slept` lists what was slept, in seconds."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._running = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._running

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        # Up to the next microsecond, which is the least that a datetime can move.
        self.advance(microseconds=math.ceil(max(0.0, seconds) * 1e6))
        await asyncio.sleep(0)

    def advance(self, **step: float) -> None:
        self._now += timedelta(**step)
        self._running += timedelta(**step).total_seconds()

    def jump(self, **step: float) -> None:
        """Somebody sets the computer's clock: the wall time moves, nothing else does."""
        self._now += timedelta(**step)
