"""Cards on both engines."""

from __future__ import annotations

from db.unit_of_work import Store
from tests.db.rows import CLUSTER


async def test_cluster_comes_back_as_it_was_and_raises_the_version(store: Store) -> None:
    async with store.write() as tx:
        await tx.clusters.save([CLUSTER])
        await tx.clusters.save([CLUSTER])
    async with store.read() as tx:
        assert (await tx.clusters.version(), await tx.clusters.all()) == (2, [CLUSTER])
