from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Adding(StatesGroup):
    """Waiting for the forwarded message or the id of a new organiser."""

    organiser = State()
