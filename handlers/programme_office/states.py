from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Office(StatesGroup):
    """What the bot waits for; the data name the event, upload, draft or session it is for."""

    file = State()
    title = State()
    zone = State()
    session = State()
    field = State()
    material = State()
