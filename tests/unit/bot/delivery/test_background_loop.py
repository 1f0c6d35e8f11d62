from __future__ import annotations

import asyncio
import itertools

import pytest

from bot.delivery.background_loop import BackgroundLoop, in_turn
from domain.errors import StoreUnavailable


async def settled() -> None:
    """Everybody has gone as far as they can by themselves: nothing here waits for a clock."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_rounds_follow_each_wake_up_outlive_a_failure_and_end_when_stopped() -> None:
    begun: asyncio.Queue[int] = asyncio.Queue()
    count = itertools.count()

    async def work() -> None:
        number = next(count)
        begun.put_nowait(number)
        if number == 0:
            rounds.wake()  # while a round is under way: the next one follows it
            raise ZeroDivisionError

    rounds = BackgroundLoop(name="tests", work=work)
    running = asyncio.create_task(rounds.run())
    before = [await begun.get(), await begun.get()]
    await settled()
    is_quiet = begun.empty()
    rounds.wake()
    after = await begun.get()
    rounds.stop()
    await running

    assert (before, is_quiet, after, begun.empty()) == ([0, 1], True, 2, True)


async def test_round_that_meets_a_cut_connection_is_a_warning_in_one_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def works() -> None:
        pass

    async def meets_a_cut() -> None:
        raise StoreUnavailable("connection was closed")

    rounds = BackgroundLoop(name="reminders", work=in_turn(works, meets_a_cut))
    running = asyncio.create_task(rounds.run())
    await settled()
    rounds.stop()
    await running

    told = [(one.levelname, one.getMessage(), one.exc_info) for one in caplog.records]
    assert told == [("WARNING", "reminders could not be carried on: connection was closed", None)]


async def test_work_in_turn_goes_on_past_a_failure_and_tells_of_it_at_the_end() -> None:
    done: list[str] = []

    async def fails() -> None:
        raise ZeroDivisionError

    async def works() -> None:
        done.append("worked")

    with pytest.raises(ExceptionGroup) as failed:
        await in_turn(works, fails, works)()

    assert (done, len(failed.value.exceptions)) == (["worked", "worked"], 1)
