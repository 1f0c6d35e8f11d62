"""Channels, groups and topics where the bot is an administrator, as Telegram tells of them."""

from __future__ import annotations

from dataclasses import dataclass

from db.unit_of_work import Store
from domain.announcements.announcements import Outlet
from domain.ids import ChatId
from domain.ports import Clock


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlets:
    store: Store
    clock: Clock

    async def remember(self, outlet: Outlet) -> None:
        async with self.store.write() as tx:
            await tx.outlets.save(outlet, self.clock.now())

    async def forget(self, chat_id: ChatId) -> None:
        """The bot may not write there any more: what is queued would only fail."""
        async with self.store.write() as tx:
            await tx.outlets.forget(chat_id)
            await tx.outbox.cancel_queued(chat_id, self.clock.now(), "no longer an administrator")

    async def move(self, old: ChatId, new: ChatId) -> None:
        """A group has become a supergroup."""
        async with self.store.write() as tx:
            await tx.outlets.move(old, new)
            await tx.outbox.move_chat(old, new)
