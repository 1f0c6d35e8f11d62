from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Asking(StatesGroup):
    """Waiting for what is said with a request to meet; data: `user_id` of the other one."""

    message = State()
