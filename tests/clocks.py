"""A clock that tests turn by hand; sleeping turns it too, so nothing waits for real. A bell."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

PATIENCE = 120.0
"""Seconds of real time in which what does not hang has ended, however busy the machine is."""


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


NOW = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Bell:
    """A domain.ports.Alarm that remembers how often it rang at once, and what it was set to.

    `at`: when it rings next, as scheduler.Scheduler has it, where an earlier moment that is set
    already stays; who lives by it sets it back.
    """

    rung: int = 0
    set_to: list[datetime] = field(default_factory=list)
    at: datetime | None = field(default=None, compare=False)

    def wake(self) -> None:
        self.rung += 1
        self.at = NOW

    def wake_at(self, moment: datetime) -> None:
        self.set_to.append(moment)
        if self.at is None or moment < self.at:
            self.at = moment


class HeldClock(ManualClock):
    """Sleeping waits until the test turns the clock, so time passes only when it says so."""

    def __init__(self, start: datetime = START) -> None:
        super().__init__(start)
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    @property
    def is_slept_on(self) -> bool:
        return bool(self._sleepers)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        woken = asyncio.Event()
        self._sleepers.append((self._running + max(0.0, seconds), woken))
        await woken.wait()

    def advance(self, **step: float) -> None:
        super().advance(**step)
        for moment, woken in self._sleepers:
            if moment <= self._running:
                woken.set()
        self._sleepers = [one for one in self._sleepers if not one[1].is_set()]
