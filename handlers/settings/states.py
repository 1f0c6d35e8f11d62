from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Choosing(StatesGroup):
    """Waiting for a place that is to be remembered, or one whose time zone is to be used."""

    home = State()
    zone = State()
