"""A card as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.unit_of_work import Store
from domain.clusters.cards import Cluster
from domain.ids import ClusterId
from domain.people.users import Actor
from services.clusters.catalogue import Clusters
from services.clusters.comparisons import in_catalogue
from services.people.organisers import Organisers


@dataclass(frozen=True, kw_only=True, slots=True)
class ReaderCard:
    """`compared` are the clusters that the reader has put side by side."""

    cluster: Cluster
    today: date
    is_favourite: bool = False
    can_edit: bool = False
    compared: frozenset[ClusterId] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReaderCards:
    store: Store
    clusters: Clusters
    organisers: Organisers

    async def card(self, actor: Actor, cluster_id: ClusterId) -> ReaderCard:
        """Raises NotFound."""
        cluster = await self.clusters.card(cluster_id)
        catalogue = await self.clusters.catalogue()
        can_edit = await self.organisers.may(actor)
        marks = await self.store.card_marks(actor.id, catalogue.version)
        compared = in_catalogue(marks.compared, catalogue)
        return ReaderCard(
            cluster=cluster,
            today=self.clusters.today(),
            is_favourite=cluster_id in marks.favourites,
            can_edit=can_edit,
            compared=frozenset(one.id for one in compared),
        )
