"""News on their way: who gets an item, and what becomes of the copies that were delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.audiences import reachable
from db.fresh_rows import fresh
from db.schedules import SLOTS, Schedule, scheduled
from db.tables import favourites, news, news_changes, news_reactions, outbox, subscribers, users
from db.tables import subscriptions as wishes
from db.upserts import insert_or_ignore
from domain.ids import NewsId, UserId
from domain.news import NewsItem, NewsState, Way
from domain.outbox import Kind, OutboxState, Priority
from domain.subscriptions import Figures, NewsAction, Pace, Reaction, SubscriptionKind
from domain.users import Category

KIND_OF = {NewsAction.EDIT: Kind.NEWS_EDIT, NewsAction.RECALL: Kind.NEWS_RECALL}


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsChange:
    """What is to be done to the copies of an item; `cursor` is the last one looked at."""

    id: int
    news_id: NewsId
    action: NewsAction
    cursor: int


class NewsCopyQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

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
            subscribers.c.pace == Pace.AT_ONCE.value,
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
            await self._insert(
                sa.select(users.c.id, not_before, sa.null()).where(chosen).order_by(users.c.id),
                Kind.NEWS,
                item.id,
                now,
                sa.literal(f"n:{item.id}:").concat(sa.cast(users.c.id, sa.Text)),
                news_id=sa.literal(item.id),
                expires_at=sa.literal(expires_at, outbox.c.expires_at.type),
            )
        return UserId(upper)

    async def released_between(self, start: datetime, end: datetime) -> list[NewsId]:
        """By the moment of release, newest first; without what was imported from files."""
        query = (
            sa.select(news.c.id)
            .where(
                news.c.state == NewsState.RELEASED.value,
                news.c.released_at >= start,
                news.c.released_at < end,
                news.c.way != Way.FILE.value,
            )
            .order_by(news.c.released_at.desc(), news.c.id.desc())
        )
        return [NewsId(one) for one in (await self._connection.execute(query)).scalars()]

    # -- copies that were delivered

    async def ask_change(self, news_id: NewsId, action: NewsAction) -> None:
        row = {"news_id": news_id, "action": action.value, "cursor": 0}
        await self._connection.execute(sa.insert(news_changes), row)

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
        """Whether a copy is on its way at this moment, perhaps with the old words."""
        query = sa.select(outbox.c.id).where(
            outbox.c.news_id == news_id, outbox.c.state == OutboxState.SENDING.value
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def change_copies(
        self, change: NewsChange, now: datetime, sent_after: datetime | None, window: int
    ) -> int | None:
        """Writes a row for each of the next `window` copies; the last one, None for no more."""
        copies = sa.and_(
            outbox.c.news_id == change.news_id,
            outbox.c.state == OutboxState.SENT.value,
            outbox.c.kind == Kind.NEWS.value,
            outbox.c.id > change.cursor,
        )
        page = sa.select(outbox.c.id).where(copies).order_by(outbox.c.id).limit(window).subquery()
        query = sa.select(sa.func.max(page.c.id))
        upper: int | None = (await self._connection.execute(query)).scalar_one()
        if upper is None:
            return None
        fresh = outbox.c.settled_at > sent_after if sent_after is not None else sa.true()
        moment = sa.literal(now, outbox.c.not_before.type)
        await self._insert(
            sa.select(outbox.c.chat_id, moment, outbox.c.id)
            .where(copies, outbox.c.id <= upper, fresh)
            .order_by(outbox.c.id),
            KIND_OF[change.action],
            change.news_id,
            now,
            sa.literal(f"nc:{change.id}:").concat(sa.cast(outbox.c.id, sa.Text)),
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

    async def figures(self, news_id: NewsId) -> Figures:
        delivered = sa.select(sa.func.count()).where(
            outbox.c.news_id == news_id,
            outbox.c.kind == Kind.NEWS.value,
            outbox.c.state == OutboxState.SENT.value,
        )
        count = sa.func.count()
        query = sa.select(
            delivered.scalar_subquery().label("delivered"),
            *(
                count.filter(news_reactions.c.kind == kind.value).label(kind.value)
                for kind in Reaction
            ),
        ).where(news_reactions.c.news_id == news_id)
        row = (await self._connection.execute(query)).one()
        return Figures(delivered=row.delivered, opened=row.opened, stopped=row.stopped)

    async def _insert(
        self,
        source: sa.Select[Any],
        kind: Kind,
        about: NewsId,
        now: datetime,
        dedupe_key: sa.ColumnElement[str],
        **more: sa.ColumnElement[Any],
    ) -> None:
        """`source` gives chat, not_before and parent."""
        columns = {**fresh(kind, {"news": about}, Priority.NEWS, now, dedupe_key), **more}
        names = ["chat_id", "not_before", "parent_id", *columns]
        insert = insert_or_ignore(self._connection, outbox)
        rows = source.add_columns(*columns.values())
        await self._connection.execute(insert.from_select(names, rows))


def wants(item: NewsItem, words: Sequence[str]) -> sa.ColumnElement[bool]:
    """Of `users`; the same rule as domain.subscriptions.is_wanted."""
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
    )
    own = sa.select(wishes.c.id).where(wishes.c.user_id == users.c.id).correlate(users)
    minus = own.where(wishes.c.is_minus, value.in_(words))
    return sa.and_(own.where(~wishes.c.is_minus, named).exists(), ~minus.exists())
