from __future__ import annotations

import asyncio

from bot.rounds import Rounds


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
