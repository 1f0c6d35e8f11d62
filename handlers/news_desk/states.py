from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Writing(StatesGroup):
    """What the bot waits for; data: `news`, `field` and `revision` where there is an item."""

    news = State()
    field = State()
    moment = State()
    feed = State()
