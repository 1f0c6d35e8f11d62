"""«Как поступить»: questions with answers, their sources, and the day they were checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.ids import AnswerId
from domain.people.users import Language

ANSWER_ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""40 characters and a prefix fit callback data (64 bytes)."""

QUESTION_UNITS = 150
ANSWER_UNITS = 2_500
SOURCE_UNITS = 200
ADDRESS_UNITS = 300
SOURCES_LIMIT = 4
"""UTF-16 units: with four full sources (the address counts in the link only) and the words around
them a screen stays below the 4,096 of a message."""


class AnswerSection(StrEnum):
    """Sections in the order of the list."""

    PROGRAMME = "programme"
    ADMISSION = "admission"
    STUDY = "study"
    AFTER = "after"


class AnswerField(StrEnum):
    """What an organiser changes at a time."""

    QUESTION_RU = "qru"
    ANSWER_RU = "aru"
    QUESTION_EN = "qen"
    ANSWER_EN = "aen"
    SOURCES = "src"
    CHECKED_ON = "day"
    KEYWORDS = "key"


@dataclass(frozen=True, slots=True)
class Wording:
    question: str
    answer: str

    @property
    def is_whole(self) -> bool:
        return bool(self.question and self.answer)


@dataclass(frozen=True, slots=True)
class AnswerSource:
    """`url` is empty where the source has no address of its own."""

    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """`keywords` are how people ask; they are never shown.

    `is_edited`: an organiser changed it, so shipped data leave it alone.
    """

    id: AnswerId
    section: AnswerSection
    position: int
    words: Mapping[Language, Wording]
    sources: tuple[AnswerSource, ...] = ()
    checked_on: date | None = None
    keywords: str = ""
    is_hidden: bool = False
    is_edited: bool = False

    def wording(self, language: Language) -> Wording:
        """The wording in that language; in Russian where nobody has translated it yet."""
        own = self.words.get(language)
        return own if own is not None and own.is_whole else self.words[Language.RU]

    def is_translated(self, language: Language) -> bool:
        own = self.words.get(language)
        return own is not None and own.is_whole

    def with_wording(self, language: Language, wording: Wording) -> Answer:
        return replace(self, words={**self.words, language: wording})
