"""What a text is about: topics by their rules, regions and clusters by their names in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from db.unit_of_work import Store
from domain.clusters.cards import Cluster
from domain.ids import ClusterId, TopicCode
from domain.news.items import (
    Content,
    IndexedWords,
    Labels,
    Topic,
    TopicsByHand,
)
from services.clusters.catalogue import Clusters
from services.news.stems import Word, stems, words
from services.places.gazetteer import Gazetteer

LEAST_TEXT_HITS = 2
"""How often a topic's words must stand in the text alone; in title or lead once is enough."""

LABELS_LIMIT = 12
"""Most labels of a kind that an item may have; a text that names more (an overview of all
regions) gets none of that kind."""

TOWN_POPULATION = 100_000
"""Smaller towns share their names with words and people too often."""

FEDERAL_CITIES = frozenset(["Москва", "Санкт-Петербург", "Севастополь"])
"""Their districts have names such as «Центральный»."""

PLURAL_LIKE = re.compile(r"(ов|ев|ёв|ин|ын)\b")
SHORT_NAME_LETTERS = 3
"""Letters; the stem of «НАО» is that of «на»."""

ADJECTIVE = re.compile(r"(?:ая|ий|ый|ое|ой|яя)$")
QUOTED = re.compile(r"«([^«»]{3,80})»")
CLUSTER_STEM = stems("кластер")[0]
PLACE_FOLLOWS = frozenset(stems("в во из под город города городе г"))
NAMED_AFTER = frozenset(stems("имени им ул улица улице проспект площадь площади"))


