"""Filling chunk by chunk, figures from rows, and lanes that do not hold each other up."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from db.announcements.announcements import dump_post
from db.engine import Database
from db.tables import dispatches, outbox
from db.unit_of_work import Store, Transaction
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    Dispatch,
    DispatchAction,
    DispatchState,
    Post,
    PostKind,
    Reason,
    Totals,
)
from domain.announcements.audiences import Audience, AudienceTerm, Chosen
from domain.announcements.messages import DispatchSummary
from domain.ids import ChatId, DispatchId, OutboxId
from domain.outbox import (
    NO_DISPATCH,
    NewMessage,
    OutboxState,
    Priority,
    Requeued,
    Settlement,
)
from domain.outgoing import Kind
from domain.people.quiet_hours import Schedule
from domain.people.users import Category, QuietHours
from tests.clocks import START
from tests.people import AUTHOR, POST, add_announcement, add_dispatch, add_people

RUNNING, PAUSED = DispatchState.RUNNING, DispatchState.PAUSED
LATER = START + timedelta(hours=1)


def at_once(_tz: str | None, _hours: QuietHours | None) -> datetime:
    return START


async def whole(store: Store, dispatch: Dispatch) -> tuple[Dispatch, Announcement]:
    async with store.read() as tx:
        found = await tx.dispatches.find(dispatch.id)
        one = await tx.announcements.find(dispatch.announcement_id)
    assert found is not None
    assert one is not None
    return found, one


async def fill(
    store: Store, dispatch: Dispatch, schedule: Schedule = at_once, window: int = 2
) -> int:
    """To the end, each chunk in a transaction of its own; how many chunks it took."""
    chunks = 0
    while True:
        current, one = await whole(store, dispatch)
        async with store.write() as tx:
            if not await tx.dispatches.fill_with_people(current, one, schedule, START, window):
                return chunks
        chunks += 1


async def rows_of(database: Database, dispatch: Dispatch, *names: str) -> list[Any]:
    query = (
        sa.select(*[outbox.c[name] for name in names])
        .where(outbox.c.dispatch_id == dispatch.id)
        .order_by(outbox.c.id)
    )
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(query)]


async def begun(store: Store, post: Post = POST) -> Dispatch:
    return await add_dispatch(store, await add_announcement(store, post), post=post)


def ended(row: int, state: OutboxState, at: datetime = START, **values: Any) -> Settlement:
    if state is OutboxState.SENT:
        values = {"message_id": 100 + row, **values}
    return Settlement(row_id=OutboxId(row), state=state, at=at, **values)


async def settle(store: Store, *settled: Settlement) -> None:
    async with store.write() as tx:
        await tx.outbox.settle(settled)


async def test_dispatch_comes_back_as_it_was_begun_and_changed(store: Store) -> None:
    album = Post(
        chat_id=ChatId(900), message_ids=(5, 6), kind=PostKind.ALBUM, content={"caption": "Ы"}
    )
    sending = await begun(store, album)
    async with store.write() as tx:
        await tx.dispatches.set_progress(sending.id, 77)
        await tx.dispatches.set_filled(sending.id)
        changes = [
            await tx.dispatches.change(sending.id, PAUSED, LATER, RUNNING),
            await tx.dispatches.change(sending.id, PAUSED, LATER, RUNNING),
            await tx.dispatches.change(sending.id, DispatchState.FINISHED, LATER, RUNNING, PAUSED),
        ]
        [open_still] = await tx.dispatches.unreported()
        await tx.dispatches.set_reported(sending.id)
        [found] = await tx.dispatches.of(sending.announcement_id)
        reported = await tx.dispatches.unreported()

    assert changes == [True, False, True]
    assert (
        found
        == open_still
        == Dispatch(
            id=sending.id,
            announcement_id=sending.announcement_id,
            action=DispatchAction.SEND,
            state=DispatchState.FINISHED,
            post=album,
            begun_by=AUTHOR,
            is_filled=True,
            started_at=START,
            finished_at=LATER,
            progress_id=77,
        )
    )
    assert reported == []


async def test_second_sending_of_one_announcement_is_refused(store: Store) -> None:
    sending = await begun(store)
    try:
        await add_dispatch(store, sending.announcement_id)
    except sa.exc.IntegrityError:
        return
    raise AssertionError("two sendings")


async def test_fill_goes_window_by_window_and_skips_who_is_not_meant(
    database: Database, store: Store
) -> None:
    await add_people(
        database, [{"id": n, "mutes_news": n == 3, "stopped_at": None} for n in range(1, 6)]
    )
    sending = await begun(store)
    chunks = await fill(store, sending)
    filled, _ = await whole(store, sending)

    assert (chunks, filled.cursor) == (3, 5)
    assert await rows_of(
        database, sending, "chat_id", "dedupe_key", "kind", "priority", "state", "payload"
    ) == [
        (n, f"d{sending.id}:{n}", "announcement", Priority.ANNOUNCEMENT, "queued", {})
        for n in (1, 2, 4, 5)
    ]


async def test_fill_after_a_crash_writes_nothing_twice(database: Database, store: Store) -> None:
    """The chunk that was lost is written again, the cursor set back by hand writes nothing."""
    await add_people(database, [{"id": n} for n in range(1, 8)])
    sending = await begun(store)
    current, one = await whole(store, sending)
    async with store.write() as tx:
        await tx.dispatches.fill_with_people(current, one, at_once, START, 3)
    current, one = await whole(store, sending)
    try:
        async with store.write() as tx:
            await tx.dispatches.fill_with_people(current, one, at_once, START, 3)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    await fill(store, sending, window=3)
    async with database.write() as connection:
        await connection.execute(sa.update(dispatches).values(cursor=0))
    await fill(store, sending, window=3)

    assert await rows_of(database, sending, "chat_id") == [(n,) for n in range(1, 8)]


async def test_fill_nobody_of_a_window_is_meant_goes_on_with_the_next(
    database: Database, store: Store
) -> None:
    await add_people(database, [{"id": n} for n in range(1, 7)])
    sending = await begun(store)
    async with store.write() as tx:
        one = await tx.announcements.find(sending.announcement_id)
        assert one is not None
        await tx.announcements.choose(one.id, [5])
        audience = Audience((AudienceTerm(Chosen(one.id, 1)),))
        changed = Announcement(
            id=one.id,
            author_id=one.author_id,
            state=one.state,
            post=one.post,
            category=Category.IMPORTANT,
            audience=audience,
            expires_at=LATER,
            created_at=START,
        )
        assert await tx.announcements.save(changed, AnnouncementState.DRAFT)
    await fill(store, sending)

    assert await rows_of(database, sending, "chat_id", "expires_at") == [(5, LATER)]


async def test_fill_asks_the_schedule_once_for_each_zone_and_quiet_hours(
    database: Database, store: Store
) -> None:
    """The moment of each person is the schedule's, also where zone or quiet hours are empty."""
    slots: list[tuple[str | None, int | None, int | None]] = [
        (None, 1320, 480), ("Asia/Omsk", 1320, 480), (None, None, None),
        ("Asia/Omsk", None, None), ("Asia/Tokyo", 0, 1439),
    ]  # fmt: skip
    people = [
        {"id": number, "tz": tz, "quiet_from": start, "quiet_until": end}
        for number, (tz, start, end) in enumerate(slots * 4, 1)
    ]
    await add_people(database, people)
    asked: list[tuple[str | None, QuietHours | None]] = []

    def schedule(tz: str | None, hours: QuietHours | None) -> datetime:
        asked.append((tz, hours))
        minutes = 0 if hours is None else hours.end.hour * 60 + hours.end.minute
        return START + timedelta(minutes=minutes, seconds=len(tz or ""))

    sending = await begun(store)
    await fill(store, sending, schedule, window=100)

    assert len(asked) == len(set(asked)) == len(slots)
    assert await rows_of(database, sending, "chat_id", "not_before") == [
        (
            number,
            START + timedelta(minutes=end if end is not None else 0, seconds=len(tz or "")),
        )
        for number, (tz, _, end) in enumerate(slots * 4, 1)
    ]


