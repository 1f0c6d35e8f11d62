"""Cards that a person puts side by side: at most three, whichever device they were chosen on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.unit_of_work import Store
from domain.clusters.cards import Cluster
from domain.clusters.comparisons import (
    LEAST_COMPARED,
    MOST_COMPARED,
    Comparison,
    compare,
)
from domain.ids import ClusterId
from domain.people.users import Actor
from services.clusters.catalogue import Catalogue, Clusters


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """`chosen` is what stands side by side now; `pushed_out` had to make room."""

    cluster: Cluster
    chosen: tuple[Cluster, ...]
    pushed_out: Cluster | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparisons:
    store: Store
    clusters: Clusters

    async def chosen(self, actor: Actor) -> tuple[Cluster, ...]:
        """First chosen first."""
        catalogue = await self.clusters.catalogue()
        async with self.store.read() as tx:
            ids = await tx.comparisons.of(actor.id)
        return in_catalogue(ids, catalogue)

    async def choose(self, actor: Actor, cluster_id: ClusterId, *, wanted: bool) -> Choice:
        """Says what shall be: a double tap changes nothing. A fourth pushes the first out."""
        cluster = await self.clusters.card(cluster_id)
        if not wanted:
            await self.remove(actor, cluster_id)
            return Choice(cluster=cluster, chosen=await self.chosen(actor))
        catalogue = await self.clusters.catalogue()
        async with self.store.write() as tx:
            await tx.comparisons.add(actor.id, cluster_id)
            ids = await tx.comparisons.of(actor.id)
            gone = ids[:-MOST_COMPARED]
            if gone:
                await tx.comparisons.remove(actor.id, *gone)
        pushed_out = catalogue.by_id.get(gone[0]) if gone else None
        return Choice(cluster=cluster, chosen=await self.chosen(actor), pushed_out=pushed_out)

    async def choose_only(self, actor: Actor, cluster_ids: Sequence[ClusterId]) -> None:
        """Puts at most MOST_COMPARED clusters, in this order, in place of what stood side by side
        before."""
        async with self.store.write() as tx:
            await tx.comparisons.clear(actor.id)
            for cluster_id in cluster_ids[:MOST_COMPARED]:
                await tx.comparisons.add(actor.id, cluster_id)

    async def remove(self, actor: Actor, cluster_id: ClusterId) -> None:
        """Takes a cluster out of what is compared, also one that the catalogue no longer has."""
        async with self.store.write() as tx:
            await tx.comparisons.remove(actor.id, cluster_id)

    async def clear(self, actor: Actor) -> None:
        async with self.store.write() as tx:
            await tx.comparisons.clear(actor.id)

    async def compare(self, actor: Actor) -> Comparison:
        """What the person has marked, side by side. With fewer than LEAST_COMPARED clusters there
        are no rows: nothing is to be compared."""
        chosen = await self.chosen(actor)
        if len(chosen) < LEAST_COMPARED:
            return Comparison(clusters=chosen, rows=())
        return compare(chosen, actor.home.point if actor.home else None)


def in_catalogue(ids: Iterable[ClusterId], catalogue: Catalogue) -> tuple[Cluster, ...]:
    """What of a person's choice there still is, the newest MOST_COMPARED."""
    return tuple(catalogue.by_id[i] for i in ids if i in catalogue.by_id)[-MOST_COMPARED:]
