from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup


class Shelving(StatesGroup):
    """Waiting for a file of clusters, for the new value of a field (data: `id`, `column`), or for
    the address of a college's page (data: `id`).
    """

    file = State()
    value = State()
    page = State()
