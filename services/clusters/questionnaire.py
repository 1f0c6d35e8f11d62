"""Reading the questionnaire of «Помоги выбрать» (data/choosing.csv, see data/README.md)."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path

from domain.clusters.cards import Industry
from domain.clusters.questionnaire import (
    OPTIONS_LIMIT,
    ChoosingQuestion,
    Option,
    Questionnaire,
)
from domain.errors import ConfigError
from domain.people.users import Language
from services.files.tables import Row, read_table


@cache
def load_questionnaire(path: Path) -> Questionnaire:
    """Raises ConfigError naming what is wrong: the file ships with the product."""
    rows = read_table(path.name, path.read_bytes())
    try:
        groups = groupby(rows, key=lambda row: row.values["question"])
        questions = tuple(_question(list(group)) for _, group in groups)
    except (KeyError, ValueError) as error:
        raise ConfigError(f"{path.name}: {error!r}") from error
    if len({question.id for question in questions}) < len(questions):
        raise ConfigError(f"{path.name}: the rows of a question must stand together")
    return Questionnaire(questions)


def _question(rows: list[Row]) -> ChoosingQuestion:
    if len(rows) > OPTIONS_LIMIT:
        raise ValueError(f"line {rows[-1].line}: more than {OPTIONS_LIMIT} options")
    first = rows[0].values
    return ChoosingQuestion(
        first["question"], _texts(first, "question"), tuple(_option(row) for row in rows)
    )


def _option(row: Row) -> Option:
    pairs = [part.split(":") for part in row.values["weights"].split(";")]
    weights = {Industry(code.strip()): int(weight) for code, weight in pairs}
    if any(weight <= 0 for weight in weights.values()):
        raise ValueError(f"line {row.line}: a weight is a positive whole number")
    return Option(_texts(row.values, "option"), weights)


def _texts(values: dict[str, str], column: str) -> dict[Language, str]:
    texts = {language: values[f"{column}_{language}"] for language in Language}
    if not all(texts.values()):
        raise ValueError(f"{column}: a text is empty")
    return texts
