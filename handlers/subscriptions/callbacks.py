from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenNewsButton(CallbackData, prefix="w"):
    """Under a piece of news that was delivered: the whole of it."""

    id: int


class StopNewsButton(CallbackData, prefix="ws"):
    """One tap, and no more news come; `id` is the item that it stands under, 0 for a digest."""

    id: int = 0


BUTTONS: tuple[type[CallbackData], ...] = (OpenNewsButton, StopNewsButton)
