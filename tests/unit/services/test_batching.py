"""Calls of many at one moment, worked off together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from domain.errors import StoreUnavailable
from services.batching import AT_ONCE, Batcher


class Desk:
    """`pieces` are what was worked off together; an odd number is refused, seven breaks all, and
    at nine the store goes away."""

    def __init__(self) -> None:
        self.pieces: list[list[int]] = []
        self.crowd: Batcher[int, int] = Batcher(self.work)

    async def work(self, items: Sequence[int]) -> list[int | Exception]:
        self.pieces.append(list(items))
        await asyncio.sleep(0)
        if 7 in items:
            raise RuntimeError("seven")
        if 9 in items:
            raise StoreUnavailable("nine")
        return [ValueError(item) if item % 2 else item * 10 for item in items]


async def test_those_who_come_while_others_are_served_are_served_together() -> None:
    desk = Desk()
    results = await asyncio.gather(*[desk.crowd(number) for number in range(0, 500, 2)])

    assert results == [number * 10 for number in range(0, 500, 2)]
    assert [len(piece) for piece in desk.pieces] == [AT_ONCE, AT_ONCE, 50]
    assert [one for piece in desk.pieces for one in piece] == list(range(0, 500, 2))


async def test_one_alone_is_served_at_once() -> None:
    desk = Desk()
    assert [await desk.crowd(2), await desk.crowd(4)] == [20, 40]
    assert desk.pieces == [[2], [4]]


async def test_refusal_concerns_its_own_caller() -> None:
    desk = Desk()
    refused = await asyncio.gather(*map(desk.crowd, (2, 3, 4)), return_exceptions=True)

    assert [str(one) for one in refused] == ["20", "3", "40"]
    assert desk.pieces == [[2, 3, 4]]


async def test_one_that_breaks_the_work_does_not_spoil_its_neighbours() -> None:
    desk = Desk()
    broken = await asyncio.gather(*map(desk.crowd, (6, 7, 3, 8)), return_exceptions=True)

    assert [repr(one) for one in broken] == ["60", "RuntimeError('seven')", "ValueError(3)", "80"]
    assert desk.pieces == [[6, 7, 3, 8], [6], [7], [3], [8]]
    assert await desk.crowd(8) == 80


async def test_one_that_breaks_the_work_alone_is_not_tried_again() -> None:
    desk = Desk()
    with pytest.raises(RuntimeError):
        await desk.crowd(7)

    assert desk.pieces == [[7]]


@pytest.mark.parametrize(
    ("numbers", "outcomes", "pieces"),
    [
        ((6, 9, 8), [StoreUnavailable, StoreUnavailable, StoreUnavailable], [[6, 9, 8]]),
        (
            (6, 7, 9, 8),
            [int, RuntimeError, StoreUnavailable, StoreUnavailable],
            [[6, 7, 9, 8], [6], [7], [9]],
        ),
    ],
)
async def test_store_that_is_away_is_away_for_all_and_is_not_asked_for_each(
    numbers: tuple[int, ...], outcomes: list[type], pieces: list[list[int]]
) -> None:
    desk = Desk()
    found = await asyncio.gather(*map(desk.crowd, numbers), return_exceptions=True)

    assert [type(one) for one in found] == outcomes
    assert desk.pieces == pieces


async def test_who_waits_no_longer_takes_nobody_along() -> None:
    desk = Desk()
    tasks = [asyncio.create_task(desk.crowd(number)) for number in (2, 4, 6)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)

    assert [outcomes[0], outcomes[2]] == [20, 60]
    with pytest.raises(asyncio.CancelledError):
        raise outcomes[1]  # type: ignore[misc]
