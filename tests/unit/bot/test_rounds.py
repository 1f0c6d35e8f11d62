from __future__ import annotations

import asyncio

import pytest

from bot.rounds import Rounds, in_turn


async def test_rounds_follow_each_wake_up_outlive_a_failure_and_end_when_stopped() -> None:
    done: list[int] = []

    async def work() -> None:
        done.append(len(done))
        if len(done) == 1:
            rounds.wake()  # while a round is under way: the next one follows it
            raise ZeroDivisionError

    rounds = Rounds(name="tests", work=work)
    running = asyncio.create_task(rounds.run())
    await asyncio.sleep(0.01)
    before = list(done)
    rounds.wake()
    await asyncio.sleep(0.01)
    rounds.stop()
    await asyncio.wait_for(running, 1)

    assert (before, done) == ([0, 1], [0, 1, 2])


async def test_work_in_turn_goes_on_past_a_failure_and_tells_of_it_at_the_end() -> None:
    done: list[str] = []

    async def fails() -> None:
        raise ZeroDivisionError

    async def works() -> None:
        done.append("worked")

    with pytest.raises(ExceptionGroup) as failed:
        await in_turn(works, fails, works)()

    assert (done, len(failed.value.exceptions)) == (["worked", "worked"], 1)
