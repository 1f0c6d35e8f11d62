from __future__ import annotations

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from domain.clusters.cards import Industry
from domain.clusters.questionnaire import (
    SKIPPED,
    Option,
    Questionnaire,
    Recommendation,
)
from domain.people.users import Actor
from handlers.callbacks.clusters.cards import IndustriesButton
from handlers.callbacks.clusters.questionnaire import (
    QuestionButton,
    ResultButton,
    StartButton,
    WhereButton,
)
from handlers.clusters.cards.views import ask_place, industry_name
from ui.keyboards import Row, button, inline
from ui.screens import Screen
from ui.translator import Translator


def question_screen(questionnaire: Questionnaire, answers: str, t: Translator) -> Screen:
    """The first question that `answers` leave open."""
    question = questionnaire.questions[len(answers)]
    options = [
        [button(option.text[t.language], _asking(questionnaire, f"{answers}{number}"))]
        for number, option in enumerate(question.options, 1)
    ]
    skip = _asking(questionnaire, f"{answers}{SKIPPED}")
    text = t(
        "choosing-question",
        number=len(answers) + 1,
        all=len(questionnaire.questions),
        question=question.text[t.language],
    )
    if not answers:
        text = "\n\n".join([t("choosing-hello"), text])
    return Screen(
        text,
        inline(
            *options,
            [*_back(questionnaire, answers, t), button(t.plain("choosing-skip"), skip)],
            _enough(questionnaire, answers, t),
        ),
    )


def result_screen(
    questionnaire: Questionnaire, answers: str, found: Sequence[Recommendation], t: Translator
) -> Screen:
    is_guess = not any(one.because for one in found)
    lines = [t("choosing-result-guess" if is_guess else "choosing-result")]
    for number, one in enumerate(found, 1):
        name = industry_name(one.industry, t)
        lines += ["", t("choosing-industry", number=number, industry=name)]
        if one.because:
            quoted = (t.plain("choosing-quoted", text=_words(option, t)) for option in one.because)
            chosen = ", ".join(quoted)
            lines.append(t("choosing-because", chosen=chosen))
    lines += ["", t("choosing-no-right-or-wrong")]
    return Screen("\n".join(lines), inline(*_result_rows(questionnaire, answers, found, t)))


def outdated_screen(t: Translator) -> Screen:
    return Screen(t("choosing-outdated"), inline([_again(t)]))


def ask_where(industry: Industry, actor: Actor, t: Translator) -> Screen:
    """Asks where, with the same keyboard as every search has."""
    text = t("choosing-ask-place", industry=industry_name(industry, t))
    return Screen(text, ask_place(actor, t).markup)


def _result_rows(
    questionnaire: Questionnaire, answers: str, found: Sequence[Recommendation], t: Translator
) -> list[Row]:
    rows = [
        [
            button(
                t.plain("choosing-where", industry=industry_name(one.industry, t)),
                WhereButton(industry=one.industry),
            )
        ]
        for one in found
    ]
    is_whole = len(answers) == len(questionnaire.questions)
    on = [] if is_whole else [_to(questionnaire, answers, t, "choosing-go-on")]
    back = _back(questionnaire, answers, t) if is_whole else []
    every = button(t.plain("choosing-all-industries"), IndustriesButton())
    return [*rows, [*on, *back, _again(t)], [every]]


def _words(option: Option, t: Translator) -> str:
    """The label without the picture that leads it."""
    return option.text[t.language].split(" ", 1)[-1]


def _asking(questionnaire: Questionnaire, answers: str) -> QuestionButton:
    return QuestionButton(version=questionnaire.version, answers=answers)


def _to(
    questionnaire: Questionnaire, answers: str, t: Translator, key: str
) -> InlineKeyboardButton:
    return button(t.plain(key), _asking(questionnaire, answers))


def _back(questionnaire: Questionnaire, answers: str, t: Translator) -> Row:
    return [_to(questionnaire, answers[:-1], t, "choosing-back")] if answers else []


def _enough(questionnaire: Questionnaire, answers: str, t: Translator) -> Row:
    """Once there is something to tell."""
    if not answers.strip(str(SKIPPED)):
        return []
    target = ResultButton(version=questionnaire.version, answers=answers)
    return [button(t.plain("choosing-enough"), target)]


def _again(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("choosing-again"), StartButton())
