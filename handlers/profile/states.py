from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Telling(StatesGroup):
    """Waiting for the text of a field; data: `field`, `is_single`, and `as_typed` where the text
    is taken as an organisation without looking for a cluster."""

    text = State()
