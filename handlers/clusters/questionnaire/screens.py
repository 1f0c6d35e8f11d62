"""«Помоги выбрать» goes on: by a button, or by what somebody types for an answer."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from aiogram.types import InlineKeyboardMarkup

from domain.clusters.questionnaire import Questionnaire
from domain.people.users import Actor
from handlers.callbacks.clusters.questionnaire import QuestionButton
from handlers.clusters.questionnaire import views
from services.clusters.catalogue import Clusters
from services.clusters.questionnaire import meant_answers
from services.search.lookup import Lookup
from ui.keyboards import packed
from ui.screens import Screen
from ui.translator import Translator

BACK = re.compile(r"\W*(?:назад|вернись|вернуться|back|go back)\W*", re.IGNORECASE)
ENOUGH = re.compile(
    r"\W*(?:(?:хватит|достаточно|стоп)\b.*|.*\b(?:результат|итог)\w*|enough\b.*|.*\bresults?)\W*",
    re.IGNORECASE,
)


async def after(
    questionnaire: Questionnaire, answers: str, t: Translator, clusters: Clusters
) -> Screen:
    """The next question; after the last one, what the answers lead to."""
    if len(answers) < len(questionnaire.questions):
        return views.question_screen(questionnaire, answers, t)
    return await result(questionnaire, answers, t, clusters)


async def result(
    questionnaire: Questionnaire, answers: str, t: Translator, clusters: Clusters
) -> Screen:
    """Only industries that have clusters on the map can be recommended."""
    catalogue = await clusters.catalogue()
    available = Counter(one.industry for one in catalogue.by_id.values() if one.is_placed)
    found = questionnaire.recommend([int(digit) for digit in answers], available)
    return views.result_screen(questionnaire, answers, found, t)


async def answered(
    text: str,
    actor: Actor,
    t: Translator,
    questionnaire: Questionnaire,
    clusters: Clusters,
    lookup: Lookup,
) -> Screen | None:
    """What a text leads to that answers the question shown last; None where it answers none."""
    answers = lookup.questioned(actor)
    if answers is None or len(answers) >= len(questionnaire.questions):
        return None
    if answers and ENOUGH.fullmatch(text):
        lookup.leave_questions(actor)
        return await result(questionnaire, answers, t, clusters)
    if answers and BACK.fullmatch(text):
        answers = answers[:-1]
    else:
        said = meant_answers(questionnaire.questions[len(answers) :], text, t.language)
        if not said:
            return None
        answers += said
    note(answers, actor, questionnaire, lookup)
    return await after(questionnaire, answers, t, clusters)


def note(answers: str, actor: Actor, questionnaire: Questionnaire, lookup: Lookup) -> None:
    """What is typed next may answer the question that stands after these answers."""
    if len(answers) < len(questionnaire.questions):
        lookup.note_question(actor, answers)
    else:
        lookup.leave_questions(actor)


def asks_first(screen: Screen, questionnaire: Questionnaire) -> bool:
    """Whether the first question stands on the screen, with all its options."""
    wanted = _first_answers(questionnaire.version, len(questionnaire.questions[0].options))
    markup = screen.markup
    rows = markup.inline_keyboard if isinstance(markup, InlineKeyboardMarkup) else []
    return wanted <= {one.callback_data for row in rows for one in row}


@cache
def _first_answers(version: str, count: int) -> frozenset[str]:
    """What the options of the first question send: made anew for each answer they took a thirtieth
    of it."""
    options = range(1, count + 1)
    return frozenset(packed(QuestionButton(version=version, answers=str(one))) for one in options)
