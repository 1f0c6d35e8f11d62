"""The questionnaire of «Помоги выбрать» (data/choosing.csv, see data/README.md): reading it, and
what is typed for an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from domain.clusters.cards import Industry
from domain.clusters.questionnaire import (
    OPTIONS_LIMIT,
    SKIPPED,
    ChoosingQuestion,
    Option,
    Questionnaire,
)
from domain.errors import ConfigError
from domain.people.users import Language
from services.files.tables import Row, read_table
from services.language.dictionary import read_dictionary
from services.language.letters import words
from services.language.list_numbers import number_told

SKIPS = re.compile(
    r"\W*(?:(?:я|мне|ну|да|и|давай|можно|это)\W+)*(?:пропус\w+|дальше|далее|следующ\w+(?:\W+вопрос)?"
    r"|не\W+знаю|незнаю|хз|вс[её]\W+равно|без\W+разницы|пофиг|никак\w*|нич\w+|ни\W+одно\w*|нигде"
    r"|ни\W+с\W+(?:чем|кем)|любо[йе]|вс[её]|не\W+важно|неважно"
    r"|skip|next|(?:i\W+)?do\W*n.?t\W+know|any|none|nothing|whatever)\W*",
    re.IGNORECASE,
)
"""No option, and the next question."""

COURTEOUS = frozenset(
    ["пожалуйста", "наверное", "скорее", "лучше", "конечно", "please", "maybe", "probably"]
)

MOST_WORDS_OF_OPTION = 6


def meant_answers(questions: Sequence[ChoosingQuestion], typed: str, language: Language) -> str:
    """What a text answers to the first of the questions; else, where it has the telling words of
    an option of a later one to the letter («с людьми»), that one, and those before are skipped.
    Empty where neither."""
    option = meant_option(questions[0], typed, language)
    if option is not None:
        return str(option)
    said = _telling(typed)
    for skipped, question in enumerate(questions):
        for at, one in enumerate(question.options, 1):
            if said and _telling(one.text[language]) == said:
                return f"{SKIPPED}" * skipped + str(at)
    return ""


def meant_option(question: ChoosingQuestion, typed: str, language: Language) -> int | None:
    """Which option of the question a text says, from 1, or SKIPPED; None where it says none of
    them, or as much of several.

    It is said by its number, or by words of its label and no other word that says anything.
    """
    if SKIPS.fullmatch(typed):
        return SKIPPED
    said = words(typed)
    if not said or len(said) > MOST_WORDS_OF_OPTION:
        return None
    dictionary = read_dictionary()
    number = number_told(said, (), dictionary)
    if number is not None and 0 < number <= len(question.options):
        return number
    wanted = [dictionary.lemmas(word) | {word} for word in _telling(typed)]
    found = [
        at
        for at, option in enumerate(question.options, 1)
        if wanted and all(map(_lemmas(option.text[language]).intersection, wanted))
    ]
    return found[0] if len(found) == 1 else None


def _telling(text: str) -> list[str]:
    """Its words but for small ones, those of talk and courtesies."""
    dictionary = read_dictionary()
    return [
        word
        for word in words(text)
        if not (dictionary.is_silent(word) or dictionary.is_talk(word) or word in COURTEOUS)
    ]


@cache
def _lemmas(label: str) -> frozenset[str]:
    dictionary = read_dictionary()
    return frozenset(form for word in words(label) for form in {word, *dictionary.lemmas(word)})


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
