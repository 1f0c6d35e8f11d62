"""Where news come from: feeds and channels, when to ask them, and what they have shown."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import news_entries, news_sources
from db.upserts import insert_or_ignore, upsert
from domain.ids import ChatId, NewsId, SourceId
from domain.news.items import NewsOrigin, SeenEntry, Source

c = news_sources.c
KEYS_A_QUERY = 500
"""Within the limit of SQLite on parameters of one statement (32,766) and a sane statement."""


class SourceQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, source_id: SourceId) -> Source | None:
        row = await self._connection.execute(sa.select(news_sources).where(c.id == source_id))
        found = row.one_or_none()
        return _source(found) if found else None

    async def of_chat(self, chat_id: ChatId) -> Source | None:
        query = sa.select(news_sources).where(c.chat_id == chat_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _source(row) if row else None

    async def of_url(self, url: str) -> Source | None:
        query = sa.select(news_sources).where(c.url == url)
        row = (await self._connection.execute(query)).one_or_none()
        return _source(row) if row else None

    async def all(self) -> list[Source]:
        """Feeds and channels, oldest first."""
        query = (
            sa.select(news_sources)
            .where(c.way.in_((NewsOrigin.FEED.value, NewsOrigin.CHANNEL.value)))
            .order_by(c.id)
        )
        return [_source(row) for row in await self._connection.execute(query)]

    async def add_feed(
        self, url: str, title: str, now: datetime, *, is_trusted: bool = False
    ) -> bool:
        """Due at once. Whether it was not known."""
        row = {**_NEW, "way": NewsOrigin.FEED.value, "title": title, "url": url,
               "is_trusted": is_trusted, "next_poll_at": now}  # fmt: skip
        statement = insert_or_ignore(self._connection, news_sources)
        return (await self._connection.execute(statement, row)).rowcount > 0

    async def add_channel(self, chat_id: ChatId, title: str, *, is_trusted: bool) -> bool:
        row = {**_NEW, "way": NewsOrigin.CHANNEL.value, "title": title, "chat_id": chat_id,
               "is_trusted": is_trusted}  # fmt: skip
        statement = insert_or_ignore(self._connection, news_sources)
        return (await self._connection.execute(statement, row)).rowcount > 0

    async def house(self, origin: NewsOrigin) -> Source:
        """The one source of what organisers bring by themselves: links, chat, files."""
        query = sa.select(news_sources).where(c.way == origin.value)
        row = (await self._connection.execute(query)).first()
        if row is None:
            await self._connection.execute(
                sa.insert(news_sources), {**_NEW, "way": origin.value, "title": ""}
            )
            row = (await self._connection.execute(query)).one()
        return _source(row)

    async def change(self, source_id: SourceId, **values: Any) -> bool:
        """Any of title, is_trusted, is_paused, next_poll_at, failures, last_error."""
        statement = sa.update(news_sources).where(c.id == source_id).values(**values)
        return (await self._connection.execute(statement)).rowcount > 0

    async def remove(self, source_id: SourceId) -> bool:
        """Its items stay, without a source."""
        statement = sa.delete(news_sources).where(c.id == source_id)
        return (await self._connection.execute(statement)).rowcount > 0

    async def claim_due(
        self, now: datetime, until: datetime, limit: int, *, latest: datetime
    ) -> list[Source]:
        """Feeds whose time has come, longest waiting first; those that do not fail come at the
        `latest` then.

        They are due again `until` unless their reading ends sooner: no other process reads them
        meanwhile, and a process that dies delays them only so long.
        """
        due = (
            sa.select(c.id)
            .where(
                sa.or_(c.next_poll_at <= now, sa.and_(c.next_poll_at > latest, c.failures == 0)),
                c.is_paused.is_(False),
                c.way == NewsOrigin.FEED.value,
            )
            .order_by(c.next_poll_at)
            .limit(limit)
        )
        statement = (
            sa.update(news_sources)
            .where(c.id.in_(due))
            .values(next_poll_at=until)
            .returning(news_sources)
        )
        return [_source(row) for row in await self._connection.execute(statement)]

    async def record_read(
        self,
        source_id: SourceId,
        now: datetime,
        *,
        next_poll_at: datetime,
        title: str = "",
        etag: str = "",
        last_modified: str = "",
    ) -> None:
        """A reading that succeeded. An empty title leaves the one there is."""
        values = {"next_poll_at": next_poll_at, "read_at": now, "failures": 0, "last_error": "",
                  "etag": etag, "last_modified": last_modified}  # fmt: skip
        if title:
            values["title"] = title
        await self.change(source_id, **values)

    async def record_failure(
        self, source_id: SourceId, error: str, next_poll_at: datetime, failures: int
    ) -> None:
        await self.change(
            source_id, last_error=error, next_poll_at=next_poll_at, failures=failures
        )

    # -- what sources have shown

    async def seen(self, source_id: SourceId, guids: Iterable[str]) -> dict[str, SeenEntry]:
        wanted = list(guids)
        found: dict[str, SeenEntry] = {}
        for start in range(0, len(wanted), KEYS_A_QUERY):
            query = sa.select(news_entries).where(
                news_entries.c.source_id == source_id,
                news_entries.c.guid.in_(wanted[start : start + KEYS_A_QUERY]),
            )
            for row in await self._connection.execute(query):
                found[row.guid] = SeenEntry(
                    guid=row.guid, digest=row.digest, news_id=_news_id(row.news_id)
                )
        return found

    async def note(
        self, source_id: SourceId, entries: Mapping[str, SeenEntry], now: datetime
    ) -> None:
        """What the source shows under these guids from now on."""
        rows = [
            {
                "source_id": source_id,
                "guid": entry.guid,
                "digest": entry.digest,
                "news_id": entry.news_id,
                "seen_at": now,
            }
            for entry in entries.values()
        ]
        if rows:
            statement = upsert(self._connection, news_entries, "digest", "news_id", "seen_at")
            await self._connection.execute(statement, rows)

    async def forget_entries(
        self, source_id: SourceId, before: datetime, shown: Container[str]
    ) -> None:
        """Guids without an item, noted before the moment and not shown any more.

        One that is still shown must stay known, or it would come back as new.
        """
        e = news_entries.c
        query = sa.select(e.guid).where(
            e.source_id == source_id, e.news_id.is_(None), e.seen_at < before
        )
        old = [guid for guid in (await self._connection.execute(query)).scalars()
               if guid not in shown]  # fmt: skip
        for start in range(0, len(old), KEYS_A_QUERY):
            await self._connection.execute(
                sa.delete(news_entries).where(
                    e.source_id == source_id, e.guid.in_(old[start : start + KEYS_A_QUERY])
                )
            )


_NEW: dict[str, Any] = {
    "url": None, "chat_id": None, "is_trusted": False, "is_paused": False, "etag": "",
    "last_modified": "", "next_poll_at": None, "read_at": None, "failures": 0, "last_error": "",
}  # fmt: skip


def _news_id(value: int | None) -> NewsId | None:
    return NewsId(value) if value is not None else None


def _source(row: sa.Row[Any]) -> Source:
    return Source(
        id=SourceId(row.id),
        origin=NewsOrigin(row.way),
        title=row.title,
        url=row.url or "",
        chat_id=ChatId(row.chat_id) if row.chat_id is not None else None,
        is_trusted=row.is_trusted,
        is_paused=row.is_paused,
        etag=row.etag,
        last_modified=row.last_modified,
        next_poll_at=row.next_poll_at,
        read_at=row.read_at,
        failures=row.failures,
        last_error=row.last_error,
    )
