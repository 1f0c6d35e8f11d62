"""From a question as people type it to the answers that fit: stems, slips, keyboard layouts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.clusters.answers import Answer
from domain.lru_cache import LruCache
from services.language.dictionary import read_dictionary
from services.language.keyboard_layouts import other_layout
from services.language.letters import cleaned
from services.language.spelling import normalised
from services.language.stemming import stemmed

QUESTION, KEYWORD, TEXT = 1.0, 0.9, 0.25
"""Weights of a word by where it stands in an answer."""

SLIP_COST = 0.2
SHORT_STEM_LETTERS, LONG_STEM_LETTERS = 3, 8
"""Letters of a stem; fewer slips than of a town's name, for stems are much alike."""

LEAST_SCORE = 0.45
"""Less of a question than this was understood: better no answer than a wrong one."""

LEAST_OFFERED_SCORE = 0.25
"""So much is enough for a question that is only offered («Может быть, об этом?»)."""

UNKNOWN_WORD_WEIGHT = 0.8
"""What a word that occurs nowhere counts, beside 1 for one that a single answer holds."""

UNKNOWN_TALK_WEIGHT = 0.2
"""Weight of an unknown word that says how and not what («обязательно», «вообще», «пока»)."""

LEAST_HELD = 0.45
"""Share of its meaning that an answer must hold to be opened at once."""

LEAST_OFFERED_RARITY = 0.7
"""Least rarity of the rarest word that an answer holds of the rest: «лет», «приёмная» speak for
none."""

STOP_TEXT = """
а без бы в во вы да для до же за и из или к как ко ли мне мой моя на не ни но ну о об от по при про
с со то у уж что это я
будет дадут дает дают есть можно нужен нужна нужно нужны обязателен обязательна обязательно
a an and are at be by can do does for how i if in is it me my of on or the there to what will with
you much many после
"""
STOP_WORDS = frozenset(STOP_TEXT.split())

SUBJECT_TEXT = """
поступить поступление поступать колледж техникум обучение учиться учеба учат образование спо
college study admission apply
"""
SUBJECTS = frozenset(
    stemmed(word, "english" if word.isascii() else "russian") for word in SUBJECT_TEXT.split()
)
"""Stems of what every answer is about: these decide only where nothing else is asked."""


@dataclass(frozen=True, slots=True)
class Scored:
    """`score` is the share of the question that the answer is about, up to 1.

    `is_sure` where what it holds of the question weighs more than the things and deeds that it
    does not: «в каком возрасте выпускаются» shares but an age with the answer about the army.
    """

    answer: Answer
    score: float
    is_sure: bool = True
    is_of_case: bool = False
    """Its question is about a case («если потерян») that the one word of the text cannot tell."""


TEXTS_KEPT = 500
"""Texts whose answers are kept: many ask in the same few words."""

STEMS_KEPT = 2_000


