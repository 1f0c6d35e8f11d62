"""The search itself: one version of all clusters, in memory, immutable."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from heapq import merge
from itertools import chain, islice, takewhile
from operator import itemgetter

from domain.clusters.cards import Cluster, Industry
from domain.clusters.professions import Profession
from domain.ids import ClusterId
from domain.lru_cache import MadeOnce
from domain.places.geo import Point, distance_km
from domain.places.places import Area, Place
from services.clusters.catalogue import Catalogue
from services.language.letters import CHARACTERS_CONSIDERED, words
from services.places.nearest import kilometres_of, unit_vector
from services.search.reading.adjectives import TownAdjectives
from services.search.reading.lexicon import ContextWord, Lexicon, written
from services.search.reading.names import NameHit, Names, Role, industries_of_names
from services.search.reading.queries import Kind, Meaning, Part, Query, without_names
from services.search.reading.reader import Reader
from services.search.reading.themes.certainty import can_be_overruled
from services.search.reading.themes.features import features
from services.search.reading.vocabulary import Candidate
from services.search.results import HITS_LIMIT, REACH_KM, Filters, Hit, Results, Sort

NAMES_CONSIDERED = 50
SURE_NAME_SCORE = 0.8
"""A name this well matched is what was meant, whatever else its words may mean."""

WHOLE_NAME_SCORE = 0.95
"""Of a single word that also is a town or a trade: «Киров» asks for the town, not for a name."""

TIE_SHARE_OF_BEST = 0.8
"""Names at least this good, relative to the best one, are shown beside it."""

LEAST_SLIPPED, LETTERS_OF_A_SLIP = 6, 4
"""A word of a name with a slip is so long, and so long for each of them: names are many, and short
ones alike."""

A_WORD = re.compile(r"[^\W\d_]{3}")
"""Without a word of three letters a text is about nothing: «a 1 =»."""

SENTENCE = re.compile(r"[.!?;,\n]+")
SENTENCES_READ = 40
"""Most clauses of a long text that are read for what is wanted."""

OWN_IN_REACH = 3
"""How many clusters of the wished industry are listed before nearer ones of a related industry."""

IN_REACH_KM = 300
"""From home: where one may still go to study and come back at weekends."""

Ranked = tuple[float | None, Cluster]
Wanted = tuple[Collection[Industry], Mapping[ClusterId, Cluster]]
"""Industries, and clusters that are wanted whatever theirs is."""


class Index:
    """The search over one immutable version of the clusters. Built in seconds for 100,000 of
    them, asked in milliseconds, safe to share between threads."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon) -> None:
        self.catalogue = catalogue
        self.lexicon = lexicon
        self._clusters = list(catalogue.by_id.values())
        self._vectors = {one.id: unit_vector(one.point) for one in self._clusters if one.point}
        vocabulary = lexicon.vocabulary.copy()
        self.names = Names(self._clusters, vocabulary, lexicon.words_of(ContextWord.SCHOOL))
        self._reader = Reader(lexicon, vocabulary, self.names.words)
        self._adjectives = TownAdjectives(
            lexicon.adjectives, lexicon.towns, self._reader.dictionary
        )
        self._listing = _listed(self._clusters, lexicon)
        self._called = industries_of_names(self._clusters, lexicon.spellings.values())
        self._found_names = MadeOnce[list[NameHit]](1)

    @property
    def version(self) -> int:
        return self.catalogue.version

    def parse(self, text: str) -> Query:
        """Never fails; what makes no sense gives an empty query (`Query.is_empty`)."""
        query = self._adjectives.with_towns(self._with_names(text))
        if self._reader.says_but_somebody(query):
            return replace(query, intent=None, limits=(), leaning=None)
        if self._is_of_no_name(query):
            query = replace(query, is_of_no_name=True)
        if employer := self._employer_of_no_card(query):
            query = replace(query, employer=employer)
        themes = self.lexicon.themes
        if themes is None or not can_be_overruled(query) or not A_WORD.search(text):
            return query
        return replace(query, themes=themes.guess(self.features(text, query)))

    def features(self, text: str, query: Query) -> list[str]:
        """What of the text, read as `query`, speaks for a theme."""
        return features(text, query, self.lexicon.intents, self._reader.dictionary)

    def _with_names(self, text: str) -> Query:
        query = self._reader.read(self._condensed(text))
        if not query.words:
            return query
        if not any(map(_may_name, query.parts)):
            return without_names(query)
        found = self.names.find(query.asked, 1)
        if (whole := self._named_beside(query)) is not None:
            found, query = [whole], replace(query, asked=self._asked(query))
        if not found and (own := self._of_own_words(query)) is not None:
            return own
        if found and self._is_but_of_what_is_named(found[0], query):
            return replace(without_names(query), asked=())
        is_everyday = all(map(self._reader.dictionary.is_everyday, query.words))
        is_everyday = is_everyday and not (found and self._is_of_town(found[0], query))
        is_sure = bool(found) and found[0].score >= WHOLE_NAME_SCORE
        if not found or (is_everyday and not is_sure and not self._reader.speaks_of_school(query)):
            return without_names(query)
        query = self._without_other_words(query, found[0])
        return replace(query, is_vague=is_everyday and not is_sure and not query.has_trade)

    def _is_but_of_what_is_named(self, hit: NameHit, query: Query) -> bool:
        """A name that is no answer beside the trade of the query."""
        return self._is_but_of_a_town(hit, query) or self._is_but_of_another_trade(hit, query)

    def _is_but_of_a_town(self, hit: NameHit, query: Query) -> bool:
        """«Уфимский энергетический колледж», where no name says the town and is of the trade."""
        if query.is_somewhere or not query.has_trade or _is_sure_of_school(hit):
            return False
        if not all(map(self._adjectives.is_of_town, query.words)):
            return False
        wanted = query.named_industries
        having = (self._clusters[position] for position in hit.clusters)
        is_of_trade = any(self._is_of_industries(one, wanted) for one in having)
        says = all(self._reader.says(hit.name, one) for one in query.words)
        return not (says and is_of_trade)

    def _employer_of_no_card(self, query: Query) -> str:
        """«Уралвагонзавод», which organisers may add to a card any day."""
        named = (p.spelling for p in query.parts if p.spelling in self.lexicon.employers)
        return next((one for one in named if not self._is_in_a_card(one)), "")

    def _is_in_a_card(self, employer: str) -> bool:
        found = self.names.find([self._reader.asked_as(one) for one in words(employer)], 1)
        return bool(found) and found[0].score >= SURE_NAME_SCORE

    def _is_of_no_name(self, query: Query) -> bool:
        """Asks for a school by the adjective of its town, and no name of the catalogue is so."""
        if query.words or not self._adjectives.begins_a_name(query):
            return False
        if not self._reader.speaks_of_school(query):
            return False
        found = self.names.find(query.asked, 1)
        return not found or not _is_sure_of_school(found[0])

    def _is_of_industries(self, cluster: Cluster, industries: Collection[Industry]) -> bool:
        return cluster.industry in industries or cluster.id in self._called_after(industries)

    def _called_after(self, industries: Iterable[Industry]) -> dict[ClusterId, Cluster]:
        """Clusters of other industries whose college bears the name of one of these, in an order
        that every process keeps: what a list of hits is known by is made of it."""
        return {
            i: cluster
            for one in sorted(industries)
            for i, cluster in self._called.get(one, {}).items()
        }

    def _without_other_words(self, query: Query, hit: NameHit) -> Query:
        """What the best name has not is left unread, and so said: «рузаевский политех»."""
        own = tuple(one for one in query.words if self._reader.says(hit.name, one))
        if not own or own == query.words:
            return query
        parts = tuple(
            replace(part, kind=Kind.UNKNOWN, slips=0)
            if part.kind is Kind.NAME and str(part.meaning) not in own
            else part
            for part in query.parts
        )
        return replace(query, parts=parts, words=own)

    def _named_beside(self, query: Query) -> NameHit | None:
        """Whose name is no longer for what stands beside it: «КАМАЗ Набережные Челны», and of the
        trades of an employer «сварщик КАМАЗ»."""
        if query.is_somewhere:
            return self._named_whole(query)
        whole = self._named_whole(query) if query.has_trade else None
        is_employer = whole is not None and whole.role is Role.EMPLOYER
        return whole if is_employer else None

    def _is_but_of_another_trade(self, hit: NameHit, query: Query) -> bool:
        """«Повар Северсталь»: an employer, none of whose clusters is of the trade."""
        if query.is_somewhere or not query.has_trade or hit.role is not Role.EMPLOYER:
            return False
        having = (self._clusters[position] for position in hit.clusters)
        wanted = query.wanted_industries
        return not any(self._is_of_industries(one, wanted) for one in having)

    def _named_whole(self, query: Query) -> NameHit | None:
        """What bears the very words that stand beside a place or a trade."""
        found = self.names.find(self._asked(query), 1)
        return found[0] if found and found[0].score >= WHOLE_NAME_SCORE else None

    def _asked(self, query: Query) -> tuple[tuple[Candidate, ...], ...]:
        """What names are searched by, without the place."""
        return tuple(self._reader.asked_as(word) for word in query.words)

    def _is_of_town(self, hit: NameHit, query: Query) -> bool:
        """«Саранский автомеханический»: a college by the adjective of its town."""
        having = (self._clusters[position].city for position in hit.clusters)
        towns = {town for town in having if town}
        return hit.role is Role.COLLEGE and self._reader.is_adjective_of(towns, query.words)

    def _of_own_words(self, query: Query) -> Query | None:
        """A query of «рузаевский политех», which no name is, for what bears the word that is a
        name's own. The others are said to be not understood. None where every word is an everyday
        one."""
        is_own = self._reader.is_own_word
        own = [part for part in query.parts if part.kind is Kind.NAME and is_own(part)]
        if not own or query.has_trade:
            return None
        if query.is_somewhere and any(map(self._reader.may_be_somebody, own)):
            return None
        asked = tuple(self._reader.asked_as(str(part.meaning)) for part in own)
        if not self.names.find(asked, 1):
            return None
        parts = tuple(
            replace(part, kind=Kind.UNKNOWN)
            if part.kind is Kind.NAME and part not in own
            else part
            for part in query.parts
        )
        return replace(query, parts=parts, words=tuple(str(p.meaning) for p in own), asked=asked)

    def _condensed(self, text: str) -> str:
        """The sentences of a long text that say what is wanted; a short text unchanged."""
        if len(text) <= CHARACTERS_CONSIDERED:
            return text
        pieces = [piece.strip() for piece in SENTENCE.split(text) if piece.strip()]
        read = {one: self._reader.read(one) for one in pieces[:SENTENCES_READ]}
        telling = [one for one, query in read.items() if query.tells]
        # What cannot be sifted by goes first: one says what is wished, and where, at the end.
        room = CHARACTERS_CONSIDERED - sum(len(one) + 2 for one in telling)
        for one in sorted(telling, key=len, reverse=True):
            if room < 0 and not read[one].names_what_or_where:
                telling.remove(one)
                room += len(one) + 2
        return ", ".join(telling) or text

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

    def of_names_alone(self, query: Query) -> Query:
        """Names by their own words: that of a place beside them was not found there."""
        asked = tuple(map(self._reader.meant_by, query.words))
        return replace(query, asked=asked) if asked else query

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
        found = self._of_trade(query, start)
        if not named and planned is None and not query.excluded:  # as in most searches
            yield from found
            return
        seen = {hit.cluster.id for hit in named}
        for hit in found:
            fits = planned is None or hit.cluster.is_planned(today) is planned
            if fits and hit.cluster.id not in seen and not self.is_excluded(hit.cluster, query):
                yield hit

    def is_excluded(self, cluster: Cluster, query: Query) -> bool:
        """Whether it is of what shall not be: «кроме машиностроения»."""
        return any(self._is_of(cluster, meaning) for meaning in query.excluded)

    def _is_of(self, cluster: Cluster, meaning: Meaning) -> bool:
        match meaning:
            case Industry():
                return cluster.industry is meaning
            case Profession():
                return cluster.id in self._listing.get(meaning.code, {})
            case Place():
                return (cluster.city, cluster.region) == (meaning.name, meaning.region)
            case Area():
                return cluster.region in meaning.regions
            case _:
                return cluster.region == meaning

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
        if wanted and not self._is_of_industries(hit.cluster, wanted):
            return False
        if query.region is not None and hit.cluster.region != query.region:
            return False
        far = hit.distance_km is None or hit.distance_km > query.radius_km
        return query.place is None or not far or hit.cluster.region == query.place.region

    def _of_trade(self, query: Query, start: Point | None) -> Iterator[Hit]:
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
        called = self._called_after(_taught(query))
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
            for i, cluster in self._listing.get(profession.code, {}).items()
        }
        trades = frozenset(query.wanted_industries)
        named = frozenset(query.industries)
        called = self._called_after(named)
        taught = self._called_after(_taught(query))
        wanted = (trades, {**listed, **called, **taught})
        area = list(self._area(query, start, wanted)) if is_somewhere else None
        listing = [
            (profession, self._those(self._listing.get(profession.code, {}), area, start))
            for profession in query.professions
        ]
        implied = trades - named
        return (
            listing,
            self._of_industries((named, called), area, start, listed),
            self._of_industries((implied, taught), area, start, {**listed, **called}),
        )

    def _all(self, start: Point | None) -> Iterable[Ranked]:
        return self._by_distance(self._clusters, start)

    def _those(
        self, wanted: dict[ClusterId, Cluster], area: list[Ranked] | None, start: Point | None
    ) -> Iterable[Ranked]:
        if area is not None:
            return [ranked for ranked in area if ranked[1].id in wanted]
        return self._by_distance(wanted.values(), start)

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
        of_industry = (self.catalogue.by_industry.get(i, ()) for i in sorted(industries))
        others = (c for c in called.values() if c.industry not in industries)
        found = chain(chain.from_iterable(of_industry), others)
        return self._by_distance((c for c in found if c.id not in but), start)

    def _area(
        self, query: Query, start: Point | None, wanted: Wanted | None = None
    ) -> Iterable[Ranked]:
        """Around the place, or of the region."""
        place = query.place
        if place is None:
            regions = query.area.regions if query.area else (query.region or "",)
            found = [c for region in regions for c in self.catalogue.by_region.get(region, ())]
            return self._by_distance([c for c in found if _is_wanted(c, wanted)], start)
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
        others = self._nearest_first(elsewhere, point)
        near = self.catalogue.nearest.within(point, radius_km, industries)
        in_towns = self.catalogue.in_towns.within(point, radius_km, industries)
        also = (one for one in others if one[0] is not None and one[0] <= radius_km)
        return sorted(chain(near, in_towns, also), key=itemgetter(0))

    def _nearest_within(self, point: Point, radius_km: float) -> Iterable[Ranked]:
        """Walked as far as they are read: around the largest cities there are thousands."""
        near = self.catalogue.nearest.iter_nearest(point)
        in_towns = self.catalogue.in_towns.iter_nearest(point)
        return takewhile(
            lambda found: found[0] <= radius_km, merge(near, in_towns, key=itemgetter(0))
        )

    def _by_distance(self, clusters: Iterable[Cluster], start: Point | None) -> Iterable[Ranked]:
        if start is None:
            return ((None, cluster) for cluster in clusters)
        return self._nearest_first(clusters, start)

    def _nearest_first(self, clusters: Iterable[Cluster], start: Point) -> list[Ranked]:
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


