"""Buttons of the list of favourites beside those that open cards."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.fields import Page, Slug


class PickingButton(CallbackData, prefix="fp"):
    """The list as a choice of what to compare."""

    page: Page = 0


class PickButton(CallbackData, prefix="fk"):
    id: Slug
    wanted: bool
    page: Page = 0


class DroppingButton(CallbackData, prefix="fx"):
    """The list as a choice of what to remove from it."""

    page: Page = 0


class DropButton(CallbackData, prefix="fd"):
    """`wanted` puts it back."""

    id: Slug
    wanted: bool
    page: Page = 0


BUTTONS: tuple[type[CallbackData], ...] = (PickingButton, PickButton, DroppingButton, DropButton)
