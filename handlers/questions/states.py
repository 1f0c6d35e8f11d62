from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Asking(StatesGroup):
    """Waiting for a question to the speakers; data: `session_id`."""

    question = State()