def _is_sure_of_school(hit: NameHit) -> bool:
    """The name of a cluster may have but the adjective («Муромский технополис»)."""
    return hit.role is not Role.CLUSTER and hit.score >= SURE_NAME_SCORE


def _says(text: str, name: str) -> bool:
    """Whether a word of the name stands in the text, letter by letter."""
    return not set(words(text)).isdisjoint(words(name))


def _taught(query: Query) -> set[Industry]:
    return {one.industry for one in query.professions if one.in_clusters}


def _is_wanted(cluster: Cluster, wanted: Wanted | None) -> bool:
    return wanted is None or cluster.industry in wanted[0] or cluster.id in wanted[1]


def _may_name(part: Part) -> bool:
    """«Саранскй» may be a word of a name, «table» is no misspelt «Талю»."""
    if part.kind is not Kind.NAME:
        return False
    letters = len(str(part.meaning))
    return not part.slips or (
        letters >= LEAST_SLIPPED and part.slips * LETTERS_OF_A_SLIP <= letters
    )


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


def _listed(clusters: Iterable[Cluster], lexicon: Lexicon) -> dict[str, dict[ClusterId, Cluster]]:
    """For each profession code, the clusters (by id) whose texts name the profession."""
    reader = Reader(lexicon, lexicon.vocabulary, frozenset())

    @cache
    def read(text: str) -> list[str]:
        title = written(text)
        if title in lexicon.titles:
            known = lexicon.titles[title]
            return [known.code] if known else []
        return [profession.code for profession in reader.read(text).professions]

    found: dict[str, dict[ClusterId, Cluster]] = {}
    for cluster in clusters:
        for text in cluster.professions:
            for code in read(text):
                found.setdefault(code, {})[cluster.id] = cluster
    return found
