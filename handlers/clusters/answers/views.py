from __future__ import annotations

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from domain.clusters.answers import Answer, AnswerSection, AnswerSource
from handlers.callbacks.clusters.answers import (
    AnswerButton,
    SectionButton,
    SectionsButton,
    WhomToAskButton,
)
from handlers.callbacks.clusters.cards import OpenDaysButton
from handlers.callbacks.clusters.search import AskedButton
from handlers.clusters.answers.admission_views import DATES, switch_row
from services.clusters.answers import AnswerBook
from ui.formatting import day
from ui.keyboards import Row, button, inline
from ui.screens import Screen
from ui.translator import Translator

NEXT_QUESTIONS = 2


def sections_screen(book: AnswerBook, t: Translator, *, has_open_days: bool) -> Screen:
    buttons = [
        [
            button(
                t.plain(f"answers-section-{section}", count=len(found)),
                SectionButton(section=section),
            )
        ]
        for section, found in book.by_section.items()
    ]
    if not buttons:
        return Screen(t("answers-none"), inline([_whom_to_ask(t)]))
    days = [button(t.plain("open-days-near"), OpenDaysButton())] if has_open_days else []
    return Screen(t("answers-title"), inline(*buttons, [_whom_to_ask(t)], days))


def section_screen(section: AnswerSection, answers: Sequence[Answer], t: Translator) -> Screen:
    rows = [[question_button(answer, t)] for answer in answers]
    back = button(t.plain("answers-sections"), SectionsButton())
    title = t("answers-section-title", section=t.plain(f"answers-section-name-{section}"))
    return Screen(title, inline(*rows, [back]))


def choice_screen(answers: Sequence[Answer], t: Translator) -> Screen:
    """Asks which of the answers is meant by a word that all of them are about."""
    rows = [[question_button(answer, t)] for answer in answers]
    back = button(t.plain("answers-sections"), SectionsButton())
    return Screen(t("answers-which"), inline(*rows, [_whom_to_ask(t)], [back]))


def answer_screen(
    answer: Answer,
    following: Sequence[Answer],
    t: Translator,
    *,
    first: Row | None = None,
    also: Sequence[Answer] = (),
    are_reminded: bool = False,
) -> Screen:
    """`also` is what the reader asked besides, `first` stands above the other questions;
    `are_reminded`: the reader has asked to be reminded of the dates of admission.
    """
    switch = switch_row(t, are_chosen=are_reminded) if answer.id == DATES else []
    known = {answer.id, *(one.id for one in also)}
    others = [one for one in following if one.id not in known]
    rows = [
        *(asked_row(one, t) for one in also),
        switch,
        first or [],
        *([question_button(one, t)] for one in others),
    ]
    back = button(t.plain("answers-section-back"), SectionButton(section=answer.section))
    return Screen(answer_text(answer, t), inline(*rows, [_whom_to_ask(t)], [back]))


def answer_text(answer: Answer, t: Translator) -> str:
    wording = answer.wording(t.language)
    lines = [t("answers-answer", question=wording.question, answer=wording.answer), ""]
    if not answer.is_translated(t.language):
        lines.insert(0, t("answers-untranslated"))
    if answer.sources:
        sources = [_source(source, t) for source in answer.sources]
        lines.append(t("answers-sources", count=len(sources)) + " " + "; ".join(sources))
    if answer.checked_on is not None:
        lines.append(t("answers-checked", date=day(answer.checked_on, t)))
    return "\n".join(lines)


def question_button(answer: Answer, t: Translator) -> InlineKeyboardButton:
    return button(answer.wording(t.language).question, AnswerButton(id=answer.id))


def asked_row(answer: Answer, t: Translator) -> Row:
    """Opens it as a message of its own."""
    question = answer.wording(t.language).question
    return [button(t.plain("search-answer", question=question), AskedButton(id=answer.id))]


def _source(source: AnswerSource, t: Translator) -> str:
    if source.url:
        return t("answers-source-link", url=source.url, name=source.name)
    return t("answers-source", name=source.name)


def _whom_to_ask(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("answers-whom-to-ask"), WhomToAskButton())
