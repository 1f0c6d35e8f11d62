from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class SnoozeButton(CallbackData, prefix="zs"):
    """`minutes` is one of services.reminders.SNOOZES."""

    id: str
    minutes: int


class AckButton(CallbackData, prefix="za"):
    """The person has read it and is on the way."""

    id: str
