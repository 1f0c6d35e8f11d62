"""What a text asks for besides towns, trades and names: help, a list, «рядом со мной», a limit.

Intents are data (data/intents.csv, its columns are described in data/README.md). A phrase is met
in any form of its words, which stand together in any order, with a word of others among them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.errors import ConfigError
from services.language.dictionary import Dictionary
from services.language.letters import parts, words
from services.search.reading.vocabulary import forgiven as slips_in


class Role(StrEnum):
    """How an intent stands to the rest of the text."""

    ONLY = "only"
    """The text says that and nothing else."""
    ANY = "any"
    """Said anywhere, in a text that names no trade."""
    NEAR = "near"
    """«Рядом со мной»: the place is the reader's own."""
    TURN = "turn"
    """About the search before: «ещё», «поближе»."""
    LIMIT = "limit"
    """What the search cannot sift by, and says so."""


class Intent(StrEnum):
    """Ids of data/intents.csv that the conversations answer, but for limits."""

    NEAR = "near"
    GREETING = "greeting"
    HELP = "help"
    ABOUT = "about"
    """Who the bot is, and whether it can be trusted."""
    PERSON = "person"
    MENU = "menu"
    THANKS = "thanks"
    INSULT = "insult"
    COMPLAINT = "complaint"
    """Of the answers, not of anybody."""
    UNDECIDED = "undecided"
    LIST_CLUSTERS = "list-clusters"
    LIST_TRADES = "list-trades"
    MAP = "map"
    OPEN_DAYS = "open-days"
    CONTACTS = "contacts"
    PRIVACY = "privacy"
    BADGE = "badge"
    PROGRAMME = "programme"
    TOMORROW = "tomorrow"
    MY_SCHEDULE = "my-schedule"
    NOT_COMING = "not-coming"
    ON_NOW = "on-now"
    EVENT = "event"
    """An event is spoken of, whatever is asked about it."""
    LATE = "late"
    ASK_SPEAKER = "ask-speaker"
    MATERIALS = "materials"
    CERTIFICATE = "certificate"
    """Of having taken part."""
    ON_SITE = "on-site"
    """Of the building and the day: what only the organisers know."""
    PEOPLE = "people"
    CALENDAR = "calendar"
    SETTINGS = "settings"
    LANGUAGE = "language"
    NOTIFICATIONS = "notifications"
    REMINDERS = "reminders"
    ERASE = "erase"
    SAVED = "saved"
    NEWS = "news"
    NEWS_SUBSCRIPTIONS = "news-subscriptions"
    DESK = "desk"
    """What organisers do: files of programmes, announcements."""
    MORE = "more"
    CLOSER = "closer"
    ANYWHERE = "anywhere"


OF_PROGRAMME = frozenset(
    [
        Intent.BADGE,
        Intent.PROGRAMME,
        Intent.TOMORROW,
        Intent.MY_SCHEDULE,
        Intent.NOT_COMING,
        Intent.ON_NOW,
        Intent.EVENT,
        Intent.LATE,
        Intent.ASK_SPEAKER,
        Intent.MATERIALS,
        Intent.CERTIFICATE,
        Intent.ON_SITE,
        Intent.PEOPLE,
        Intent.CALENDAR,
    ]
)
"""What participants of an event type."""

OF_BOT = frozenset(
    [
        Intent.SETTINGS,
        Intent.LANGUAGE,
        Intent.NOTIFICATIONS,
        Intent.REMINDERS,
        Intent.PRIVACY,
        Intent.ERASE,
        Intent.SAVED,
        Intent.NEWS,
        Intent.NEWS_SUBSCRIPTIONS,
        Intent.DESK,
    ]
)
"""The bot's own functions, asked for in words."""


class Limit(StrEnum):
    DORMITORY = "dormitory"
    AFTER_9 = "after-9"
    AFTER_11 = "after-11"
    PART_TIME = "part-time"
    BUDGET = "budget"
    NO_SUBJECT = "no-subject"
    NO_EXAMS = "no-exams"
    SALARY = "salary"
    LENGTH = "length"
    HEALTH = "health"
    BEST = "best"
    JOB = "job"
    PRACTICE = "practice"
    SCHOLARSHIP = "scholarship"
    TARGETED = "targeted"
    """By a contract with a future employer."""
    GENDER = "gender"
    AGE = "age"
    TEEN = "teen"
    """An age at which one leaves school."""
    CAMPUS = "campus"
    """What a college has besides lessons: a canteen, sports, clubs, a library."""


