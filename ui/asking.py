"""A question to a person: what text the bot waits for, and what the answer will belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import StorageKey


@runtime_checkable
class QuestionStorage(Protocol):
    """What our storage can beside aiogram's: a state and its data in one transaction."""

    async def ask(self, key: StorageKey, state: State, data: Mapping[str, Any]) -> None: ...


async def ask(state: FSMContext, question: State, data: Mapping[str, Any]) -> None:
    """Never the state of one question with the data of another, whatever happens in between."""
    storage = state.storage
    assert isinstance(storage, QuestionStorage)
    await storage.ask(state.key, question, data)
