"""Released news reach their subscribers: at once or as digests, and later changes with them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.ids import ChatId, NewsId, OutboxId, UserId
from domain.news.items import Content, NewsItem, NewsState
from domain.news.messages import NewsDigest
from domain.news.subscriptions import (
    DIGEST_ITEMS,
    DueDigest,
    NewsAction,
    Subscriber,
    Subscription,
    SubscriptionKind,
    is_wanted,
    next_digest_at,
)
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.people.quiet_hours import after_quiet, outside_quiet
from domain.people.users import zone_or
from domain.ports import Clock
from services.batching import PEOPLE_AT_ONCE
from services.news.stems import stems

log = logging.getLogger(__name__)

DIGEST_WINDOW = 200
"""Digests written in one transaction: their rows are made one by one, which takes 40 ms."""
ITEMS_A_ROUND = 20
STALE = timedelta(days=3)
"""News that could not be sent within this time of their release expire."""
REMOVABLE = timedelta(hours=48)
"""Bots delete their messages of the last 48 hours only (Bot API, deleteMessage); digests are
edited, whatever their age.
"""
PICTURES_REFUSED = 1_000
"""Remembered at most."""
DIGESTS_KEPT = 50
"""Periods (since, until) whose items are kept: one for each zone and hour being delivered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsDelivery:
    store: Store
    clock: Clock
    default_zone: ZoneInfo

    async def tick(self) -> None:
        """What is new to its subscribers, digests that are due, changes of what has arrived.

        Interrupted anywhere, it goes on where it stopped: dedupe keys keep out what is there.
        """
        await self._tell_released()
        await self._write_digests()
        await self._change_copies()

    async def _tell_released(self) -> None:
        async with self.store.read() as tx:
            items = await tx.news.untold(ITEMS_A_ROUND)
            words = await tx.subscriptions.words() if items else []
        for item in items:
            has = await asyncio.to_thread(words_in, item.content, words)
            await self._tell(item, has)

    async def _tell(self, item: NewsItem, words: Sequence[str]) -> None:
        """Window by window; the last one, which finds nobody, marks the item as told."""
        last: UserId | None = UserId(0)
        while last is not None:
            now = self.clock.now()
            async with self.store.write() as tx:
                last = await tx.news_copies.tell(
                    item,
                    words,
                    outside_quiet(now, self.default_zone),
                    now=now,
                    expires_at=now + STALE,
                    after=last,
                    window=PEOPLE_AT_ONCE,
                )
                if last is None:
                    await tx.news.mark_told([item.id], now)
        log.info("subscribers are told of news item %s", item.id)

    async def _write_digests(self) -> None:
        """One message for each person whose hour has come; what is in it, its sending finds."""
        written = DIGEST_WINDOW
        while written == DIGEST_WINDOW:
            now = self.clock.now()
            async with self.store.read() as tx:
                if not await tx.subscriptions.due_digests(now, 1):
                    return
            async with self.store.write() as tx:
                due = await tx.subscriptions.due_digests(now, DIGEST_WINDOW)
                starts = [one.subscriber.digest_from for one in due if one.subscriber.digest_from]
                if starts and await tx.news_copies.released_between(min(starts), now):
                    await tx.outbox.add([m for m in map(self._digest, due) if m], now)
                await tx.subscriptions.move_digests([self._moved(one, now) for one in due])
            written = len(due)

    def _digest(self, due: DueDigest) -> NewMessage | None:
        one, now = due.subscriber, self.clock.now()
        since, until = one.digest_from, one.next_digest_at
        if not due.is_reachable or since is None or until is None:
            return None
        digest = NewsDigest(since=since, until=until)
        return NewMessage(
            dedupe_key=digest.key(one.user_id),
            chat_id=ChatId(one.user_id),
            message=digest,
            priority=Priority.NEWS,
            not_before=after_quiet(now, due.quiet_hours, zone_or(due.tz, self.default_zone)),
            expires_at=now + STALE,
        )

    def _moved(self, due: DueDigest, now: datetime) -> tuple[UserId, datetime, datetime]:
        one = due.subscriber
        following = next_digest_at(
            one.frequency, one.hour, zone_or(due.tz, self.default_zone), now
        )
        until = one.next_digest_at or now
        return one.user_id, until, following or now + STALE

    async def _change_copies(self) -> None:
        async with self.store.read() as tx:
            changes = await tx.news_copies.changes()
        for change in changes:
            while await self._change_some(change.id):
                pass

    async def _change_some(self, change_id: int) -> bool:
        """Rows for the next window of copies; whether there may be more."""
        now = self.clock.now()
        async with self.store.write() as tx:
            found = [one for one in await tx.news_copies.changes() if one.id == change_id]
            if not found or await tx.news_copies.is_leaving(found[0].news_id):
                # What is in flight is not a copy yet; the next round finds it as one.
                return False
            [change] = found
            after = now - REMOVABLE if change.action is NewsAction.RECALL else None
            cursor = await tx.news_copies.change_copies(change, now, after, PEOPLE_AT_ONCE)
            if cursor is None:
                await tx.news_copies.end_change(change.id)
            else:
                await tx.news_copies.move_change(change.id, cursor)
        return cursor is not None


