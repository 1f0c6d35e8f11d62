from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Commenting(StatesGroup):
    """Waiting for a comment on a session; data: `session_id`."""

    comment = State()
