"""Which words people's languages have, and what they are.

Russian by pymorphy3 with OpenCorpora's words; of English the everyday words of
data/english_words.csv, so that none of them is taken for a misspelt trade or town. Words as they
are spoken and typed («скока», «универ») are read as those of data/spoken_words.csv that they mean.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pymorphy3

from domain.errors import ConfigError
from services.language.letters import parts, words
from services.language.stemming import stemmed
from services.language.word_graph import WordGraph

DATA = Path(__file__).parents[2] / "data"
ENGLISH_WORDS = DATA / "english_words.csv"
SPOKEN_WORDS = DATA / "spoken_words.csv"

PROPER = frozenset(["Geox", "Name", "Surn", "Patr", "Orgn", "Trad", "Abbr", "Init"])
"""Grammemes of names. A word that is nothing else is no word of everyday speech."""

PERSONAL = frozenset(["Name", "Surn", "Patr"])

SILENT = frozenset(["PREP", "CONJ", "PRCL", "NPRO", "INTJ", "Apro"])
"""Words that only hold the others together."""

DEED = frozenset(["VERB", "INFN", "PRTF", "PRTS", "GRND"])
"""Of the words that say how, those that say what is done."""

TALK = DEED | SILENT | {"ADVB", "PRED", "NUMR", "COMP"}
"""Words that say how, not what: left unread they are no loss."""

SHORT = 2
"""Letters of abbreviations: «д» is «далее» to the dictionary."""

PERSON = "anim"
KEPT = 20_000
"""Words remembered: a town's worth of talk, some 5 MiB at most."""


class EnglishKind(StrEnum):
    """What a word is good for, as SILENT and TALK say of Russian ones."""

    SILENT = "silent"
    TALK = "talk"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What the dictionary says of one word; `lemmas` are the normal forms that it may be of."""

    is_known: bool
    lemmas: frozenset[str]
    is_everyday: bool = False
    is_silent: bool = False
    is_talk: bool = False
    is_deed: bool = False
    is_person: bool = False
    is_adjective: bool = False
    may_be_name: bool = False


class Dictionary:
    """Words in lower case with е for ё, as `letters.words` gives them. Thread-safe."""

    def __init__(
        self, english: Mapping[str, EnglishKind], spoken: Mapping[str, str] | None = None
    ) -> None:
        """`english`: words and their stems; `spoken`: what spoken words mean."""
        self._english = english
        self._spoken = spoken or {}
        self._morph = pymorphy3.MorphAnalyzer(lang="ru")
        # Which reading is likeliest is half of what a word costs, and mostly of no account.
        self._likelier, self._morph.prob_estimator = self._morph.prob_estimator, None
        self._graph = WordGraph(self._morph.dictionary.words)
        self._facts = lru_cache(KEPT)(self._looked_up)

    def is_known(self, word: str) -> bool:
        return self._facts(word).is_known

    def lemmas(self, word: str) -> frozenset[str]:
        """The normal forms of a word; an unknown one, and one of two letters, is its own; a Latin
        one has its stem too."""
        return self._facts(word).lemmas

    def is_everyday(self, word: str) -> bool:
        """A word of the language that is more than a name."""
        return self._facts(word).is_everyday

    def is_silent(self, word: str) -> bool:
        """Prepositions, conjunctions, pronouns: not what a text is about."""
        return self._facts(word).is_silent

    def is_talk(self, word: str) -> bool:
        """No noun and no adjective: «связанное», «податься»."""
        return self._facts(word).is_talk

    def is_deed(self, word: str) -> bool:
        """A Russian verb in any form: «выпускаются», «танцуя»."""
        return self._facts(word).is_deed

    def is_person(self, word: str) -> bool:
        """Somebody rather than something: «метеоролог», not «дипломов»."""
        return self._facts(word).is_person

    def is_adjective(self, word: str) -> bool:
        """Rather than any other part of speech: «судостроительный»."""
        return self._facts(word).is_adjective

    def may_be_name(self, word: str) -> bool:
        """«Иванов», «Пересвет»: perhaps somebody's own name."""
        return self._facts(word).may_be_name

    def meant(self, word: str) -> str:
        """«сколько» for «скока»; most words mean themselves."""
        return self._spoken.get(word, word)

    def _looked_up(self, word: str) -> WordFacts:
        word = self.meant(word)
        if word.isascii():
            return self._english_facts(word)
        readings = self._readings(word)
        if not readings:
            return WordFacts(is_known=False, lemmas=frozenset([word]))
        if len({tag.POS for _, tag, *_ in readings}) > 1:
            readings = self._likelier.apply_to_parses(word, word, readings)
        # To ask a tag itself for each mark takes longer than to parse the word.
        marks = [tag.grammemes for _, tag, *_ in readings]
        best = marks[0]
        found = (normal_form.replace("ё", "е") for _, _, normal_form, *_ in readings)
        proper = [not one.isdisjoint(PROPER) for one in marks]
        return WordFacts(
            is_known=True,
            lemmas=frozenset(found) if len(word) > SHORT else frozenset([word]),
            is_everyday=not all(proper),
            is_silent=not best.isdisjoint(SILENT),
            is_talk=not best.isdisjoint(TALK) or any("PRTF" in one for one in marks),
            is_deed=not best.isdisjoint(DEED),
            is_person={"NOUN", PERSON} <= best and not proper[0] and not _names_thing(marks),
            is_adjective="ADJF" in best,
            may_be_name=any(not one.isdisjoint(PERSONAL) for one in marks),
        )

    def _readings(self, word: str) -> list[tuple[Any, ...]]:
        """The readings of a known word, as MorphAnalyzer.parse has them, without its results; else
        none.

        To ask whether the word is known, and then for these, would be to look for it twice.
        """
        known = self._morph.dictionary
        if len(word) == 1:  # may be an initial, too
            parses = self._morph.parse(word) if self._morph.word_is_known(word) else []
            return [tuple(parse) for parse in parses]
        found = self._graph.similar_items(word)
        return [
            (
                fixed,
                known.build_tag_info(paradigm, form),
                known.build_normal_form(paradigm, form, fixed),
                1.0,
                (),
            )
            for fixed, forms in found
            for paradigm, form in forms
        ]

    def _english_facts(self, word: str) -> WordFacts:
        stem = stemmed(word, "english")
        kind = self._english.get(word) or self._english.get(stem)
        if kind is EnglishKind.SILENT and word not in self._english:
            kind = EnglishKind.THING  # «mining» is no form of «mine»
        lemmas = frozenset([word, stem]) if len(word) > SHORT else frozenset([word])
        return WordFacts(
            is_known=kind is not None,
            lemmas=lemmas,
            is_everyday=kind is not None,
            is_silent=kind is EnglishKind.SILENT,
            is_talk=kind in {EnglishKind.SILENT, EnglishKind.TALK},
        )


