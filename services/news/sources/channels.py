"""Channels where the bot is an administrator: organisers choose those whose posts are news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from db.unit_of_work import Store, Transaction
from domain.errors import NotFound
from domain.ids import ChatId
from domain.news.items import Entry, Source
from domain.news.messages import ChannelOffer
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.people.users import Actor
from domain.ports import Clock
from services.news.intake import Intake, IntakeReport
from services.news.labels import Labelling
from services.people.organisers import Organisers

EDITED_IS_NEW = timedelta(days=1)
"""An edit of a post that never was news (it had no words, say) makes it news while it is young."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsChannels:
    """Telegram tells nothing of posts that are deleted: an organiser withdraws such an item."""

    store: Store
    clock: Clock
    organisers: Organisers
    labelling: Labelling

    async def posted(
        self, chat_id: ChatId, entry: Entry, *, is_edit: bool = False
    ) -> IntakeReport:
        """A post, or the edit of one (the same guid). Nothing unless an organiser wanted it:
        anybody may make the bot an administrator of a channel.
        """
        rules, now = await self.labelling.rules(), self.clock.now()
        async with self.store.write() as tx:
            source = await tx.news_sources.of_chat(chat_id)
            if source is None or source.is_paused:
                return IntakeReport(skipped=1)
            is_old = entry.published_at is not None and now - entry.published_at > EDITED_IS_NEW
            if is_edit and is_old and not await tx.news_sources.seen(source.id, [entry.guid]):
                return IntakeReport(skipped=1)
            return await Intake(tx=tx, source=source, rules=rules, now=now).take([entry])

    async def wants(self, chat_id: ChatId) -> bool:
        async with self.store.read() as tx:
            source = await tx.news_sources.of_chat(chat_id)
        return source is not None and not source.is_paused

    async def offer(self, chat_id: ChatId, title: str) -> None:
        """The bot is an administrator there now: every organiser is asked, once for ever."""
        now = self.clock.now()
        async with self.store.write() as tx:
            if await tx.news_sources.of_chat(chat_id) is not None:
                return
            offer = ChannelOffer(chat=chat_id, title=title)
            asked = [
                NewMessage(
                    dedupe_key=offer.key(organiser),
                    chat_id=ChatId(organiser),
                    message=offer,
                    priority=Priority.NOTICE,
                    not_before=now,
                )
                for organiser in sorted(await self.organisers.ids(tx))
            ]
            await tx.outbox.add(asked, now)

    async def choose(self, actor: Actor, chat_id: ChatId, *, wanted: bool) -> str:
        """The channel's title. The same choice again changes nothing.

        A channel is trusted from the first: its own administrators answer for what it says.
        Raises NotFound where the bot is no administrator (any more).
        """
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            source = await tx.news_sources.of_chat(chat_id)
            title = source.title if source else await self._title(tx, chat_id)
            if await self._change(tx, source, chat_id, title, wanted=wanted):
                action = "news-channel-taken" if wanted else "news-channel-left"
                await self.organisers.record(tx, actor, action, title=title)
        return title

    async def _change(
        self, tx: Transaction, source: Source | None, chat_id: ChatId, title: str, *, wanted: bool
    ) -> bool:
        if source is None:
            return wanted and await tx.news_sources.add_channel(chat_id, title, is_trusted=True)
        if source.is_paused is not wanted:
            return False
        return await tx.news_sources.change(source.id, is_paused=not wanted)

    async def _title(self, tx: Transaction, chat_id: ChatId) -> str:
        known = [one.title for one in await tx.outlets.all() if one.chat_id == chat_id]
        if not known:
            raise NotFound("channel-gone")
        return known[0]
