"""Looking clusters up: nearest, by region, by industry, one card; favourites."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import islice

from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.errors import NotFound
from domain.ids import ClusterId
from domain.people.users import Actor
from domain.places.geo import Point, distance_km
from domain.ports import Clock
from services.language.letters import words
from services.places.nearest import NearestIndex

PAGE_SIZE = 4
"""Clusters on a page: with their buttons one screen of a phone."""
RADII_KM = (30, 100, 300)
VERSION_CHECKED_EVERY = timedelta(seconds=1)
"""One question to the store a second, not one an update."""

COUNT_LIMIT = 1_000
"""Counting stops here: nobody reads further, and the answer must not grow with the data."""


@dataclass(frozen=True, slots=True)
class NearbyCluster:
    """One line of a nearest list."""

    cluster: Cluster
    distance_km: float
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Favourite:
    """`distance_km` is from home, None where either place is not known."""

    cluster: Cluster
    distance_km: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NearestQuery:
    origin: Point
    radius_km: int
    industry: Industry | None = None
    page: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class NearestPage:
    """`inside` counts all clusters within the radius (at most COUNT_LIMIT), not this page's."""

    query: NearestQuery
    found: tuple[NearbyCluster, ...]
    inside: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One version of all cards, indexed. Immutable: a change builds the next one."""

    version: int
    by_id: dict[ClusterId, Cluster]
    by_region: dict[str, tuple[Cluster, ...]]
    by_industry: dict[Industry, tuple[Cluster, ...]]
    nearest: NearestIndex[Cluster]
    """By industry, too."""
    in_towns: NearestIndex[Cluster]
    """Those of which but the town is known, measured from its middle; none is in `nearest`."""
    townless: dict[str, tuple[Cluster, ...]]
    """By region those that are in neither."""
    region_by_key: dict[str, str]
    id_by_key: dict[str, ClusterId]

    @classmethod
    def build(cls, version: int, clusters: Iterable[Cluster]) -> Catalogue:
        ordered = sorted(clusters, key=lambda cluster: (cluster.name.casefold(), cluster.id))
        by_region: dict[str, list[Cluster]] = {}
        by_industry: dict[Industry, list[Cluster]] = {}
        for cluster in ordered:
            by_region.setdefault(cluster.region, []).append(cluster)
            by_industry.setdefault(cluster.industry, []).append(cluster)
        return cls(
            version=version,
            by_id={cluster.id: cluster for cluster in ordered},
            by_region={name: tuple(by_region[name]) for name in sorted(by_region)},
            by_industry={code: tuple(found) for code, found in by_industry.items()},
            nearest=NearestIndex(
                ((c.point, c) for c in ordered if c.point and c.is_placed),
                kind=lambda cluster: cluster.industry,
            ),
            in_towns=NearestIndex(
                ((c.point, c) for c in ordered if c.point and not c.is_placed),
                kind=lambda cluster: cluster.industry,
            ),
            townless={
                name: tuple(c for c in found if c.point is None)
                for name, found in by_region.items()
            },
            region_by_key={region_key(name): name for name in by_region},
            id_by_key={card_key(cluster.id): cluster.id for cluster in ordered},
        )

    def nearest_page(self, query: NearestQuery) -> NearestPage:
        """Nearest first; past the radius too, marked, so that an empty circle still helps."""
        begin = query.page * PAGE_SIZE
        end = begin + PAGE_SIZE
        origin, radius, industry = query.origin, query.radius_km, query.industry
        hits = self.nearest.nearest(origin, end + 1, industry)
        inside = sum(km <= radius for km, _ in hits)
        if inside > end:  # and perhaps more
            inside = self.nearest.count_within(origin, radius, industry, COUNT_LIMIT)
        found = tuple(NearbyCluster(cluster, km, km <= radius) for km, cluster in hits[begin:end])
        return NearestPage(
            query=query,
            found=found,
            inside=min(inside, COUNT_LIMIT),
            has_more=len(hits) > end,
        )


def region_key(region: str) -> str:
    """A short stable name of a region for buttons, which hold ASCII and 64 bytes at most."""
    return f"{zlib.crc32(region.encode()):08x}"


@lru_cache(maxsize=5_000)
def card_key(cluster_id: ClusterId) -> str:
    """Twelve characters for buttons that have to hold more than a card's id, up to 40 itself."""
    return blake2b(cluster_id.encode(), digest_size=6).hexdigest()


