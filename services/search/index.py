"""The search itself: one version of all clusters, in memory, immutable.

Texts are read by query_parser.py; trade_matches.py finds who teaches what, this file who bears a
name, and puts the two in one order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice

from domain.clusters.cards import Cluster
from domain.lru_cache import MadeOnce
from domain.places.geo import Point, distance_km
from services.clusters.catalogue import Catalogue
from services.language.letters import words
from services.search.distances import Distances
from services.search.memberships import Memberships
from services.search.query_parser import QueryParser
from services.search.reading.lexicon import Lexicon
from services.search.reading.names import SURE_NAME_SCORE, WHOLE_NAME_SCORE, NameHit
from services.search.reading.queries import Query
from services.search.results import HITS_LIMIT, Filters, Hit, Results, Sort
from services.search.trade_matches import TradeMatches

NAMES_CONSIDERED = 50

TIE_SHARE_OF_BEST = 0.8
"""Names at least this good, relative to the best one, are shown beside it."""


class Index:
    """The search over one immutable version of the clusters. Built in seconds for 100,000 of
    them, asked in milliseconds, safe to share between threads."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon) -> None:
        self.catalogue = catalogue
        self.lexicon = lexicon
        self._clusters = list(catalogue.by_id.values())
        self._memberships = Memberships(self._clusters, lexicon)
        self._parser = QueryParser(self._clusters, lexicon, self._memberships)
        self._trades = TradeMatches(catalogue, self._memberships, Distances(self._clusters))
        self._found_names = MadeOnce[list[NameHit]](1)
        self.names = self._parser.names

    @property
    def version(self) -> int:
        return self.catalogue.version

    def parse(self, text: str) -> Query:
        """Never fails; what makes no sense gives an empty query (`Query.is_empty`)."""
        return self._parser.parse(text)

    def features(self, text: str, query: Query) -> list[str]:
        """What of the text, read as `query`, speaks for a theme."""
        return self._parser.features(text, query)

    def of_names_alone(self, query: Query) -> Query:
        """Names by their own words: that of a place beside them was not found there."""
        return self._parser.of_names_alone(query)

    def is_excluded(self, cluster: Cluster, query: Query) -> bool:
        """Whether it is of what shall not be: «кроме машиностроения»."""
        return self._memberships.is_excluded(cluster, query)

    def search(
        self,
        query: Query,
        *,
        today: date,
        filters: Filters | None = None,
        sort: Sort = Sort.RELEVANCE,
        origin: Point | None = None,
    ) -> Results:
        """Ranked clusters. `origin` measures distances when the query names no place.

        With a place: within the query's radius (for the others see `townless`). With a
        profession: those that list it first, then its industry's (`by_industry`).
        """
        filters = filters or Filters()
        start = query.start or origin
        hits = list(islice(self._hits(query, today, start), HITS_LIMIT))
        kept = (
            hits
            if filters.is_empty
            else [hit for hit in hits if _passes(hit.cluster, filters, today)]
        )
        return Results(
            version=self.version,
            query=query,
            filters=filters,
            sort=sort,
            hits=tuple(_sorted(kept, sort)),
            unfiltered=tuple(hits),
            today=today,
        )

    def townless(
        self, query: Query, today: date, filters: Filters | None = None
    ) -> tuple[Hit, ...]:
        """What more the region of the query's place has, of which nobody knows the town.

        They are in no circle; a search of the region finds them.
        """
        of_region = self.catalogue.townless.get(query.place.region) if query.place else None
        if query.place is None or not of_region:
            return ()
        known = {one.id for one in of_region}
        found = self._hits(query.in_region(query.place.region), today, None)
        return tuple(
            hit
            for hit in islice(found, HITS_LIMIT)
            if hit.by_name is None
            and hit.cluster.id in known
            and (not filters or _passes(hit.cluster, filters, today))
        )

    def middle(self, region: str | None) -> Point | None:
        """The point where people of a region are: in the largest of its towns."""
        return self.lexicon.middles.get(region or "")

    def _hits(self, query: Query, today: date, start: Point | None) -> Iterator[Hit]:
        if query.is_empty:
            return
        named = self._named(query, start)
        if query.excluded:
            named = [hit for hit in named if not self.is_excluded(hit.cluster, query)]
        planned = query.is_planned
        yield from named
        if query.words and (named or query.is_somewhere) and not (query.has_trade and not named):
            return
        found = self._trades.of_trade(query, start)
        if not named and planned is None and not query.excluded:  # as in most searches
            yield from found
            return
        seen = {hit.cluster.id for hit in named}
        for hit in found:
            fits = planned is None or hit.cluster.is_planned(today) is planned
            if fits and hit.cluster.id not in seen and not self.is_excluded(hit.cluster, query):
                yield hit

    def _named(self, query: Query, start: Point | None) -> list[Hit]:
        """Clusters by names, best first; those that also fit the rest of the query, if any do."""
        # One text is searched for in several circles, and asks for the same names in all.
        found = (
            self._found_names.of(
                query.asked, None, partial(self.names.find, query.asked, NAMES_CONSIDERED)
            )
            if query.asked
            else []
        )
        sure = SURE_NAME_SCORE if len(query.asked) > 1 else WHOLE_NAME_SCORE
        if not found or (not query.words and found[0].score < sure):
            return []
        if not query.words and query.has_trade and not _says(query.text, found[0].name):
            return []  # «егерь» is a trade, and «Эггер» but sounds like it
        least = found[0].score * TIE_SHARE_OF_BEST if query.words else sure
        hits: dict[int, Hit] = {}
        for name in found:
            if name.score < least:
                break
            for position in islice(name.clusters, HITS_LIMIT):
                hits.setdefault(position, self._named_hit(position, name, start))
        whole = [hit for hit in hits.values() if self._fits(hit, query)]
        is_beside = query.is_somewhere and len(query.words) == 1
        may_hold_town = found[0].score >= SURE_NAME_SCORE and len(query.asked) > len(query.words)
        if whole or not is_beside or may_hold_town:
            return whole or list(hits.values())  # of a longer name the town may be a part
        return []  # far off: told as what is nearest, not as what was found

    def _named_hit(self, position: int, name: NameHit, start: Point | None) -> Hit:
        cluster = self._clusters[position]
        return Hit(
            cluster=cluster,
            distance_km=_distance(start, cluster),
            by_name=(name.role, name.name),
        )

    def _fits(self, hit: Hit, query: Query) -> bool:
        wanted = query.wanted_industries
        if wanted and not self._memberships.is_of_industries(hit.cluster, wanted):
            return False
        if query.region is not None and hit.cluster.region != query.region:
            return False
        far = hit.distance_km is None or hit.distance_km > query.radius_km
        return query.place is None or not far or hit.cluster.region == query.place.region


def _says(text: str, name: str) -> bool:
    """Whether a word of the name stands in the text, letter by letter."""
    return not set(words(text)).isdisjoint(words(name))


def _passes(cluster: Cluster, filters: Filters, today: date) -> bool:
    return (
        (filters.industry is None or cluster.industry is filters.industry)
        and (filters.region is None or cluster.region == filters.region)
        and (filters.is_planned is None or cluster.is_planned(today) is filters.is_planned)
        and (not filters.facts or filters.facts <= cluster.facts(today))
    )


def _sorted(hits: list[Hit], sort: Sort) -> list[Hit]:
    if sort is Sort.NAME:
        return sorted(hits, key=lambda hit: hit.cluster.name.casefold())
    if sort is Sort.DISTANCE:
        return sorted(hits, key=lambda hit: (hit.distance_km is None, hit.distance_km or 0.0))
    return hits


def _distance(start: Point | None, cluster: Cluster) -> float | None:
    """Kilometres to the cluster's point (its building, else the centre of its town); None
    without a start or a point."""
    if start is None or cluster.point is None:
        return None
    return distance_km(start, cluster.point)
