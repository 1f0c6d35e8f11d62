"""The line of those who write: whose turn comes next."""

from __future__ import annotations

import asyncio

from db.write_turns import FairLock
from tests.clocks import PATIENCE


async def spin() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_first_come_first_served_and_those_ahead_before_all_who_wait() -> None:
    turns, gate, served = FairLock(), asyncio.Event(), list[str]()

    async def come(name: str, *, is_ahead: bool = False) -> None:
        async with turns.turn(is_ahead=is_ahead):
            await gate.wait()
            served.append(name)

    names = ["first", "second", "third"]
    tasks = [asyncio.create_task(come(name)) for name in names]
    await spin()
    tasks.append(asyncio.create_task(come("delivery", is_ahead=True)))
    await spin()
    gate.set()
    await asyncio.gather(*tasks)

    assert served == ["first", "delivery", "second", "third"]


async def test_turn_of_who_gives_up_goes_to_the_next() -> None:
    """Also when they are called and cancelled in the same round of the loop."""
    turns, served = FairLock(), list[int]()

    async def come(number: int) -> None:
        async with turns.turn(is_ahead=False):
            served.append(number)

    async with turns.turn(is_ahead=False):
        tasks = [asyncio.create_task(come(number)) for number in range(4)]
        await spin()
        tasks[0].cancel()
        await spin()
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert served == [2, 3]


async def test_error_within_a_turn_ends_it() -> None:
    turns = FairLock()
    for _ in range(2):
        try:
            async with turns.turn(is_ahead=False):
                raise ValueError
        except ValueError:
            continue
    async with asyncio.timeout(PATIENCE), turns.turn(is_ahead=False):
        pass
