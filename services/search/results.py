"""What a search gives: ranked hits that say why they matched, counts for filters, next steps."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from domain.clusters.cards import Cluster, Industry
from domain.clusters.facts import Fact
from domain.clusters.professions import Profession
from services.search.reading.names import Role
from services.search.reading.queries import Query

HITS_LIMIT = 1_000
"""Ranking stops here: nobody reads further, and the answer must not grow with the data."""

REACH_KM = 150
"""So far somebody may go for the very trade that is wished, past what is but akin to it."""


class Sort(StrEnum):
    """`RELEVANCE` puts names before professions before industries, each by distance."""

    RELEVANCE = "relevance"
    DISTANCE = "distance"
    NAME = "name"


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """Chosen by buttons, on top of the query; None leaves everything in.

    Of `facts` all must be known to be so.
    """

    industry: Industry | None = None
    region: str | None = None
    is_planned: bool | None = None
    facts: frozenset[Fact] = frozenset()

    @property
    def is_empty(self) -> bool:
        others = (self.industry, self.region, self.is_planned)
        return not self.facts and all(one is None for one in others)


class Hit(NamedTuple):
    """One cluster and why it is here.

    `by_name` is the college's, employer's or cluster's name that matched, with whose it is;
    `profession` the asked one that the cluster lists; `by_industry` is True when it only is of
    that profession's industry («по отрасли»), `is_related` when of one akin to what is asked
    («близкая отрасль»). `distance_km` is None without a place or a point. A tuple, for hundreds
    are made for a search: that takes half as long as of a dataclass.
    """

    cluster: Cluster
    distance_km: float | None = None
    by_name: tuple[Role, str] | None = None
    profession: Profession | None = None
    by_industry: bool = False
    is_related: bool = False

    @property
    def is_in_reach(self) -> bool:
        """Taught itself, and not too far away."""
        return (
            not self.is_related and self.distance_km is not None and self.distance_km <= REACH_KM
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Facets:
    """How many of the query's hits each filter would leave, most first (ties by name).

    `facts` are those that are known of any hit, in the order of the enum.
    """

    industries: tuple[tuple[Industry, int], ...]
    regions: tuple[tuple[str, int], ...]
    opened: int
    planned: int
    facts: tuple[tuple[Fact, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Results:
    """What a search finds: at most HITS_LIMIT hits. `unfiltered` are those before the filters,
    which the facets count. Few who search look at the facets, so they are counted for them alone.
    """

    version: int
    query: Query
    filters: Filters
    sort: Sort
    hits: tuple[Hit, ...]
    unfiltered: tuple[Hit, ...]
    today: date

    @property
    def found(self) -> int:
        return len(self.unfiltered)

    @cached_property
    def facets(self) -> Facets:
        return facets(self.unfiltered, self.today)

    @property
    def is_only_akin(self) -> bool:
        """Nothing of it is what was asked for itself."""
        return all(hit.is_related for hit in self.hits)

    def page(self, number: int, size: int) -> tuple[Hit, ...]:
        return self.hits[number * size : (number + 1) * size]


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestions:
    """Next steps, each None or empty when it would lead nowhere.

    `spelling` is the text as it should have been typed («Вы имели в виду …?»); `wider` a radius
    in km and how many it would find; `anywhere` the nearest of the same trade at any distance;
    `beside` what else is taught around the place, where the trade is only taught far away, of
    related industries (`Hit.is_related`) if there is any; `around` a radius in km and how many of
    whatever trade are within;
    `regions` neighbours with the number of clusters of the trade.
    """

    spelling: str | None = None
    wider: tuple[int, int] | None = None
    anywhere: tuple[Hit, ...] = ()
    beside: tuple[Hit, ...] = ()
    around: tuple[int, int] | None = None
    regions: tuple[tuple[str, int], ...] = ()


def nearest_km(hits: Iterable[Hit]) -> float:
    """Infinite where nobody knows how far any of them is."""
    return min((hit.distance_km for hit in hits if hit.distance_km is not None), default=math.inf)


def facets(hits: Iterable[Hit], today: date) -> Facets:
    """Counts for the buttons of filters."""
    industries: Counter[Industry] = Counter()
    regions: Counter[str] = Counter()
    known: Counter[Fact] = Counter()
    planned = total = 0
    for hit in hits:
        industries[hit.cluster.industry] += 1
        regions[hit.cluster.region] += 1
        known.update(hit.cluster.facts(today))
        planned += hit.cluster.is_planned(today)
        total += 1
    return Facets(
        industries=tuple(sorted(industries.items(), key=lambda item: (-item[1], item[0]))),
        regions=tuple(sorted(regions.items(), key=lambda item: (-item[1], item[0]))),
        opened=total - planned,
        planned=planned,
        facts=tuple((fact, known[fact]) for fact in Fact if known[fact]),
    )
