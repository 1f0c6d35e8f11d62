"""Names of colleges, employers and clusters, found by their words; rare ones say more."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.clusters import Cluster
from services.search.letters import words
from services.search.vocabulary import Candidate, Vocabulary

NAME_WEIGHT = 0.3
"""Of a word of a name, among equally close words."""

COMMON = 3_000
"""Names that hold a word; a commoner one («колледж») picks none, it only adds to the score."""

LEAST_SCORE = 0.45


class Role(StrEnum):
    """Whose name it is."""

    CLUSTER = "cluster"
    COLLEGE = "college"
    EMPLOYER = "employer"


@dataclass(frozen=True, slots=True)
class NameHit:
    """`score` from 0 to 1: how much of what was asked, and of the name, was matched."""

    name: str
    role: Role
    clusters: Sequence[int]
    score: float


class Names:
    """Immutable once built. Clusters are positions in the sequence given."""

    def __init__(self, clusters: Iterable[Cluster], vocabulary: Vocabulary) -> None:
        """Adds the words of the names to the vocabulary."""
        self._names: list[tuple[str, Role]] = []
        self._clusters: list[array[int]] = []
        self._keys: list[tuple[str, ...]] = []
        self._having: dict[str, array[int]] = {}
        self._ids: dict[tuple[str, Role], int] = {}
        for position, cluster in enumerate(clusters):
            for name, role in _names_of(cluster):
                self._add(name, role, position, vocabulary)
        self._ids.clear()
        self.words = frozenset(self._having)

    def _add(self, name: str, role: Role, position: int, vocabulary: Vocabulary) -> None:
        known = self._ids.get((name, role))
        if known is not None:
            self._clusters[known].append(position)
            return
        number = self._ids[name, role] = len(self._names)
        keys = tuple(
            dict.fromkeys(vocabulary.add(w, NAME_WEIGHT) for w in words(name) if len(w) > 1)
        )
        self._names.append((name, role))
        self._clusters.append(array("l", [position]))
        self._keys.append(keys)
        for key in keys:
            self._having.setdefault(key, array("l")).append(number)

    def weight(self, key: str) -> float:
        """Inverse document frequency; a word of no name weighs as one of a single name."""
        return math.log(1 + len(self._names) / len(self._having.get(key, (0,))))

    def find(self, asked: Sequence[Sequence[Candidate]], limit: int) -> list[NameHit]:
        """Best first. `asked` holds, word by word, the known words that may be meant."""
        wanted = [self._best(candidates) for candidates in asked]
        total = sum(weight for _, weight in wanted)
        matched: dict[int, float] = {}
        for keys, weight in wanted:
            for key, quality in keys.items():
                having = self._having[key]
                if len(having) > COMMON:
                    continue
                for number in having:
                    matched[number] = matched.get(number, 0.0) + weight * quality
        found = sorted(matched.items(), key=lambda item: -item[1])[: 8 * limit]
        hits = [self._hit(number, weight, total, wanted) for number, weight in found]
        hits.sort(key=lambda hit: -hit.score)
        return [hit for hit in hits if hit.score >= LEAST_SCORE][:limit]

    def _best(self, candidates: Sequence[Candidate]) -> tuple[dict[str, float], float]:
        """Words of names among the candidates, how well each fits, and what the word weighs."""
        keys = {c.key: 1 - 0.2 * c.slips for c in candidates if c.key in self._having}
        return keys, max((self.weight(key) for key in keys), default=self.weight(""))

    def _hit(
        self,
        number: int,
        matched: float,
        total: float,
        wanted: list[tuple[dict[str, float], float]],
    ) -> NameHit:
        keys = self._keys[number]
        for found, weight in wanted:
            common = [
                q for key, q in found.items() if len(self._having[key]) > COMMON and key in keys
            ]
            matched += weight * max(common, default=0.0)
        own = sum(self.weight(key) for key in keys)
        name, role = self._names[number]
        score = 0.8 * min(1.0, matched / total) + 0.2 * min(1.0, matched / own)
        return NameHit(name, role, self._clusters[number], score)


def _names_of(cluster: Cluster) -> Iterable[tuple[str, Role]]:
    yield cluster.name, Role.CLUSTER
    if cluster.base_college:
        yield cluster.base_college, Role.COLLEGE
    for name in cluster.network_colleges:
        yield name, Role.COLLEGE
    for name in cluster.employers:
        yield name, Role.EMPLOYER
