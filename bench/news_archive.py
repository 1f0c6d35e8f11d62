"""Paging, searching and relating in an archive of a hundred thousand news items.

.venv/bin/python bench/news_archive.py

pages      each page of the archive read once by key, in random order, and of one topic
offset     the same pages by LIMIT/OFFSET, as a list is paged without a key
search     common and rare words, newest first and best first, first page and next one
related    «Другие события» of random items
All through the product's own services on SQLite, one question at a time; milliseconds.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy as sa

from bench import report
from bench.feeds import WORDS
from db.engine import Database
from db.schema import migrate
from db.tables import news
from db.unit_of_work import Store
from domain.clock import SystemClock
from domain.ids import NewsId, TopicCode
from domain.news.items import (
    Content,
    LabelKind,
    Labels,
    NewNews,
    NewsOrigin,
    NewsState,
    Topic,
)
from services.news.labels import Phrases, Rules
from services.news.reading import PAGE_SIZE, News

ITEMS = 100_000
AT_ONCE = 2_000
QUESTIONS = 1_000
FEWER = 100
TARGET_MS = 20.0
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
QUERIES = ("чемпионат", "приёмная кампания", "редкость", "кластер завод практика")


async def fill(store: Store) -> None:
    """A year's worth of moments, topics as the texts have them, a rare word in one of 1,000."""
    rng = random.Random(20261123)
    rules = Rules(Phrases(), Phrases(), Phrases(), Phrases(), Phrases())
    for word in ("чемпионат", "конкурс", "кластер"):
        topic = Topic(code=TopicCode(word), name_ru="", name_en="", words=(word,))
        rules.topics.add(word, topic.code)
    async with store.write() as tx:
        source = await tx.news_sources.house(NewsOrigin.FILE)
    for start in range(0, ITEMS, AT_ONCE):
        items = []
        for number in range(start, start + AT_ONCE):
            rare = "редкость " if number % 1_000 == 0 else ""
            content = Content(
                title=" ".join(rng.choices(WORDS, k=6)) + f" {number}",
                lead=" ".join(rng.choices(WORDS, k=15)),
                text=rare + " ".join(rng.choices(WORDS, k=60)),
            )
            reading = rules.read(content)
            labels = Labels(topics=tuple(code for code in reading.labels.topics))
            items.append(
                NewNews(
                    origin=NewsOrigin.FILE,
                    source_id=source.id,
                    content=content,
                    labels=labels,
                    words=reading.words,
                    published_at=NOW - timedelta(minutes=5 * rng.randrange(100_000)),
                    state=NewsState.RELEASED,
                    is_told=True,
                )
            )
        async with store.write() as tx:
            await tx.news.add(items, NOW)


async def timed(questions: Sequence[Callable[[], Awaitable[object]]]) -> dict[str, float]:
    times = []
    for ask in questions:
        began = time.perf_counter()
        await ask()
        times.append((time.perf_counter() - began) * 1000)
    return report.spread(times)


async def measure(store: Store, database: Database) -> dict[str, dict[str, float]]:
    service, rng = News(store=store, clock=SystemClock()), random.Random(1)
    query = sa.select(news.c.id).order_by(news.c.published_at.desc(), news.c.id.desc())
    async with database.read() as connection:
        ids = [NewsId(one) for one in (await connection.execute(query)).scalars()]
    places = [rng.randrange(ITEMS) for _ in range(QUESTIONS)]
    topic = (LabelKind.TOPIC, "чемпионат")
    async with store.read() as tx:
        about = [item.id for item in await tx.news.newest(ITEMS // 4, label=topic)]
        several = await tx.news.find_many(rng.sample(ids, FEWER))

    async def offset(place: int) -> None:
        page = sa.select(news).where(news.c.state == "released").limit(PAGE_SIZE).offset(place)
        page = page.order_by(news.c.published_at.desc(), news.c.id.desc())
        async with database.read() as connection:
            (await connection.execute(page)).all()

    found = {
        "pages": await timed([partial(service.newest, after=ids[p]) for p in places]),
        "pages back": await timed([partial(service.newer, ids[p]) for p in places]),
        "topic pages": await timed(
            [partial(service.newest, after=about[p % len(about)], label=topic) for p in places]
        ),
        "offset": await timed([partial(offset, p) for p in places[:FEWER]]),
        "related": await timed([partial(service.related, item) for item in several]),
    }
    for words in QUERIES:
        for order in ("newest", "best"):
            ask = partial(service.search, words, is_best_first=order == "best")
            after = (await ask()).items[-1].id
            asked = [partial(ask, after=one) for one in (None, after) * 5]
            found[f"search {words}, {order} first"] = await timed(asked)
    return found


async def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/bench.db")
        await migrate(database)
        store = Store(database)
        began = time.perf_counter()
        await fill(store)
        print(f"{ITEMS} items written in {time.perf_counter() - began:.0f} s")
        found = await measure(store, database)
        await database.close()
    for name, figure in found.items():
        print(f"{name:<45} p50 {figure['p50']:8.2f} ms  p99 {figure['p99']:8.2f} ms")
    paged = ("pages", "pages back", "topic pages")
    is_met = all(found[name]["p99"] < TARGET_MS for name in paged)
    figures = {"items": ITEMS, "ms": found, "target_p99_ms": TARGET_MS, "is_met": is_met}
    print("targets", "met" if is_met else "MISSED")
    print("saved", report.save("news_archive", figures).relative_to(report.ROOT))
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
