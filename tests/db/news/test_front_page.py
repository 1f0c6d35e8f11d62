"""The first page of the news, kept between reads: whose changes are seen, and when."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from db.unit_of_work import Store, Transaction
from domain.ids import NewsId
from domain.news.items import (
    Content,
    IndexedWords,
    Labels,
    NewNews,
    NewsItem,
    NewsLine,
    NewsOrigin,
    NewsState,
)
from tests.clocks import START
from tests.stores import ready

LATER = START + timedelta(seconds=1)


async def add(tx: Transaction, title: str, state: NewsState = NewsState.RELEASED) -> NewsId:
    source = await tx.news_sources.house(NewsOrigin.FILE)
    new = NewNews(
        origin=NewsOrigin.FILE,
        source_id=source.id,
        content=Content(title=title, text="Текст"),
        labels=Labels(),
        words=IndexedWords("", "", ""),
        published_at=START,
        state=state,
        is_told=True,
    )
    return (await tx.news.add([new], START))[0]


async def item_of(tx: Transaction, title: str) -> NewsItem:
    drafts, released = await tx.news.drafts(10), await tx.news.newest(10)
    return next(one for one in drafts + released if one.content.title == title)


async def edit(tx: Transaction, item: NewsItem) -> None:
    content = replace(item.content, title="Иначе")
    await tx.news.replace(
        item, content, Labels(), IndexedWords("", "", ""), START, topics_version=0
    )


CHANGES: list[tuple[str, Callable[[Transaction, NewsItem], Awaitable[object]]]] = [
    ("Набор", lambda tx, _: add(tx, "Ещё")),
    ("Черновик", lambda tx, item: tx.news.release(item.id, START)),
    ("Черновик", edit),
    ("Иначе", lambda tx, item: tx.news.withdraw(item.id)),
    ("Ещё", lambda tx, item: tx.news.forget([item.id])),
]
"""What becomes of an item by its title."""


async def furnish(store: Store) -> None:
    async with store.write() as tx:
        await add(tx, "Набор")
        await add(tx, "Черновик", NewsState.DRAFT)


async def titles(store: Store, now: datetime = START) -> list[str]:
    return [line.title for line in await store.front_news(now)]


async def stored(store: Store) -> tuple[NewsLine, ...]:
    async with store.read() as tx:
        return tuple(await tx.news.lines(6))


async def test_every_change_here_is_seen_at_once(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        await furnish(store)
        seen = await store.front_news(START)
        for title, change in CHANGES:
            async with store.write() as tx:
                await change(tx, await item_of(tx, title))
            now = await store.front_news(START)

            assert now == await stored(store) != seen
            seen = now


async def test_what_stays_as_it_is_stays_the_very_same(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        await furnish(store)
        before = await store.front_news(START)

        assert await store.front_news(START + timedelta(hours=1)) is before


async def test_item_of_another_process_is_seen_a_second_later(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store, importing = Store(database, remembers=True), Store(database)
        await furnish(store)
        await titles(store)
        async with importing.write() as tx:
            await add(tx, "Ещё")

        assert await titles(store, START + timedelta(seconds=0.5)) == ["Набор"]
        assert await titles(store, LATER) == ["Ещё", "Набор"]


async def test_replicas_read_it_every_time(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        ours, theirs = Store(database), Store(database)
        await furnish(ours)
        await titles(ours)
        async with theirs.write() as tx:
            await add(tx, "Ещё")

        assert await titles(ours) == ["Ещё", "Набор"]
