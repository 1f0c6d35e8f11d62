"""The store wakes the delivery after every commit that leaves something to deliver."""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import outbox, sessions
from db.unit_of_work import Store, Transaction
from domain.announcements.announcements import Dispatch, DispatchAction, DispatchState
from domain.announcements.messages import DispatchSummary
from domain.clusters.messages import OpenDayChange
from domain.ids import (
    ChatId,
    ClusterId,
    DispatchId,
    NewsId,
    RevisionId,
    SessionId,
    SourceId,
    UserId,
)
from domain.news.items import Content, IndexedWords, Labels, NewNews, NewsOrigin, NewsState
from domain.news.subscriptions import (
    DigestFrequency,
    NewsAction,
    Subscriber,
    Subscription,
    SubscriptionKind,
)
from domain.outbox import (
    NewMessage,
    OutboxState,
    Priority,
)
from domain.people.users import QuietHours
from domain.programme.day_digests import DigestRound
from domain.programme.revisions import Revision, RevisionPhase
from services.programme.files.diff import change_of
from services.programme.revisions import Revisions
from tests.clocks import START, Bell, ManualClock
from tests.people import add_announcement, add_dispatch, add_people
from tests.programmes import EVENT, add_sessions, register, session_at

DB = Path(__file__).parents[2] / "db"
A, PERSON = SessionId("a"), UserId(1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOSCOW = ZoneInfo("Europe/Moscow")
TOMORROW = START + DAY
LATER = START + timedelta(hours=3)

Act = Callable[[Transaction], Awaitable[object]]


def at_once(_tz: str | None, _hours: QuietHours | None) -> datetime:
    return START


# -- each way to add rows: what has to be there before, and the act itself


async def added(_store: Store, _database: Database) -> Act:
    return lambda tx: tx.outbox.add([message()], START)


async def reminded(store: Store, _database: Database) -> Act:
    await add_sessions(store, session_at(TOMORROW))
    await register(store, PERSON, at=START - DAY)
    return lambda tx: tx.waves.fire_part(A, 1440, START, window=100)


async def asked_to_rate(store: Store, _database: Database) -> Act:
    await add_sessions(store, session_at(START - 2 * HOUR))
    await register(store, PERSON)
    return lambda tx: tx.ratings.fire_part(A, START, at_once, window=100)


async def told_of_the_day(store: Store, _database: Database) -> Act:
    await add_sessions(store, session_at(TOMORROW))
    await register(store, PERSON)
    round_ = DigestRound(MOSCOW, TOMORROW.date())
    return lambda tx: tx.digests.fire_part(
        round_, round_.due_at, at_once, is_default=True, window=100
    )


async def told_of_a_change(store: Store, _database: Database) -> Act:
    before = session_at(TOMORROW)
    await add_sessions(store, before)
    await register(store, PERSON, at=START - DAY)
    change = change_of(before, replace(before, room="Зал 9", sequence=1))
    assert change is not None
    revisions = Revisions(store=store, clock=ManualClock(), default_zone=MOSCOW)
    return lambda tx: revisions.save(tx, EVENT.id, [change])


async def corrected_reminder(store: Store, database: Database) -> Act:
    await add_sessions(store, session_at(TOMORROW))
    await register(store, PERSON, at=START - DAY)
    async with store.write() as tx:
        await tx.waves.fire_part(A, 1440, START, window=100)
    await delivered(database)
    await add_sessions(store, session_at(TOMORROW + HOUR))
    moved = sa.select(sessions.c.id)
    revision = Revision(
        id=RevisionId(1),
        event_id=EVENT.id,
        phase=RevisionPhase.RETIMING,
        saved_at=START,
        place=0,
        person=0,
        in_flight=(),
    )
    return lambda tx: tx.waves.correct(moved, revision, START, 100)


async def told_of_an_open_day(store: Store, _database: Database) -> Act:
    college, day = ClusterId("college"), TOMORROW.date()
    async with store.write() as tx:
        await tx.open_days.add(PERSON, college, day, None, START)
    change = OpenDayChange(cluster=college, college="Колледж", day=day, was="10:00", now="11:00")
    return lambda tx: tx.open_days.tell(day, change, 1, at_once, START, TOMORROW)


async def announced(store: Store, _database: Database) -> Act:
    dispatch = await add_dispatch(store, await add_announcement(store))

    async def fill(tx: Transaction) -> None:
        one = await tx.announcements.find(dispatch.announcement_id)
        assert one is not None
        await tx.dispatches.fill_with_people(dispatch, one, at_once, START, 100)

    return fill


async def recalled(store: Store, database: Database) -> Act:
    sending = await add_dispatch(store, await add_announcement(store))
    async with store.write() as tx:
        one = await tx.announcements.find(sending.announcement_id)
        assert one is not None
        await tx.dispatches.fill_with_people(sending, one, at_once, START, 100)
    await delivered(database)
    recall = await add_dispatch(store, sending.announcement_id, DispatchAction.RECALL)
    return lambda tx: tx.dispatches.fill_with_copies(recall, START - DAY, START, 100)


async def told_of_news(store: Store, _database: Database) -> Act:
    news_id = await released(store)
    return lambda tx: tell(tx, news_id)


async def told_of_a_withdrawal(store: Store, database: Database) -> Act:
    news_id = await released(store)
    async with store.write() as tx:
        await tell(tx, news_id)
    await delivered(database)
    async with store.write() as tx:
        await tx.news_copies.ask_change(news_id, NewsAction.RECALL)
        [change] = await tx.news_copies.changes()
    return lambda tx: tx.news_copies.change_copies(change, START, START - DAY, 100)


async def released(store: Store) -> NewsId:
    async with store.write() as tx:
        source = (await tx.news_sources.house(NewsOrigin.CHAT)).id
        [news_id] = await tx.news.add([news(source)], START)
        await tx.subscriptions.save_subscriber(
            Subscriber(user_id=PERSON, frequency=DigestFrequency.AT_ONCE)
        )
        everything = Subscription(kind=SubscriptionKind.ALL)
        await tx.subscriptions.add(PERSON, [everything])
    return news_id


def news(source: SourceId, state: NewsState = NewsState.RELEASED) -> NewNews:
    return NewNews(
        origin=NewsOrigin.CHAT,
        source_id=source,
        content=Content(title="Новость"),
        labels=Labels(),
        words=IndexedWords("новость", "", ""),
        published_at=START,
        state=state,
    )


async def tell(tx: Transaction, news_id: NewsId) -> None:
    item = await tx.news.find(news_id)
    assert item is not None
    await tx.news_copies.tell(
        item, [], at_once, now=START, expires_at=TOMORROW, after=UserId(0), window=100
    )


async def delivered(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(
            sa.update(outbox).values(state=OutboxState.SENT.value, message_id=7, settled_at=START)
        )


def message(key: str = "k", not_before: datetime = START) -> NewMessage:
    return NewMessage(
        dedupe_key=key,
        chat_id=ChatId(PERSON),
        message=DispatchSummary(dispatch=DispatchId(1)),
        priority=Priority.NOTICE,
        not_before=not_before,
    )


WAYS: dict[str, list[Callable[[Store, Database], Awaitable[Act]]]] = {
    "db/outbox/rows.py: add": [added],
    "db/programme/reminders/waves.py: fire_part": [reminded],
    "db/programme/reminders/waves.py: correct": [corrected_reminder],
    "db/programme/ratings.py: fire_part": [asked_to_rate],
    "db/programme/day_digests.py: fire_part": [told_of_the_day],
    "db/programme/revisions.py: tell": [told_of_a_change],
    "db/announcements/dispatches.py: _insert": [announced, recalled],
    "db/clusters/open_days.py: tell": [told_of_an_open_day],
    "db/news/deliveries.py: _insert": [told_of_news, told_of_a_withdrawal],
}
"""By the places in the code that add rows; a new one is missed by the first test."""


@pytest.mark.slow
def test_these_are_all_the_ways_to_add_rows() -> None:
    inserts = {"insert", "insert_or_ignore", "upsert"}
    found = set()
    for path in DB.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            for call in ast.walk(function):
                if not isinstance(call, ast.Call):
                    continue
                name = ast.unparse(call.func).split(".")[-1]
                given = {ast.unparse(argument) for argument in call.args}
                if name == "revival" or (name in inserts and given & {"outbox", "tables.outbox"}):
                    found.add(f"{path.relative_to(DB.parent).as_posix()}: {function.name}")
    # It only makes the statement of those that revive rows.
    assert found - {"db/outbox/bulk_insert.py: revival"} == WAYS.keys()


async def furnish(store: Store, database: Database) -> None:
    await add_people(database, [{"id": int(PERSON), "wants_digest": True}])


@pytest.mark.parametrize(
    "way", [one for ways in WAYS.values() for one in ways], ids=lambda way: str(way.__name__)
)
async def test_every_way_to_add_rows_wakes_the_delivery_once_they_are_committed(
    store: Store, database: Database, bell: Bell, way: Callable[[Store, Database], Awaitable[Act]]
) -> None:
    await furnish(store, database)
    act = await way(store, database)
    before = await rows(database)
    bell.rung, bell.set_to = 0, []

    with pytest.raises(LookupError):
        await failing(store, act)
    assert (await rows(database), bell) == (before, Bell())

    async with store.write() as tx:
        await act(tx)
        assert bell == Bell()
    assert await rows(database) > before
    assert bell.rung + len(bell.set_to) == 1
    assert all(moment <= START for moment in bell.set_to)


async def failing(store: Store, act: Act) -> None:
    async with store.write() as tx:
        await act(tx)
        raise LookupError


async def rows(database: Database) -> int:
    async with database.read() as connection:
        query = sa.select(sa.func.count()).select_from(outbox)
        return (await connection.execute(query)).scalar_one()


async def test_rows_of_the_future_set_the_alarm_to_the_earliest_of_them(
    store: Store, bell: Bell
) -> None:
    async with store.write() as tx:
        await tx.outbox.add([message("b", TOMORROW), message("a", LATER)], START)
        await tx.outbox.add([message("c", TOMORROW)], START)

    assert bell == Bell(rung=0, set_to=[LATER])


async def test_reading_and_other_writing_wake_nobody(store: Store, bell: Bell) -> None:
    await add_sessions(store, session_at(TOMORROW))
    async with store.write() as tx:
        await tx.outbox.expire_due(START, 10)
        await tx.outbox.add([], START)
    async with store.read() as tx:
        await tx.outbox.totals()

    assert bell == Bell()


async def test_waves_that_nobody_is_in_wake_nobody(store: Store, bell: Bell) -> None:
    await add_sessions(store, session_at(TOMORROW))
    async with store.write() as tx:
        await tx.waves.fire_part(A, 1440, START, window=100)

    assert bell == Bell()


# -- work for the loops that write the rows


async def test_dispatch_that_begins_or_changes_wakes_its_loop(store: Store, bell: Bell) -> None:
    dispatch = await add_dispatch(store, await add_announcement(store))
    assert bell.rung == 1
    assert await changed(store, dispatch, DispatchState.PAUSED, DispatchState.RUNNING)
    assert bell.rung == 2

    assert not await changed(store, dispatch, DispatchState.PAUSED, DispatchState.RUNNING)
    assert bell.rung == 2


async def changed(
    store: Store, dispatch: Dispatch, state: DispatchState, expected: DispatchState
) -> bool:
    async with store.write() as tx:
        return await tx.dispatches.change(dispatch.id, state, START, expected)


async def test_news_wake_the_delivery_when_readers_are_to_hear_of_them(
    store: Store, bell: Bell
) -> None:
    async with store.write() as tx:
        source = (await tx.news_sources.house(NewsOrigin.CHAT)).id
        drafts = [news(source, NewsState.DRAFT)]
        [draft] = await tx.news.add(drafts, START)
        await tx.news.add([replace(news(source), is_told=True)], START)
    assert bell.rung == 0

    acts: list[Act] = [
        lambda tx: tx.news.release(draft, START),
        lambda tx: tx.news_copies.ask_change(draft, NewsAction.EDIT),
        lambda tx: tx.news.add([news(source)], START),
    ]
    for step, act in enumerate(acts, 1):
        async with store.write() as tx:
            await act(tx)
        assert bell.rung == step