async def sent_copies(database: Database, store: Store) -> Dispatch:
    """Six people: 1 to 4 got a copy, a minute apart, 5 could not, 6 waits."""
    await add_people(database, [{"id": n} for n in range(1, 7)])
    sending = await begun(store)
    await fill(store, sending)
    moments = [START + timedelta(minutes=n) for n in range(1, 5)]
    await settle(
        store,
        *[ended(n, OutboxState.SENT, at, more=(50,)) for n, at in enumerate(moments, 1)],
        ended(5, OutboxState.UNDELIVERABLE, error="blocked"),
    )
    return sending


async def copies(store: Store, changing: Dispatch, sent_after: datetime) -> int:
    chunks = 0
    while True:
        current, _ = await whole(store, changing)
        async with store.write() as tx:
            if not await tx.dispatches.fill_with_copies(current, sent_after, LATER, 3):
                return chunks
        chunks += 1


async def test_fill_with_copies_takes_those_sent_late_enough_with_their_messages(
    database: Database, store: Store
) -> None:
    sending = await sent_copies(database, store)
    recall = await add_dispatch(store, sending.announcement_id, DispatchAction.RECALL)
    chunks = await copies(store, recall, START + timedelta(minutes=1))
    again = await copies(store, recall, START)
    async with store.write() as tx:
        lanes = await tx.outbox.open_lanes()
        claimed = await tx.outbox.claim(await tx.outbox.due(LATER, 10, lanes), LATER)

    assert (chunks, again) == (2, 0)
    assert await rows_of(database, recall, "chat_id", "parent_id", "kind", "not_before") == [
        (n, n, "recall", LATER) for n in (2, 3, 4)
    ]
    assert [(row.chat_id, row.kind, row.targets) for row in claimed] == [
        (2, Kind.RECALL, (102, 50)),
        (3, Kind.RECALL, (103, 50)),
        (4, Kind.RECALL, (104, 50)),
        (6, Kind.ANNOUNCEMENT, ()),
    ]


