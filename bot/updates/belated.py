"""What is left to do of an update when its handler has ended: with the persistence of handlers,
and with their words for what fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram.types import Message

from bot.updates.context import current_update
from bot.updates.errors import tell
from bot.updates.persistence import persistently
from domain.errors import StoreUnavailable
from domain.people.users import Language
from domain.ports import Clock
from ui.translator import translator


class Belated:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def __call__(self, message: Message, work: Callable[[], Awaitable[None]]) -> None:
        """`message` is the one whose author waits for it. Does again what the store did not let it
        do: an update that waits in our own store has no end but this."""
        try:
            await self._carried(work)
        except Exception as error:
            person = message.from_user
            client = (person.language_code if person is not None else None) or ""
            await tell(message, error, translator(Language.of_client(client)))

    async def _carried(self, work: Callable[[], Awaitable[None]]) -> None:
        update = current_update.get()
        while True:
            try:
                return await persistently(self._clock, work)
            except StoreUnavailable:
                if update is None or not update.is_stored:
                    raise
