"""Topics of news: rules that organisers edit, and the version that tells running bots of it."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import data_versions, topics
from db.upserts import upsert
from domain.ids import TopicCode
from domain.news import Topic

VERSION_NAME = "topics"


class TopicQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def version(self) -> int:
        """Grows with every change of any topic; 0 in a store that never held one."""
        query = sa.select(data_versions.c.version).where(data_versions.c.name == VERSION_NAME)
        return (await self._connection.execute(query)).scalar_one_or_none() or 0

    async def all(self) -> list[Topic]:
        """In the order in which readers see them."""
        query = sa.select(topics).order_by(topics.c.position, topics.c.code)
        return [
            Topic(
                code=TopicCode(row.code),
                name_ru=row.name_ru,
                name_en=row.name_en,
                words=tuple(row.words),
            )
            for row in await self._connection.execute(query)
        ]

    async def replace_all(self, ordered: Sequence[Topic]) -> None:
        """These and no others."""
        await self._connection.execute(sa.delete(topics))
        if ordered:
            await self._connection.execute(
                sa.insert(topics),
                [
                    {
                        "code": topic.code,
                        "position": position,
                        "name_ru": topic.name_ru,
                        "name_en": topic.name_en,
                        "words": list(topic.words),
                    }
                    for position, topic in enumerate(ordered)
                ],
            )
        await self._connection.execute(
            upsert(self._connection, data_versions, "version"),
            {"name": VERSION_NAME, "version": await self.version() + 1},
        )
