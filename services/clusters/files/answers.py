"""Shipped questions and answers, read from a table; its columns are in data/README.md."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from domain.clusters.answers import (
    ANSWER_ID_PATTERN,
    Answer,
    AnswerSection,
    AnswerSource,
    Wording,
)
from domain.errors import ConfigError, UserError
from domain.ids import AnswerId
from domain.people.users import Language
from services.clusters.answer_texts import checked_day, checked_sources, checked_text
from services.files.tables import Row, read_table


@cache
def load_answers(path: Path) -> tuple[Answer, ...]:
    """Raises ConfigError naming the line: the file ships with the product."""
    answers: list[Answer] = []
    positions: Counter[AnswerSection] = Counter()
    for row in read_table(path.name, path.read_bytes()):
        try:
            section = AnswerSection(row.values["section"])
            positions[section] += 1
            answers.append(_answer(row, section, positions[section]))
        except (KeyError, ValueError, UserError) as error:
            raise ConfigError(f"{path.name}:{row.line}: {error}") from error
    if len({answer.id for answer in answers}) < len(answers):
        raise ConfigError(f"{path.name}: an id occurs twice")
    return tuple(answers)


def _answer(row: Row, section: AnswerSection, position: int) -> Answer:
    values = row.values
    if not ANSWER_ID_PATTERN.fullmatch(values["id"]):
        raise ValueError("id: up to 40 lower-case Latin letters, digits and hyphens")
    return Answer(
        id=AnswerId(values["id"]),
        section=section,
        position=position * 10,
        words={language: _wording(values, language) for language in Language},
        sources=_sources(values["sources"]),
        checked_on=checked_day(values["checked_on"]),
        keywords=values["keywords"],
    )


def _wording(values: dict[str, str], language: Language) -> Wording:
    return Wording(
        checked_text(values[f"question_{language}"], is_question=True),
        checked_text(values[f"answer_{language}"], is_question=False),
    )


def _sources(text: str) -> tuple[AnswerSource, ...]:
    return checked_sources(text.replace(";", "\n"))
