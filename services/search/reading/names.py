"""Names of colleges, employers and clusters, found by their words; rare ones say more."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId
from services.language.letters import stemmed, words
from services.search.reading.lexicon import Term
from services.search.reading.vocabulary import Candidate, Vocabulary

SURE_NAME_SCORE = 0.8
"""A name this well matched is what was meant, whatever else its words may mean."""

WHOLE_NAME_SCORE = 0.95
"""Of a single word that also is a town or a trade: «Киров» asks for the town, not for a name."""

NAME_WEIGHT = 0.3
"""Of a word of a name, among equally close words."""

COMMON_WORD_NAMES = 3_000
"""Names that hold a word; a commoner one («колледж») picks none, it only adds to the score."""

GENERAL_WORD_WEIGHT = 0.3
"""What remains of the weight of a word that says «колледж» or «завод»."""

LEAST_SCORE = 0.45
"""Of 1: what is less like a name is not found by it."""

OF_ANY_SCHOOL = ("промышлен", "индустри", "техн", "управлен", "менеджмент", "сервис", "образован")
"""How words begin that stand in names of colleges of whatever industry."""

IN_HONOUR = re.compile(r"\s(?:им\.|имени\s).*")
LONGEST_SPELLING_WORDS = 2


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

    def __init__(
        self, clusters: Iterable[Cluster], vocabulary: Vocabulary, general: Collection[str]
    ) -> None:
        """Adds the names' words to the vocabulary. `general` ones («колледж») say little."""
        self._names: list[tuple[str, Role]] = []
        self._clusters: list[array[int]] = []
        self._keys: list[tuple[str, ...]] = []
        self._having: dict[str, array[int]] = {}
        self._ids: dict[tuple[str, Role], int] = {}
        self._known: dict[str, str] = {}
        for position, cluster in enumerate(clusters):
            for name, role in _names_of(cluster):
                self._add(name, role, position, vocabulary)
        little = {stemmed(word) for word in general}
        self._weights = {
            key: self._rarity(len(having)) * (GENERAL_WORD_WEIGHT if key in little else 1.0)
            for key, having in self._having.items()
        }
        self._own = array("d", (sum(self._weights[key] for key in keys) for keys in self._keys))
        self._ids.clear()
        self._known.clear()
        self.words = frozenset(self._having)

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._names)

    def _add(self, name: str, role: Role, position: int, vocabulary: Vocabulary) -> None:
        known = self._ids.get((name, role))
        if known is not None:
            self._clusters[known].append(position)
            return
        number = self._ids[name, role] = len(self._names)
        keys = tuple(dict.fromkeys(self._key(w, vocabulary) for w in words(name) if len(w) > 1))
        self._names.append((name, role))
        self._clusters.append(array("l", [position]))
        self._keys.append(keys)
        for key in keys:
            self._having.setdefault(key, array("l")).append(number)

    def _key(self, word: str, vocabulary: Vocabulary) -> str:
        key = self._known.get(word)
        if key is None:
            key = self._known[word] = vocabulary.add(word, NAME_WEIGHT, is_name=True)
        return key

    def _rarity(self, having: int) -> float:
        """Inverse document frequency."""
        return math.log(1 + len(self._names) / having)

    def find(self, asked: Sequence[Sequence[Candidate]], limit: int) -> list[NameHit]:
        """Best first. `asked` holds, word by word, the known words that may be meant."""
        wanted = [self._best(candidates) for candidates in asked]
        total = sum(weight for _, weight in wanted)
        matched: dict[int, float] = {}
        for keys, weight in wanted:
            for key, quality in keys.items():
                having = self._having[key]
                if len(having) > COMMON_WORD_NAMES:
                    continue
                for number in having:
                    matched[number] = matched.get(number, 0.0) + weight * quality
        found = sorted(matched.items(), key=lambda item: -item[1])[: 4 * limit]
        common = self._common(wanted)
        scores = [(self._score(number, sum_, total, common), number) for number, sum_ in found]
        scores = [one for one in scores if one[0] >= LEAST_SCORE]
        scores.sort(key=lambda one: -one[0])
        return [self._hit(number, score) for score, number in scores[:limit]]

    def _best(self, candidates: Sequence[Candidate]) -> tuple[dict[str, float], float]:
        """Words of names among the candidates, how well each fits, and what the word weighs."""
        keys = {c.key: 1 - 0.2 * c.slips for c in candidates if c.key in self._having}
        return keys, max((self._weights[key] for key in keys), default=self._rarity(1))

    def _common(
        self, wanted: Iterable[tuple[dict[str, float], float]]
    ) -> list[tuple[dict[str, float], float]]:
        """Of the wanted words those that too many names hold to be looked up by."""
        held = [
            ({k: q for k, q in keys.items() if len(self._having[k]) > COMMON_WORD_NAMES}, weight)
            for keys, weight in wanted
        ]
        return [(keys, weight) for keys, weight in held if keys]

    def _score(
        self,
        number: int,
        matched: float,
        total: float,
        common: Iterable[tuple[dict[str, float], float]],
    ) -> float:
        own = self._keys[number]
        for keys, weight in common:
            matched += weight * max((q for key, q in keys.items() if key in own), default=0.0)
        return 0.8 * min(1.0, matched / total) + 0.2 * min(1.0, matched / self._own[number])

    def _hit(self, number: int, score: float) -> NameHit:
        name, role = self._names[number]
        return NameHit(name, role, self._clusters[number], score)


def industries_of_names(
    clusters: Iterable[Cluster], terms: Iterable[Term]
) -> dict[Industry, dict[ClusterId, Cluster]]:
    """Clusters by the industries that their base college is called after and they are not of.

    «Техникум судостроения» builds ships, whatever the industry of its cluster.
    """
    spelt: dict[tuple[str, ...], Industry] = {}
    for term in terms:
        if isinstance(term.meaning, Industry) and len(term.words) <= LONGEST_SPELLING_WORDS:
            spelt.setdefault(tuple(map(stemmed, term.words)), term.meaning)
    found: dict[Industry, dict[ClusterId, Cluster]] = {}
    for cluster in clusters:
        for industry in _called(cluster, spelt):
            if industry is not cluster.industry:
                found.setdefault(industry, {})[cluster.id] = cluster
    return found


def _called(cluster: Cluster, spelt: Mapping[tuple[str, ...], Industry]) -> Iterator[Industry]:
    """The longest spellings first: «железнодорожного транспорта» is of no other transport."""
    name = words(IN_HONOUR.sub("", cluster.base_college))
    stems = [stemmed(word) for word in name]
    of_town = {stemmed(word) for word in words(cluster.city)}
    at = 0
    while at < len(stems):
        is_silent = name[at].startswith(OF_ANY_SCHOOL) or stems[at] in of_town
        for length in range(LONGEST_SPELLING_WORDS, 0, -1):
            stretch = tuple(stems[at : at + length])
            if stretch in spelt and not (is_silent and length == 1):
                yield spelt[stretch]
                at += length - 1
                break
        at += 1


def _names_of(cluster: Cluster) -> Iterable[tuple[str, Role]]:
    yield cluster.name, Role.CLUSTER
    if cluster.base_college:
        yield cluster.base_college, Role.COLLEGE
    for name in cluster.network_colleges:
        yield name, Role.COLLEGE
    for name in cluster.employers:
        yield name, Role.EMPLOYER
