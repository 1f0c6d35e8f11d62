from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Reporting(StatesGroup):
    """Waiting for what is wrong with a card; data: `cluster_id` and
    `field`, or the `region` in which a college is missing."""

    comment = State()
