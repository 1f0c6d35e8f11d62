"""Which tables a statement may read through: those that do not grow with people."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.plans import Sent, Step, read_through
from db.engine import Database
from db.tables import metadata, outbox, users
from db.tables.base import UtcDateTime

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
    "ix_users_clock": "who got an announcement is counted in one pass, merged with the copies",
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
    "search_looks": "which of them nobody needs any more is looked up every six hours",
}
"""Tables that are read through to delete from them."""

FIRST = 1_000_001
"""The number of the first row of each table there; texts are "x" and the number."""

ROWS = 5_000
"""Of each table, while PostgreSQL is asked for its plans."""


async def not_allowed(connection: AsyncConnection, statements: Iterable[Sent]) -> list[str]:
    """What they read through that grows with people, each with its statement."""
    return [
        f"{step}: {sent.text}"
        for sent in statements
        for step in await read_through(connection, sent)
        if not _is_allowed(step, sent)
    ]


def _is_allowed(step: Step, sent: Sent) -> bool:
    is_tidying = sent.text.startswith("DELETE") and step.table in TIDIED
    return step.table in SMALL or step.index in PASSES or step.index in WALKS or is_tidying


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
    """Checks, foreign keys and old rows go, others come; what is unlike is sought, where there is
    an index."""
    yield """DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT conrelid::regclass AS which, conname FROM pg_constraint
            WHERE connamespace = current_schema::regnamespace AND contype IN ('c', 'f')
        LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.which, one.conname);
        END LOOP; END $$"""
    # Rows that an earlier transaction has undone are still in the indexes, which makes one of two
    # that would do dearer than the other.
    yield f"TRUNCATE {', '.join(metadata.tables)}"
    for table in metadata.tables.values():
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        values = ", ".join(_value(column) for column in table.columns)
        numbers = f"generate_series({FIRST}, {FIRST + ROWS - 1}) AS n"
        yield f'INSERT INTO "{table.name}" ({columns}) SELECT {values} FROM {numbers}'
        yield f'ANALYZE "{table.name}"'
    # No table of db.tables: whether its statistics are those of the few rows of before was chance,
    # for it hung on whether the server had come round to them.
    yield "TRUNCATE news_words"
    yield f"""INSERT INTO news_words (news_id, words) SELECT n, to_tsvector('simple', 'x' || n)
        FROM generate_series({FIRST}, {FIRST + ROWS - 1}) AS n"""
    yield "ANALYZE news_words"
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


IN_BOUNDS = {"lat", "lon", "home_lat", "home_lon", "quiet_from", "quiet_until"}
"""Columns of degrees and of minutes of a day: what is read of them must be one."""


HALF = {
    outbox.c.state: "'sent'",
    users.c.stopped_at: "NULL",
    users.c.unreachable_at: "NULL",
}
"""What every second row has there: a partial index of nothing is read through for nothing."""


def _value(column: sa.Column[Any]) -> str:
    if column in HALF:
        return f"CASE WHEN n % 2 = 0 THEN {HALF[column]} ELSE {_unlike(column)} END"
    return _unlike(column)


def _unlike(column: sa.Column[Any]) -> str:
    if column.name in IN_BOUNDS:
        return "n % 1000 * 0.09" if isinstance(column.type, sa.Float) else "n % 1000"
    return next(value for kind, value in VALUES.items() if isinstance(column.type, kind))
