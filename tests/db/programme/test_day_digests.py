"""BackgroundLoop of morning digests: whom one reaches, and that it is made once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import outbox
from db.unit_of_work import Store
from domain.programme.day_digests import DigestRound
from tests.clocks import START
from tests.people import add_people
from tests.plans import watched
from tests.programmes import add_sessions, register, session_at

MOSCOW, OMSK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Omsk")
DAY = date(2026, 11, 25)
ROUND = DigestRound(MOSCOW, DAY)
NOW = ROUND.due_at
BEGINS = datetime(2026, 11, 25, 7, tzinfo=UTC)


async def fire(
    store: Store, round_: DigestRound = ROUND, now: datetime = NOW, *, is_default: bool = True
) -> int:
    async with store.write() as tx:
        part = await tx.digests.fire_part(
            round_, now, lambda *_: now, is_default=is_default, window=100
        )
        return part.written


async def chats(database: Database) -> list[int]:
    query = sa.select(outbox.c.chat_id).order_by(outbox.c.chat_id)
    async with database.read() as connection:
        return list((await connection.execute(query)).scalars())


async def test_row_says_all_that_sending_needs(store: Store, database: Database) -> None:
    await add_people(database, [{"id": 5}])
    await add_sessions(store, session_at(BEGINS), session_at(BEGINS, "b"))
    await register(store, 5)
    await register(store, 5, session="b")
    written = await fire(store)
    columns = ("dedupe_key", "chat_id", "kind", "priority", "payload", "not_before", "expires_at")
    async with database.read() as connection:
        rows = (await connection.execute(sa.select(*[outbox.c[name] for name in columns]))).all()

    assert (written, [tuple(row) for row in rows]) == (
        1,
        [
            (
                "day:2026-11-25:5",
                5,
                "digest",
                5,
                {"day": "2026-11-25"},
                datetime(2026, 11, 25, 5, tzinfo=UTC),
                datetime(2026, 11, 25, 9, tzinfo=UTC),
            )
        ],
    )


async def test_round_reaches_those_of_its_zone_who_go_somewhere_that_day(
    store: Store, database: Database
) -> None:
    others: list[dict[str, Any]] = [
        {"id": 10, "stopped_at": START},
        {"id": 11, "unreachable_at": START},
        {"id": 12, "mutes_sessions": True},
        {"id": 13, "is_paused": True},
        {"id": 14, "wants_digest": False},
        {"id": 15, "tz": "Asia/Omsk"},
        {"id": 16, "tz": "Europe/Moscow"},
    ]
    await add_people(database, [{"id": n, "wants_digest": True} for n in range(1, 7)])
    await add_people(database, [{"wants_digest": True, **one} for one in others])
    midnight = ROUND.span[1]
    await add_sessions(
        store,
        session_at(BEGINS),
        session_at(midnight, "tomorrow"),
        session_at(midnight - timedelta(minutes=1), "late"),
        session_at(BEGINS, "off", is_cancelled=True),
        session_at(ROUND.span[0], "night"),
    )
    await register(store, 1, 10, 11, 12, 13, 14, 15, 16)
    await register(store, 2, is_waiting=True)
    for person, session in ((3, "tomorrow"), (4, "late"), (5, "off"), (6, "night")):
        await register(store, person, session=session)
    written = await fire(store)

    assert (written, await chats(database)) == (3, [1, 4, 16])


async def test_round_is_made_once_and_a_date_is_told_once(
    store: Store, database: Database
) -> None:
    """Who has moved from Omsk to Moscow after breakfast is told nothing again."""
    await add_people(database, [{"id": 1, "tz": "Asia/Omsk"}])
    await add_sessions(store, session_at(BEGINS))
    await register(store, 1)
    omsk = DigestRound(OMSK, DAY)
    first = await fire(store, omsk, omsk.due_at, is_default=False)
    again = await fire(store, omsk, omsk.due_at, is_default=False)
    async with store.write() as tx:
        await tx.users.set_zone(1, "Europe/Moscow")  # type: ignore[arg-type]  # a user id
        marks = [await tx.digests.is_marked(one) for one in (omsk, ROUND)]

    assert (first, again, marks) == (1, 0, [True, False])
    assert (await fire(store), await chats(database)) == (0, [1])


async def test_people_without_a_zone_belong_to_the_default_one_only(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": 1}, {"id": 2, "tz": "Asia/Omsk"}])
    await add_sessions(store, session_at(BEGINS))
    await register(store, 1, 2)
    await fire(store, DigestRound(OMSK, DAY), is_default=False)

    assert await chats(database) == [2]


async def test_zones_are_those_that_people_chose_each_once(
    store: Store, database: Database
) -> None:
    async with store.read() as tx:
        none = await tx.digests.zones()
    zones = ["Asia/Omsk", None, "Europe/Moscow", "Asia/Omsk", "Asia/Tomsk"]
    await add_people(database, [{"id": n, "tz": tz} for n, tz in enumerate(zones)])
    async with store.read() as tx:
        found = await tx.digests.zones()

    assert (none, found) == ([], ["Asia/Omsk", "Asia/Tomsk", "Europe/Moscow"])


async def test_next_session_is_the_first_that_takes_place_and_is_not_over(store: Store) -> None:
    async with store.read() as tx:
        none = await tx.digests.next_session_at(NOW)
    later = BEGINS + timedelta(hours=1)
    await add_sessions(
        store,
        session_at(BEGINS),
        session_at(NOW, "off", is_cancelled=True),
        session_at(later, "b"),
    )
    async with store.read() as tx:
        moments = (START, BEGINS, later, later + timedelta(hours=1))
        found = [await tx.digests.next_session_at(moment) for moment in moments]

    assert (none, found) == (None, [BEGINS, BEGINS, later, None])


async def test_round_and_what_finds_it_take_indexes_on_sqlite(
    store: Store, database: Database
) -> None:
    """By people, each through their own registrations: neither table is read through."""
    if not database.is_sqlite:
        pytest.skip("the plan is SQLite's")
    await add_people(database, [{"id": 1, "tz": "Asia/Omsk"}])
    await add_sessions(store, session_at(BEGINS))
    await register(store, 1)
    with watched("SELECT", "WITH", "INSERT INTO outbox") as statements:
        async with store.read() as tx:
            await tx.digests.next_session_at(NOW)
            await tx.digests.zones()
            await tx.digests.is_marked(ROUND)
        await fire(store, DigestRound(OMSK, DAY), is_default=False)
    plans = await statements.plans(database)

    assert len(statements.seen) == 6
    assert "SCAN users" not in plans
    assert "SCAN registrations" not in plans
    assert "SCAN sessions" not in plans
    assert "SEARCH sessions USING INDEX ix_sessions_starts_at" in plans
    assert plans.count("SEARCH users USING INDEX ix_users_tz") == 3
    assert plans.count("SEARCH registrations USING INDEX sqlite_autoindex_registrations_1") == 2


async def test_round_that_died_between_two_parts_begins_anew_and_tells_everybody_once(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": n} for n in range(1, 8)])
    await add_sessions(store, session_at(BEGINS))
    await register(store, *range(1, 8))
    parts = []
    for after in (-1, -1, 3, 6, -1):
        async with store.write() as tx:
            part = await tx.digests.fire_part(
                ROUND, NOW, lambda *_: NOW, is_default=True, after=after, window=3
            )
        parts.append((part.written, part.goes_on_after))

    assert parts == [(3, 3), (0, 3), (3, 6), (1, None), (0, None)]
    assert await chats(database) == list(range(1, 8))
