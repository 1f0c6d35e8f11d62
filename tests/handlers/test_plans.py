"""No statement reads through a table that grows with people, by EXPLAIN on both engines.

Statements are those that the engine is sent while somebody presses every button that there is and
the loops do their work, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bench.plans import Record, recorded
from db.engine import Database
from db.replicas.incoming import Arrival, Bucket, IncomingQueries, PresenceQueries
from db.tables import metadata
from domain.announcements.audiences import Audience, AudienceTerm
from domain.ids import AnnouncementId, DispatchId
from domain.people.users import Category, QuietHours
from tests.db.announcements.test_audiences import EVERY_CONDITION
from tests.handlers.conftest import Stage, staged
from tests.handlers.rights.pressing import every_press
from tests.handlers.rights.scene import Scene, furnished
from tests.newsroom import PreparedFetcher, rss, rss_item
from tests.reading_through import OF_REPLICAS, SMALL, as_if_large, not_allowed
from tests.stores import emptied

FEED = "https://example.org/feed.xml"
"""Which the scene brings."""

TYPED = (
    "/start", "/my", "/news", "/program", "/choose", "/clusters", "/settings", "/help", "/admin",
    "/privacy", "/cancel", "/start session_plenary", "/start cluster_nn-sarov-nuclear",
    "/start news_1", "сварщик в Саранске", "Казань", "как подать документы?", "Саранск",
)  # fmt: skip


@pytest.fixture
async def scene(place: str, tmp_path: Path, prepared: Path) -> AsyncIterator[Scene]:
    fetcher = PreparedFetcher({FEED: rss(rss_item(1), rss_item(2))})
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(emptied(place)) if place else None
        stage = await stack.enter_async_context(
            staged(tmp_path, prepared, fetcher, database=database)
        )
        if place:
            await stage.app.prepare()
        made = await furnished(stage)
        yield made
        made.close()


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_no_statement_reads_a_table_through_that_grows_with_people(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    with recorded() as record:
        await _press_everything(scene)
        await _work(scene.stage)
        await _count_every_audience(scene.stage)
        if not scene.stage.app.database.is_sqlite:
            await _share_updates(scene.stage.app.database)
    database = scene.stage.app.database
    async with as_if_large(database) as connection:
        wrong = await not_allowed(connection, record.sent.values())

    unused = OF_REPLICAS if database.is_sqlite else set()
    assert _tables_asked(record) >= metadata.tables.keys() - SMALL.keys() - unused
    assert wrong == []


# -- what is done


async def _press_everything(scene: Scene) -> None:
    """The last one that presses erases what the bot knows of them."""
    presses = [data for found in every_press().values() for data in found]
    lasting = [data for data in presses if not data.startswith("pr:confirm")]
    for person in (scene.owner, scene.participant):
        for words in TYPED:
            await person.send(words)
        await person.share_location(54.18, 45.18)
        for data in lasting:
            await scene.press(person, data)
        await person.send("/cancel")
    for data in presses:
        if data not in lasting:
            await scene.press(scene.participant, data)


async def _work(stage: Stage) -> None:
    """What runs beside the updates: waves, deliveries, feeds, digests, housekeeping."""
    for _ in range(4):
        await stage.work(rounds=3)
        for job in stage.app._periodic():  # noqa: SLF001  (the table itself: none is forgotten)
            found = job.run()
            if found is not None:
                await found
        stage.clock.advance(days=1)


async def _count_every_audience(stage: Stage) -> None:
    """Counts it as the panel does, and writes the rows of its people as the dispatch does."""
    store, now = stage.app.store, stage.clock.now()

    def at_once(_zone: str | None, _hours: QuietHours | None) -> datetime:
        return now

    async with store.read() as tx:
        dispatch = await tx.dispatches.find(DispatchId(1))
        announcement = await tx.announcements.find(AnnouncementId(1))
    assert dispatch is not None
    assert announcement is not None
    for condition in EVERY_CONDITION:
        for is_excluded in (False, True):
            audience = Audience((AudienceTerm(condition, is_excluded),))
            async with store.write() as tx:
                await tx.announcements.count(audience, Category.NEWS)
                await tx.announcements.slots(audience, Category.NEWS)
                one = replace(announcement, audience=audience)
                await tx.dispatches.fill_with_people(
                    replace(dispatch, cursor=0), one, at_once, now, 1_000
                )


async def _share_updates(database: Database) -> None:
    """What several replicas do with the updates that reach them."""
    day = timedelta(days=1)
    async with database.write() as connection:
        queue = IncomingQueries(connection)
        await queue.add([Arrival(update_id=n, lane=n, album="a", body="{}") for n in (1, 2)])
        replicas = PresenceQueries(connection)
        await replicas.beat("one")
        await queue.take("one", 10, Bucket(burst=10, per_second=1.0))
        await queue.parts(1, "a")
        await queue.finish("x", [1])
        await queue.put_back("one")
        await queue.free_abandoned("x", day)
        await queue.waiting()
        await queue.forget(day)
        await replicas.forget(day)
        await replicas.leave("one")


def _tables_asked(record: Record) -> set[str]:
    return {name for name in metadata.tables if any(name in text for text in record.sent)}
