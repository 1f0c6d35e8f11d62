"""News items and what they are about: drafts, the archive by pages, and who is related to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.news.full_text import NewsSearch
from db.news.item_rows import (
    HEADLINE,
    ITEM,
    LINE,
    content_values,
    headline_of,
    item_of,
    line_of,
    new_values,
)
from db.outbox.due import UNSETTLED
from db.tables import news, news_labels, outbox
from domain.ids import NOBODY, NewsId, TopicCode, UserId
from domain.news.items import (
    FRONT_LINES,
    Content,
    Headline,
    IndexedWords,
    LabelKind,
    Labels,
    NewNews,
    NewsItem,
    NewsLine,
    NewsState,
    TopicsByHand,
)

c = news.c

FORGOTTEN_AT_ONCE = 500
"""News items in one statement."""


class NewsQueries:
    def __init__(self, connection: AsyncConnection, wake: Callable[[], None]) -> None:
        """`wake`: subscribers have something to hear of once this is committed."""
        self._connection = connection
        self._wake = wake
        self.words = NewsSearch(connection)

    async def find(self, news_id: NewsId) -> NewsItem | None:
        found = await self._items(sa.select(*ITEM).where(c.id == news_id))
        return found[0] if found else None

    async def find_many(self, ids: Sequence[NewsId]) -> list[NewsItem]:
        """The items in the order of `ids`; those that are gone are left out."""
        found = await self._items(sa.select(*ITEM).where(c.id.in_(ids)))
        by_id = {item.id: item for item in found}
        return [by_id[one] for one in ids if one in by_id]

    async def with_digests(self, digests: Iterable[str]) -> dict[str, NewsId]:
        """Items with such a content, withdrawn ones too: they must not come back as copies."""
        query = sa.select(c.digest, c.id).where(c.digest.in_(list(digests))).order_by(c.id.desc())
        return {row.digest: NewsId(row.id) for row in await self._connection.execute(query)}

    # -- pages

    async def newest(
        self,
        limit: int,
        *,
        after: NewsId | None = None,
        label: tuple[LabelKind, str] | None = None,
    ) -> list[NewsItem]:
        """Released items, newest first, from the one that follows `after`.

        By key, so that a page far down costs what the first one does and new items move nothing.
        """
        return await self._items(_page(after, label, is_back=False).limit(limit))

    async def lines(
        self,
        limit: int,
        *,
        after: NewsId | None = None,
        label: tuple[LabelKind, str] | None = None,
    ) -> list[NewsLine]:
        """The page that `newest` gives, with no more of each item than lists show."""
        page = _page(after, label, is_back=False).limit(limit)
        return await self._lines(page.with_only_columns(*LINE))

    async def front_lines(self) -> list[NewsLine]:
        """The first FRONT_LINES of them."""
        return await self._lines(_FRONT)

    async def lines_before(
        self, limit: int, *, before: NewsId, label: tuple[LabelKind, str] | None = None
    ) -> list[NewsLine]:
        """The page that ends right before `before`, newest first too."""
        page = _page(before, label, is_back=True).limit(limit)
        return (await self._lines(page.with_only_columns(*LINE)))[::-1]

    async def drafts(self, limit: int, *, after: NewsId | None = None) -> list[NewsItem]:
        """Newest first by arrival; those with a moment of release among them."""
        query = sa.select(*ITEM).where(c.state == NewsState.DRAFT.value)
        if after is not None:
            query = query.where(c.id < after)
        return await self._items(query.order_by(c.id.desc()).limit(limit))

    async def draft_count(self) -> int:
        query = sa.select(sa.func.count()).where(c.state == NewsState.DRAFT.value)
        return (await self._connection.execute(query.select_from(news))).scalar_one()

    async def headlines(
        self, limit: int, *, label: tuple[LabelKind, str] | None = None
    ) -> list[Headline]:
        """The newest released items, light."""
        page = _page(None, label, is_back=False).limit(limit)
        return await self._headlines(page.with_only_columns(*HEADLINE))

    async def headlines_of(self, ids: Sequence[NewsId]) -> list[Headline]:
        query = sa.select(*HEADLINE).where(c.id.in_(ids), c.state == NewsState.RELEASED.value)
        return await self._headlines(query)

    async def released_between(self, start: datetime, end: datetime) -> list[NewsItem]:
        """Released items by the time of their publication, newest first; for digests."""
        query = (
            sa.select(*ITEM)
            .where(
                c.state == NewsState.RELEASED.value, c.published_at >= start, c.published_at < end
            )
            .order_by(c.published_at.desc(), c.id.desc())
        )
        return await self._items(query)

    # -- changes

    async def add(self, items: Sequence[NewNews], now: datetime) -> list[NewsId]:
        """Adds the items and returns their ids in their order; a handful of statements for all of
        them."""
        if not items:
            return []
        statement = sa.insert(news).returning(c.id, sort_by_parameter_order=True)
        rows = [new_values(item, now) for item in items]
        ids = [NewsId(one) for one in (await self._connection.execute(statement, rows)).scalars()]
        added = list(zip(ids, items, strict=True))
        await self._add_labels((one, item.labels, item.published_at) for one, item in added)
        await self.words.add((one, item.words) for one, item in added)
        if any(item.state is NewsState.RELEASED and not item.is_told for item in items):
            self._wake()
        return ids

    async def replace(
        self,
        item: NewsItem,
        content: Content,
        labels: Labels,
        words: IndexedWords,
        now: datetime,
        *,
        topics_version: int,
        edited_by: UserId | None = None,
    ) -> bool:
        """New content, unless somebody changed the item since `item` was read."""
        statement = (
            sa.update(news)
            .where(c.id == item.id, c.revision == item.revision)
            .values(
                **content_values(content),
                revision=item.revision + 1,
                edited_at=now,
                edited_by=edited_by if edited_by is not None else item.edited_by,
                proposal=None,
                topics_version=topics_version,
            )
        )
        if not (await self._connection.execute(statement)).rowcount:
            return False
        await self.relabel(item.id, labels, item.published_at)
        await self.words.put(item.id, words)
        return True

    async def relabel(self, news_id: NewsId, labels: Labels, published_at: datetime) -> None:
        await self._connection.execute(
            sa.delete(news_labels).where(news_labels.c.news_id == news_id)
        )
        await self._add_labels([(news_id, labels, published_at)])

    async def set_topics(self, given: Sequence[tuple[NewsItem, Sequence[TopicCode]]]) -> None:
        """Replaces the topics of several items; their regions and clusters stay."""
        if not given:
            return
        mine = news_labels.c.news_id.in_([item.id for item, _ in given])
        is_topic = news_labels.c.kind == LabelKind.TOPIC.value
        await self._connection.execute(sa.delete(news_labels).where(mine, is_topic))
        await self._add_labels(
            (item.id, Labels(topics=tuple(topics)), item.published_at) for item, topics in given
        )

    async def set_by_hand(self, news_id: NewsId, by_hand: TopicsByHand) -> None:
        await self._connection.execute(
            sa.update(news).where(c.id == news_id).values(topics_by_hand=asdict(by_hand))
        )

    async def outdated(self, topics_version: int, limit: int) -> list[NewsItem]:
        """Items that older topics have labelled, the newest first."""
        query = (
            sa.select(*ITEM)
            .where(c.topics_version < topics_version)
            .order_by(c.topics_version.desc(), c.id.desc())
            .limit(limit)
        )
        return await self._items(query)

    async def mark_labelled(self, ids: Sequence[NewsId], topics_version: int) -> None:
        await self._connection.execute(
            sa.update(news).where(c.id.in_(ids)).values(topics_version=topics_version)
        )

    async def propose(self, news_id: NewsId, proposal: Content | None) -> None:
        """What the source says now, for an organiser to take or to drop (None)."""
        value = asdict(proposal) if proposal else None
        await self._connection.execute(
            sa.update(news).where(c.id == news_id).values(proposal=value)
        )

    async def set_picture(self, news_id: NewsId, *, picture_id: str) -> None:
        """The file_id that Telegram gave the picture; no new revision."""
        await self._connection.execute(
            sa.update(news).where(c.id == news_id).values(picture_id=picture_id)
        )

    async def plan(self, news_id: NewsId, release_at: datetime | None) -> bool:
        """Whether it still was a draft."""
        return await self._change_state(news_id, (NewsState.DRAFT,), release_at=release_at)

    async def release(self, news_id: NewsId, now: datetime) -> bool:
        """Whether it was a draft. Its readers are told from now on (see `untold`)."""
        is_released = await self._change_state(
            news_id,
            (NewsState.DRAFT,),
            state=NewsState.RELEASED.value,
            release_at=None,
            released_at=now,
        )
        if is_released:
            self._wake()
        return is_released

    async def withdraw(self, news_id: NewsId) -> bool:
        """Whether it was there for readers or waited for them."""
        return await self._change_state(
            news_id,
            (NewsState.DRAFT, NewsState.RELEASED),
            state=NewsState.WITHDRAWN.value,
            release_at=None,
        )

    async def titles_of(self, user_id: UserId) -> tuple[list[str], list[str]]:
        """What a person has written, and what they have worded last, of any state."""
        found = []
        for column in (c.author_id, c.edited_by):
            query = sa.select(c.title).where(column == user_id).order_by(c.id)
            found.append(list((await self._connection.execute(query)).scalars()))
        written, edited = found
        return written, edited

    async def forget_person(self, user_id: UserId) -> None:
        """Erasure: their news stay, and so does the wording, which no source may overwrite."""
        for column, value in ((c.author_id, None), (c.edited_by, NOBODY)):
            await self._connection.execute(
                sa.update(news).where(column == user_id).values({column: value})
            )

    async def due_releases(self, now: datetime) -> list[NewsId]:
        query = sa.select(c.id).where(c.release_at <= now).order_by(c.release_at, c.id)
        return [NewsId(one) for one in (await self._connection.execute(query)).scalars()]

    async def next_release_at(self, now: datetime) -> datetime | None:
        """The earliest time after `now` that a draft is planned for."""
        coming = c.release_at > now
        query = sa.select(c.release_at).where(coming).order_by(c.release_at).limit(1)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def untold(self, limit: int) -> list[NewsItem]:
        """Released items that subscribers have not been told of, oldest arrival first."""
        query = (
            sa.select(*ITEM)
            .where(c.state == NewsState.RELEASED.value, c.told_at.is_(None))
            .order_by(c.id)
            .limit(limit)
        )
        return await self._items(query)

    async def mark_told(self, ids: Sequence[NewsId], now: datetime) -> None:
        await self._connection.execute(sa.update(news).where(c.id.in_(ids)).values(told_at=now))

    async def older(self, moment: datetime) -> list[NewsId]:
        """At most FORGOTTEN_AT_ONCE items published before, of which no copy waits or leaves."""
        leaving = sa.select(outbox.c.id).where(
            outbox.c.news_id == c.id, outbox.c.state.in_(UNSETTLED)
        )
        query = (
            sa.select(c.id)
            .where(c.published_at < moment, ~leaving.exists())
            .order_by(c.published_at)
            .limit(FORGOTTEN_AT_ONCE)
        )
        return [NewsId(one) for one in (await self._connection.execute(query)).scalars()]

    async def forget(self, ids: Sequence[NewsId]) -> None:
        await self._connection.execute(sa.delete(news).where(c.id.in_(ids)))

    # -- rows

    async def _change_state(
        self, news_id: NewsId, expected: tuple[NewsState, ...], **values: Any
    ) -> bool:
        """The condition decides between two organisers who press at the same time."""
        states = [state.value for state in expected]
        statement = sa.update(news).where(c.id == news_id, c.state.in_(states)).values(**values)
        return (await self._connection.execute(statement)).rowcount > 0

    async def _add_labels(self, given: Iterable[tuple[NewsId, Labels, datetime]]) -> None:
        rows = [
            {"news_id": news_id, "kind": kind.value, "value": value, "published_at": published_at}
            for news_id, labels, published_at in given
            for kind, value in labels.pairs()
        ]
        if rows:
            await self._connection.execute(sa.insert(news_labels), rows)

    async def _items(self, query: sa.Select[Any]) -> list[NewsItem]:
        """The items that a query of ITEM finds."""
        return [item_of(row) for row in await self._connection.execute(query)]

    async def _lines(self, query: sa.Select[Any]) -> list[NewsLine]:
        """The lines that a query of LINE finds."""
        return [line_of(row) for row in await self._connection.execute(query)]

    async def _headlines(self, query: sa.Select[Any]) -> list[Headline]:
        """The headlines that a query of HEADLINE finds."""
        return [headline_of(row) for row in await self._connection.execute(query)]


def _page(
    cursor: NewsId | None, label: tuple[LabelKind, str] | None, *, is_back: bool
) -> sa.Select[Any]:
    """Labels carry the moment of publication, so that their index alone gives the order."""
    query = sa.select(*ITEM).where(c.state == NewsState.RELEASED.value)
    moment: sa.ColumnElement[Any] = c.published_at
    number: sa.ColumnElement[Any] = c.id
    if label is not None:
        kind, value = label
        query = query.join(news_labels, news_labels.c.news_id == c.id).where(
            news_labels.c.kind == kind.value, news_labels.c.value == value
        )
        moment, number = news_labels.c.published_at, news_labels.c.news_id
    if cursor is not None:
        other = news.alias("cursor")
        at = sa.select(other.c.published_at).where(other.c.id == cursor).scalar_subquery()
        edge = sa.tuple_(at, sa.literal(cursor, sa.BigInteger))
        place = sa.tuple_(moment, number)
        query = query.where(place > edge if is_back else place < edge)
    if is_back:
        return query.order_by(moment, number)
    return query.order_by(moment.desc(), number.desc())


_FRONT = _page(None, None, is_back=False).limit(FRONT_LINES).with_only_columns(*LINE)
