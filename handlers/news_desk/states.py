from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Writing(StatesGroup):
    """What the bot waits for; data: `news`, `field` and `revision` where there is an item,
    `topic` and `language` where there is a topic."""

    news = State()
    field = State()
    moment = State()
    feed = State()
    topic = State()
    topic_words = State()
    topic_name = State()
