from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Shelving(StatesGroup):
    """Waiting for a file of clusters, or for the new value of a field (data: `id`, `column`)."""

    file = State()
    value = State()