@dataclass(kw_only=True, slots=True)
class Clusters:
    store: Store
    clock: Clock
    _catalogue: Catalogue = field(default_factory=lambda: Catalogue.build(0, ()))
    _checked_at: datetime | None = None

    def today(self) -> date:
        return self.clock.now().date()

    def recheck(self) -> None:
        """Another process may have changed something just now."""
        self._checked_at = None

    async def catalogue(self) -> Catalogue:
        """The newest cards. A change by any process is seen within VERSION_CHECKED_EVERY."""
        now = self.clock.now()
        if self._checked_at is not None:
            since = abs(now - self._checked_at)
            if since < VERSION_CHECKED_EVERY:
                return self._catalogue
            self._checked_at = now  # one asks; whoever comes meanwhile reads on in the old one
        async with self.store.read() as tx:
            version = await tx.clusters.version()
            if version != self._catalogue.version:
                self._catalogue = Catalogue.build(version, await tx.clusters.all())
        self._checked_at = now
        return self._catalogue

    async def nearest(self, query: NearestQuery) -> NearestPage:
        return (await self.catalogue()).nearest_page(query)

    async def industries_near(self, origin: Point, radius_km: int) -> dict[Industry, int]:
        """How many clusters of each industry lie within the radius; industries with none are 0."""
        catalogue = await self.catalogue()
        counts = Counter(dict.fromkeys(_industries_on_map(catalogue), 0))
        for km, cluster in islice(catalogue.nearest.iter_nearest(origin), COUNT_LIMIT):
            if km > radius_km:
                break
            counts[cluster.industry] += 1
        return dict(counts)

    async def card(self, cluster_id: ClusterId) -> Cluster:
        """Raises NotFound. Nobody is told that a card is gone which has just been brought."""
        cluster = (await self.catalogue()).by_id.get(cluster_id)
        if cluster is None:
            self._checked_at = None
            cluster = (await self.catalogue()).by_id.get(cluster_id)
        if cluster is None:
            raise NotFound("cluster-gone")
        return cluster

    async def card_of(self, key: str) -> Cluster:
        """The cluster whose `card_key` that is. Raises NotFound."""
        return await self.card((await self.catalogue()).id_by_key.get(key, ClusterId("")))

    async def of_region(self, key: str) -> tuple[str, tuple[Cluster, ...]]:
        catalogue = await self.catalogue()
        region = catalogue.region_by_key.get(key)
        if region is None:
            raise NotFound("region-gone")
        return region, catalogue.by_region[region]

    async def set_favourite(self, actor: Actor, cluster_id: ClusterId, *, wanted: bool) -> Cluster:
        """Says what shall be, so that a double tap changes nothing."""
        cluster = await self.card(cluster_id)
        async with self.store.write() as tx:
            if wanted:
                await tx.favourites.add(actor.id, cluster_id, self.clock.now())
            else:
                await tx.favourites.remove(actor.id, cluster_id)
        return cluster

    async def favourites(self, actor: Actor) -> tuple[Favourite, ...]:
        """Nearest to home first; without a home, or of no known place, by name."""
        catalogue = await self.catalogue()
        ids = (await self.store.card_marks(actor.id, catalogue.version)).favourites
        home = actor.home.point if actor.home else None
        kept = [_favourite(catalogue.by_id[i], home) for i in ids if i in catalogue.by_id]
        return tuple(sorted(kept, key=_nearest_then_name))


def _favourite(cluster: Cluster, home: Point | None) -> Favourite:
    if home is None or cluster.point is None:
        return Favourite(cluster, None)
    return Favourite(cluster, distance_km(home, cluster.point))


def _nearest_then_name(one: Favourite) -> tuple[bool, float, str, ClusterId]:
    km = one.distance_km
    return km is None, km or 0.0, one.cluster.name.casefold(), one.cluster.id


def named(clusters: tuple[Cluster, ...], typed: str) -> tuple[Cluster, ...]:
    """Those whose name, town or college holds all of the words."""
    wanted = words(typed)
    texts = [" ".join(words(f"{c.name} {c.city} {c.base_college}")) for c in clusters]
    return tuple(
        cluster
        for cluster, text in zip(clusters, texts, strict=True)
        if all(word in text for word in wanted)
    )


def _industries_on_map(catalogue: Catalogue) -> list[Industry]:
    return [
        industry
        for industry, clusters in catalogue.by_industry.items()
        if any(cluster.is_placed for cluster in clusters)
    ]