class AnswerIndex:
    """About 1,700 stems for 47 answers, which never change: what was found once stays so."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._answers = tuple(answers)
        self._weights: dict[str, dict[int, float]] = {}
        for number, answer in enumerate(self._answers):
            for text, weight in _texts(answer):
                for stem in _stems(text):
                    known = self._weights.setdefault(stem, {})
                    known[number] = max(known.get(number, 0.0), weight)
        self._vocabulary = list(self._weights)
        self._longest = max(map(len, self._vocabulary), default=0)
        self._alike_in_shape: dict[tuple[int, int], list[str]] = {}
        self._rarity = {stem: self._rareness(held) for stem, held in self._weights.items()}
        self._found = LruCache[tuple[str, int, float], tuple[Scored, ...]](TEXTS_KEPT)
        self._alike = LruCache[tuple[str, bool], Sequence[tuple[str, float]]](STEMS_KEPT)

    def find(self, text: str, limit: int, least: float = LEAST_SCORE) -> list[Scored]:
        """Best first, none below `least`. A text in the wrong keyboard layout is read in both.

        As much of the text counts as of a query: `letters.CHARACTERS_CONSIDERED`.
        """
        text = cleaned(text)
        asked = text, limit, least
        found = self._found.get(asked)
        if found is None:
            found = tuple(self._best(text, limit, least))
            self._found.keep(asked, found)
        return list(found)

    def _best(self, text: str, limit: int, least: float) -> list[Scored]:
        text = text.casefold()
        stems = _stems(text)
        scores = self._scores(stems)
        if self._is_strange(stems):
            readings = [scores, self._scores(_stems(other_layout(text)))]
            scores = max(
                readings, key=lambda found: max((s for s, _ in found.values()), default=0.0)
            )
        ordered = sorted(scores.items(), key=lambda item: (-item[1][0], not item[1][1], item[0]))
        found = [
            Scored(
                answer := self._answers[number],
                round(score, 4),
                is_sure,
                len(stems) == 1 and _is_of_case(answer),
            )
            for number, (score, is_sure) in ordered
        ]
        return [one for one in found if one.score >= least][:limit]

    def _is_strange(self, stems: dict[str, Word]) -> bool:
        """Whether some word is of no language, as all are in the wrong layout."""
        return not stems or any(
            kind is Word.STRANGE and stem not in self._weights for stem, kind in stems.items()
        )

    def _rareness(self, held: dict[int, float]) -> float:
        """1 for a word of a single answer, towards 0 for one that all share."""
        answers = sum(weight for weight in held.values())
        whole = math.log(1 + len(self._answers))
        return math.log(1 + len(self._answers) / max(1.0, answers)) / whole

    def _scores(self, typed: dict[str, Word]) -> dict[int, tuple[float, bool]]:
        """For each answer its share of the text, and whether it covers what the text says."""
        stems = {stem: kind for stem, kind in typed.items() if stem not in SUBJECTS} or typed
        totals: dict[int, float] = {}
        held: dict[int, float] = {}
        further: dict[int, float] = {}
        rarest: dict[int, float] = {}
        said = 0.0
        told: set[int] = set()
        whole = 0.0
        for stem in stems:
            best: dict[int, float] = {}
            word = stems[stem]
            rarity = UNKNOWN_TALK_WEIGHT if word in HOW else UNKNOWN_WORD_WEIGHT
            for known, likeness in self._similar(stem, can_slip=word is Word.STRANGE):
                rarity = min(rarity, self._rarity[known]) if likeness == 1.0 else rarity
                for number, weight in self._weights[known].items():
                    best[number] = max(best.get(number, 0.0), weight * likeness)
            whole += rarity
            meaning = self._meaning(stem, word, best)
            # How and what is done tells of an answer that holds it, and of no other.
            apart = min(meaning, UNKNOWN_TALK_WEIGHT) if word in HOW and best else meaning
            said += apart
            for number, weight in best.items():
                totals[number] = totals.get(number, 0.0) + weight * rarity
                held[number] = held.get(number, 0.0) + weight * meaning
                further[number] = further.get(number, 0.0) + meaning - apart
                rarest[number] = max(rarest.get(number, 0.0), meaning)
            if _says_something(stem):
                told |= best.keys()
        sure = {number for number in told if held[number] >= LEAST_HELD * (said + further[number])}
        return {
            number: (totals[number] / whole, number in sure)
            for number in told
            if number in sure or rarest[number] >= LEAST_OFFERED_RARITY
        }

    def _meaning(self, stem: str, word: Word, held: dict[int, float]) -> float:
        """What a word weighs of what the text says: «как» and «сколько» nothing, «бесплатно» much.

        A word of no answer, or one misspelt, weighs like any other that is not known.
        """
        rarity = self._rarity.get(stem)
        if word is Word.TALK:
            is_telling = bool(held) and max(held.values()) >= KEYWORD
            return rarity if rarity and is_telling and rarity >= LEAST_OFFERED_RARITY else 0.0
        return UNKNOWN_WORD_WEIGHT if rarity is None else rarity

    def _similar(self, stem: str, *, can_slip: bool) -> Sequence[tuple[str, float]]:
        """A word of the language is not another one, misspelt."""
        found = self._alike.get((stem, can_slip))
        if found is None:
            found = self._looked_up(stem, can_slip=can_slip)
            self._alike.keep((stem, can_slip), found)
        return found

    def _looked_up(self, stem: str, *, can_slip: bool) -> Sequence[tuple[str, float]]:
        if stem in self._weights:
            return [(stem, 1.0)]
        if not can_slip:
            return []
        slips = 0 if len(stem) <= SHORT_STEM_LETTERS else 1 if len(stem) < LONG_STEM_LETTERS else 2
        hits: list[tuple[str, Any, int]] = process.extract(
            stem, self._near(stem, slips), scorer=OSA.distance, score_cutoff=slips, limit=4
        )
        return [(known, 1 - SLIP_COST * distance) for known, distance, _ in hits if distance]

    def _near(self, stem: str, slips: int) -> list[str]:
        """Stems of about that length and in its letters: no others are a few slips away.

        A slip makes at most one letter more or less, and one Latin letter more or less.
        """
        letters, latin = len(stem), _latin_in(stem)
        found = self._alike_in_shape.get((letters, latin))
        if found is None and letters <= self._longest + slips:
            found = [
                one
                for one in self._vocabulary
                if abs(len(one) - letters) <= slips and abs(_latin_in(one) - latin) <= slips
            ]
            self._alike_in_shape[letters, latin] = found
        return found or []


def _latin_in(stem: str) -> int:
    return sum(map(str.isascii, stem))


def _says_something(stem: str) -> bool:
    """A letter or a number adds to a question and is none: «1 курс», not «1»."""
    return len(stem) > 1 and not stem.isdecimal()


def _texts(answer: Answer) -> Iterable[tuple[str, float]]:
    yield answer.keywords, KEYWORD
    for wording in answer.words.values():
        asked, *case = CASE.split(wording.question)
        yield asked, QUESTION
        yield " ".join(case), KEYWORD
        yield wording.answer, TEXT


CASE = re.compile(r"\b(?=(?:если|if)\b)", re.IGNORECASE)
"""Where a question goes on with the case that it is about: «Что делать, если …»."""


def _is_of_case(answer: Answer) -> bool:
    return any(CASE.search(wording.question) for wording in answer.words.values())


AUXILIARY_TEXT = """
быть делать мочь смочь хотеть хотеться собираться планировать думать решить желать
знать узнать понять сказать подсказать рассказать объяснить спросить спрашивать интересовать
"""
AUXILIARIES = frozenset(AUXILIARY_TEXT.split())
"""Verbs of wanting, of being able and of asking: what is done stands beside them."""


def is_subject(text: str) -> bool:
    """«Учёба»: a word of what every answer is about, and no more."""
    return len(text.split()) == 1 and SUBJECTS.issuperset(_stems(text))


class Word(Enum):
    """What is known of a word that no answer holds."""

    STRANGE = "of no language, hence misspelt"
    TALK = "says how, not what"
    DEED = "says what is done"
    THING = "says what"


HOW = frozenset([Word.TALK, Word.DEED])


def _stems(text: str) -> dict[str, Word]:
    """Stems in their order, each with what its word is.

    In parts, because `normalised` looks at the beginning of a text only.
    """
    dictionary = read_dictionary()
    typed = (word for line in _parts(text) for word in normalised(line).split())
    return {
        stemmed(word, "english" if word.isascii() else "russian"): _kind(word)
        for word in map(dictionary.meant, typed)
        if word not in STOP_WORDS
    }


def _kind(word: str) -> Word:
    dictionary = read_dictionary()
    if not dictionary.is_known(word):
        return Word.STRANGE
    if dictionary.is_deed(word) and not dictionary.lemmas(word) & AUXILIARIES:
        return Word.DEED
    return Word.TALK if dictionary.is_talk(word) else Word.THING


def _parts(text: str) -> Iterable[str]:
    words = text.split()
    return (" ".join(words[i : i + 5]) for i in range(0, len(words), 5))
