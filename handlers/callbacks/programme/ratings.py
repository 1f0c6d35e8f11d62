"""Buttons under a session that is over, and under the message that asks for a rating."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Slug, Stars


class RatingButton(CallbackData, prefix="ro"):
    """Opens what the person said of a session."""

    id: Slug


class RateButton(CallbackData, prefix="rt"):
    """`stars` are 1-5."""

    id: Slug
    stars: Stars


class CommentButton(CallbackData, prefix="rc"):
    id: Slug


BUTTONS: tuple[type[CallbackData], ...] = (RatingButton, RateButton, CommentButton)
