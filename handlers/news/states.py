from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Searching(StatesGroup):
    """Waiting for the words to look for in the news."""

    words = State()
