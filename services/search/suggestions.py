"""Next steps when a search found nothing, or not what was meant."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from rapidfuzz import fuzz, process

from domain.clusters.cards import Cluster
from domain.places.geo import Point
from services.clusters.catalogue import PAGE_SIZE, RADII_KM
from services.language.dictionary import read_dictionary
from services.language.letters import ABBREVIATION_LETTERS, words
from services.search.index import Index
from services.search.reading.queries import Kind, Part, Query
from services.search.results import HITS_LIMIT, REACH_KM, Hit, Results, Sort, Suggestions
from services.search.trade_matches import IN_REACH_KM

ANYWHERE_SHOWN = 3
BESIDE_SHOWN = 2
FEW_RESULTS = 3
"""Fewer results than these are no choice: what is near and akin stands beside them."""
REGIONS_OFFERED = 5
WIDEST_KM = 1_000
LEAST_RATIO = 78
"""rapidfuzz's ratio, 0 to 100, for «вы имели в виду» when nothing was understood.

Below it people who type «волонтёры» are asked whether they meant the village Волот."""


def suggest(
    index: Index, query: Query, *, today: date, origin: Point | None = None
) -> Suggestions:
    """The steps that lead on from here: each leads to at least one cluster, a spelling to a
    reading."""
    start = query.start or index.middle(query.region) or origin
    sort = Sort.DISTANCE if start else Sort.RELEVANCE
    wanted = index.of_names_alone(query.without_place())
    anywhere = index.search(wanted, today=today, origin=start, sort=sort)
    has_trade = bool(query.wanted_industries or query.professions or query.words)
    if query.is_outside and not anywhere.hits:
        return Suggestions(spelling=corrected_text(index, query))
    best = _best(anywhere.hits, ANYWHERE_SHOWN)
    is_far = has_trade and bool(best) and (best[0].distance_km or 0) > query.radius_km
    near = _others_beside(index, query) if is_far else ()
    if near:
        reached = sum(hit.is_in_reach for hit in anywhere.hits[:ANYWHERE_SHOWN])
        best = _best(anywhere.hits, max(PAGE_SIZE - len(near), reached))
        near = near[: PAGE_SIZE - len(best)]
    return Suggestions(
        beside=near,
        around=_whatever(index, query) if has_trade else None,
        spelling=corrected_text(index, query),
        wider=_wider(index, query, anywhere),
        anywhere=best if has_trade else _nearest(index, query, start),
        regions=_regions(query, anywhere.hits, index, start),
    )


def _best(hits: tuple[Hit, ...], room: int) -> tuple[Hit, ...]:
    """The first that fits exactly, however far it is, and the nearest of the others."""
    exact = next((hit for hit in hits if not hit.by_industry), None)
    if exact is None or exact in hits[:room]:
        return hits[:room]
    return (*hits[: room - 1], exact)


def corrected_text(index: Index, query: Query) -> str | None:
    """The text with what was misspelt replaced; None when it was spelt right."""
    if (trade := _sounding(index, query)) is not None:
        return trade
    corrections = [(part, _corrected(index, part)) for part in query.parts]
    changes = [(part, spelling) for part, spelling in corrections if spelling]
    text = query.text
    done = len(text)
    for part, spelling in reversed(changes):
        if part.end <= done:  # words of one hyphenated chunk share its place
            text = text[: part.start] + str(spelling) + text[part.end :]
            done = part.start
    return text if changes else None


def _sounding(index: Index, query: Query) -> str | None:
    """The trade that sounds the same as a word alone, known or not: «моляр», «стриммер»."""
    if [part.kind for part in query.parts] not in ([Kind.UNKNOWN], [Kind.STRANGER]):
        return None
    typed = words(query.text)
    return index.lexicon.trade_sounding(typed[0]) if len(typed) == 1 else None


def _corrected(index: Index, part: Part) -> str | None:
    if part.kind in {Kind.NAME, Kind.STRANGER}:
        return None
    if part.kind is not Kind.UNKNOWN:
        return _in_a_sentence(part.spelling, part.kind) if part.slips else None
    typed = " ".join(words(part.spelling))
    if len(typed) <= ABBREVIATION_LETTERS or read_dictionary().is_known(typed):
        return None
    found = process.extractOne(
        typed, index.lexicon.spellings.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_RATIO
    )
    if not found:
        return None
    term = index.lexicon.spellings[found[0]]
    return _in_a_sentence(term.spelling, term.kind)


def _in_a_sentence(spelling: str, kind: str) -> str:
    """Names keep their capitals, «Сварщик» loses it, «IT» does not."""
    if kind in {Kind.PLACE, Kind.REGION} or spelling.isupper():
        return spelling
    return spelling[0].lower() + spelling[1:]


def _wider(index: Index, query: Query, anywhere: Results) -> tuple[int, int] | None:
    """Of a trade those `anywhere` are counted: in each circle the same are found. Whether a name
    counts depends on the circle, and of no trade nothing is looked for anywhere."""
    if query.place is None:
        return None
    is_trade = bool(query.wanted_industries or query.professions) and not query.words
    is_counted = is_trade and anywhere.found < HITS_LIMIT
    distances = [hit.distance_km for hit in anywhere.hits if hit.distance_km is not None]
    for radius in (*RADII_KM, WIDEST_KM):
        if radius > query.radius_km:
            count = (
                bisect_right(distances, radius)  # nearest first
                if is_counted
                else index.search(query.within(radius), today=anywhere.today).found
            )
            if count:
                return radius, count
    return None


def _regions(
    query: Query, hits: tuple[Hit, ...], index: Index, start: Point | None
) -> tuple[tuple[str, int], ...]:
    """Other regions of the trade; nearest first when it is known from where."""
    own = query.region or (query.place.region if query.place else None)
    if not hits:
        around = _around(index, start)
        hits = tuple(Hit(cluster=one) for one in around if _is_wished(index, one, query))
    counts = Counter(hit.cluster.region for hit in hits if hit.cluster.region != own)
    return tuple(islice(counts.items() if start else counts.most_common(), REGIONS_OFFERED))


def _around(index: Index, start: Point | None) -> list[Cluster]:
    if start is None:
        return []
    return [cluster for _, cluster in index.catalogue.nearest.within(start, WIDEST_KM)]


def _others_beside(index: Index, query: Query) -> tuple[Hit, ...]:
    """Clusters of other trades, those akin first, but within reach of the place that is named."""
    if query.place is None or query.excluded:
        return ()
    if related := tuple(islice(_related_beside(index, query), BESIDE_SHOWN)):
        return related
    radius = max(query.radius_km, query.place.radius_km)
    found = index.catalogue.nearest.within(query.place.point, radius)
    return tuple(
        Hit(cluster=cluster, distance_km=km) for km, cluster in islice(found, BESIDE_SHOWN)
    )


def more_beside(index: Index, query: Query, found: Sequence[Hit], today: date) -> Suggestions:
    """What stands beside results that are too few: the same farther off, and what is akin."""
    if query.place is None or not query.has_trade or query.is_outside:
        return Suggestions()
    around = _whatever(index, query)
    if len(found) >= FEW_RESULTS:
        return Suggestions(around=around)
    known = {hit.cluster.id for hit in found}
    farther = index.search(query.within(IN_REACH_KM), today=today).hits
    near = [*farther, *_related_beside(index, query)]
    fresh = {hit.cluster.id: hit for hit in near if hit.cluster.id not in known}
    placed = sorted(
        (hit for hit in fresh.values() if hit.distance_km is not None),
        key=lambda hit: (not hit.is_in_reach, hit.distance_km),
    )
    return Suggestions(beside=tuple(placed[: PAGE_SIZE - len(found)]), around=around)


def _related_beside(index: Index, query: Query) -> Iterator[Hit]:
    """Nearest first. Akin to what is named, not to what is akin to it."""
    akin = index.lexicon.akin_to(query.named_industries) | frozenset(query.also)
    if query.place is None or query.is_planned is not None or query.excluded:
        return
    radius = max(query.radius_km, REACH_KM)
    for km, one in index.catalogue.nearest.within(query.place.point, radius, akin):
        yield Hit(cluster=one, distance_km=km, is_related=True)


def _whatever(index: Index, query: Query) -> tuple[int, int] | None:
    """The radius, as asked for or the next larger one, in which there are some colleges of any
    trade, and how many; km."""
    if query.place is None:
        return None
    for radius in (query.radius_km, *(km for km in RADII_KM if km > query.radius_km)):
        count = index.catalogue.nearest.count_within(query.place.point, radius)
        if count >= FEW_RESULTS:
            return radius, count
    return None


def _nearest(index: Index, query: Query, start: Point | None) -> tuple[Hit, ...]:
    """The nearest to a place or a region without clusters, or without any but those that shall not
    be."""
    if start is None:
        return ()
    found = index.catalogue.nearest.iter_nearest(start)
    near = (Hit(cluster=one, distance_km=km) for km, one in found if _is_wished(index, one, query))
    return tuple(islice(near, ANYWHERE_SHOWN))


def _is_wished(index: Index, cluster: Cluster, query: Query) -> bool:
    return not (query.excluded and index.is_excluded(cluster, query))
