"""Settled rows of the outbox go in time, and what anybody still asks of them stays true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.outbox.retention import FORGOTTEN, GO_WITH_THEIR_ITEM, STAY
from db.tables import outbox
from db.unit_of_work import Store
from domain.announcements.messages import DispatchSummary
from domain.ids import ChatId, DispatchId, IntroductionId, NewsId, OutboxId, SessionId
from domain.news.items import Content, IndexedWords, Labels, NewNews, NewsOrigin, NewsState
from domain.news.messages import NewsCopy, NewsDigest
from domain.outbox import NewMessage, OutboxState, Priority, Settlement
from domain.outgoing import Kind, Outgoing
from domain.people.messages import OutageNotice
from domain.programme.messages import DayDigest, MeetingComplaint, Reminder
from services.people import housekeeping
from services.people.housekeeping import Housekeeping
from tests.announcing import AnnouncementRig
from tests.clocks import START, ManualClock
from tests.plans import watched
from tests.programmes import add_sessions, session_at

KEPT = timedelta(days=90)
UNSETTLED = {OutboxState.QUEUED, OutboxState.SENDING}
DIGEST = DayDigest(day=START.date())


@pytest.fixture
def keeper(store: Store, clock: ManualClock) -> Housekeeping:
    return Housekeeping(
        store=store, clock=clock, news_kept=timedelta(days=365), messages_kept=KEPT
    )


def message(key: str, what: Outgoing = DIGEST, **values: Any) -> NewMessage:
    return NewMessage(
        dedupe_key=key,
        chat_id=ChatId(1),
        message=what,
        priority=Priority.NOTICE,
        not_before=START,
        **values,
    )


async def add(store: Store, *messages: NewMessage) -> None:
    async with store.write() as tx:
        await tx.outbox.add(messages, START)


async def settle(
    store: Store,
    database: Database,
    *keys: str,
    state: OutboxState = OutboxState.SENT,
    at: datetime = START,
) -> list[OutboxId]:
    """As a worker does with rows that it has sent."""
    async with database.read() as connection:
        query = sa.select(outbox.c.dedupe_key, outbox.c.id)
        numbers = {row.dedupe_key: OutboxId(row.id) for row in await connection.execute(query)}
    ids = [numbers[key] for key in keys]
    is_sent = state is OutboxState.SENT
    async with store.write() as tx:
        await tx.outbox.settle(
            [
                Settlement(row_id=one, state=state, at=at, message_id=one if is_sent else None)
                for one in ids
            ]
        )
    return ids


async def left(database: Database) -> Sequence[str]:
    async with database.read() as connection:
        query = sa.select(outbox.c.dedupe_key).order_by(outbox.c.id)
        return (await connection.execute(query)).scalars().all()


def test_every_kind_is_either_forgotten_or_kept_for_a_reason() -> None:
    assert set(Kind) == FORGOTTEN | GO_WITH_THEIR_ITEM | STAY
    assert {Kind.ANNOUNCEMENT} == FORGOTTEN & STAY
    assert {Kind.NEWS_DIGEST} == FORGOTTEN & GO_WITH_THEIR_ITEM


async def test_what_ended_long_ago_goes_and_what_waits_or_is_new_stays(
    store: Store, database: Database, clock: ManualClock, keeper: Housekeeping
) -> None:
    ended = {state.value: state for state in OutboxState if state not in UNSETTLED}
    await add(store, *(message(key) for key in ("waits", *ended, "new", "newest")))
    for key, state in ended.items():
        await settle(store, database, key, state=state)
    clock.advance(days=91)
    await settle(store, database, "new", "newest", at=clock.now() - KEPT + timedelta(seconds=1))

    await keeper.tidy()

    assert await left(database) == ["waits", "new", "newest"]


async def test_what_was_valid_for_longer_stays_as_long(
    store: Store, database: Database, clock: ManualClock, keeper: Housekeeping
) -> None:
    """Its key may be asked for until then: a session that moves back to a former start."""
    valid_until = START + timedelta(days=60)
    await add(store, message("valid", expires_at=valid_until), message("newest"))
    await settle(store, database, "valid")
    clock.advance(days=149)
    await keeper.tidy()
    before = await left(database)
    clock.advance(days=1)
    await keeper.tidy()

    assert (before, await left(database)) == (["valid", "newest"], ["newest"])


async def test_newest_number_is_not_given_twice(
    store: Store, database: Database, clock: ManualClock, keeper: Housekeeping
) -> None:
    await add(store, message("a"), message("b"))
    [_, number] = await settle(store, database, "a", "b")
    clock.advance(days=400)
    await keeper.tidy()
    await add(store, message("c"))

    [newer] = await settle(store, database, "c")
    assert newer > number
    assert await left(database) == ["b", "c"]


async def test_reminder_stays_until_its_session_is_long_over(
    store: Store, database: Database, clock: ManualClock, keeper: Housekeeping
) -> None:
    """A session that moves far away is told of in the reminder that was delivered."""
    first, later = START + timedelta(days=1), START + timedelta(days=200)
    reminder = Reminder(session=SessionId("a"), minutes=60, starts=int(first.timestamp()))
    await add_sessions(store, session_at(first))
    about = {"session_id": SessionId("a"), "expires_at": first}
    await add(store, message("reminder", reminder, **about), message("newest"))
    await settle(store, database, "reminder")
    await add_sessions(store, session_at(later))

    seen = []
    for days in (150, 139, 2):
        clock.advance(days=days)
        await keeper.tidy()
        seen.append("reminder" in await left(database))
    assert seen == [True, True, False]


async def test_what_nothing_but_its_key_keeps_from_being_told_again_stays(
    store: Store, database: Database, clock: ManualClock, keeper: Housekeeping
) -> None:
    summary = DispatchSummary(dispatch=DispatchId(1))
    complaint = MeetingComplaint(introduction=IntroductionId(1))
    kept = [message("summary:1", summary), message("c", complaint)]
    outage = message("outage", OutageNotice(since=START, waiting=1))
    await add(store, *kept, outage, message("newest"))
    await settle(store, database, "summary:1", "c", "outage")
    clock.advance(days=1000)

    await keeper.tidy()

    assert await left(database) == ["summary:1", "c", "newest"]


async def test_figures_and_audiences_of_announcements_stay_true(database: Database) -> None:
    rig = AnnouncementRig(database)
    await rig.furnish(people=5, organisers=(900,))
    dispatch = await rig.sending()
    await rig.runner().advance()
    rig.clock.advance(days=1)
    await rig.deliver()
    await rig.runner().advance()
    await rig.deliver()
    before = await rig.dispatches.summary(dispatch.id)
    keeper = Housekeeping(store=rig.store, clock=rig.clock, messages_kept=KEPT)
    rig.clock.advance(days=1000)
    await keeper.tidy()

    after = await rig.dispatches.summary(dispatch.id)
    assert (after.progress.totals, after.curve) == (before.progress.totals, before.curve)
    assert before.progress.totals.by_state == {OutboxState.SENT: 5}
    corrected = await rig.dispatches.correct(
        rig.actor(), dispatch.announcement_id, replace(dispatch.post, message_ids=(6,))
    )
    rig.clock.advance(days=1)
    await rig.runner().advance()
    rows = await rig.rows("chat_id", kind=Kind.CORRECTION)
    assert (len(rows), corrected.dispatch.id) == (5, dispatch.id + 1)


async def news_item(store: Store, title: str, at: datetime) -> NewsId:
    async with store.write() as tx:
        source = await tx.news_sources.house(NewsOrigin.LINK)
        item = NewNews(
            origin=NewsOrigin.LINK,
            source_id=source.id,
            content=Content(title=title, lead="", text=""),
            labels=Labels(),
            words=IndexedWords(title="", lead="", text=""),
            published_at=at,
            state=NewsState.RELEASED,
        )
        [new_id] = await tx.news.add([item], at)
    return new_id


async def test_rows_of_news_go_with_the_item_and_its_figures_stay_true_until_then(
    store: Store,
    database: Database,
    clock: ManualClock,
    keeper: Housekeeping,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 2)
    old = await news_item(store, "Старая", START)
    young = await news_item(store, "Новая", START + timedelta(days=200))
    digest = NewsDigest(since=START, until=START + timedelta(days=1))
    told = [f"n:{old}:{person}" for person in range(5)]
    digests = ["nd:of old", "nd:of both", "nd:of none"]
    await add(
        store,
        *(message(key, NewsCopy(news=old)) for key in told),
        *(message(key, digest) for key in digests),
        message("newest"),
    )
    async with database.write() as connection:
        await connection.execute(
            sa.update(outbox).where(outbox.c.kind == Kind.NEWS.value).values(news_id=old)
        )
    await settle(store, database, *told[:4])
    of_old, of_both = await settle(store, database, *digests[:2])
    await settle(store, database, "nd:of none", state=OutboxState.CANCELLED)
    async with store.write() as tx:
        await tx.news_copies.put_digest(of_old, [old])
        await tx.news_copies.put_digest(of_both, [young, old])

    clock.advance(days=364)
    await keeper.tidy()
    async with store.read() as tx:
        [figures] = await tx.news_copies.figures(old, [clock.now()])
    assert (figures.delivered, await left(database)) == (1, [*told, *digests[:2], "newest"])

    clock.advance(days=2)
    await keeper.tidy()  # one copy waits, so the item and all that is counted from it do too
    assert await left(database) == [*told, *digests[:2], "newest"]
    await settle(store, database, told[4], state=OutboxState.EXPIRED, at=clock.now())
    await keeper.tidy()
    assert await left(database) == ["nd:of both", "newest"]
    async with store.read() as tx:
        assert await tx.news.find(old) is None
        assert list(await tx.news_copies.digest_items(of_both)) == [young]


async def test_first_clearing_goes_in_short_transactions(
    store: Store,
    database: Database,
    clock: ManualClock,
    keeper: Housekeeping,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 3)
    keys = [str(number) for number in range(10)]
    await add(store, *map(message, keys), message("newest"))
    await settle(store, database, *keys)
    clock.advance(days=91)
    with watched("DELETE FROM outbox") as statements:
        await keeper.tidy()

    assert await left(database) == ["newest"]
    assert len(statements.seen) == 4
