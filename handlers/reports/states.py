from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Answering(StatesGroup):
    """Waiting for what to write to a reporter; data: `report`."""

    answer = State()
