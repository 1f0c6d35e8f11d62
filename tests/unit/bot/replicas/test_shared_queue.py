"""What a replica does with updates of the shared queue while its store, or itself, goes away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from aiogram import Bot

from bot.replicas.shared_queue import (
    BEAT_SECONDS,
    MOST_ATTEMPTS,
    SILENCE,
    SWEEP_SECONDS,
    TRY_AGAIN_SECONDS,
    SharedQueue,
    arrival_of,
    is_storable,
)
from bot.updates.context import current_update
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.flood_gate import Verdict
from db.engine import Database
from db.replicas.incoming import IncomingQueries, PresenceQueries, Taken
from db.tables import replicas
from db.unit_of_work import Store
from domain.clock import SystemClock
from domain.errors import StoreUnavailable
from tests.clocks import ManualClock
from tests.stores import emptied, opened_again
from tests.waiting import until

MARIA = {"id": 7, "is_bot": False, "first_name": "Мария"}
ANYBODY = cast(Bot, None)
"""Handlers are taken by what stands in for the dispatcher."""


class Handlers:
    """In the place of the dispatcher: remembers what it was fed, and does as it is told."""

    def __init__(self, *troubles: Exception) -> None:
        self.fed: list[tuple[int, bool, Verdict]] = []
        self.troubles = list(troubles)
        self.gate = asyncio.Event()
        self.gate.set()

    async def feed_raw_update(
        self, _bot: Bot, raw: dict[str, Any], *, may_be_repeated: bool, verdict: Verdict
    ) -> None:
        self.fed.append((raw["update_id"], may_be_repeated, verdict))
        update = current_update.get()
        assert update is not None
        assert update.is_stored
        await self.gate.wait()
        if self.troubles:
            raise self.troubles.pop(0)


class NoReplies:
    is_full = False

    def let_go(self) -> None: ...

    async def settle(self, seconds: float) -> None: ...


@pytest.fixture
async def database(schema: str) -> AsyncIterator[Database]:
    async with emptied(schema) as opened:
        yield opened


def queue_of(database: Database, handlers: Handlers, **more: Any) -> SharedQueue:
    return SharedQueue(
        store=Store(database),
        bot=ANYBODY,
        dispatcher=cast(UpdateDispatcher, handlers),
        replies=NoReplies(),
        **{"clock": SystemClock(), **more},
    )


@asynccontextmanager
async def running(queue: SharedQueue) -> AsyncIterator[None]:
    task = asyncio.create_task(queue.run())
    try:
        yield
    finally:
        queue.stop()
        await task


async def until_empty(database: Database) -> None:
    async def is_empty() -> bool:
        async with Store(database).single() as tx:
            waiting, _ = await tx.incoming.waiting()
        return not waiting

    await until(is_empty)


def message(number: int, **more: Any) -> dict[str, Any]:
    happening = {"message_id": number, "date": 0, "from": MARIA, "chat": MARIA, **more}
    return {"update_id": number, "message": happening}


@pytest.mark.postgres
async def test_update_whose_store_went_away_is_tried_until_it_is_done_and_in_order(
    database: Database,
) -> None:
    handlers = Handlers(StoreUnavailable("gone"), StoreUnavailable("still gone"))
    queue = queue_of(database, handlers)
    async with running(queue):
        await asyncio.gather(queue.put(message(2)), queue.put(message(1)), queue.put(message(2)))
        await until_empty(database)

    assert handlers.fed == [
        (1, False, Verdict.PASS),
        (1, True, Verdict.PASS),
        (1, True, Verdict.PASS),
        (2, False, Verdict.PASS),
    ]


@pytest.mark.postgres
async def test_update_that_does_not_end_before_a_stop_is_done_by_another_replica(
    database: Database, schema: str, tmp_path: Path
) -> None:
    stuck, others = Handlers(), Handlers()
    stuck.gate.clear()
    first = queue_of(database, stuck, drain_seconds=0)
    async with running(first):
        await first.put(message(1))
        await until(lambda: bool(stuck.fed))
    async with opened_again(schema, tmp_path) as beside, running(queue_of(beside, others)):
        await until_empty(database)

    assert (stuck.fed, others.fed) == ([(1, False, Verdict.PASS)], [(1, True, Verdict.PASS)])


def test_what_a_killed_replica_had_in_hand_is_taken_within_ten_seconds() -> None:
    """The one that frees it is woken by that; the sweep is for a lost word."""
    assert SILENCE.total_seconds() + BEAT_SECONDS + SWEEP_SECONDS <= 10


@pytest.mark.postgres
async def test_album_of_two_replicas_survives_the_one_that_had_it_in_hand(
    database: Database, schema: str, tmp_path: Path
) -> None:
    stuck, others = Handlers(), Handlers()
    stuck.gate.clear()
    async with opened_again(schema, tmp_path) as beside:
        # Time flies for the second one: it sees for how long the first has been silent.
        first = queue_of(database, stuck)
        second = queue_of(beside, others, clock=ManualClock())
        killed = asyncio.create_task(first.run())
        await asyncio.gather(
            first.put(message(1, media_group_id="9")), second.put(message(2, media_group_id="9"))
        )
        await until(lambda: bool(stuck.fed))
        await kill(first, killed)
        await silent_for(database, first.replica, SILENCE)
        async with running(second):
            await until_empty(database)

    assert stuck.fed == [(1, False, Verdict.PASS)]
    assert others.fed == [(1, True, Verdict.PASS), (2, True, Verdict.PASS)]


async def kill(queue: SharedQueue, run: asyncio.Task[None]) -> None:
    """As SIGKILL does: nothing is put back, and nobody is told."""
    tasks = [run, *queue._tasks]  # noqa: SLF001  (of the process that is gone)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def silent_for(database: Database, replica: str, time: timedelta) -> None:
    async with database.write() as connection:
        last = sa.func.clock_timestamp() - time
        mine = replicas.c.id == replica
        await connection.execute(sa.update(replicas).where(mine).values(seen_at=last))


@pytest.mark.postgres
@pytest.mark.parametrize("is_told", [True, False])
async def test_update_that_was_taken_by_a_statement_whose_answer_was_lost_is_handled(
    database: Database, monkeypatch: pytest.MonkeyPatch, *, is_told: bool
) -> None:
    """The store has it in this replica's hand. What ran is run once more unseen, or
    told as trouble; either way those behind it would wait for as long as the replica lives."""
    take = IncomingQueries.take
    lost: list[list[Taken]] = []

    async def cut(queries: IncomingQueries, replica: str, *more: Any) -> list[Taken]:
        taken = await take(queries, replica, *more)
        if lost or not taken:
            return taken
        lost.append(taken)
        if is_told:
            raise StoreUnavailable("cut")
        return await take(queries, replica, *more)

    monkeypatch.setattr(IncomingQueries, "take", cut)
    handlers = Handlers()
    queue = queue_of(database, handlers)
    async with running(queue):
        await asyncio.gather(queue.put(message(1)), queue.put(message(2)))
        await until_empty(database)

    assert [one.update_id for one in lost[0]] == [1]
    assert [number for number, _, _ in handlers.fed] == [1, 2]


@pytest.mark.postgres
@pytest.mark.parametrize("stood_still", [0, 10])
async def test_replica_that_stood_still_gives_the_others_time_to_show_themselves(
    database: Database, monkeypatch: pytest.MonkeyPatch, stood_still: int
) -> None:
    """In the middle of a sign of life, with all of them: a host that was suspended."""
    clock, store = ManualClock(), Store(database)
    async with store.single() as tx:
        await tx.incoming.add([arrival_of(message(1))])
    async with store.write() as tx:
        await tx.incoming._connection.execute(  # noqa: SLF001  (of one that was killed)
            sa.text("UPDATE incoming_updates SET taken_by = 'gone'")
        )
    beat = PresenceQueries.beat

    async def interrupted(queries: PresenceQueries, *more: Any) -> None:
        await beat(queries, *more)
        clock.advance(seconds=stood_still)

    monkeypatch.setattr(PresenceQueries, "beat", interrupted)
    queue = queue_of(database, Handlers(), clock=clock)
    clock.advance(seconds=60)
    await queue._beat()  # noqa: SLF001  (one of many)
    async with store.single() as tx:
        left = await tx.incoming.put_back("gone")

    assert left == (1 if stood_still else 0)


@pytest.mark.postgres
async def test_update_whose_handling_died_is_tried_again_and_given_up_at_last(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the task of an update: it does not stay in hand for ever."""
    died: list[int] = []

    async def die(_queue: SharedQueue, taken: Taken) -> list[tuple[int, str]]:
        died.append(taken.attempts)
        if taken.attempts > MOST_ATTEMPTS:
            return []
        raise ValueError("no JSON")

    monkeypatch.setattr(SharedQueue, "_parts", die)
    monkeypatch.setattr("bot.replicas.shared_queue.SWEEP_SECONDS", 0.02)
    queue = queue_of(database, Handlers())
    async with running(queue):
        await queue.put(message(1))
        await until_empty(database)

    assert died == list(range(1, MOST_ATTEMPTS + 2))


