"""The dictionary of the search: places, regions, industries, professions, words around them.

Spellings come from data/ (synonyms.csv, professions.csv, the gazetteer); how likely each kind of
meaning is stands here (PRIORS).
A spelling is a path of word keys in a trie, so that a query's words are matched step by step.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from domain.places.geo import Point
from domain.places.places import Area, Place
from services.language.dictionary import read_dictionary
from services.language.letters import parts, stemmed, words
from services.language.run_together import taken_apart
from services.language.sounds import sound_of
from services.places.gazetteer import Gazetteer
from services.search.reading.activities import Activity
from services.search.reading.adjectives import adjectives_of
from services.search.reading.intents import Intents
from services.search.reading.queries import PLACES, TRADES, Kind, Meaning
from services.search.reading.themes.model import ThemeModel
from services.search.reading.vocabulary import Vocabulary


class ContextWord(StrEnum):
    """Words that mean nothing alone but tell what stands beside them, or nothing at all."""

    NEAR = "near"
    TOWN = "town"
    AT = "at"
    TO = "to"
    REGION_WORD = "region-word"
    SCHOOL = "school"
    BUT = "but"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Term:
    """One spelling of one meaning. `prior` (0 to 1) says how likely it is meant unasked."""

    kind: Kind | ContextWord
    meaning: Meaning
    spelling: str
    words: tuple[str, ...]
    prior: float
    is_loose: bool = False
    """A foreign or historical spelling of a gazetteer: only when nothing else fits."""
    is_employer: bool = False
    """A firm known in the country, of the industry that it means."""


@dataclass(slots=True)
class Node:
    """A step of the trie."""

    next: dict[str, Node] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)


PRIORS = {
    Kind.PROFESSION: 0.75,
    Kind.INDUSTRY: 0.8,
    Kind.REGION: 0.7,
    Kind.AREA: 0.7,
    Kind.PLANNED: 0.6,
    Kind.OPENED: 0.6,
}
EMPLOYER = "employer"
AROUND_PRIOR = 0.5

REGION_KINDS = ("region", "oblast", "krai", "republic", "area", "province")
ENGLISH_KINDS = frozenset([*REGION_KINDS, "autonomous", "okrug"])
ENGLISH_ALIAS = re.compile(r"\s*[()—–]\s*")
"""«Sakha (Yakutia)» is called by either."""

REGION_IN_RUSSIAN = re.compile("област|кра[йя]|республик|округ", re.IGNORECASE)
"""What a city of its own, «Moscow», has not: "Moscow region" is another one."""

LEAST_HEARD = 5
"""Letters of a word of which it counts how it sounds."""

LEAST_SOUND = 3
"""Of its sound: «яяяяя» is not «ИИ»."""

LEAST_RUN_TOGETHER = 7
"""Letters of words that are typed as one."""

LEAST_NAMED = 4
"""Letters of a trade or a town among them: shorter ones are in any word by chance."""

SHORT_AMONG_THEM = frozenset(["в", "во", "на", "по", "из", "за", "до", "от"])
"""Of one letter or two no others: «ка», «ст», «и» are in any word."""

LEAST_MEAN = 3.5
"""Letters of a word among them, on average."""

LEAST_CITY = 0.6
"""Of a city of 280,000, whose name may be shorter: «Уфа»."""

LEAST_TOWN = 0.3
"""Prior of a town of 16,000: villages are called as any letters are."""

LARGEST_POPULATION = 12_000_000
"""About that of Moscow, whose prior is 1."""


class Lexicon:
    """Immutable once built; about 0.3 s, so it is built off the event loop."""

    def __init__(
        self,
        terms: Sequence[Term],
        titles: Mapping[str, Profession | None] | None = None,
        activities: Iterable[Activity] = (),
        intents: Intents | None = None,
        related: Mapping[Industry, tuple[Industry, ...]] | None = None,
        themes: ThemeModel | None = None,
    ) -> None:
        self.themes = themes
        self.middles = _middles(terms)
        self.adjectives = adjectives_of(_places(terms))
        self.towns = _by_name(_places(terms))
        self.intents = intents or Intents((), read_dictionary())
        self.titles = titles or {}
        self.activities = tuple(activities)
        self.doings = frozenset(word for one in self.activities for word in one.doing)
        self.things = frozenset(word for one in self.activities for word in one.things)
        self.things_by_stem = _by_stem(self.things)
        self.things_by_industry = _by_industry(self.activities)
        self.related = dict(related or {})
        self.root = Node()
        self.vocabulary = Vocabulary()
        self.spellings: dict[str, Term] = {}
        self.context_words: dict[str, ContextWord] = {}
        self.trade_words: dict[str, set[Profession]] = {}
        self._trades_by_sound: dict[str, str] = {}
        self.employers = frozenset(term.spelling for term in terms if term.is_employer)
        for term in terms:
            self._add(term)
        self._words_of: dict[ContextWord, tuple[str, ...]] = {
            kind: tuple(word for word, around in self.context_words.items() if around is kind)
            for kind in ContextWord
        }

    def words_of(self, kind: ContextWord) -> tuple[str, ...]:
        return self._words_of[kind]

    def trade_sounding(self, word: str) -> str | None:
        """A trade of one word that sounds so in whatever case: «фрезеровщик» of «фрезировщика»."""
        if len(word) < LEAST_HEARD:
            return None
        sounds = map(sound_of, (word, stemmed(word)))
        found = (self._trades_by_sound.get(one) for one in sounds if len(one) >= LEAST_SOUND)
        return next(filter(None, found), None)

    def run_together(self, word: str) -> list[str]:
        """The words of a chunk that was typed without spaces; empty where it is none.

        Among them a trade or a town, and besides one of the other kind or a word that holds
        others together: «видеомонтаж» is one word.
        """
        if word.isascii() or len(word) < LEAST_RUN_TOGETHER:
            return []
        pieces = taken_apart(word, lambda one: self._holds(one) or bool(self._named_by(one)))
        kinds = [self._named_by(one) for one in pieces if not self._holds(one)]
        has_both = any(one & PLACES for one in kinds) and any(one & TRADES for one in kinds)
        if not pieces:
            return []
        is_enough = has_both or (any(kinds) and len(kinds) < len(pieces))
        is_short = len(word) < LEAST_MEAN * len(pieces) or pieces[-1] in SHORT_AMONG_THEM
        return list(pieces) if is_enough and not is_short else []

    def _holds(self, piece: str) -> bool:
        is_long = len(piece) > max(map(len, SHORT_AMONG_THEM))
        return (is_long or piece in SHORT_AMONG_THEM) and piece in self.context_words

    def _named_by(self, piece: str) -> set[Kind]:
        """A trade, or a town that is likely to be meant, whose whole name the piece is."""
        is_word = piece in self.spellings or read_dictionary().is_known(piece)
        if not is_word:
            return set()
        nodes = (self.root.next.get(one.key) for one in self.vocabulary.exact(piece))
        terms = (term for node in nodes if node is not None for term in node.terms)
        return {
            term.kind
            for term in terms
            if isinstance(term.kind, Kind)
            and not term.is_loose
            and (term.kind is not Kind.PLACE or term.prior >= LEAST_TOWN)
            and (len(piece) >= LEAST_NAMED or _is_city(term))
        }

    def akin_to(self, industries: Iterable[Industry]) -> frozenset[Industry]:
        """Those related to any of them, but for themselves."""
        known = frozenset(industries)
        return frozenset(o for one in known for o in self.related.get(one, ())) - known

    def _add(self, term: Term) -> None:
        if not term.words:
            return
        node = self.root
        # Of «ЧМК» a letter more is another firm.
        is_short = term.is_employer and term.spelling.isupper()
        forgives = not (term.is_loose or is_short)
        for word in term.words:
            key = self.vocabulary.add(word, term.prior, forgives=forgives)
            if isinstance(term.meaning, Profession):
                self.trade_words.setdefault(key, set()).add(term.meaning)
            node = node.next.setdefault(key, Node())
        node.terms.append(term)
        if isinstance(term.kind, ContextWord) and len(term.words) == 1:
            self.context_words[term.words[0]] = term.kind
        if term.kind in TRADES and len(term.words) == 1 and not term.is_loose:
            for form in (term.words[0], stemmed(term.words[0])):
                self._trades_by_sound.setdefault(sound_of(form), term.words[0])
        if isinstance(term.kind, Kind) and not term.is_loose:
            self.spellings.setdefault(" ".join(term.words), term)


def _by_industry(activities: Iterable[Activity]) -> dict[Meaning, set[str]]:
    """What is done something to where an industry is meant, or stands beside."""
    found: dict[Meaning, set[str]] = {}
    for one in activities:
        own = one.trade if isinstance(one.trade, Industry) else one.trade.industry
        for industry in (own, *one.also):
            found.setdefault(industry, set()).update(one.things)
    return found


def _is_city(term: Term) -> bool:
    return term.kind is Kind.PLACE and term.prior >= LEAST_CITY


def _by_stem(lemmas: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for lemma in lemmas:
        found.setdefault(stemmed(lemma), set()).add(lemma)
    return found


def _by_name(places: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    """By names of one word, of namesakes the largest first."""
    found: dict[str, tuple[Place, ...]] = {}
    for place in sorted(places, key=lambda one: -one.population):
        name = words(place.name)
        if len(name) == 1:
            found[name[0]] = (*found.get(name[0], ()), place)
    return found


def _middles(terms: Iterable[Term]) -> dict[str, Point]:
    """The point of the largest town by region."""
    towns: dict[str, Place] = {}
    for place in _places(terms):
        largest = towns.setdefault(place.region, place)
        if place.population > largest.population:
            towns[place.region] = place
    return {region: place.point for region, place in towns.items()}


def _places(terms: Iterable[Term]) -> Iterable[Place]:
    return dict.fromkeys(t.meaning for t in terms if isinstance(t.meaning, Place))


def build_lexicon(
    gazetteer: Gazetteer,
    professions: Sequence[Profession],
    synonyms_csv: Path,
    *,
    titles: Mapping[str, Profession | None] | None = None,
    areas: Iterable[Area] = (),
    activities: Iterable[Activity] = (),
    intents: Intents | None = None,
    related: Mapping[Industry, tuple[Industry, ...]] | None = None,
    themes: ThemeModel | None = None,
    english_regions: Mapping[str, str] | None = None,
) -> Lexicon:
    """`titles` are those of `load_titles`: what cards say, known without reading it.

    `english_regions` are regions by what they are called in English.
    """
    return Lexicon(
        (
            *_of_synonyms(synonyms_csv, gazetteer, {one.code: one for one in professions}),
            *_of_areas(areas),
            *_of_regions(gazetteer),
            *_of_english_regions(english_regions or {}),
            *_of_places(gazetteer),
            *_of_professions(professions),
        ),
        titles,
        activities,
        intents,
        related,
        themes,
    )


def load_professions(path: Path, outside: frozenset[str] = frozenset()) -> tuple[Profession, ...]:
    """Reads data/professions.csv; `outside` are the codes that clusters do not teach."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Profession(
                code=row["code"],
                title=row["title"],
                synonyms=parts(row["synonyms"]),
                english=parts(row["english"]),
                industry=Industry(row["industry"]),
                in_clusters=row["code"] not in outside,
            )
            for row in csv.DictReader(lines)
        )