class Stop(IntEnum):
    """What parts a word from the next one."""

    NONE = 0
    COMMA = 1
    SENTENCE = 2


NOT = "не"
WITHOUT = frozenset(["без", "without"])
TURNS = frozenset(["но", "а", "зато", "but"])
"""What stands on the other side of these is not denied."""

WORDS_BETWEEN = 1
"""Other words that may stand among those of a phrase."""

SILENT_BETWEEN = 2
"""Further words among them that only join others (prepositions, particles)."""

MOST_FORGIVEN = 2
"""Slips in a word of a phrase."""

WORDS_CONSIDERED = 60
"""Words of a text that are looked at."""

FOUND_KEPT = 64
"""Size of the cache of results by text: each text is looked up two or three times in a row."""

Alternatives = frozenset[str]
Phrase = tuple[Alternatives, ...]


@dataclass(frozen=True, slots=True)
class IntentPhrases:
    """A line of the file; `id` is an Intent or, of the role LIMIT, a Limit."""

    id: Intent | Limit
    role: Role
    phrases: tuple[Phrase, ...]
    answer: str
    """Id of the answer that says more; empty where there is none."""
    forms: Mapping[str, Alternatives] = field(compare=False)
    """Words as the file spells them, with their lemmas: misspelt ones are near to these."""


@dataclass(frozen=True, slots=True)
class IntentMatch:
    """`words` are the positions that the phrases of the intent cover."""

    id: Intent | Limit
    role: Role
    words: frozenset[int]