async def test_sending_counts_what_is_on_its_way_of_all_rounds(
    database: Database, store: Store
) -> None:
    sending = await sent_copies(database, store)
    async with store.write() as tx:
        before = await tx.dispatches.sending(sending.announcement_id)
        await tx.outbox.claim([OutboxId(6)], LATER)
        meanwhile = await tx.dispatches.sending(sending.announcement_id)

    assert (before, meanwhile) == (0, 1)


async def test_dispatch_is_settled_when_no_row_of_its_own_waits(
    database: Database, store: Store
) -> None:
    sending, other = await sent_copies(database, store), await begun(store)
    await fill(store, other, window=100)
    async with store.write() as tx:
        queued = await tx.dispatches.is_settled(sending.id)
        await tx.outbox.claim([OutboxId(6)], LATER)
        on_its_way = await tx.dispatches.is_settled(sending.id)
        await tx.outbox.settle([ended(6, OutboxState.SENT)])
        sent = await tx.dispatches.is_settled(sending.id)

    assert (queued, on_its_way, sent) == (False, False, True)


async def test_figures_are_counted_from_the_rows_of_the_dispatch(
    database: Database, store: Store
) -> None:
    sending, other = await sent_copies(database, store), await begun(store)
    await fill(store, other, window=100)
    async with store.write() as tx:
        await tx.outbox.claim([OutboxId(6)], START)
        await tx.outbox.release(START)
        await tx.outbox.cancel_queued(ChatId(6), START, "stopped")
        figures = await tx.dispatches.totals(sending.id)
        reasons = await tx.dispatches.reasons(sending.id)
        curve = await tx.dispatches.sent_until(
            sending.id, [START + timedelta(seconds=s) for s in (0, 60, 61, 180, 3600)]
        )
        nothing = await tx.dispatches.totals(DispatchId(99))

    assert figures == Totals(
        {OutboxState.SENT: 4, OutboxState.UNDELIVERABLE: 1, OutboxState.CANCELLED: 1}, uncertain=1
    )
    assert (figures.all, figures.sent, figures.left, figures.failed) == (6, 4, 0, 2)
    assert Counter(reasons) == Counter(
        [
            Reason(OutboxState.UNDELIVERABLE, "blocked", 1),
            Reason(OutboxState.CANCELLED, "stopped", 1),
        ]
    )
    assert (curve, nothing) == ([0, 1, 1, 3, 4], Totals({}))


