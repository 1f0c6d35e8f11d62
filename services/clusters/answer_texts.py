"""What organisers may write into an answer: texts within bounds, sources, a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from domain.clusters.answers import (
    ADDRESS_UNITS,
    ANSWER_UNITS,
    QUESTION_UNITS,
    SOURCE_UNITS,
    SOURCES_LIMIT,
    Answer,
    AnswerField,
    AnswerSource,
    Wording,
)
from domain.errors import UserError
from domain.people.users import Language
from domain.texts import is_web_address, utf16_units

DAY_PATTERNS = ("%d.%m.%Y", "%Y-%m-%d")
KEYWORDS_UNITS = 500

QUESTIONS = {AnswerField.QUESTION_RU: Language.RU, AnswerField.QUESTION_EN: Language.EN}
ANSWERS = {AnswerField.ANSWER_RU: Language.RU, AnswerField.ANSWER_EN: Language.EN}


def changed(answer: Answer, field: AnswerField, text: str) -> Answer:
    """The answer with one field as an organiser typed it. Raises UserError saying what to mend."""
    if field in QUESTIONS or field in ANSWERS:
        is_question = field in QUESTIONS
        language = QUESTIONS[field] if is_question else ANSWERS[field]
        old = answer.words.get(language, Wording("", ""))
        part = checked_text(text, is_question=is_question)
        new = Wording(part, old.answer) if is_question else Wording(old.question, part)
        answer = answer.with_wording(language, new)
    elif field is AnswerField.SOURCES:
        answer = replace(answer, sources=checked_sources(text))
    elif field is AnswerField.CHECKED_ON:
        answer = replace(answer, checked_on=checked_day(text))
    else:
        keywords = " ".join(text.split())
        _bounded(keywords, KEYWORDS_UNITS)
        answer = replace(answer, keywords=keywords)
    return replace(answer, is_edited=True)


def checked_text(text: str, *, is_question: bool) -> str:
    """A question is one line; an answer keeps its paragraphs."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = " ".join(filter(None, lines)) if is_question else "\n".join(lines).strip()
    if not any(character.isalnum() for character in kept):
        raise UserError("answers-text-empty")
    _bounded(kept, QUESTION_UNITS if is_question else ANSWER_UNITS)
    return kept


def checked_sources(text: str) -> tuple[AnswerSource, ...]:
    """One a line: a name, and its address at the end of the line if it has one."""
    sources = tuple(_source(line.strip()) for line in text.splitlines() if line.strip())
    if not sources:
        raise UserError("answers-sources-empty")
    if len(sources) > SOURCES_LIMIT:
        raise UserError("answers-sources-many", limit=SOURCES_LIMIT)
    return sources


def checked_day(text: str, today: date | None = None) -> date:
    """`23.11.2026` or `2026-11-23`, not after `today`."""
    for pattern in DAY_PATTERNS:
        try:
            day = datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007  (a day only)
        except ValueError:
            continue
        if today is not None and day > today:
            raise UserError("answers-day-future")
        return day
    raise UserError("answers-day-unclear")


def _source(line: str) -> AnswerSource:
    name, _, last = line.rpartition(" ")
    if "://" not in last:
        name, url = line, ""
    else:
        name, url = name.rstrip(" |—–-:"), last
    if not name:
        raise UserError("answers-source-nameless")
    _bounded(name, SOURCE_UNITS)
    if url and not (is_web_address(url) and len(url) <= ADDRESS_UNITS):
        raise UserError("answers-source-address", url=url[:ADDRESS_UNITS])
    return AnswerSource(name, url)


def _bounded(text: str, limit: int) -> None:
    """Lengths as Telegram counts them, in UTF-16 units."""
    units = utf16_units(text)
    if units > limit:
        raise UserError("answers-text-long", length=units, limit=limit)
