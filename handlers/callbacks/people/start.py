"""The button under every question that waits for a text and has no other way back."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from ui.keyboards import button
from ui.translator import Translator


class CancelButton(CallbackData, prefix="x"):
    """Ends the question that is open, as /cancel does."""


def cancelling(t: Translator) -> InlineKeyboardButton:
    """Under every question that waits for a text and has no way back of its own."""
    return button(t.plain("cancel-button"), CancelButton())