def _names_thing(marks: Sequence[frozenset[str]]) -> bool:
    """«Математика» names a subject rather than «математик» in another case."""
    is_oblique = "nomn" not in marks[0]
    return is_oblique and any({"NOUN", "inan", "nomn"} <= one for one in marks)


@cache
def read_dictionary() -> Dictionary:
    """One for a process; reads files for some 0.1 s, so the first call belongs in a thread.

    Raises ConfigError naming the line of data/english_words.csv or data/spoken_words.csv that is
    wrong.
    """
    return Dictionary(read_english(ENGLISH_WORDS), read_spoken(SPOKEN_WORDS))


def read_spoken(path: Path) -> dict[str, str]:
    """What is meant, by each word that is typed for it; one word for one word."""
    found: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        for row in table:
            meant = words(row["meant"] or "")
            spoken = [words(one) for one in parts(row["spoken"] or "")]
            if len(meant) != 1 or not spoken or any(len(one) != 1 for one in spoken):
                raise ConfigError(f"{path.name}:{table.line_num}: {row}")
            found.update((one[0], meant[0]) for one in spoken)
    return found


def read_english(path: Path) -> dict[str, EnglishKind]:
    """Words and their stems; of a word in two lines the first says what it is."""
    found: dict[str, EnglishKind] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        for row in table:
            try:
                kind, listed = EnglishKind(row["kind"]), parts(row["words"])
            except (KeyError, ValueError) as error:
                raise ConfigError(f"{path.name}:{table.line_num}: {error}") from error
            for word in listed:
                found.setdefault(word, kind)
                found.setdefault(stemmed(word, "english"), kind)
    return found