def load_outside(path: Path) -> frozenset[str]:
    """Codes of data/professions_outside.csv."""
    with path.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["code"] for row in csv.DictReader(lines))


def load_english_regions(path: Path) -> dict[str, str]:
    """data/regions_ru.csv: regions by their English names."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["english"]: row["name"] for row in csv.DictReader(lines)}


def load_titles(path: Path, professions: Iterable[Profession]) -> dict[str, Profession | None]:
    """data/cluster_titles.csv: how cards name a trade, as `written`, to what is meant.

    None where the words are too general to be one trade. Those of a code that is no profession's
    any more are left out: they are read like any other text.
    """
    by_code: dict[str, Profession | None] = {one.code: one for one in professions}
    by_code[""] = None
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["code"] in by_code]
    return {written(row["as_written"]): by_code[row["code"]] for row in rows}


def written(title: str) -> str:
    """Equal for equal words, whatever stands between them."""
    return " ".join(words(title))


def _of_areas(areas: Iterable[Area]) -> Iterator[Term]:
    for area in areas:
        for spelling in area.spellings:
            found = tuple(words(spelling))
            yield Term(Kind.AREA, area, spelling, found, PRIORS[Kind.AREA])


def _of_synonyms(
    path: Path, gazetteer: Gazetteer, professions: Mapping[str, Profession]
) -> Iterator[Term]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for spelling in parts(row["spellings"]):
                yield from _synonym(row["kind"], row["meaning"], spelling, gazetteer, professions)


def _synonym(
    kind: str,
    meaning: str,
    spelling: str,
    gazetteer: Gazetteer,
    professions: Mapping[str, Profession],
) -> Iterator[Term]:
    found = tuple(words(spelling))
    if kind == Kind.PLACE:
        place = gazetteer.find(meaning).places[0]
        yield Term(Kind.PLACE, place, place.name, found, prior_of(place))
    elif kind == Kind.INDUSTRY:
        yield Term(Kind.INDUSTRY, Industry(meaning), spelling, found, PRIORS[Kind.INDUSTRY])
    elif kind == EMPLOYER:
        prior = PRIORS[Kind.INDUSTRY]
        yield Term(Kind.INDUSTRY, Industry(meaning), spelling, found, prior, is_employer=True)
    elif kind == Kind.PROFESSION:
        if meaning in professions:
            prior = PRIORS[Kind.PROFESSION]
            yield Term(Kind.PROFESSION, professions[meaning], spelling, found, prior)
    elif kind in PRIORS:
        known = Kind(kind)
        yield Term(known, meaning, spelling, found, PRIORS[known])
    else:
        yield Term(ContextWord(kind), meaning, spelling, found, AROUND_PRIOR)


def _of_regions(gazetteer: Gazetteer) -> Iterator[Term]:
    for name, spelling in gazetteer.region_spellings:
        found = tuple(words(spelling))
        yield Term(Kind.REGION, name, name, found, PRIORS[Kind.REGION])


def _of_english_regions(regions: Mapping[str, str]) -> Iterator[Term]:
    """ "Perm Krai" is "Perm region" and "Perm area" to most; "Altai Republic" is no Altai Krai."""
    called = {
        tuple(words(one)): name
        for names, name in regions.items()
        for one in filter(None, ENGLISH_ALIAS.split(names))
    }
    found = {way: name for way, name in called.items() if len(way) > 1}
    for way, name in called.items():
        bare = tuple(word for word in way if word not in ENGLISH_KINDS)
        if bare != way or REGION_IN_RUSSIAN.search(name):
            for other in (*((*bare, kind) for kind in REGION_KINDS), ("region", "of", *bare)):
                found.setdefault(other, name)
    for way, name in found.items():
        yield Term(Kind.REGION, name, name, way, PRIORS[Kind.REGION])


def _of_places(gazetteer: Gazetteer) -> Iterator[Term]:
    for place in gazetteer.places:
        prior = prior_of(place)
        for spelling in dict.fromkeys((place.name, place.name_latin)):
            yield Term(Kind.PLACE, place, place.name, tuple(words(spelling)), prior)
        for alias in place.aliases:
            found = tuple(words(alias))
            yield Term(Kind.PLACE, place, place.name, found, prior, is_loose=True)


def _of_professions(professions: Iterable[Profession]) -> Iterator[Term]:
    prior = PRIORS[Kind.PROFESSION]
    for profession in professions:
        titles = dict.fromkeys((profession.title, profession.short_title))
        for spelling in (*titles, *profession.synonyms, *profession.english):
            found = tuple(words(spelling))
            yield Term(Kind.PROFESSION, profession, spelling, found, prior)


def prior_of(place: Place) -> float:
    """From 0 for a village to 1 for the largest city."""
    if place.population <= 1000:
        return 0.0
    return math.log(place.population / 1000) / math.log(LARGEST_POPULATION / 1000)
