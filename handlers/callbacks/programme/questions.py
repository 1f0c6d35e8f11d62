"""Buttons under a session and in its list of questions: asking, reading, voting."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Page, Row, Slug


class AskButton(CallbackData, prefix="qa"):
    """`id` is the session's."""

    id: Slug


class QuestionsButton(CallbackData, prefix="ql"):
    """What is asked at a session."""

    id: Slug
    page: Page = 0


class VoteButton(CallbackData, prefix="qv"):
    """Says what is wanted, so that a double tap does not take it back."""

    id: Row
    wanted: bool
    page: Page


BUTTONS: tuple[type[CallbackData], ...] = (AskButton, QuestionsButton, VoteButton)
