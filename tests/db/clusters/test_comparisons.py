"""What is compared, on both engines: the order of choosing; gone with the person or the card."""

from __future__ import annotations

from dataclasses import replace

from db.unit_of_work import Store
from domain.ids import ClusterId, UserId
from tests.clocks import START
from tests.db.rows import CLUSTER, PERSON

IDS = [ClusterId(letter) for letter in "abcd"]


async def compared(store: Store) -> list[ClusterId]:
    async with store.read() as tx:
        return await tx.comparisons.of(PERSON.id)


async def filled(store: Store) -> None:
    async with store.write() as tx:
        await tx.users.save_profile(PERSON, START)
        await tx.clusters.save([replace(CLUSTER, id=one) for one in IDS])
        for one in (IDS[2], IDS[0], IDS[2], IDS[1]):
            await tx.comparisons.add(PERSON.id, one)


async def test_comparison_keeps_the_order_of_choosing_and_each_once(store: Store) -> None:
    await filled(store)
    assert await compared(store) == ["c", "a", "b"]

    async with store.write() as tx:
        await tx.comparisons.remove(PERSON.id, IDS[0], IDS[3])
        await tx.comparisons.add(PERSON.id, IDS[0])
    assert await compared(store) == ["c", "b", "a"]

    async with store.write() as tx:
        await tx.comparisons.clear(UserId(7))
        await tx.comparisons.remove(PERSON.id)
    assert await compared(store) == ["c", "b", "a"]
    async with store.write() as tx:
        await tx.comparisons.clear(PERSON.id)
    assert await compared(store) == []


async def test_comparison_loses_a_deleted_cluster_and_goes_with_the_person(store: Store) -> None:
    await filled(store)
    async with store.write() as tx:
        await tx.clusters.delete([IDS[0]])
    assert await compared(store) == ["c", "b"]

    async with store.write() as tx:
        await tx.users.delete(PERSON.id)
    assert await compared(store) == []
