"""Subscriptions: what people chose, and how often they want to hear of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.people.users import quiet_hours, reachable
from db.tables import news_reactions, subscribers, subscriptions, topics, users
from db.upserts import insert_or_ignore, upsert
from domain.ids import NewsId, TopicCode, UserId
from domain.news.subscriptions import (
    DigestFrequency,
    DueDigest,
    Reaction,
    Subscriber,
    Subscription,
    SubscriptionKind,
)
from domain.people.users import Category

s, w = subscribers.c, subscriptions.c


class SubscriptionQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def subscriber(self, user_id: UserId) -> Subscriber | None:
        query = sa.select(subscribers).where(s.user_id == user_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _subscriber(row) if row else None

    async def save_subscriber(self, one: Subscriber) -> None:
        names = ("hour", "is_silent", "is_on", "digest_from", "next_digest_at")
        row = {"pace": one.frequency.value, **{name: getattr(one, name) for name in names}}
        await self._connection.execute(
            upsert(self._connection, subscribers, *row), {**row, "user_id": one.user_id}
        )

    async def of(self, user_id: UserId) -> list[Subscription]:
        """A person's subscriptions in the order in which they were chosen."""
        query = sa.select(subscriptions).where(w.user_id == user_id).order_by(w.id)
        return [_subscription(row) for row in await self._connection.execute(query)]

    async def add(self, user_id: UserId, given: Sequence[Subscription]) -> None:
        """Words that were wanted before become minus words, and the other way."""
        rows = [
            {
                "user_id": user_id,
                "kind": one.kind.value,
                "value": one.value,
                "shown": one.shown,
                "is_minus": one.is_minus,
            }
            for one in given
        ]
        for row in rows:
            await self._connection.execute(
                sa.delete(subscriptions).where(
                    w.user_id == user_id, w.kind == row["kind"], w.value == row["value"]
                )
            )
        if rows:
            await self._connection.execute(insert_or_ignore(self._connection, subscriptions), rows)

    async def remove(self, user_id: UserId, kind: SubscriptionKind, value: str) -> None:
        await self._connection.execute(
            sa.delete(subscriptions).where(
                w.user_id == user_id, w.kind == kind.value, w.value == value
            )
        )

    async def remove_row(self, user_id: UserId, subscription_id: int) -> None:
        await self._connection.execute(
            sa.delete(subscriptions).where(w.user_id == user_id, w.id == subscription_id)
        )

    async def remove_rows(self, ids: Sequence[int]) -> None:
        await self._connection.execute(sa.delete(subscriptions).where(w.id.in_(ids)))

    async def to_no_topic(self, limit: int) -> list[int]:
        """Rows of subscriptions to topics that were removed."""
        query = (
            sa.select(w.id)
            .where(
                w.kind == SubscriptionKind.TOPIC.value, w.value.not_in(sa.select(topics.c.code))
            )
            .limit(limit)
        )
        return list((await self._connection.execute(query)).scalars())

    async def count_to_topic(self, code: TopicCode) -> int:
        query = sa.select(sa.func.count()).where(
            w.kind == SubscriptionKind.TOPIC.value, w.value == code
        )
        return (await self._connection.execute(query)).scalar_one()

    async def words(self) -> list[str]:
        """All words that anybody wants or does not want, each once."""
        query = sa.select(w.value).distinct().where(w.kind == SubscriptionKind.WORDS.value)
        return list((await self._connection.execute(query)).scalars())

    async def due_digests(self, now: datetime, limit: int) -> list[DueDigest]:
        """Longest waiting first."""
        query = (
            sa.select(
                subscribers,
                users.c.tz,
                users.c.quiet_from,
                users.c.quiet_until,
                reachable(Category.NEWS).label("is_reachable"),
            )
            .join(users, users.c.id == s.user_id)
            .where(s.next_digest_at <= now)
            .order_by(s.next_digest_at, s.user_id)
            .limit(limit)
        )
        return [
            DueDigest(
                subscriber=_subscriber(row),
                tz=row.tz,
                quiet_hours=quiet_hours(row.quiet_from, row.quiet_until),
                is_reachable=row.is_reachable,
            )
            for row in await self._connection.execute(query)
        ]

    async def move_digests(self, rows: Sequence[tuple[UserId, datetime, datetime]]) -> None:
        """Writes for each person from when on, and when, their next digest is."""
        statement = (
            sa.update(subscribers)
            .where(s.user_id == sa.bindparam("who"))
            .values(
                digest_from=sa.bindparam("new_from", type_=s.digest_from.type),
                next_digest_at=sa.bindparam("new_next", type_=s.next_digest_at.type),
            )
        )
        given = [{"who": who, "new_from": since, "new_next": at} for who, since, at in rows]
        if given:
            await self._connection.execute(statement, given)

    # -- what people did with an item

    async def react(self, user_id: UserId, news_id: NewsId, kind: Reaction, now: datetime) -> None:
        """Once for each person, item and kind."""
        row = {"news_id": news_id, "user_id": user_id, "kind": kind.value, "at": now}
        await self._connection.execute(insert_or_ignore(self._connection, news_reactions), row)

    async def reactions_of(self, user_id: UserId) -> list[tuple[NewsId, Reaction, datetime]]:
        query = (
            sa.select(news_reactions)
            .where(news_reactions.c.user_id == user_id)
            .order_by(news_reactions.c.at)
        )
        rows = await self._connection.execute(query)
        return [(NewsId(row.news_id), Reaction(row.kind), row.at) for row in rows]


def _subscriber(row: sa.Row[Any]) -> Subscriber:
    return Subscriber(
        user_id=UserId(row.user_id),
        frequency=DigestFrequency(row.pace),
        hour=row.hour,
        is_silent=row.is_silent,
        is_on=row.is_on,
        digest_from=row.digest_from,
        next_digest_at=row.next_digest_at,
    )


def _subscription(row: sa.Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        kind=SubscriptionKind(row.kind),
        value=row.value,
        shown=row.shown,
        is_minus=row.is_minus,
    )
