"""Buttons of comparing. What is compared stands in the store: three ids would not fit 64 bytes."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Slug


class MarkButton(CallbackData, prefix="tm"):
    """On a card. Says what shall be, not "toggle": a second tap changes nothing."""

    id: Slug
    wanted: bool


class CompareButton(CallbackData, prefix="ts"):
    """Opens the comparison in a message of its own."""


class UnmarkButton(CallbackData, prefix="td"):
    """Takes one out of the comparison that is shown."""

    id: Slug


class ClearButton(CallbackData, prefix="tc"):
    pass


BUTTONS: tuple[type[CallbackData], ...] = (MarkButton, CompareButton, UnmarkButton, ClearButton)
