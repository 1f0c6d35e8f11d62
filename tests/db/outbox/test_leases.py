"""Leases on both engines: held by one until they end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.unit_of_work import Store
from tests.clocks import START

LENGTH = timedelta(seconds=15)


async def test_lease_is_held_by_one_until_it_ends_or_is_given_up(store: Store) -> None:
    async def take(holder: str, seconds: float) -> bool:
        async with store.write() as tx:
            now = START + timedelta(seconds=seconds)
            return await tx.leases.take("delivery", holder, now, LENGTH)

    assert [
        await take("a", 0),
        await take("b", 1),
        await take("a", 10),
        await take("b", 24.9),
        await take("b", 25),
        await take("a", 26),
    ] == [True, False, True, False, True, False]
    async with store.write() as tx:
        await tx.leases.give_up("delivery", "a")
    assert not await take("a", 27)
    async with store.write() as tx:
        await tx.leases.give_up("delivery", "b")
        assert await tx.leases.take("other", "b", START, LENGTH)
    assert await take("a", 28)


@pytest.mark.parametrize("holder", ["a", "b"])
async def test_lease_taken_before_the_clock_was_set_back_a_day_has_ended(
    store: Store, holder: str
) -> None:
    async with store.write() as tx:
        await tx.leases.take("delivery", "a", START + timedelta(days=1), LENGTH)
        taken = await tx.leases.take("delivery", holder, START, LENGTH)
        other = await tx.leases.take("delivery", "c", START + timedelta(seconds=14), LENGTH)
        ended = await tx.leases.take("delivery", "c", START + timedelta(seconds=15), LENGTH)

    assert (taken, other, ended) == (True, False, True)
