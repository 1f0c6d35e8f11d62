from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from domain.paging import page_count
from domain.programme.questions import Question, QuestionState
from domain.programme.sessions import Session
from handlers.callbacks.people.start import cancelling
from handlers.callbacks.programme.questions import AskButton, QuestionsButton, VoteButton
from handlers.callbacks.programme.sessions import SessionButton
from services.programme.questions import QUESTION_UNITS, QUESTIONS_ON_PAGE, QuestionPage
from ui.formatting import shortened
from ui.keyboards import (
    Row,
    button,
    in_columns,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

TITLE_CHARACTERS = 200
OWN_LIMIT = 80
"""Characters of one's own questions, which are only told apart here."""


def ask_screen(session: Session, t: Translator) -> Screen:
    title = shortened(session.title, TITLE_CHARACTERS)
    return Screen(t("question-ask", title=title, limit=QUESTION_UNITS), inline([cancelling(t)]))


def asked_screen(session: Session, t: Translator) -> Screen:
    return Screen(
        t("question-asked"),
        inline(
            [button(t.plain("question-list"), QuestionsButton(id=session.id))],
            [button(t.plain("session-back"), SessionButton(id=session.id))],
        ),
    )


def questions_screen(found: QuestionPage, t: Translator) -> Screen:
    """Anonymous: who asked is told to organisers only."""
    session = found.session
    lines = [t("question-title", title=shortened(session.title, TITLE_CHARACTERS))]
    if not found.total:
        lines += ["", t("question-none")]
    votes: Row = []
    for number, one in enumerate(found.questions, found.page * QUESTIONS_ON_PAGE + 1):
        lines += ["", _line(number, one, t)]
        if one.state is QuestionState.SHOWN:
            votes.append(_vote(number, one, found.page, t))
    if found.own:
        lines += ["", t("question-own-title")]
        lines += [_own(one, t) for one in found.own]
    if votes:
        lines += ["", t("question-vote-hint")]
    ask = AskButton(id=session.id)
    return Screen(
        "\n".join(lines),
        inline(
            *in_columns(votes, 3),
            pager(
                t,
                found.page,
                page_count(found.total, QUESTIONS_ON_PAGE),
                lambda page: QuestionsButton(id=session.id, page=page),
            ),
            [button(t.plain("question-ask-button"), ask)] if found.can_ask else [],
            [button(t.plain("session-back"), SessionButton(id=session.id))],
        ),
    )


def _line(number: int, one: Question, t: Translator) -> str:
    key = "question-line-answered" if one.state is QuestionState.ANSWERED else "question-line"
    return t(key, number=number, text=one.text, votes=one.votes)


def _own(one: Question, t: Translator) -> str:
    return t(f"question-own-{one.state}", text=shortened(one.text, OWN_LIMIT))


def _vote(number: int, one: Question, page: int, t: Translator) -> InlineKeyboardButton:
    key = "question-voted" if one.is_voted else "question-vote"
    data = VoteButton(id=one.id, wanted=not one.is_voted, page=page)
    return button(t.plain(key, number=number), data)