def words_in(content: Content, phrases: Sequence[str]) -> list[str]:
    """Those of the phrases (stems) whose words the item all has."""
    has = stems_of(content)
    return [phrase for phrase in phrases if has.issuperset(phrase.split())]


def stems_of(content: Content) -> frozenset[str]:
    return frozenset(stems(f"{content.title}\n{content.lead}\n{content.text}"))


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveredDigest:
    """The items of a delivered digest that still stand: those it names, and how many more it
    counted."""

    named: tuple[NewsItem, ...]
    more: int
    carried: int
    """How many items the digest had when it was sent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestContents:
    """What goes into a message at the moment when it is sent."""

    store: Store
    _known: dict[tuple[datetime, datetime], list[_Read]] = field(default_factory=dict)
    _refused: set[str] = field(default_factory=set)

    def refuse(self, picture: str) -> None:
        """Telegram refused this picture (a file_id or an address): messages of this process go
        without it from now on, instead of trying it each time.

        Kept in memory only, so that the item keeps its picture for organisers to see and replace.
        """
        if len(self._refused) >= PICTURES_REFUSED:
            self._refused.clear()
        self._refused.add(picture)

    async def item(self, user_id: UserId, news_id: NewsId) -> tuple[NewsItem, Subscriber] | None:
        """None where it was withdrawn, or where the person has stopped the news since."""
        async with self.store.read() as tx:
            item = await tx.news.find(news_id)
            one = await tx.subscriptions.subscriber(user_id)
        if item is None or item.state is not NewsState.RELEASED or one is None or not one.is_on:
            return None
        return self._fit(item), one

    async def released(self, news_id: NewsId) -> NewsItem | None:
        async with self.store.read() as tx:
            item = await tx.news.find(news_id)
        is_released = item is not None and item.state is NewsState.RELEASED
        return self._fit(item) if item is not None and is_released else None

    def _fit(self, item: NewsItem) -> NewsItem:
        content = item.content
        if (content.picture_id or content.picture_url) not in self._refused:
            return item
        return replace(item, content=replace(content, picture_id="", picture_url=""))

    async def digest(
        self, user_id: UserId, since: datetime, until: datetime
    ) -> tuple[list[NewsItem], Subscriber] | None:
        """What was released then and the person wants, newest first; None where nothing was."""
        async with self.store.read() as tx:
            one = await tx.subscriptions.subscriber(user_id)
            given = await tx.subscriptions.of(user_id)
            kept = await tx.favourites.of(user_id)
            sought = (
                await tx.saved_search_matches.found_of(user_id)
                if _follows_searches(given)
                else set()
            )
            read = await self._read(tx, since, until)
        found = [
            item for item, words in read if is_wanted(item.labels, words, given, kept, sought)
        ]
        return (found, one) if found and one is not None and one.is_on else None

    async def carried(self, row_id: OutboxId, items: Sequence[NewsItem]) -> None:
        """Stores which items a digest row is about to carry; called before each attempt to send
        it."""
        async with self.store.write() as tx:
            await tx.news_copies.put_digest(row_id, [item.id for item in items])

    async def delivered(self, row_id: OutboxId) -> DeliveredDigest | None:
        """The items that it carried, as they are now; None where nothing is known of them.

        Never others, whatever its reader is subscribed to by now (see docs/adr/0013).
        """
        async with self.store.read() as tx:
            places = await tx.news_copies.digest_items(row_id)
            found = await tx.news.find_many(list(places))
        left = [item for item in found if item.state is NewsState.RELEASED]
        named = tuple(item for item in left if places[item.id] < DIGEST_ITEMS)
        if not places:
            return None
        return DeliveredDigest(named=named, more=len(left) - len(named), carried=len(places))

    async def _read(self, tx: Transaction, since: datetime, until: datetime) -> list[_Read]:
        """The items released in a period; the same for all readers of an hour, so it is read
        again only after a change."""
        ids = await tx.news_copies.released_between(since, until)
        key = since, until
        items = await tx.news.find_many(ids)
        known = self._known.get(key)
        if known is None or [one for one, _ in known] != items:
            if len(self._known) >= DIGESTS_KEPT:
                self._known.clear()
            known = self._known[key] = [(one, stems_of(one.content)) for one in items]
        return known


def _follows_searches(given: Sequence[Subscription]) -> bool:
    return any(one.kind is SubscriptionKind.SEARCHES for one in given)


_Read = tuple[NewsItem, frozenset[str]]
