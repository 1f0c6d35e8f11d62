"""The virtual loop: time goes only while nothing runs, and then at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.rehearsal.virtual_time import (
    LONGEST_STEP,
    VirtualClock,
    VirtualLoop,
    VirtualTimer,
)
from scheduler import PeriodicJob
from tests.clocks import START

HOUR = 3600.0


def played(work: Callable[[VirtualClock], Awaitable[None]]) -> None:
    async def play() -> None:
        await work(VirtualClock(asyncio.get_running_loop(), START))

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(play())


def test_sleepers_wake_in_the_order_of_their_times_at_once() -> None:
    woken: list[tuple[str, float]] = []

    async def work(clock: VirtualClock) -> None:
        async def sleep(name: str, seconds: float) -> None:
            await clock.sleep(seconds)
            woken.append((name, clock.monotonic()))

        await asyncio.gather(
            sleep("b", 7 * 24 * HOUR), sleep("a", 0.25), sleep("c", 7 * 24 * HOUR)
        )
        assert clock.now() == START + timedelta(days=7)

    began = time.thread_time()
    played(work)

    assert woken == [("a", 0.25), ("b", 7 * 24 * HOUR), ("c", 7 * 24 * HOUR)]
    assert time.thread_time() - began < 5


def test_time_stands_while_a_thread_works() -> None:
    async def work(clock: VirtualClock) -> None:
        sleeper = asyncio.create_task(clock.sleep(HOUR))
        await asyncio.sleep(0)
        await asyncio.to_thread(time.sleep, 0.02)
        assert (clock.monotonic(), sleeper.done()) == (0.0, False)
        await sleeper
        assert clock.monotonic() == HOUR

    played(work)


def test_a_timeout_is_virtual_too() -> None:
    async def work(clock: VirtualClock) -> None:
        try:
            async with asyncio.timeout(HOUR):
                await asyncio.Event().wait()
        except TimeoutError:
            assert clock.monotonic() == HOUR

    played(work)


def test_alarm_rings_at_the_earliest_of_its_moments_and_at_once() -> None:
    rung: list[float] = []

    async def work(clock: VirtualClock) -> None:
        timer = VirtualTimer(clock)
        timer.start(lambda: rung.append(clock.monotonic()), [])
        for seconds in (50, 20, 30):
            timer.wake_at(START + timedelta(seconds=seconds))
        await clock.sleep(40)
        timer.wake_at(START)
        await clock.sleep(1)
        timer.wake()
        timer.wake_at(START + timedelta(seconds=90))
        timer.stop()
        await clock.sleep(100)

    played(work)

    assert rung == [20.0, 40.0, 41.0]


def test_periodic_work_is_done_but_not_each_half_minute() -> None:
    done: list[float] = []

    async def work(clock: VirtualClock) -> None:
        async def tidy() -> None:
            done.append(clock.monotonic())

        timer = VirtualTimer(clock)
        timer.start(lambda: None, [PeriodicJob("tidy", timedelta(seconds=30), tidy)])
        await clock.sleep(2.5 * LONGEST_STEP.total_seconds())
        timer.stop()

    played(work)

    assert done == [LONGEST_STEP.total_seconds(), 2 * LONGEST_STEP.total_seconds()]
