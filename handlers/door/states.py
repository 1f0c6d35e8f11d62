from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Entering(StatesGroup):
    """Waiting for the code of a closed session; any code opens what it opens."""

    code = State()