async def test_reasons_the_most_frequent_comes_first(database: Database, store: Store) -> None:
    await add_people(database, [{"id": n} for n in range(1, 7)])
    sending = await begun(store)
    await fill(store, sending)
    blocked = [ended(n, OutboxState.UNDELIVERABLE, error="blocked") for n in (2, 3, 4)]
    failed = [ended(n, OutboxState.FAILED, error="too long") for n in (1, 5)]
    await settle(store, *blocked, *failed)
    async with store.read() as tx:
        reasons = await tx.dispatches.reasons(sending.id)

    assert reasons == [
        Reason(OutboxState.UNDELIVERABLE, "blocked", 3),
        Reason(OutboxState.FAILED, "too long", 2),
    ]


async def test_cancel_dispatch_ends_some_rows_at_a_time(database: Database, store: Store) -> None:
    sending = await sent_copies(database, store)
    other = await begun(store)
    await fill(store, other, window=100)
    async with store.write() as tx:
        await tx.outbox.claim([OutboxId(7)], LATER)
        ours = [await tx.outbox.cancel_dispatch(sending.id, LATER, "x", 2) for _ in range(2)]
        theirs = [await tx.outbox.cancel_dispatch(other.id, LATER, "x", 2) for _ in range(4)]
        totals = await tx.dispatches.totals(other.id)

    assert (ours, theirs) == ([1, 0], [2, 2, 1, 0])
    assert totals == Totals({OutboxState.SENDING: 1, OutboxState.CANCELLED: 5})


async def pause(store: Store, dispatch: Dispatch) -> None:
    async with store.write() as tx:
        assert await tx.dispatches.change(dispatch.id, PAUSED, START, RUNNING)


async def due(store: Store, limit: int = 10) -> Sequence[int]:
    async with store.read() as tx:
        return await tx.outbox.due(START, limit, await tx.outbox.open_lanes())


async def test_paused_dispatch_waits_and_holds_up_nothing_else_of_its_chats(
    database: Database, store: Store
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2)])
    halted, running = await begun(store), await begun(store)
    await fill(store, halted)
    await fill(store, running)
    await pause(store, halted)
    notice = NewMessage(
        dedupe_key="n",
        chat_id=ChatId(1),
        message=DispatchSummary(dispatch=halted.id),
        priority=Priority.NEWS,
        not_before=START,
    )
    async with store.write() as tx:
        await tx.outbox.add([notice], START)
        lanes = await tx.outbox.open_lanes()
        next_due = await tx.outbox.next_due_at(lanes)
        paused_due = await tx.outbox.next_due_at([halted.id])
    meanwhile = await due(store)
    async with store.write() as tx:
        await tx.dispatches.change(halted.id, RUNNING, START, PAUSED)
    resumed = await due(store)

    assert (lanes, next_due, paused_due) == ([NO_DISPATCH, running.id], START, START)
    assert (meanwhile, resumed) == ([5, 4], [5, 2])


async def test_paused_dispatch_of_many_rows_costs_the_search_nothing(
    database: Database, store: Store
) -> None:
    """Each lane is a search in the index of what is due; the rows that wait are not touched."""
    await add_people(database, [{"id": n} for n in range(1, 2001)])
    halted, running = await begun(store), await begun(store)
    await fill(store, halted, window=2000)
    await pause(store, halted)
    await add_people(database, [{"id": 5000}])
    async with store.write() as tx:
        current, one = await whole(store, running)
        after = Dispatch(
            id=current.id,
            announcement_id=current.announcement_id,
            action=current.action,
            state=current.state,
            post=current.post,
            begun_by=current.begun_by,
            cursor=2000,
            started_at=START,
        )
        await tx.dispatches.fill_with_people(after, one, at_once, START, 10)
    async with plans(database) as steps:
        found = await due(store)

    assert found == [2001]
    if database.is_sqlite:
        search = "USING INDEX ix_outbox_due (priority=? AND dispatch_id=? AND not_before<?)"
        searches = [step for step in steps if "ix_outbox_due" in step]
        assert searches == [f"SEARCH outbox {search}"] * len(Priority) * 2
        assert [step for step in steps if step.startswith("SCAN outbox")] == []


