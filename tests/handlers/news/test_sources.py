"""What the running bot does about feeds by itself."""

from __future__ import annotations

import pytest

from domain.errors import FetchError
from domain.ports import Expected
from services.news.sources.polling import REPORTED_AFTER
from tests.handlers.conftest import ORGANISER, Stage

URL = "http://127.0.0.1:1/feed"


@pytest.mark.parametrize(
    ("language", "first", "reason"),
    [
        ("ru", "Лента новостей не читается", "Этот адрес ведёт во внутреннюю сеть"),
        ("en", "A news feed cannot be read", "This address leads into an internal network"),
    ],
)
async def test_broken_feed_is_told_to_organisers_once_in_their_words(
    stage: Stage, language: str, first: str, reason: str
) -> None:
    organiser = stage.person("Ольга", person_id=ORGANISER, language=language)
    await organiser.send("/start")
    await stage.app.news_sources.ensure_feeds([URL])
    before = len(stage.world.chat(organiser.id).messages)

    for _ in range(REPORTED_AFTER + 2):
        await stage.app.feeds.poll_due()
        stage.clock.advance(days=2)
        await stage.app.worker.drain()

    told = organiser.last.text
    assert told.startswith(first)
    assert URL in told
    assert reason in told
    assert len(stage.world.chat(organiser.id).messages) == before + 1


async def test_product_does_not_fetch_from_this_computer(stage: Stage) -> None:
    with pytest.raises(FetchError, match="fetch-private"):
        await stage.app.fetcher.fetch(URL, Expected.FEED)


async def test_starter_news_are_there_for_readers(stage: Stage) -> None:
    page = await stage.app.dispatcher["news"].newest(size=20)

    assert len(page.items) == 8
    assert all(item.labels.topics for item in page.items)
