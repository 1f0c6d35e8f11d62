"""Clusters that teach what is asked for: by what they list, by industry, by what is akin."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain, islice, takewhile
from operator import itemgetter

from domain.clusters.cards import Cluster, Industry
from domain.clusters.professions import Profession
from domain.ids import ClusterId
from domain.places.geo import Point
from services.clusters.catalogue import Catalogue
from services.search.distances import Distances, Ranked
from services.search.memberships import Memberships
from services.search.reading.queries import Query
from services.search.results import REACH_KM, Hit

OWN_IN_REACH = 3
"""How many clusters of the wished industry are listed before nearer ones of a related industry."""

IN_REACH_KM = 300
"""From home: where one may still go to study and come back at weekends."""

Wanted = tuple[Collection[Industry], Mapping[ClusterId, Cluster]]
"""Industries, and clusters that are wanted whatever theirs is."""


class TradeMatches:
    """Of one immutable version of the clusters, each search from its start (a place, a region's
    middle, a home) or none."""

    def __init__(
        self, catalogue: Catalogue, memberships: Memberships, distances: Distances
    ) -> None:
        self._catalogue = catalogue
        self._memberships = memberships
        self._distances = distances

    def of_trade(self, query: Query, start: Point | None) -> Iterator[Hit]:
        """Those that list the profession, then those of the industry, each nearest first."""
        if query.words and not (query.is_somewhere or query.wanted_industries):
            return
        found = self._past_akin(query, start)
        if query.is_beyond:
            # All of it is far, and that by industry may be 2,000 km nearer.
            yield from sorted(found, key=lambda hit: hit.distance_km or math.inf)
            return
        if start is None or query.is_somewhere:
            yield from found
            return
        # From home: by industry and in reach is of more use than exact and 3,000 km away.
        far: list[Hit] = []
        for hit in found:
            if hit.distance_km is not None and hit.distance_km <= IN_REACH_KM:
                yield hit
            else:
                far.append(hit)
        yield from far

    def _past_akin(self, query: Query, start: Point | None) -> Iterator[Hit]:
        """Where an interest finds but what is akin, the nearest that teach it come first."""
        found = self._by_fitness(query, start)
        if not query.also or query.place is None or query.given_radius_km is not None:
            return found
        hits = list(found)
        if not hits or not all(hit.is_related for hit in hits):
            return iter(hits)
        wider = self._by_fitness(query.within(REACH_KM), start)
        own = islice((hit for hit in wider if hit.is_in_reach), OWN_IN_REACH)
        return chain(own, hits)

    def _by_fitness(self, query: Query, start: Point | None) -> Iterator[Hit]:
        listing, named, others = self._ranked(query, start)
        for profession, found in listing:
            for km, cluster in found:
                yield Hit(cluster=cluster, distance_km=km, profession=profession)
        for km, cluster in named:
            yield Hit(cluster=cluster, distance_km=km)
        also = frozenset(query.also) - {one.industry for one in query.professions}
        called = self._memberships.called_after(_taught(query))
        related: list[Ranked] = []
        for km, cluster in others:
            if cluster.industry in also and cluster.id not in called:
                related.append((km, cluster))
            else:
                yield Hit(cluster=cluster, distance_km=km, by_industry=True)
        for km, cluster in related:
            yield Hit(cluster=cluster, distance_km=km, is_related=True)

    def _ranked(
        self, query: Query, start: Point | None
    ) -> tuple[list[tuple[Profession, Iterable[Ranked]]], Iterable[Ranked], Iterable[Ranked]]:
        """Listing a profession; of an industry that is named; of a profession's industry."""
        is_somewhere = query.is_somewhere and not query.is_beyond
        if not query.wanted_industries and not query.professions:
            found = self._area(query, start) if is_somewhere else self._all(start)
            return [], found, ()
        listed = {
            i: cluster
            for profession in query.professions
            for i, cluster in self._memberships.listing(profession).items()
        }
        trades = frozenset(query.wanted_industries)
        named = frozenset(query.industries)
        called = self._memberships.called_after(named)
        taught = self._memberships.called_after(_taught(query))
        wanted = (trades, {**listed, **called, **taught})
        area = list(self._area(query, start, wanted)) if is_somewhere else None
        listing = [
            (profession, self._those(self._memberships.listing(profession), area, start))
            for profession in query.professions
        ]
        implied = trades - named
        return (
            listing,
            self._of_industries((named, called), area, start, listed),
            self._of_industries((implied, taught), area, start, {**listed, **called}),
        )

    def _all(self, start: Point | None) -> Iterable[Ranked]:
        return self._distances.ranked(self._catalogue.by_id.values(), start)

    def _those(
        self, wanted: Mapping[ClusterId, Cluster], area: list[Ranked] | None, start: Point | None
    ) -> Iterable[Ranked]:
        if area is not None:
            return [ranked for ranked in area if ranked[1].id in wanted]
        return self._distances.ranked(wanted.values(), start)

    def _of_industries(
        self,
        wanted: Wanted,
        area: list[Ranked] | None,
        start: Point | None,
        but: Collection[ClusterId],
    ) -> Iterable[Ranked]:
        industries, called = wanted
        if area is not None:
            return (r for r in area if _is_wanted(r[1], wanted) and r[1].id not in but)
        of_industry = (self._catalogue.by_industry.get(i, ()) for i in sorted(industries))
        others = (c for c in called.values() if c.industry not in industries)
        found = chain(chain.from_iterable(of_industry), others)
        return self._distances.ranked((c for c in found if c.id not in but), start)

    def _area(
        self, query: Query, start: Point | None, wanted: Wanted | None = None
    ) -> Iterable[Ranked]:
        """Around the place, or of the region."""
        place = query.place
        if place is None:
            regions = query.area.regions if query.area else (query.region or "",)
            found = [c for region in regions for c in self._catalogue.by_region.get(region, ())]
            return self._distances.ranked([c for c in found if _is_wanted(c, wanted)], start)
        if wanted:
            return self._wanted_within(place.point, query.radius_km, *wanted)
        return self._nearest_within(place.point, query.radius_km)

    def _wanted_within(
        self,
        point: Point,
        radius_km: float,
        industries: Collection[Industry],
        listed: Mapping[ClusterId, Cluster],
    ) -> list[Ranked]:
        """Those of the industries, and of others that list the trade, nearest first."""
        elsewhere = (one for one in listed.values() if one.industry not in industries)
        others = self._distances.nearest_first(elsewhere, point)
        near = self._catalogue.nearest.within(point, radius_km, industries)
        in_towns = self._catalogue.in_towns.within(point, radius_km, industries)
        also = (one for one in others if one[0] is not None and one[0] <= radius_km)
        return sorted(chain(near, in_towns, also), key=itemgetter(0))

    def _nearest_within(self, point: Point, radius_km: float) -> Iterable[Ranked]:
        """Walked as far as they are read: around the largest cities there are thousands."""
        near = self._catalogue.nearest.iter_nearest(point)
        in_towns = self._catalogue.in_towns.iter_nearest(point)
        return takewhile(
            lambda found: found[0] <= radius_km, merge(near, in_towns, key=itemgetter(0))
        )


def _taught(query: Query) -> set[Industry]:
    return {one.industry for one in query.professions if one.in_clusters}


def _is_wanted(cluster: Cluster, wanted: Wanted | None) -> bool:
    return wanted is None or cluster.industry in wanted[0] or cluster.id in wanted[1]
