"""News and messages about their sources, as they leave."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from db.unit_of_work import Store
from domain.ids import UserId
from domain.news.messages import (
    BrokenFeed,
    ChannelOffer,
    NewsCopy,
    NewsDigest,
    NewsDigestEdit,
    NewsEdit,
    NewsRecall,
)
from domain.outbox import (
    OutboxRow,
)
from handlers.news.reading.channel_views import broken_feed_screen, channel_offer
from handlers.news.subscriptions.messages import (
    digest_call,
    digest_edit,
    letter_call,
    letter_edit,
)
from handlers.outgoing import Calls, removed, sent, zone_of
from services.news.delivery import DigestContents
from ui.translator import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsMessages:
    store: Store
    digest_contents: DigestContents
    default_zone: ZoneInfo

    async def item(self, row: OutboxRow, copy: NewsCopy, t: Translator) -> Calls:
        """The item as it is now; nothing where it was withdrawn or the person has stopped the
        news."""
        found = await self.digest_contents.item(UserId(row.chat_id), copy.news)
        if found is None:
            return []
        item, one = found
        zone = zone_of(row, self.default_zone)
        return [letter_call(row.chat_id, item, zone, t, is_silent=one.is_silent)]

    async def digest(self, row: OutboxRow, digest: NewsDigest, t: Translator) -> Calls:
        found = await self.digest_contents.digest(UserId(row.chat_id), digest.since, digest.until)
        if found is None:
            return []
        items, one = found
        await self.digest_contents.carried(row.id, items)
        return [digest_call(row.chat_id, items, t, is_silent=one.is_silent)]

    async def digest_edit(self, row: OutboxRow, _edit: NewsDigestEdit, t: Translator) -> Calls:
        parent = row.parent_id
        found = await self.digest_contents.delivered(parent) if parent is not None else None
        return [digest_edit(row.chat_id, row.targets[0], found, t)] if found else []

    async def edit(self, row: OutboxRow, edit: NewsEdit, t: Translator) -> Calls:
        item = await self.digest_contents.released(edit.news)
        if item is None:
            return []
        zone = zone_of(row, self.default_zone)
        return [letter_edit(row.chat_id, row.targets[0], item, zone, t)]

    async def recall(self, row: OutboxRow, _recall: NewsRecall, _t: Translator) -> Calls:
        return removed(row)

    async def broken_feed(self, row: OutboxRow, broken: BrokenFeed, t: Translator) -> Calls:
        """Nothing where somebody has removed the feed since."""
        async with self.store.read() as tx:
            source = await tx.news_sources.find(broken.source)
        return sent(row, broken_feed_screen(source, broken.error, t)) if source else []

    async def channel(self, row: OutboxRow, offer: ChannelOffer, t: Translator) -> Calls:
        """Nothing where somebody has chosen meanwhile."""
        async with self.store.read() as tx:
            is_known = await tx.news_sources.of_chat(offer.chat) is not None
        return [] if is_known else sent(row, channel_offer(offer.chat, offer.title, t))
