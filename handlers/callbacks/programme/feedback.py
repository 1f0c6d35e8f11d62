from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from domain.programme.attendance import QuestionState


class FeedbackButton(CallbackData, prefix="fe"):
    """Sessions of an event of which something was said; no id: choose the event."""

    event: str = ""
    page: int = 0


class HeardButton(CallbackData, prefix="fh"):
    """One session."""

    id: str


class ModerationButton(CallbackData, prefix="fm"):
    """Its questions: those that wait, or those that are shown."""

    id: str
    waiting: bool = True
    page: int = 0


class JudgeButton(CallbackData, prefix="fj"):
    """Makes a question so, and opens the list that it stood in."""

    id: int
    state: QuestionState
    waiting: bool
    page: int


class ResultsButton(CallbackData, prefix="fr"):
    id: str


class CommentsButton(CallbackData, prefix="fc"):
    id: str
    page: int = 0


BUTTONS: tuple[type[CallbackData], ...] = (
    FeedbackButton,
    HeardButton,
    ModerationButton,
    JudgeButton,
    ResultsButton,
    CommentsButton,
)
