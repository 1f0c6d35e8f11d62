"""Time that passes only while nobody works: an event loop, a clock on it, and its alarm.

When nothing is ready to run, the loop does not wait for the next timer, it goes there. So a week
with its sleeps takes as long as its work, and every run of it is the same.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple, Unpack

from domain.clock import SystemClock
from domain.ports import Periodic

Given = TypeVarTuple("Given")
Made = TypeVar("Made")

LONGEST_STEP = timedelta(hours=6)
"""The shortest period of periodic work: a sweep each half minute, which finds only what an alarm
has missed, would be most of the work of a quiet month."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """`time` stands while anything runs, threads of run_in_executor included.

    Sockets and other threads are not known to it: time would run away under them.
    """

    def __init__(self) -> None:
        self._virtual = 0.0
        self._threads = 0
        super().__init__(_Selector(self))

    def time(self) -> float:
        return self._virtual

    @property
    def is_busy(self) -> bool:
        return self._threads > 0

    def go_on(self, seconds: float) -> None:
        self._virtual += seconds

    def run_in_executor(
        self,
        executor: Executor | None,
        func: Callable[[Unpack[Given]], Made],
        *args: *Given,
    ) -> asyncio.Future[Made]:
        future = super().run_in_executor(executor, func, *args)
        self._threads += 1
        future.add_done_callback(self._thread_ended)
        return future

    def _thread_ended(self, _future: asyncio.Future[Any]) -> None:
        self._threads -= 1


class _Selector(selectors.DefaultSelector):
    """The loop asks it for 0 seconds while callbacks are ready, for more when there are none."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout == 0:
            return super().select(0)
        if timeout is None or self._loop.is_busy:
            return super().select(None)
        events = super().select(0)
        if not events:
            self._loop.go_on(timeout)
        return events


class VirtualClock(SystemClock):
    """A domain.ports.Clock that shows `start` when the loop begins."""

    def __init__(self, loop: asyncio.AbstractEventLoop, start: datetime) -> None:
        self._loop = loop
        self.start = start

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self._loop.time())

    def monotonic(self) -> float:
        return self._loop.time()


class VirtualTimer:
    """A domain.ports.Timer without APScheduler, which reads the computer's clock."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._ring: Callable[[], object] = lambda: None
        self._alarm: asyncio.TimerHandle | None = None
        self._handles: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[object]] = set()

    def start(self, ring: Callable[[], None], periodic: Sequence[Periodic]) -> None:
        self._ring = ring
        for job in periodic:
            self._plan(job)

    def wake(self) -> None:
        self._ring()

    def wake_at(self, moment: datetime) -> None:
        loop = asyncio.get_running_loop()
        at = (moment - self._clock.start).total_seconds()
        if self._alarm is not None and self._alarm.when() <= at:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = loop.call_at(at, self._on_alarm)

    def stop(self) -> None:
        for handle in self._running():
            handle.cancel()

    def _running(self) -> Iterable[asyncio.TimerHandle]:
        return [*self._handles.values(), *([self._alarm] if self._alarm else [])]

    def _on_alarm(self) -> None:
        self._alarm = None
        self._ring()

    def _plan(self, job: Periodic) -> None:
        seconds = max(job.every, LONGEST_STEP).total_seconds()
        loop = asyncio.get_running_loop()
        self._handles[job.name] = loop.call_later(seconds, self._on_time, job)

    def _on_time(self, job: Periodic) -> None:
        self._plan(job)
        work: Awaitable[object] | None = job.run()
        if work is not None:
            task = asyncio.ensure_future(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
