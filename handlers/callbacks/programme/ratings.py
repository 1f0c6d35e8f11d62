from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class RatingButton(CallbackData, prefix="ro"):
    """Opens what the person said of a session."""

    id: str


class RateButton(CallbackData, prefix="rt"):
    """`stars` are 1-5."""

    id: str
    stars: int


class CommentButton(CallbackData, prefix="rc"):
    id: str


BUTTONS: tuple[type[CallbackData], ...] = (RatingButton, RateButton, CommentButton)
