from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Editing(StatesGroup):
    """Waiting for a field's new text; data: `answer` and `field`."""

    text = State()