@asynccontextmanager
async def plans(database: Database) -> AsyncIterator[list[str]]:
    """How SQLite carries out what is asked inside; filled in when the block ends."""
    asked: list[tuple[str, Any]] = []
    steps: list[str] = []

    def note(_c: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        asked.append((statement, values[0] if isinstance(values, list) else values))

    event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield steps
    finally:
        event.remove(sa.Engine, "before_cursor_execute", note)
    if not database.is_sqlite:
        return
    async with database.read() as connection:
        for statement, values in asked:
            if "outbox" in statement:
                plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                steps += [row.detail for row in plan]


async def test_statements_of_every_message_read_no_whole_table(
    database: Database, store: Store
) -> None:
    """Thousands of old rows must not slow down what happens for each message or reader."""
    sending = await sent_copies(database, store)
    async with plans(database) as steps, store.write() as tx:
        rows, dispatch_id = tx.outbox, sending.id
        lanes = await rows.open_lanes()
        await rows.claim(await rows.due(START, 10, lanes), LATER)
        await rows.next_due_at(lanes)
        await rows.requeue(
            [
                Requeued(
                    row_id=OutboxId(6), attempt=1, not_before=START, error="", chat_id=ChatId(6)
                )
            ]
        )
        await rows.release(START)
        await rows.release(START, longest=timedelta(minutes=2), held=[OutboxId(1)])
        await rows.settle([ended(6, OutboxState.SENT)])
        await rows.expire_due(START, 5)
        await rows.cancel_queued(ChatId(1), START, "stopped")
        await rows.cancel_dispatch(dispatch_id, START, "cancelled", 5)
        await rows.move_chat(ChatId(1), ChatId(2))
        await tx.dispatches.totals(dispatch_id)
        await tx.dispatches.is_settled(dispatch_id)
        await tx.dispatches.reasons(dispatch_id)
        await tx.dispatches.sent_until(dispatch_id, [START])
        await tx.dispatches.sending(sending.announcement_id)
        recall = await add_recall(tx, sending)
        await tx.dispatches.fill_with_copies(recall, START, START, 10)

    scans = [step for step in steps if step.startswith("SCAN outbox")]
    assert [one for one in scans if one != "SCAN outbox USING INDEX ix_outbox_sending"] == []


async def add_recall(tx: Transaction, sending: Dispatch) -> Dispatch:
    action = DispatchAction.RECALL
    new_id = await tx.dispatches.add(sending.announcement_id, action, POST, AUTHOR, START)
    added = await tx.dispatches.find(new_id)
    assert added is not None
    return added


async def test_weight_of_a_row_is_that_of_its_dispatch(database: Database, store: Store) -> None:
    """An album of three is followed by its buttons."""
    album = Post(chat_id=ChatId(900), message_ids=(5, 6, 7), kind=PostKind.ALBUM, content={})
    await add_people(database, [{"id": 1}])
    sending = await begun(store, album)
    await fill(store, sending)
    async with store.write() as tx:
        [row] = await tx.outbox.claim([OutboxId(1)], LATER)
        await tx.dispatches.set_post(sending.id, POST)
        found = await tx.dispatches.find(sending.id)
        await tx.outbox.release(START)
        [again] = await tx.outbox.claim([OutboxId(1)], LATER)

    assert found is not None
    assert (row.weight, again.weight, found.post) == (4, 1, POST)
    assert dump_post(POST) == {
        "chat_id": 900, "message_ids": [5], "kind": "text", "content": {"text": "Новость"},
        "source_ids": [],
    }  # fmt: skip
