"""An update is claimed once, and only together with its effect."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from db.unit_of_work import Store
from domain.errors import AlreadyHandled
from domain.ids import UpdateId
from tests.clocks import START


async def test_update_is_claimed_once_and_only_with_its_effect(store: Store) -> None:
    with suppress(ZeroDivisionError):
        async with store.write() as tx:
            await tx.updates.claim(UpdateId(7), START)
            raise ZeroDivisionError
    async with store.write() as tx:
        await tx.updates.claim(UpdateId(7), START)
    with pytest.raises(AlreadyHandled):
        async with store.write() as tx:
            await tx.updates.claim(UpdateId(7), START)


async def test_two_claims_at_once_let_one_through(store: Store) -> None:
    async def claim() -> bool:
        try:
            async with store.write() as tx:
                await tx.updates.claim(UpdateId(9), START)
        except AlreadyHandled:
            return False
        return True

    assert sorted(await asyncio.gather(*[claim() for _ in range(8)])) == [False] * 7 + [True]
