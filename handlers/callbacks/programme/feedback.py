"""Buttons of the organisers' desk for questions, ratings and comments of sessions."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from domain.programme.questions import QuestionState
from handlers.callbacks.fields import AnySlug, Page, Row, Slug


class FeedbackButton(CallbackData, prefix="fe"):
    """Sessions of an event of which something was said; no id: choose the event."""

    event: AnySlug = ""
    page: Page = 0


class SessionFeedbackButton(CallbackData, prefix="fh"):
    """One session."""

    id: Slug


class ModerationButton(CallbackData, prefix="fm"):
    """Its questions: those that wait, or those that are shown."""

    id: Slug
    waiting: bool = True
    page: Page = 0


class JudgeButton(CallbackData, prefix="fj"):
    """Makes a question so, and opens the list that it stood in."""

    id: Row
    state: QuestionState
    waiting: bool
    page: Page


class ResultsButton(CallbackData, prefix="fr"):
    id: Slug


class CommentsButton(CallbackData, prefix="fc"):
    id: Slug
    page: Page = 0


BUTTONS: tuple[type[CallbackData], ...] = (
    FeedbackButton,
    SessionFeedbackButton,
    ModerationButton,
    JudgeButton,
    ResultsButton,
    CommentsButton,
)
