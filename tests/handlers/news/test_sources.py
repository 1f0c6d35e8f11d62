"""What the running bot does about feeds by itself."""

from __future__ import annotations

import pytest

from domain.errors import FetchError
from domain.ports import ExpectedContent
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
    await stage.app.news.news_sources.ensure_feeds([URL])
    before = len(stage.world.chat(organiser.id).messages)

    for _ in range(REPORTED_AFTER + 2):
        await stage.app.news.feeds.poll_due()
        stage.clock.advance(days=2)
        await stage.app.worker.drain()

    told = organiser.last.text
    assert told.startswith(first)
    assert URL in told
    assert reason in told
    assert len(stage.world.chat(organiser.id).messages) == before + 1


async def test_product_does_not_fetch_from_this_computer(stage: Stage) -> None:
    with pytest.raises(FetchError, match="fetch-private"):
        await stage.app.fetcher.fetch(URL, ExpectedContent.FEED)


async def test_starter_news_are_there_for_readers(stage: Stage) -> None:
    async with stage.app.store.read() as tx:
        found = await tx.news.newest(20)

    assert len(found) == 8
    assert all(item.labels.topics for item in found)


async def test_starter_news_show_no_day_that_nobody_knows(stage: Stage) -> None:
    """On each screen of theirs; that of the one which names its days has its first."""
    student = stage.person()
    page = await stage.app.dispatcher["news"].newest(size=20)
    shown = []
    for item in page.items:
        await student.send(f"/start news_{item.id}")
        shown.append(student.last.text.splitlines())
    dated = [lines[0] for lines in shown if lines[1]]
    await student.send("/news")
    listed = student.last.text
    await student.click("🔎 Найти")
    await student.send("эстафета")
    found = student.last.text
    answer = await student.inline("новости эстафета")
    assert answer is not None
    [relay] = answer["results"]

    assert dated == ["Волонтёры помогут чемпионату «Абилимпикс» в Москве"]
    assert listed.splitlines()[2:5] == [
        "1. Экспертная сессия «Профессионалитета» в Нижнем Новгороде",
        "Кластеры, работодатели и эксперты программы встретились в Нижнем Новгороде.",
        "",
    ]
    assert found.splitlines()[3].startswith("Флаг отправился в путь 28 февраля 2025 года")
    assert relay["description"].startswith("Флаг отправился")
