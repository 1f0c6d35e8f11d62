"""No statement reads through a table that grows with people, by EXPLAIN on both engines.

Statements are those that the engine is sent while somebody presses every button that there is and
the loops do their work, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.plans import Record, Sent, Step, read_through, recorded
from db.engine import Database
from db.replicas.incoming import Arrival, Bucket, IncomingQueries, PresenceQueries
from db.tables import metadata
from db.tables.base import UtcDateTime
from domain.announcements.audiences import Audience, Term
from domain.ids import AnnouncementId, DispatchId
from domain.people.users import Category, QuietHours
from tests.db.announcements.test_audiences import EVERY_CONDITION
from tests.handlers.conftest import Stage, staged
from tests.handlers.rights.pressing import every_press
from tests.handlers.rights.scene import Scene, furnished
from tests.newsroom import Shelf, rss, rss_item
from tests.stores import emptied

SMALL = {
    "announcements": "written by organisers, some a day",
    "answer_drafts": "one for each organiser who is writing",
    "answers": "some dozens, read into memory as a whole",
    "audit": "a line for each act of an organiser",
    "cluster_changes": "one for each import",
    "clusters": "read into memory as a whole, once for each version",
    "data_versions": "a row for each kind of data",
    "digest_rounds": "a row for each zone and day, kept for some days",
    "dispatches": "some for each announcement",
    "events": "brought by organisers",
    "leases": "a row for each kind of lease",
    "materials": "brought by organisers",
    "news_changes": "what is being done about news, gone when it is done",
    "news_sources": "brought by organisers",
    "organisers": "named by owners",
    "outlets": "channels and groups",
    "replicas": "a row for each process",
    "revisions": "of a programme, by organisers",
    "served_bots": "one row: whose store it is",
    "session_drafts": "of organisers, kept for some days",
    "topic_drafts": "one for each organiser who is writing",
    "topics": "some dozens",
    "uploads": "of organisers, kept for some days",
}
"""Tables that do not grow with people, and why."""

PASSES = {
    "ix_users_audience": "an audience is counted in one pass over what it asks of people",
    "ix_users_seen_on": "all people are counted in one pass over the narrowest index",
    "ix_users_home_region": "people are counted by region for organisers",
    "ix_users_stopped_at": "those who stopped the bot are counted",
    "ix_users_unreachable_at": "those who blocked the bot are counted",
    "ix_favourites_cluster_id": "stars are counted by card for organisers",
    "ix_outbox_due": "what waits is counted for organisers",
    "ix_outbox_sending": "what is in flight: as much as leaves in some seconds",
    "ix_card_reports_open": "what organisers have not settled yet",
    "ix_incoming_updates_waiting": "updates that wait: as many as came in some seconds",
    "uq_incoming_updates_lane": "updates that are being handled",
    "ix_news_drafts": "what organisers have not settled yet",
    "ix_participants_listed_industry_name": "the directory's filters tell how many they find",
    "ix_participants_listed_region_name": "the directory's filters tell how many they find",
}
"""Indexes that are counted through, and why; bench/growth.py tells how long that takes at a
million people."""

WALKS = {
    "ix_news_newest": "pages of news, and the newest of a search",
    "ix_news_released": "the same on PostgreSQL",
    "ix_news_untold": "what has just been released",
    "ix_open_day_reminders_due": "who is reminded next of an open day",
    "ix_outbox_failed": "the last errors",
    "ix_outbox_outage": "the last outage",
    "ix_participants_listed_name": "pages of the directory",
    "ix_searches_unread": "saved searches that have just been saved",
}
"""Indexes that are walked along in their order up to a limit, no row of which is passed over."""

OF_REPLICAS = {"flood_buckets", "incoming_updates", "replicas"}
"""Tables that only several replicas use, which needs PostgreSQL."""

TIDIED = {
    "open_day_reminders": "days that are over are looked up every six hours",
    "search_looks": "which of them nobody needs any more is looked up every six hours",
}
"""Tables that are read through to delete from them."""

FEED = "https://example.org/feed.xml"
"""Which the scene brings."""

ROWS = 5_000
"""Of each table, while PostgreSQL is asked for its plans."""

TYPED = (
    "/start", "/my", "/news", "/program", "/choose", "/clusters", "/settings", "/help", "/admin",
    "/privacy", "/cancel", "/start session_plenary", "/start cluster_nn-sarov-nuclear",
    "/start news_1", "сварщик в Саранске", "Казань", "как подать документы?", "Саранск",
)  # fmt: skip


@pytest.fixture
async def scene(place: str, tmp_path: Path, prepared: Path) -> AsyncIterator[Scene]:
    shelf = Shelf({FEED: rss(rss_item(1), rss_item(2))})
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(emptied(place)) if place else None
        stage = await stack.enter_async_context(
            staged(tmp_path, prepared, shelf, database=database)
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
        wrong = [
            f"{step}: {sent.text}"
            for sent in record.sent.values()
            for step in await read_through(connection, sent)
            if not _is_allowed(step, sent)
        ]

    unused = OF_REPLICAS if database.is_sqlite else set()
    assert _tables_asked(record) >= metadata.tables.keys() - SMALL.keys() - unused
    assert wrong == []


# -- PostgreSQL, which plans by what there is


@asynccontextmanager
async def as_if_large(database: Database) -> AsyncIterator[AsyncConnection]:
    """A store whose tables have many rows, each unlike the others, until the block ends.

    SQLite keeps no statistics here: its plans do not depend on what is in the store.
    """
    try:
        async with database.write() as connection:
            if not database.is_sqlite:
                driver = (await connection.get_raw_connection()).driver_connection
                assert driver is not None
                await driver.execute("; ".join(_swelling()))
            yield connection
            raise Undone
    except Undone:
        return


class Undone(Exception):
    """Ends the transaction in which the store was large."""


def _swelling() -> Iterator[str]:
    """Checks and foreign keys go, rows come; what is unlike is sought, where there is an index."""
    yield """DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT conrelid::regclass AS which, conname FROM pg_constraint
            WHERE connamespace = current_schema::regnamespace AND contype IN ('c', 'f')
        LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.which, one.conname);
        END LOOP; END $$"""
    for table in metadata.tables.values():
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        values = ", ".join(_value(column) for column in table.columns)
        numbers = f"generate_series(1000001, {1_000_000 + ROWS}) AS n"
        yield f'INSERT INTO "{table.name}" ({columns}) SELECT {values} FROM {numbers}'
        yield f'ANALYZE "{table.name}"'
    # "material" too: a table that is read once and kept for a loop costs about what seeks cost
    # here, and which of them wins hangs on the rows that ANALYZE happens to look at.
    for way in ("seqscan", "hashjoin", "mergejoin", "material"):
        yield f"SET LOCAL enable_{way} = off"


VALUES: dict[type[sa.types.TypeEngine[Any]], str] = {
    sa.Boolean: "n % 2 = 0",
    sa.SmallInteger: "n % 1000",
    sa.Integer: "n",
    sa.Float: "n",
    sa.Date: "DATE '2026-01-01' + n % 1000",
    sa.LargeBinary: "'x'::bytea",
    sa.JSON: "'{}'::json",
    UtcDateTime: "TIMESTAMPTZ '2026-01-01' + n * INTERVAL '1 minute'",
    sa.Text: "'x' || n",
}


def _value(column: sa.Column[Any]) -> str:
    return next(value for kind, value in VALUES.items() if isinstance(column.type, kind))


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
            audience = Audience((Term(condition, is_excluded),))
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
        await queue.finish([1])
        await queue.put_back("one")
        await queue.free_abandoned(day)
        await queue.waiting()
        await queue.forget(day)
        await replicas.leave("one")


def _is_allowed(step: Step, sent: Sent) -> bool:
    is_tidying = sent.text.startswith("DELETE") and step.table in TIDIED
    return step.table in SMALL or step.index in PASSES or step.index in WALKS or is_tidying


def _tables_asked(record: Record) -> set[str]:
    return {name for name in metadata.tables if any(name in text for text in record.sent)}
