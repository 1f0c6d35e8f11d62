"""Which clusters are of what somebody names: a trade, an industry, a town, a region."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from domain.clusters.cards import Cluster, Industry
from domain.clusters.professions import Profession
from domain.ids import ClusterId
from domain.places.places import Area, Place
from services.search.reading.lexicon import Lexicon, written
from services.search.reading.names import industries_of_names
from services.search.reading.queries import Meaning, Query
from services.search.reading.reader import Reader


class Memberships:
    """Of one immutable version of the clusters: by their own fields, by the trades that their
    cards list and by the names of their colleges."""

    def __init__(self, clusters: Sequence[Cluster], lexicon: Lexicon) -> None:
        self._listing = _listed(clusters, lexicon)
        self._called = industries_of_names(clusters, lexicon.spellings.values())

    def listing(self, profession: Profession) -> Mapping[ClusterId, Cluster]:
        """Clusters whose cards list it, by id."""
        return self._listing.get(profession.code, {})

    def called_after(self, industries: Iterable[Industry]) -> dict[ClusterId, Cluster]:
        """Clusters of other industries whose college bears the name of one of these, in an order
        that every process keeps: what a list of hits is known by is made of it."""
        return {
            i: cluster
            for one in sorted(industries)
            for i, cluster in self._called.get(one, {}).items()
        }

    def is_of_industries(self, cluster: Cluster, industries: Collection[Industry]) -> bool:
        return cluster.industry in industries or cluster.id in self.called_after(industries)

    def is_excluded(self, cluster: Cluster, query: Query) -> bool:
        """Whether it is of what shall not be: «кроме машиностроения»."""
        return any(self._is_of(cluster, meaning) for meaning in query.excluded)

    def _is_of(self, cluster: Cluster, meaning: Meaning) -> bool:
        match meaning:
            case Industry():
                return cluster.industry is meaning
            case Profession():
                return cluster.id in self.listing(meaning)
            case Place():
                return (cluster.city, cluster.region) == (meaning.name, meaning.region)
            case Area():
                return cluster.region in meaning.regions
            case _:
                return cluster.region == meaning


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
