"""Which words the Russian language has, and what they are (pymorphy3 with OpenCorpora's words)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import pymorphy3

PROPER = ("Geox", "Name", "Surn", "Patr", "Orgn", "Trad", "Abbr", "Init")
"""Grammemes of names. A word that is nothing else is no word of everyday speech."""

SILENT = ("PREP", "CONJ", "PRCL", "NPRO", "INTJ", "Apro")
"""Words that only hold the others together."""

TALK = ("VERB", "INFN", "PRTF", "PRTS", "GRND", "ADVB", "PRED", "NUMR", "COMP", *SILENT)
"""Words that say how, not what: left unread they are no loss."""

SHORT = 2
"""Letters of abbreviations: «д» is «далее» to the dictionary."""

PERSON = "anim"
KEPT = 20_000
"""Words remembered: a town's worth of talk, some 5 MiB at most."""


class Dictionary:
    """Words in lower case with е for ё, as `letters.words` gives them. Thread-safe."""

    def __init__(self) -> None:
        self._morph = pymorphy3.MorphAnalyzer(lang="ru")
        self.is_known = lru_cache(KEPT)(self._is_known)
        self.lemmas = lru_cache(KEPT)(self._lemmas)
        self._has_name = lru_cache(KEPT)(self._reads_as_name)
        self.is_everyday = lru_cache(KEPT)(self._is_everyday)

    def is_silent(self, word: str) -> bool:
        """Prepositions, conjunctions, pronouns: not what a text is about."""
        return self.is_known(word) and any(mark in self._best(word) for mark in SILENT)

    def is_talk(self, word: str) -> bool:
        """No noun and no adjective: «связанное», «податься»."""
        if not self.is_known(word):
            return False
        best, *others = (parse.tag for parse in self._morph.parse(word))
        return any(mark in best for mark in TALK) or any("PRTF" in tag for tag in others)

    def _best(self, word: str) -> Any:
        return self._morph.parse(word)[0].tag

    def is_person(self, word: str) -> bool:
        """Somebody rather than something: «метеоролог», not «дипломов»."""
        if not self.is_known(word):
            return False
        best = self._best(word)
        return best.POS == "NOUN" and PERSON in best and not any(m in best for m in PROPER)

    def may_be_name(self, word: str) -> bool:
        """«Иванов», «Пересвет»: perhaps somebody's own name."""
        return self.is_known(word) and self._has_name(word)

    def is_surname(self, word: str) -> bool:
        """Somebody's own name: «Иванов», «Иван», and no word besides."""
        return self.is_known(word) and not self.is_everyday(word) and self._has_name(word)

    def _reads_as_name(self, word: str) -> bool:
        tags = [parse.tag for parse in self._morph.parse(word)]
        return any("Name" in tag or "Surn" in tag or "Patr" in tag for tag in tags)

    def _is_known(self, word: str) -> bool:
        return not word.isascii() and bool(self._morph.word_is_known(word))

    def _lemmas(self, word: str) -> frozenset[str]:
        """Normal forms that the word may be of; of an unknown word, and of two letters, itself."""
        if len(word) <= SHORT or not self.is_known(word):
            return frozenset([word])
        found = {parse.normal_form.replace("ё", "е") for parse in self._morph.parse(word)}
        return frozenset(found)

    def _is_everyday(self, word: str) -> bool:
        """A word of the language that is more than a name."""
        return self.is_known(word) and any(
            not any(mark in parse.tag for mark in PROPER) for parse in self._morph.parse(word)
        )


@cache
def read_dictionary() -> Dictionary:
    """One for a process; reads files for some 0.1 s, so the first call belongs in a thread."""
    return Dictionary()
