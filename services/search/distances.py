"""How far clusters are from where somebody starts, nearest first."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from domain.clusters.cards import Cluster
from domain.places.geo import Point
from services.places.nearest import kilometres_of, unit_vector

Ranked = tuple[float | None, Cluster]
"""Kilometres, None where no start or no place is known."""


class Distances:
    """Of one immutable version of the clusters, whose vectors are computed once."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._vectors = {one.id: unit_vector(one.point) for one in clusters if one.point}

    def ranked(self, clusters: Iterable[Cluster], start: Point | None) -> Iterable[Ranked]:
        if start is None:
            return ((None, cluster) for cluster in clusters)
        return self.nearest_first(clusters, start)

    def nearest_first(self, clusters: Iterable[Cluster], start: Point) -> list[Ranked]:
        """The clusters by distance; those without a known place come last."""
        x, y, z = unit_vector(start)
        placed: list[tuple[float, Cluster]] = []
        nowhere: list[Ranked] = []
        for cluster in clusters:
            vector = self._vectors.get(cluster.id)
            if vector is None:
                nowhere.append((None, cluster))
            else:
                a, b, c = vector
                placed.append(((a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2, cluster))
        placed.sort(key=itemgetter(0))
        ranked: list[Ranked] = [(kilometres_of(square), cluster) for square, cluster in placed]
        return ranked + nowhere
