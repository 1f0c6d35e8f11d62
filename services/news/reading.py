"""What readers see of the news: pages, one item, its relatives, search. No rights needed."""

from __future__ import annotations

from dataclasses import dataclass

from db.unit_of_work import Store, Transaction
from domain.errors import NotFound
from domain.ids import NewsId, TopicCode
from domain.news.items import (
    FRONT_LINES,
    Headline,
    LabelKind,
    NewsItem,
    NewsLine,
    NewsState,
    Topic,
)
from domain.ports import Clock
from services.language.keyboard_layouts import other_layout
from services.news.related import nearest, subject
from services.news.stems import highlights, stems

PAGE_SIZE = 5
RELATED_SHOWN = 5
CANDIDATES = 30
"""Looked at for each label and for the words: the cost does not grow with the archive."""

QUERY_WORDS = 12
QUERY_CHARACTERS = 200

Label = tuple[LabelKind, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsPage:
    """Newest first. `has_newer`, `has_older`: whether there is a page on that side.

    Buttons carry the id of the first or last item here, which a page of new items does not move.
    """

    items: tuple[NewsLine, ...]
    has_newer: bool
    has_older: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage:
    """`query` is what was looked for in the end: the other keyboard layout, if that found more.

    `after` of the next page is the id of the last item, while `has_more`.
    """

    query: str
    stems: tuple[str, ...]
    items: tuple[NewsItem, ...]
    has_more: bool
    is_other_layout: bool = False

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Places where the words that were looked for stand in a title or text: (start, end) in
        characters."""
        return highlights(text, self.stems)


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    store: Store
    clock: Clock

    async def newest(
        self, *, after: NewsId | None = None, label: Label | None = None, size: int = PAGE_SIZE
    ) -> NewsPage:
        """The first page, or the one that follows `after`. Raises NotFound when that item is
        gone."""
        if after is None and label is None and size < FRONT_LINES:
            front = await self.store.front_news(self.clock.now())
            return NewsPage(items=front[:size], has_newer=False, has_older=len(front) > size)
        async with self.store.read() as tx:
            if after is not None and await tx.news.find(after) is None:
                raise NotFound("news-gone")
            found = await tx.news.lines(size + 1, after=after, label=label)
        return NewsPage(
            items=tuple(found[:size]), has_newer=after is not None, has_older=len(found) > size
        )

    async def newer(
        self, before: NewsId, *, label: Label | None = None, size: int = PAGE_SIZE
    ) -> NewsPage:
        """The page right above `before`. Raises NotFound when that item is gone."""
        async with self.store.read() as tx:
            if await tx.news.find(before) is None:
                raise NotFound("news-gone")
            found = await tx.news.lines_before(size + 1, before=before, label=label)
        return NewsPage(items=tuple(found[-size:]), has_newer=len(found) > size, has_older=True)

    async def item(self, news_id: NewsId) -> NewsItem:
        """Raises NotFound for what is not (any more) for readers."""
        async with self.store.read() as tx:
            return await released_item(tx, news_id)

    async def related(self, item: NewsItem, limit: int = RELATED_SHOWN) -> list[NewsItem]:
        """Nearest by clusters, topics, regions and words of the title, then the latest."""
        async with self.store.read() as tx:
            candidates = await tx.news.headlines(CANDIDATES)
            for label in item.labels.pairs():
                candidates += await tx.news.headlines(CANDIDATES, label=label)
            one = subject(
                # Of the item as it is in the hands of the reader, released or being tested.
                Headline(
                    id=item.id,
                    title=item.content.title,
                    published_at=item.published_at,
                    labels=item.labels,
                )
            )
            if one.words:
                similar = await tx.news.words.having_any(sorted(one.words), CANDIDATES)
                candidates += await tx.news.headlines_of(similar)
            return await tx.news.find_many(nearest(one, candidates, limit))

    async def search(
        self,
        query: str,
        *,
        after: NewsId | None = None,
        is_best_first: bool = False,
        is_typing: bool = False,
        size: int = PAGE_SIZE,
    ) -> SearchPage:
        """Items with all the words, in any form. Nothing found: as on the other keyboard layout.

        `is_typing`: the last word may be unfinished (inline mode). A query without words finds
        nothing.
        """
        query = query[:QUERY_CHARACTERS]
        spelled = [(query, False), (other_layout(query), True)]
        for text, is_other in spelled:
            wanted = tuple(dict.fromkeys(stems(text)))[:QUERY_WORDS]
            if not wanted:
                continue
            async with self.store.read() as tx:
                found = await tx.news.words.find(
                    wanted,
                    size + 1,
                    is_prefix=is_typing,
                    is_best_first=is_best_first,
                    after=after,
                )
                items = await tx.news.find_many(found[:size])
            if items:
                return SearchPage(
                    query=text,
                    stems=wanted,
                    items=tuple(items),
                    has_more=len(found) > size,
                    is_other_layout=is_other,
                )
        return SearchPage(query=query, stems=(), items=(), has_more=False)

    async def topic(self, code: TopicCode) -> Topic | None:
        return next((one for one in await self.topics() if one.code == code), None)

    async def topics(self) -> list[Topic]:
        async with self.store.read() as tx:
            return await tx.topics.all()


async def released_item(tx: Transaction, news_id: NewsId) -> NewsItem:
    """Raises NotFound for what is not (any more) for readers."""
    item = await tx.news.find(news_id)
    if item is None or item.state is not NewsState.RELEASED:
        raise NotFound("news-gone")
    return item
