from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Subscribing(StatesGroup):
    """Waiting for words; data: `minus`."""

    words = State()
