"""aiogram's FSM storage in our database, so that a restart forgets no question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey

from bot.updates.persistence import persistently
from db.unit_of_work import Store
from domain.ids import UserId
from domain.ports import Clock


class ConversationStorage(BaseStorage):
    """Writes say what shall be, so an update that is handled again may repeat them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._key = DefaultKeyBuilder(prefix="fsm", with_destiny=True)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        async with self._store.write() as tx:
            _, data = await tx.conversations.get(self._key.build(key))
            await tx.conversations.save(
                self._key.build(key), UserId(key.user_id), name, data, self._clock.now()
            )

    async def get_state(self, key: StorageKey) -> str | None:
        """Asked before any middleware of ours (bot.updates.middlewares.StoreRetry): patient by
        itself."""
        state, _ = await persistently(
            self._clock, lambda: self._store.conversation(self._key.build(key))
        )
        return state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        async with self._store.write() as tx:
            state, _ = await tx.conversations.get(self._key.build(key))
            await tx.conversations.save(
                self._key.build(key), UserId(key.user_id), state, dict(data), self._clock.now()
            )

    async def ask(self, key: StorageKey, state: State, data: Mapping[str, Any]) -> None:
        """Sets the state and its data in one transaction (ui.asking)."""
        async with self._store.write() as tx:
            await tx.conversations.save(
                self._key.build(key),
                UserId(key.user_id),
                state.state,
                dict(data),
                self._clock.now(),
            )

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        _, data = await self._store.conversation(self._key.build(key))
        return dict(data)

    async def close(self) -> None:
        """The store is closed by the app, after everything that uses it."""
