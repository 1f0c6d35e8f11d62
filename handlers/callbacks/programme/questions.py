from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class AskButton(CallbackData, prefix="qa"):
    """`id` is the session's."""

    id: str


class QuestionsButton(CallbackData, prefix="ql"):
    """What is asked at a session."""

    id: str
    page: int = 0


class VoteButton(CallbackData, prefix="qv"):
    """Says what is wanted, so that a double tap does not take it back."""

    id: int
    wanted: bool
    page: int


BUTTONS: tuple[type[CallbackData], ...] = (AskButton, QuestionsButton, VoteButton)