@pytest.mark.postgres
async def test_store_that_is_away_for_a_minute_loses_no_update(database: Database) -> None:
    """On virtual time; what had begun is tried each second until the store is back."""
    clock = ManualClock()
    handlers = Handlers(*(StoreUnavailable("gone") for _ in range(60)))
    queue = queue_of(database, handlers, clock=clock)
    async with running(queue):
        await queue.put(message(1))
        await until_empty(database)

    assert [number for number, *_ in handlers.fed] == [1] * 61
    assert clock.slept.count(TRY_AGAIN_SECONDS) >= 60


@pytest.mark.postgres
async def test_update_that_no_handler_survives_is_done_with(database: Database) -> None:
    handlers = Handlers(RuntimeError("a bug"))
    async with running(queue_of(database, handlers)) as _, running(queue_of(database, handlers)):
        await queue_of(database, handlers).put(message(1))
        await until_empty(database)

    assert [number for number, *_ in handlers.fed] == [1]


async def test_update_that_cannot_be_stored_is_not_taken() -> None:
    """Nobody listens there."""
    away = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    queue = queue_of(away, Handlers())
    with pytest.raises(StoreUnavailable):
        await queue.put(message(1))
    await away.close()


@pytest.mark.parametrize(
    ("update", "lane", "album"),
    [
        (message(1), 7, None),
        (message(1, media_group_id="13"), 7, "13"),
        (message(1, media_group_id="\x00"), 7, None),
        (message(1, photo=[{}], forward_origin={}), 7, "forwarded"),
        (message(1, photo=[{}]), 7, None),
        (message(1, forward_origin={}), 7, None),
        ({"update_id": 1, "callback_query": {"from": MARIA, "id": "1"}}, 7, None),
        ({"update_id": 1, "channel_post": {"chat": {"id": -100}, "from": MARIA}}, -100, None),
        ({"update_id": 1, "message_reaction": {"chat": {"id": -5}, "user": MARIA}}, 7, None),
        ({"update_id": 1, "brand_new": "?"}, 0, None),
        ({"update_id": 1}, 0, None),
    ],
)
def test_lane_is_the_person_else_the_chat(
    update: dict[str, Any], lane: int, album: str | None
) -> None:
    found = arrival_of(update)

    assert (found.update_id, found.lane, found.album) == (1, lane, album)
    assert found.body.isascii()


@pytest.mark.parametrize("raw", [None, [], "x", {}, {"update_id": None}, {"update_id": 2**63}])
def test_what_has_no_number_is_not_stored(raw: object) -> None:
    assert not is_storable(raw)
