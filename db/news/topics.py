"""Topics of news: rules that organisers edit, and the version that tells running bots of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import data_versions, news, news_labels, subscriptions, topic_drafts, topics
from db.upserts import upsert
from domain.ids import TopicCode, UserId
from domain.news.items import (
    LabelKind,
    NewsState,
    Topic,
    TopicDraft,
)
from domain.news.subscriptions import SubscriptionKind

VERSION_NAME = "topics"
d = topic_drafts.c


class TopicQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def version(self) -> int:
        """Grows with every change of any topic's words; 0 in a store that never held one."""
        query = sa.select(data_versions.c.version).where(data_versions.c.name == VERSION_NAME)
        return (await self._connection.execute(query)).scalar_one_or_none() or 0

    async def all(self) -> list[Topic]:
        """All topics in the order in which readers see them."""
        return [
            Topic(
                code=TopicCode(row.code),
                name_ru=row.name_ru,
                name_en=row.name_en,
                words=tuple(row.words),
            )
            for row in await self._connection.execute(_ALL)
        ]

    async def item_counts(self) -> dict[TopicCode, int]:
        """How many released items are about each; topics of none are left out."""
        query = (
            sa.select(news_labels.c.value, sa.func.count().label("items"))
            .join(news, news.c.id == news_labels.c.news_id)
            .where(
                news_labels.c.kind == LabelKind.TOPIC.value,
                news.c.state == NewsState.RELEASED.value,
            )
            .group_by(news_labels.c.value)
        )
        rows = await self._connection.execute(query)
        return {TopicCode(row.value): row.items for row in rows}

    async def replace_all(self, ordered: Sequence[Topic]) -> None:
        """These and no others."""
        await self._connection.execute(sa.delete(topics))
        if ordered:
            rows = [_values(topic, position) for position, topic in enumerate(ordered)]
            await self._connection.execute(sa.insert(topics), rows)
        await self._raise_version()

    async def add(self, topic: Topic) -> None:
        """Behind the others."""
        query = sa.select(sa.func.coalesce(sa.func.max(topics.c.position) + 1, 0))
        position = (await self._connection.execute(query)).scalar_one()
        await self._connection.execute(sa.insert(topics), _values(topic, position))
        await self._raise_version()

    async def rename(self, topic: Topic) -> None:
        """No new version: names label nothing."""
        await self._change(topic.code, name_ru=topic.name_ru, name_en=topic.name_en)

    async def set_words(self, topic: Topic) -> None:
        await self._change(topic.code, words=list(topic.words))
        await self._raise_version()

    async def remove(self, code: TopicCode) -> None:
        """What it left behind goes in the background (services.news.relabelling)."""
        await self._connection.execute(sa.delete(topics).where(topics.c.code == code))
        await self._raise_version()

    async def is_free(self, code: TopicCode) -> bool:
        """Nothing is left, either, of a topic that was removed: a new one would inherit it."""
        taken = (
            sa.select(topics.c.code).where(topics.c.code == code),
            sa.select(news_labels.c.value).where(
                news_labels.c.kind == LabelKind.TOPIC.value, news_labels.c.value == code
            ),
            sa.select(subscriptions.c.value).where(
                subscriptions.c.kind == SubscriptionKind.TOPIC.value,
                subscriptions.c.value == code,
            ),
        )
        query = sa.select(sa.or_(*(one.exists() for one in taken)))
        return not (await self._connection.execute(query)).scalar_one()

    # -- drafts

    async def put_draft(self, author_id: UserId, draft: TopicDraft, now: datetime) -> int:
        """One of a person: the draft before it is gone."""
        await self._connection.execute(sa.delete(topic_drafts).where(d.author_id == author_id))
        statement = sa.insert(topic_drafts).values(
            author_id=author_id,
            code=draft.code,
            name_ru=draft.name_ru,
            name_en=draft.name_en,
            added=list(draft.added),
            removed=list(draft.removed),
            created_at=now,
        )
        number: int = (await self._connection.execute(statement.returning(d.id))).scalar_one()
        return number

    async def take_draft(self, author_id: UserId, draft_id: int) -> TopicDraft | None:
        """The draft, which is gone after that: a second tap finds none."""
        statement = (
            sa.delete(topic_drafts)
            .where(d.id == draft_id, d.author_id == author_id)
            .returning(topic_drafts)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return _draft(row) if row is not None else None

    async def drafts_of(self, author_id: UserId) -> list[TopicDraft]:
        query = sa.select(topic_drafts).where(d.author_id == author_id)
        return [_draft(row) for row in await self._connection.execute(query)]

    async def forget_drafts_before(self, moment: datetime) -> None:
        await self._connection.execute(sa.delete(topic_drafts).where(d.created_at < moment))

    async def _change(self, code: TopicCode, **values: Any) -> None:
        await self._connection.execute(
            sa.update(topics).where(topics.c.code == code).values(**values)
        )

    async def _raise_version(self) -> None:
        await self._connection.execute(
            upsert(self._connection, data_versions, "version"),
            {"name": VERSION_NAME, "version": await self.version() + 1},
        )


_ALL = sa.select(topics).order_by(topics.c.position, topics.c.code)


def _values(topic: Topic, position: int) -> dict[str, Any]:
    return {
        "code": topic.code,
        "position": position,
        "name_ru": topic.name_ru,
        "name_en": topic.name_en,
        "words": list(topic.words),
    }


def _draft(row: sa.Row[Any]) -> TopicDraft:
    return TopicDraft(
        id=row.id,
        code=TopicCode(row.code) if row.code is not None else None,
        name_ru=row.name_ru,
        name_en=row.name_en,
        added=tuple(row.added),
        removed=tuple(row.removed),
    )