class Intents:
    """Immutable. Finding takes some 10 µs a word."""

    def __init__(self, entries: Sequence[IntentPhrases], dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._by_word: dict[str, list[tuple[IntentPhrases, Phrase]]] = {}
        for entry in entries:
            for phrase in entry.phrases:
                for word in phrase[0]:
                    self._by_word.setdefault(word, []).append((entry, phrase))
        self.answers = {entry.id: entry.answer for entry in entries if entry.answer}
        self._forms = {form: lemmas for entry in entries for form, lemmas in entry.forms.items()}
        self._kept = lru_cache(FOUND_KEPT)(self._found)

    def find(
        self,
        typed: Sequence[str],
        *,
        forgiven: Mapping[int, int] | None = None,
        stops: Sequence[Stop] = (),
    ) -> tuple[IntentMatch, ...]:
        """All that the words say; `stops` are what stands after each.

        With `forgiven` those of no language are read as near ones of ours: within so many slips,
        by their positions, of words that something else is near to, and within two of the others.
        """
        considered = range(len(typed[:WORDS_CONSIDERED]))
        most = tuple(0 if forgiven is None else forgiven.get(i, MOST_FORGIVEN) for i in considered)
        return self._kept(tuple(typed), most, tuple(stops))

    def _found(
        self, typed: tuple[str, ...], most: tuple[int, ...], stops: tuple[Stop, ...]
    ) -> tuple[IntentMatch, ...]:
        lemmas = [self._lemmas(word, own) for word, own in zip(typed, most, strict=False)]
        is_silent = [self._dictionary.is_silent(word) for word in typed[:WORDS_CONSIDERED]]
        said = frozenset[str]().union(*lemmas)
        covered: dict[IntentPhrases, set[int]] = {}
        for begin, found in enumerate(lemmas):
            for lemma in found:
                for entry, phrase in self._by_word.get(lemma, ()):
                    if any(map(said.isdisjoint, phrase[1:])):
                        continue  # as of most phrases that begin with a common word
                    positions = _met(phrase, lemmas, begin, is_silent)
                    if positions and not _is_parted(positions, stops, is_silent):
                        covered.setdefault(entry, set()).update(positions)
        return tuple(
            IntentMatch(entry.id, entry.role, frozenset(at)) for entry, at in covered.items()
        )

    def knows(self, word: str) -> bool:
        """A word of some phrase: an English one is a word of the language, too."""
        return word in self._forms

    def _lemmas(self, word: str, most: int) -> frozenset[str]:
        lemmas = self._dictionary.lemmas(word) | {word}
        if not most or self._dictionary.is_known(word) or self.knows(word):
            return lemmas
        limit = min(most, slips_in(word))
        forms = self._forms.keys()
        found = process.extractOne(word, forms, scorer=OSA.distance, score_cutoff=limit)
        return lemmas | self._forms[found[0]] if found and limit else lemmas


def _met(
    phrase: Phrase,
    lemmas: Sequence[frozenset[str]],
    begin: int,
    is_silent: Sequence[bool],
) -> list[int]:
    """Where the words of the phrase stand, the first at `begin`; empty if they do not.

    Words that only hold others together part nothing: «на кого у вас учат» is «на кого учат».
    """
    positions = [begin]
    reach = len(phrase) - 1 + WORDS_BETWEEN + SILENT_BETWEEN
    near = range(max(0, begin - reach), min(len(lemmas), begin + reach + 1))
    for wanted in phrase[1:]:
        at = next((i for i in near if i not in positions and lemmas[i] & wanted), None)
        if at is None:
            return []
        positions.append(at)
    if any(
        (NOT in one and at + 1 != after) or (not one.isdisjoint(WITHOUT) and after < at)
        for one, (at, after) in zip(phrase, pairwise(positions), strict=False)
    ):
        # «Люблю математику, но не хочу в вуз» is not «не люблю математику», nor «после 11 класса
        # без ЕГЭ» «без 11 класса».
        return []
    others = [i for i in range(min(positions), max(positions)) if i not in positions]
    if any(NOT in one for one in phrase) and any(not lemmas[i].isdisjoint(TURNS) for i in others):
        return []  # «люблю математику, но не хочу на программиста»
    silent = sum(is_silent[i] for i in others)
    is_close = silent <= SILENT_BETWEEN and len(others) - silent <= WORDS_BETWEEN
    return positions if is_close else []


def _is_parted(positions: Sequence[int], stops: Sequence[Stop], is_silent: Sequence[bool]) -> bool:
    """By the end of a sentence, or by a comma and other words.

    «Ехать не хотим. Куда отдать?» is not «куда ехать», nor «нужно ли общежитие, математика
    тройка» «нужна ли математика».
    """
    first, last = min(positions), max(positions)
    among = stops[first:last]
    if Stop.SENTENCE in among:
        return True
    others = (i for i in range(first, last) if i not in positions and not is_silent[i])
    return Stop.COMMA in among and next(others, None) is not None


def load_intents(path: Path, dictionary: Dictionary) -> Intents:
    """Raises ConfigError naming the line and what is wrong with it."""
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        entries = []
        for row in table:
            try:
                entries.append(_entry(row, dictionary))
            except (KeyError, ValueError) as error:
                raise ConfigError(f"{path.name}:{table.line_num}: {error}") from error
    ids = [entry.id for entry in entries]
    missing = {*Intent, *Limit} - set(ids)
    twice = {one for one, next_one in pairwise(sorted(ids)) if one == next_one}
    if missing or twice:
        raise ConfigError(f"{path.name}: missing {sorted(missing)}, twice {sorted(twice)}")
    return Intents(entries, dictionary)


def _entry(row: dict[str, str], dictionary: Dictionary) -> IntentPhrases:
    role = Role(row["role"])
    name = row["id"]
    phrases = tuple(_phrases(row, dictionary))
    if not row["ru"] or not row["en"] or not all(phrases):
        raise ValueError(f"{name}: phrases in both languages, none of them empty")
    known = Limit(name) if role is Role.LIMIT else Intent(name)
    return IntentPhrases(
        known, role, phrases, row["answer"] or "", {w: dictionary.lemmas(w) for w in _forms(row)}
    )


def _forms(row: dict[str, str]) -> list[str]:
    return words(" ".join([row["ru"], row["en"]]))


def _phrases(row: dict[str, str], dictionary: Dictionary) -> Iterator[Phrase]:
    for language in ("ru", "en"):
        for phrase in parts(row[language]):
            yield tuple(
                _lemmas(alternatives, dictionary)
                for word in phrase.split()
                for alternatives in _alternatives(word)
            )


def _alternatives(word: str) -> list[list[str]]:
    """«кем/кто» is either of two words, «что-нибудь» is two in a row."""
    return [words(word)] if "/" in word else [[one] for one in words(word)]


def _lemmas(alternatives: list[str], dictionary: Dictionary) -> Alternatives:
    return frozenset(lemma for one in alternatives for lemma in dictionary.lemmas(one))
