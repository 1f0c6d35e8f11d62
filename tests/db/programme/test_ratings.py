"""The wave that asks how a session was: when it is due, whom it reaches; and what they said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.programme.ratings import (
    ASKED_AFTER,
    ASKED_WITHIN,
)
from db.tables import outbox, registrations
from db.unit_of_work import Store
from domain.ids import EventId, OutboxId, SessionId, UserId
from domain.outbox import OutboxState, Settlement
from domain.people.users import QuietHours
from domain.programme.ratings import Comment, Score
from tests.clocks import START
from tests.people import add_people
from tests.plans import watched
from tests.programmes import add_sessions, register, session_at

A = SessionId("a")
HOUR, MINUTE, TICK = timedelta(hours=1), timedelta(minutes=1), timedelta(microseconds=1)
ENDS = START + HOUR
DUE = ENDS + ASKED_AFTER


def at_once(now: datetime) -> Any:
    return lambda _tz, _hours: now


async def fire(store: Store, now: datetime = DUE, session: SessionId = A) -> int:
    async with store.write() as tx:
        return (await tx.ratings.fire_part(session, now, at_once(now), window=100)).written


async def due(store: Store, now: datetime) -> list[str]:
    async with store.read() as tx:
        return list(await tx.ratings.due(now))


async def rows_of(database: Database, *names: str) -> list[Any]:
    query = sa.select(*[outbox.c[name] for name in names]).order_by(outbox.c.chat_id, outbox.c.id)
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(query)]


async def test_due_from_ten_minutes_until_a_day_after_the_end(store: Store) -> None:
    await add_sessions(store, session_at(START), session_at(START, "off", is_cancelled=True))
    moments = (DUE - TICK, DUE, ENDS + ASKED_WITHIN - TICK, ENDS + ASKED_WITHIN)

    assert [await due(store, moment) for moment in moments] == [[], ["a"], ["a"], []]


async def test_next_is_the_earliest_end_that_nobody_was_asked_about(store: Store) -> None:
    async with store.read() as tx:
        assert await tx.ratings.next_at(START) is None
    later = session_at(START + HOUR, "b")
    await add_sessions(store, session_at(START), later)
    async with store.read() as tx:
        found = [await tx.ratings.next_at(now) for now in (START, DUE, DUE + HOUR)]

    assert found == [DUE, DUE + HOUR, None]


async def test_row_says_all_that_sending_needs(store: Store, database: Database) -> None:
    await add_people(database, [{"id": 5}])
    await add_sessions(store, session_at(START))
    await register(store, 5)
    written = await fire(store, DUE + MINUTE)

    unix = int(ENDS.timestamp())
    columns = ("dedupe_key", "chat_id", "kind", "priority", "state", "payload")
    assert (written, await rows_of(database, *columns)) == (
        1,
        [(f"rate:a:{unix}:5", 5, "rating", 5, "queued", {"session": "a", "ends": unix})],
    )
    assert await rows_of(database, "not_before", "expires_at", "session_id") == [
        (DUE + MINUTE, ENDS + ASKED_WITHIN, None)
    ]
    assert await due(store, DUE + MINUTE) == []


async def test_wave_reaches_those_who_had_a_place_and_want_to_hear_of_sessions(
    store: Store, database: Database
) -> None:
    others: list[dict[str, Any]] = [
        {"id": 10, "stopped_at": START},
        {"id": 11, "unreachable_at": START},
        {"id": 12, "mutes_sessions": True},
        {"id": 13, "is_paused": True},
    ]
    await add_people(database, [*({"id": n} for n in range(1, 6)), *others])
    await add_sessions(store, session_at(START), session_at(START, "b"))
    await register(store, 1, 2, 5, 10, 11, 12, 13)
    await register(store, 3, is_waiting=True)
    await register(store, 4, session="b")
    async with database.write() as connection:
        # Who was seen at the door makes no difference: not every hall has somebody there.
        seen = sa.update(registrations).where(registrations.c.user_id == 2)
        await connection.execute(seen.values(attended_at=START, attended_by=900))
    async with store.write() as tx:
        await tx.ratings.rate(UserId(5), A, 4, ENDS)
    written = await fire(store)

    assert (written, await rows_of(database, "chat_id")) == (2, [(1,), (2,)])
    assert await fire(store) == 0


@pytest.mark.parametrize("gone", ["cancelled", "unknown", "not over", "long ago"])
async def test_session_that_nobody_is_to_be_asked_about_gets_no_rows(
    store: Store, database: Database, gone: str
) -> None:
    await add_people(database, [{"id": 1}])
    await add_sessions(store, session_at(START, is_cancelled=gone == "cancelled"))
    await register(store, 1)
    now = {"not over": ENDS, "long ago": ENDS + ASKED_WITHIN}.get(gone, DUE)

    assert await fire(store, now, SessionId("x") if gone == "unknown" else A) == 0


async def test_moved_end_arms_again_and_moving_back_asks_nobody_twice(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2)])
    await add_sessions(store, session_at(START))
    await register(store, 1, 2)
    await fire(store)
    settled = [
        Settlement(row_id=OutboxId(1), state=OutboxState.SENT, at=DUE, message_id=7),
        Settlement(row_id=OutboxId(2), state=OutboxState.CANCELLED, at=DUE),
    ]
    async with store.write() as tx:
        await tx.outbox.settle(settled)
    longer = replace(session_at(START), ends_at=ENDS + HOUR)
    await add_sessions(store, longer)
    not_yet = await due(store, DUE)
    again = await fire(store, DUE + HOUR)
    await add_sessions(store, session_at(START))
    back = await fire(store, DUE + HOUR)

    assert (not_yet, again, back) == ([], 2, 1)
    assert sorted(await rows_of(database, "chat_id", "state")) == [
        (1, "queued"),
        (1, "sent"),
        (2, "queued"),
        (2, "queued"),
    ]


async def test_each_is_asked_at_an_hour_of_their_own(store: Store, database: Database) -> None:
    people: list[dict[str, Any]] = [
        {"id": 1},
        {"id": 2, "tz": "Asia/Kamchatka"},
        {"id": 3, "tz": "Asia/Kamchatka", "quiet_from": None, "quiet_until": None},
    ]
    await add_people(database, people)
    await add_sessions(store, session_at(START))
    await register(store, 1, 2, 3)

    def when(tz: str | None, hours: QuietHours | None) -> datetime:
        return DUE + HOUR if tz and hours else DUE

    async with store.write() as tx:
        await tx.ratings.fire_part(A, DUE, when, window=100)

    assert await rows_of(database, "chat_id", "not_before") == [
        (1, DUE),
        (2, DUE + HOUR),
        (3, DUE),
    ]


async def test_rating_is_one_a_person_and_keeps_its_comment(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2, 3)])
    await add_sessions(store, session_at(START), session_at(START, "b"))
    async with store.write() as tx:
        early = await tx.ratings.comment(UserId(1), A, "рано")
        await tx.ratings.rate(UserId(1), A, 2, DUE)
        commented = await tx.ratings.comment(UserId(1), A, "Мало времени")
        await tx.ratings.rate(UserId(1), A, 5, DUE + HOUR)
        await tx.ratings.rate(UserId(2), A, 4, DUE)
        await tx.ratings.rate(UserId(3), A, 4, DUE)
        await tx.ratings.comment(UserId(3), A, "Хорошо")
    async with store.read() as tx:
        mine = await tx.ratings.find(UserId(1), A)
        results = await tx.ratings.distribution(A), await tx.ratings.comment_count(A)
        comments = await tx.ratings.comments(A, 0, 9)
        scores = await tx.ratings.scores_of_event(EventId("expert"))
    async with store.write() as tx:
        await tx.users.delete(UserId(1))
        left = await tx.ratings.distribution(A)

    assert (early, commented) == (False, True)
    assert mine is not None
    assert (mine.stars, mine.comment, mine.rated_at) == (5, "Мало времени", DUE + HOUR)
    assert results == ({5: 1, 4: 2}, 2)
    assert comments == [Comment(5, "Мало времени"), Comment(4, "Хорошо")]
    assert scores == {"a": Score(3, 13 / 3)}
    assert left == {4: 2}


async def test_wave_and_what_finds_it_take_indexes_on_sqlite(
    store: Store, database: Database
) -> None:
    """A scan of all registrations for each session would cost a second at a million."""
    if not database.is_sqlite:
        pytest.skip("the plan is SQLite's")
    await add_people(database, [{"id": 1}])
    await add_sessions(store, session_at(START))
    await register(store, 1)
    with watched("SELECT", "INSERT INTO outbox", "UPDATE sessions") as statements:
        await due(store, DUE)
        async with store.read() as tx:
            await tx.ratings.next_at(DUE)
        await fire(store)
    plans = await statements.plans(database)

    assert len(statements.seen) == 6
    assert "SCAN" not in plans
    assert plans.count("USING INDEX ix_sessions_ends_at") == 2
    assert plans.count("SEARCH registrations USING INDEX ix_registrations_session_id") == 3


async def test_wave_that_died_between_two_parts_begins_anew_and_asks_everybody_once(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": n} for n in range(1, 8)])
    await add_sessions(store, session_at(START))
    await register(store, *range(1, 8))
    async with store.write() as tx:
        part = await tx.ratings.fire_part(A, DUE, at_once(DUE), window=3)
    is_due = await due(store, DUE)
    after: int | None = -1
    parts = []
    while after is not None:
        async with store.write() as tx:
            found = await tx.ratings.fire_part(A, DUE, at_once(DUE), after=after, window=3)
        after = found.goes_on_after
        parts.append((found.written, after))

    assert (part.written, part.goes_on_after, is_due) == (3, 3, ["a"])
    assert parts == [(0, 3), (3, 6), (1, None)]
    assert await due(store, DUE) == []
    assert await rows_of(database, "chat_id") == [(n,) for n in range(1, 8)]
