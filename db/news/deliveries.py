"""News on their way: who gets an item, and what becomes of the copies that were delivered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.outbox.bulk_insert import fresh, key_of
from db.outbox.send_times import (
    SLOTS,
    scheduled,
)
from db.people.users import reachable
from db.tables import (
    favourites,
    news,
    news_changes,
    news_digest_items,
    news_reactions,
    outbox,
    search_finds,
    searches,
    subscribers,
    users,
)
from db.tables import subscriptions as wishes
from db.upserts import insert_or_ignore
from domain.ids import NewsId, OutboxId, UserId
from domain.news.items import NewsItem, NewsOrigin, NewsState
from domain.news.messages import NewsCopy, NewsDigestEdit, NewsEdit, NewsRecall, OfDelivered
from domain.news.subscriptions import (
    DIGEST_ITEMS,
    DigestFrequency,
    ExpectedReaders,
    NewsAction,
    Reaction,
    ReactionFigures,
    SubscriptionKind,
)
from domain.outbox import (
    OutboxState,
    Priority,
)
from domain.outgoing import Kind, Outgoing
from domain.people.quiet_hours import Schedule
from domain.people.users import Category

TYPE_OF: dict[NewsAction, type[OfDelivered]] = {
    NewsAction.EDIT: NewsEdit,
    NewsAction.RECALL: NewsRecall,
}

carried, r = news_digest_items.c, news_reactions.c

SENDING = outbox.c.state == sa.literal_column(f"'{OutboxState.SENDING.value}'")
"""Written out: SQLite takes the partial index of such rows for no parameter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsChange:
    """What is to be done to the copies of an item; `cursor` is the last one looked at."""

    id: int
    news_id: NewsId
    action: NewsAction
    cursor: int


