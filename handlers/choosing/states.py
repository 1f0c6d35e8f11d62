from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Choosing(StatesGroup):
    """Waiting for where to look; data: `industry`, which was tapped, never the answers."""

    place = State()
