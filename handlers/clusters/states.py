from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Reporting(StatesGroup):
    """Waiting for what is wrong with a card; data: `cluster_id`, `field`."""

    comment = State()