class NewsCopyQueries:
    def __init__(self, connection: AsyncConnection, wake: Callable[[], None]) -> None:
        """`wake`: the loops around the delivery have something to do once this is committed."""
        self._connection = connection
        self._wake = wake

    async def expected(self, item: NewsItem, words: Sequence[str]) -> ExpectedReaders:
        """How many would get the item if it were released now; `words` as in `tell`."""
        is_at_once = subscribers.c.pace == DigestFrequency.AT_ONCE.value
        query = (
            sa.select(is_at_once.label("is_at_once"), sa.func.count().label("people"))
            .join(users, users.c.id == subscribers.c.user_id)
            .where(subscribers.c.is_on, reachable(Category.NEWS), wants(item, words))
            .group_by("is_at_once")
        )
        found = {bool(row.is_at_once): row.people for row in await self._connection.execute(query)}
        return ExpectedReaders(at_once=found.get(True, 0), in_digests=found.get(False, 0))

    async def tell(
        self,
        item: NewsItem,
        words: Sequence[str],
        schedule: Schedule,
        *,
        now: datetime,
        expires_at: datetime,
        after: UserId,
        window: int,
    ) -> UserId | None:
        """Writes a row for each of the next `window` subscribers who want the item at once.

        The last one looked at, or None when there were no more. `words`: those of all
        subscriptions that the item has.
        """
        at_once = sa.and_(
            subscribers.c.user_id > after,
            subscribers.c.pace == DigestFrequency.AT_ONCE.value,
            subscribers.c.is_on,
        )
        page = (
            sa.select(subscribers.c.user_id)
            .where(at_once)
            .order_by(subscribers.c.user_id)
            .limit(window)
            .subquery()
        )
        query = sa.select(sa.func.max(page.c.user_id))
        upper: int | None = (await self._connection.execute(query)).scalar_one()
        if upper is None:
            return None
        chosen = sa.and_(
            users.c.id.in_(
                sa.select(subscribers.c.user_id).where(at_once, subscribers.c.user_id <= upper)
            ),
            reachable(Category.NEWS),
            wants(item, words),
        )
        slots = sa.select(*SLOTS).distinct().where(chosen)
        not_before = await scheduled(self._connection, slots, schedule)
        if not_before is not None:
            copy = NewsCopy(news=item.id)
            await self._insert(
                sa.select(users.c.id, not_before, sa.null()).where(chosen).order_by(users.c.id),
                copy,
                now,
                key_of(copy.prefix, users.c.id),
                news_id=sa.literal(item.id),
                expires_at=sa.literal(expires_at, outbox.c.expires_at.type),
            )
        return UserId(upper)

    async def released_between(self, start: datetime, end: datetime) -> list[NewsId]:
        """Ids of news by the moment of their release, newest first; without what was imported from
        files."""
        query = (
            sa.select(news.c.id)
            .where(
                news.c.state == NewsState.RELEASED.value,
                news.c.released_at >= start,
                news.c.released_at < end,
                news.c.way != NewsOrigin.FILE.value,
            )
            .order_by(news.c.released_at.desc(), news.c.id.desc())
        )
        return [NewsId(one) for one in (await self._connection.execute(query)).scalars()]

    # -- what digests carry

    async def put_digest(self, row_id: OutboxId, ids: Sequence[NewsId]) -> None:
        """Keeps the items that a digest carries, in the order of `ids`; an earlier attempt to send
        it may have carried others. Items that housekeeping has deleted meanwhile are left out."""
        await self._connection.execute(
            sa.delete(news_digest_items).where(carried.outbox_id == row_id)
        )
        known = await self._connection.execute(sa.select(news.c.id).where(news.c.id.in_(ids)))
        stored = set(known.scalars())
        rows = [
            {"outbox_id": row_id, "news_id": news_id, "place": place}
            for place, news_id in enumerate(ids)
            if news_id in stored
        ]
        if rows:
            await self._connection.execute(sa.insert(news_digest_items), rows)

    async def digest_items(self, row_id: OutboxId) -> dict[NewsId, int]:
        """Those that are still stored, each with its place in the digest, in their order."""
        query = (
            sa.select(carried.news_id, carried.place)
            .where(carried.outbox_id == row_id)
            .order_by(carried.place)
        )
        return {NewsId(row.news_id): row.place for row in await self._connection.execute(query)}

    # -- copies that were delivered

    async def ask_change(self, news_id: NewsId, action: NewsAction) -> None:
        row = {"news_id": news_id, "action": action.value, "cursor": 0}
        await self._connection.execute(sa.insert(news_changes), row)
        self._wake()

    async def changes(self) -> list[NewsChange]:
        query = sa.select(news_changes).order_by(news_changes.c.id)
        return [
            NewsChange(
                id=row.id,
                news_id=NewsId(row.news_id),
                action=NewsAction(row.action),
                cursor=row.cursor,
            )
            for row in await self._connection.execute(query)
        ]

    async def is_leaving(self, news_id: NewsId) -> bool:
        """Whether a copy is on its way at this moment, perhaps with the old words.

        Of a digest nobody knows what it carries before it has been delivered.
        """
        query = sa.select(outbox.c.id).where(
            SENDING, sa.or_(outbox.c.news_id == news_id, outbox.c.kind == Kind.NEWS_DIGEST.value)
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def change_copies(
        self, change: NewsChange, now: datetime, sent_after: datetime | None, window: int
    ) -> int | None:
        """Writes a row for each of the next `window` copies; the last one, None for no more.

        Messages of their own are edited or, sent after `sent_after`, removed. Digests are edited
        in either case; a correction leaves those alone that only count the item.
        """
        alone, digests = _alone(change.news_id), _in_digests(change.news_id)
        if change.action is NewsAction.EDIT:
            digests = digests.where(carried.place < DIGEST_ITEMS)
        pages = [
            one.where(outbox.c.id > change.cursor).order_by(outbox.c.id).limit(window).subquery()
            for one in (alone, digests)
        ]
        both = sa.union_all(*(sa.select(page.c.id) for page in pages)).subquery()
        page = sa.select(both.c.id).order_by(both.c.id).limit(window).subquery()
        query = sa.select(sa.func.max(page.c.id))
        upper: int | None = (await self._connection.execute(query)).scalar_one()
        if upper is None:
            return None
        if sent_after is not None:
            alone = alone.where(outbox.c.settled_at > sent_after)
        for source, type_ in ((alone, TYPE_OF[change.action]), (digests, NewsDigestEdit)):
            message = type_(news=change.news_id)
            chosen = source.where(outbox.c.id > change.cursor, outbox.c.id <= upper)
            await self._insert(
                chosen.with_only_columns(
                    outbox.c.chat_id,
                    sa.literal(now, outbox.c.not_before.type),
                    outbox.c.id,
                ).order_by(outbox.c.id),
                message,
                now,
                key_of(message.prefix(change.id), outbox.c.id),
            )
        return upper

    async def move_change(self, change_id: int, cursor: int) -> None:
        await self._connection.execute(
            sa.update(news_changes).where(news_changes.c.id == change_id).values(cursor=cursor)
        )

    async def end_change(self, change_id: int) -> None:
        await self._connection.execute(
            sa.delete(news_changes).where(news_changes.c.id == change_id)
        )

    # -- figures

    async def figures(self, news_id: NewsId, moments: Sequence[datetime]) -> list[ReactionFigures]:
        """How many people had got, opened and stopped the item by each of the moments."""
        got = _receivers(news_id)
        query = sa.select(*_until(got.c.at, moments)).select_from(got)
        delivered = (await self._connection.execute(query)).one()
        by_kind = [await self._reactions(news_id, kind, moments) for kind in Reaction]
        kinds = [kind.value for kind in Reaction]
        return [
            ReactionFigures(delivered=count, **dict(zip(kinds, reacted, strict=True)))
            for count, *reacted in zip(delivered, *by_kind, strict=True)
        ]

    async def last_happened_at(self, news_id: NewsId) -> datetime | None:
        """When the figures changed last; None before anybody got the item."""
        got = sa.select(sa.func.max(_receivers(news_id).c.at))
        reacted = sa.select(sa.func.max(r.at)).where(r.news_id == news_id)
        found = [(await self._connection.execute(one)).scalar_one() for one in (got, reacted)]
        return max((at for at in found if at is not None), default=None)

    async def _reactions(
        self, news_id: NewsId, kind: Reaction, moments: Sequence[datetime]
    ) -> Sequence[int]:
        query = sa.select(*_until(r.at, moments)).where(r.news_id == news_id, r.kind == kind.value)
        return (await self._connection.execute(query)).one()

    async def _insert(
        self,
        source: sa.Select[Any],
        message: Outgoing,
        now: datetime,
        dedupe_key: sa.ColumnElement[str],
        **more: sa.ColumnElement[Any],
    ) -> None:
        """`source` gives chat, not_before and parent."""
        columns = {**fresh(message, Priority.NEWS, now, dedupe_key), **more}
        names = ["chat_id", "not_before", "parent_id", *columns]
        insert = insert_or_ignore(self._connection, outbox)
        rows = source.add_columns(*columns.values())
        await self._connection.execute(insert.from_select(names, rows))


def _alone(news_id: NewsId) -> sa.Select[Any]:
    """Rows that have delivered the item as a message of its own."""
    return sa.select(outbox.c.id, outbox.c.chat_id, outbox.c.settled_at).where(
        outbox.c.news_id == news_id,
        outbox.c.kind == Kind.NEWS.value,
        outbox.c.state == OutboxState.SENT.value,
    )


def _receivers(news_id: NewsId) -> sa.Subquery:
    """Each person to whom the item has been delivered, and when first."""
    named = _in_digests(news_id).where(carried.place < DIGEST_ITEMS)
    copies = sa.union_all(_alone(news_id), named).subquery()
    first = sa.func.min(copies.c.settled_at).label("at")
    return sa.select(copies.c.chat_id, first).group_by(copies.c.chat_id).subquery()


def _until(
    at: sa.ColumnElement[datetime], moments: Sequence[datetime]
) -> list[sa.ColumnElement[int]]:
    """How many rows there were up to each of the moments; one pass over them."""
    return [sa.func.count().filter(at <= sa.literal(moment, at.type)) for moment in moments]


def _in_digests(news_id: NewsId) -> sa.Select[Any]:
    """People who got the item as part of a digest."""
    return (
        sa.select(outbox.c.id, outbox.c.chat_id, outbox.c.settled_at)
        .join(news_digest_items, carried.outbox_id == outbox.c.id)
        .where(
            carried.news_id == news_id,
            outbox.c.kind == Kind.NEWS_DIGEST.value,
            outbox.c.state == OutboxState.SENT.value,
        )
    )


def wants(item: NewsItem, words: Sequence[str]) -> sa.ColumnElement[bool]:
    """Whether a row of `users` wants the item; the same rule as
    domain.news.subscriptions.is_wanted."""
    kind, value, labels = wishes.c.kind, wishes.c.value, item.labels
    named = sa.or_(
        kind == SubscriptionKind.ALL.value,
        sa.and_(kind == SubscriptionKind.TOPIC.value, value.in_(labels.topics)),
        sa.and_(kind == SubscriptionKind.REGION.value, value.in_(labels.regions)),
        sa.and_(kind == SubscriptionKind.WORDS.value, value.in_(words)),
        sa.and_(
            kind == SubscriptionKind.FAVOURITES.value,
            sa.select(favourites.c.user_id)
            .where(
                favourites.c.user_id == users.c.id, favourites.c.cluster_id.in_(labels.clusters)
            )
            .correlate(users)
            .exists(),
        ),
        sa.and_(
            kind == SubscriptionKind.SEARCHES.value,
            sa.select(searches.c.id)
            .join(search_finds, search_finds.c.key == searches.c.look_key)
            .where(
                searches.c.user_id == users.c.id,
                searches.c.saved_at.is_not(None),
                search_finds.c.cluster_id.in_(labels.clusters),
            )
            .correlate(users)
            .exists(),
        ),
    )
    own = sa.select(wishes.c.id).where(wishes.c.user_id == users.c.id).correlate(users)
    minus = own.where(wishes.c.is_minus, value.in_(words))
    return sa.and_(own.where(~wishes.c.is_minus, named).exists(), ~minus.exists())
