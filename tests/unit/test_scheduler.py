"""The alarm clock on a wall clock that somebody sets."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

import scheduler
from domain.errors import StoreUnavailable
from scheduler import PeriodicJob, Scheduler
from tests.clocks import PATIENCE


class JumpyClock:
    """Real time, with a wall that can be moved."""

    def __init__(self) -> None:
        self.shift = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@pytest.mark.parametrize("days", [1, -1])
async def test_clock_that_jumps_a_day_rings_and_plans_anew(
    days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "WATCH_SECONDS", 0.01)
    clock, rang = JumpyClock(), asyncio.Event()
    alarm = Scheduler(clock)
    alarm.start(rang.set, [PeriodicJob("sweep", timedelta(hours=1), lambda: None)])
    alarm.wake_at(clock.now() + timedelta(hours=5))
    clock.shift = timedelta(days=days)
    async with asyncio.timeout(PATIENCE):
        await rang.wait()
    rang.clear()
    alarm.wake_at(datetime.now(UTC))
    async with asyncio.timeout(PATIENCE):
        await rang.wait()
    alarm.stop()


async def test_alarm_set_earlier_wins_and_later_ones_do_not_move_it() -> None:
    clock, rang = JumpyClock(), asyncio.Event()
    alarm = Scheduler(clock)
    alarm.start(rang.set, [])
    alarm.wake_at(clock.now() + timedelta(hours=1))
    alarm.wake_at(clock.now())
    alarm.wake_at(clock.now() + timedelta(hours=2))
    async with asyncio.timeout(PATIENCE):
        await rang.wait()
    alarm.stop()


async def test_alarm_rings_at_once_and_not_before_the_start() -> None:
    clock, rung = JumpyClock(), list[str]()
    alarm = Scheduler(clock)
    alarm.wake()
    alarm.start(lambda: rung.append("rang"), [])
    alarm.wake_at(clock.now() + timedelta(hours=1))
    alarm.wake()
    alarm.stop()

    assert rung == ["rang"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (StoreUnavailable("cut"), ("WARNING", "timed job sweep failed: cut", False)),
        (ZeroDivisionError(), ("ERROR", "timed job sweep failed", True)),
    ],
)
async def test_job_that_meets_a_cut_connection_is_a_warning_in_one_line(
    error: Exception, told: tuple[str, str, bool], caplog: pytest.LogCaptureFixture
) -> None:
    logged = asyncio.Event()

    async def fail() -> None:
        raise error

    def note(record: logging.LogRecord) -> bool:
        if record.name == "scheduler":
            logged.set()
        return True

    alarm = Scheduler(JumpyClock())
    alarm.start(lambda: None, [PeriodicJob("sweep", timedelta(milliseconds=20), fail)])
    caplog.handler.addFilter(note)
    async with asyncio.timeout(PATIENCE):
        await logged.wait()
    alarm.stop()
    caplog.handler.removeFilter(note)

    first = next(one for one in caplog.records if one.name == "scheduler")
    assert (first.levelname, first.getMessage(), bool(first.exc_info)) == told
