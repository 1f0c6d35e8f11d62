from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Composing(StatesGroup):
    """Which text or file of an announcement the bot waits for; `id` names it in the data."""

    post = State()
    buttons = State()
    start = State()
    expiry = State()
    place = State()
    file = State()
    outlet = State()
    correction = State()
    replacement = State()
