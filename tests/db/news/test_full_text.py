"""Search in more news than are looked at one by one, beside a plain reading of all of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from db.news.full_text import (
    WINDOW,
)
from db.unit_of_work import Store
from domain.ids import NewsId
from domain.news.items import (
    Content,
    IndexedWords,
    Labels,
    NewNews,
    NewsOrigin,
    NewsState,
)
from tests.plans import watched

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COMMON, USUAL, RARE = "цех", "завод", "редкост"
ITEMS = WINDOW * 3


async def fill(store: Store) -> dict[NewsId, NewNews]:
    """Words from everywhere to nowhere, moments that repeat, some items not for readers."""
    rng = random.Random(7)
    frequent = {COMMON: 0.7, USUAL: 0.2, "заводск": 0.1, RARE: 0.01, "x1": 0.3}

    def words() -> str:
        return " ".join(word for word, share in frequent.items() if rng.random() < share)

    async with store.write() as tx:
        source = await tx.news_sources.house(NewsOrigin.FILE)
        items = [
            NewNews(
                origin=NewsOrigin.FILE,
                source_id=source.id,
                content=Content(title=f"Новость {number}", lead="", text=""),
                labels=Labels(),
                words=IndexedWords(title=words(), lead=words(), text=words()),
                published_at=NOW - timedelta(hours=rng.randrange(ITEMS // 2)),
                state=NewsState.RELEASED if rng.random() < 0.9 else NewsState.WITHDRAWN,
                is_told=True,
            )
            for number in range(ITEMS)
        ]
        ids = await tx.news.add(items, NOW)
    return dict(zip(ids, items, strict=True))


def expected(
    items: dict[NewsId, NewNews], stems: list[str], *, is_prefix: bool, is_best_first: bool
) -> list[NewsId]:
    def has(text: str) -> bool:
        known = text.split()
        whole = stems[:-1] if is_prefix else stems
        begun = not is_prefix or any(word.startswith(stems[-1]) for word in known)
        return begun and all(stem in known for stem in whole)

    def tier(words: IndexedWords) -> int:
        lead = f"{words.title} {words.lead}"
        return 2 if has(words.title) else 1 if has(lead) else 0

    fits = [
        (tier(item.words) if is_best_first else 0, item.published_at, news_id)
        for news_id, item in items.items()
        if item.state is NewsState.RELEASED
        and has(f"{item.words.title} {item.words.lead} {item.words.text}")
    ]
    return [news_id for _, _, news_id in sorted(fits, reverse=True)]


@pytest.mark.parametrize("is_best_first", [False, True], ids=["newest", "best"])
@pytest.mark.parametrize("is_prefix", [False, True], ids=["whole", "prefix"])
async def test_pages_hold_what_a_plain_reading_finds(
    store: Store, *, is_prefix: bool, is_best_first: bool
) -> None:
    items = await fill(store)
    for stems in ([COMMON], [USUAL], [RARE], [COMMON, USUAL], [RARE, USUAL], ["нет"]):
        found: list[NewsId] = []
        async with store.read() as tx:
            while True:
                page = await tx.news.words.find(
                    stems,
                    7,
                    is_prefix=is_prefix,
                    is_best_first=is_best_first,
                    after=found[-1] if found else None,
                )
                found += page
                if len(page) < 7:
                    break
        plain = expected(items, stems, is_prefix=is_prefix, is_best_first=is_best_first)
        assert (stems, found) == (stems, plain)


@pytest.mark.parametrize("is_best_first", [False, True], ids=["newest", "best"])
async def test_common_word_does_not_have_the_index_go_through_all(
    store: Store, *, is_best_first: bool
) -> None:
    await fill(store)
    with watched("SELECT") as statements:
        async with store.read() as tx:
            found = await tx.news.words.find([COMMON], 6, is_best_first=is_best_first)
    assert len(found) == 6
    assert len(statements.seen) == 1
