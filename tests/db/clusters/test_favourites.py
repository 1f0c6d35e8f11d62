"""Favourites on both engines."""

from __future__ import annotations

from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId
from tests.clocks import START
from tests.db.rows import CLUSTER, PERSON, seconds


async def test_favourites_are_unique_newest_first_and_go_with_the_person(store: Store) -> None:
    other = Cluster(id=ClusterId("b"), name="Б", industry=Industry.IT, region="Курская область")
    async with store.write() as tx:
        await tx.users.save_profile(PERSON, START)
        await tx.clusters.save([CLUSTER, other])
        await tx.favourites.add(PERSON.id, CLUSTER.id, START)
        await tx.favourites.add(PERSON.id, other.id, START + seconds(1))
        await tx.favourites.add(PERSON.id, CLUSTER.id, START + seconds(2))
    async with store.read() as tx:
        assert await tx.favourites.of(PERSON.id) == ["b", "a"]
    async with store.write() as tx:
        await tx.users.delete(PERSON.id)
    async with store.read() as tx:
        assert await tx.favourites.of(PERSON.id) == []