@dataclass(slots=True)
class Phrases:
    """Runs of stems that mean something, found in one pass over a text."""

    _by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def add(self, phrase: str, meaning: str) -> None:
        found = tuple(stems(phrase))
        if found:
            self._by_first.setdefault(found[0], []).append((found, meaning))

    def find(self, text: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
        """First and last word (positions in `text`) and meaning of every occurrence."""
        for at, word in enumerate(text):
            for phrase, meaning in self._by_first.get(word.stem, ()):
                end = at + len(phrase)
                if len(phrase) == 1 or tuple(w.stem for w in text[at:end]) == phrase:
                    yield at, end - 1, meaning


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and its words."""

    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an item is about, and the words that it is found by."""

    labels: Labels
    words: IndexedWords
    topics_version: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """All that is looked for. Immutable once built; building takes some 30 ms."""

    topics: Phrases
    regions: Phrases
    towns: Phrases
    colleges: Phrases
    brands: Phrases
    codes: frozenset[TopicCode] = frozenset()
    version: int = 0
    """Version of the topics."""

    @classmethod
    def build(
        cls,
        topics: Sequence[Topic],
        clusters: Iterable[Cluster],
        places: Gazetteer,
        version: int = 0,
    ) -> Rules:
        codes = frozenset(topic.code for topic in topics)
        found = phrases_of(topics)
        rules = cls(found, Phrases(), Phrases(), Phrases(), Phrases(), codes, version)
        for region, spelling in places.region_spellings:
            is_noun = len(spelling) > SHORT_NAME_LETTERS and not ADJECTIVE.search(spelling)
            if " " in spelling or is_noun:
                rules.regions.add(spelling, region)
        _add_towns(rules.towns, places)
        _add_clusters(rules, list(clusters))
        return rules

    def read(self, content: Content) -> Reading:
        """Some milliseconds for a long text."""
        parts = _passages(content)
        regions = [name for part in parts for name in _regions(self, part)]
        clusters = [name for part in parts for name in _clusters(self, part)]
        return Reading(
            Labels(
                topics=_topics(self.topics, parts),
                regions=_few(regions),
                clusters=tuple(map(ClusterId, _few(clusters))),
            ),
            IndexedWords(*(" ".join(word.stem for word in part.words) for part in parts)),
            self.version,
        )

    def topics_with(
        self, found: Iterable[TopicCode], by_hand: TopicsByHand
    ) -> tuple[TopicCode, ...]:
        """The topics of an item: those that the rules found, and what an organiser decided above
        them."""
        return tuple(code for code in by_hand.over(found) if code in self.codes)


@dataclass(kw_only=True, slots=True)
class Labelling:
    """The rules as they are now, built anew when a topic or a cluster has changed."""

    store: Store
    clusters: Clusters
    places: Gazetteer
    _rules: Rules | None = None
    _versions: tuple[int, int] = (0, 0)

    async def rules_of(self, topics: Sequence[Topic], version: int) -> Rules:
        """The rules as they would be with these topics, which are not stored yet."""
        catalogue = await self.clusters.catalogue()
        return Rules.build(topics, catalogue.by_id.values(), self.places, version)

    async def rules(self) -> Rules:
        catalogue = await self.clusters.catalogue()
        async with self.store.read() as tx:
            versions = await tx.topics.version(), catalogue.version
            if self._rules is None or versions != self._versions:
                topics = await tx.topics.all()
                clusters = catalogue.by_id.values()
                self._rules = Rules.build(topics, clusters, self.places, versions[0])
                self._versions = versions
        return self._rules


def phrases_of(topics: Iterable[Topic]) -> Phrases:
    found = Phrases()
    for topic in topics:
        for word in topic.words:
            found.add(word, topic.code)
    return found


def topics_in(content: Content, phrases: Phrases) -> tuple[TopicCode, ...]:
    """Topics alone, without regions and clusters: a third of the cost of `Rules.read`."""
    return _topics(phrases, _passages(content))


def _passages(content: Content) -> list[Passage]:
    return [
        Passage(text, tuple(words(text))) for text in (content.title, content.lead, content.text)
    ]


def _topics(phrases: Phrases, parts: Sequence[Passage]) -> tuple[TopicCode, ...]:
    *head, text = ([code for *_, code in phrases.find(part.words)] for part in parts)
    often = {code for code, hits in Counter(text).items() if hits >= LEAST_TEXT_HITS}
    return tuple(map(TopicCode, sorted({*chain(*head), *often})))


def _add_towns(towns: Phrases, places: Gazetteer) -> None:
    """A name that several towns share stands for the largest."""
    known: set[tuple[str, ...]] = set()
    for place in places.large_places(TOWN_POPULATION):
        key = tuple(stems(place.name))
        is_district = place.region in FEDERAL_CITIES and place.name != place.region
        if key in known or is_district:
            continue
        known.add(key)
        # «Саратов» loses its end as a genitive plural would, «Саратове» does not.
        for form in {place.name, PLURAL_LIKE.sub(r"\1е", place.name, count=1)}:
            towns.add(form, place.region)


def _add_clusters(rules: Rules, clusters: list[Cluster]) -> None:
    """Names that several clusters share (an industry, mostly) stand for none."""
    brands, colleges = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for cluster in clusters:
        brands.update(tuple(stems(name)) for name in QUOTED.findall(cluster.name))
        colleges[tuple(stems(cluster.base_college))] += 1
    for cluster in clusters:
        for name in QUOTED.findall(cluster.name):
            if brands[tuple(stems(name))] == 1:
                rules.brands.add(name, cluster.id)
        college = tuple(stems(cluster.base_college))
        if len(college) > 1 and colleges[college] == 1:
            rules.colleges.add(cluster.base_college, cluster.id)


def _regions(rules: Rules, part: Passage) -> Iterator[str]:
    for first, _, region in rules.regions.find(part.words):
        if part.text[part.words[first].start].isupper():
            yield region
    for first, last, region in rules.towns.find(part.words):
        if _is_place(part.text, part.words, first, last):
            yield region


def _is_place(text: str, found: Sequence[Word], first: int, last: int) -> bool:
    """A town's name and not a person's («Владимир Орлов», «имени Кирова») or a common word."""
    if not text[found[first].start].isupper():
        return False
    before = found[first - 1] if first else None
    after = found[last + 1] if last + 1 < len(found) else None
    if before is not None and before.stem in PLACE_FOLLOWS:
        return True
    if before is not None and before.stem in NAMED_AFTER:
        return False
    return first != last or not (
        _is_name(text, before, found[first]) or _is_name(text, found[last], after, looks=after)
    )


def _is_name(text: str, left: Word | None, right: Word | None, looks: Word | None = None) -> bool:
    """Two words side by side, the one beside the town's name with a capital of its own."""
    if left is None or right is None or text[left.end : right.start] != " ":
        return False
    beside = looks or left
    return text[beside.start].isupper() and (looks is not None or not _begins(text, beside))


def _begins(text: str, word: Word) -> bool:
    """Whether its capital is that of a sentence."""
    before = text[: word.start].rstrip(' «"')
    return not before or before[-1] in ".!?…\n"


def _clusters(rules: Rules, part: Passage) -> Iterator[str]:
    for *_, cluster_id in rules.colleges.find(part.words):
        yield cluster_id
    for first, _, cluster_id in rules.brands.find(part.words):
        is_quoted = part.text.endswith(("«", '"', "“"), 0, part.words[first].start)
        if is_quoted or (first and part.words[first - 1].stem == CLUSTER_STEM):
            yield cluster_id


def _few(names: Iterable[str]) -> tuple[str, ...]:
    """Without repeats, those named most often first; none at all of an overview."""
    counted = Counter(names)
    return tuple(name for name, _ in counted.most_common()) if len(counted) <= LABELS_LIMIT else ()
