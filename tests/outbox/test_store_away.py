"""The store goes away between any two steps of a delivery: nothing fails, nothing leaves twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from db.unit_of_work import Store, Transaction
from domain.errors import StoreUnavailable
from domain.outbox import OutboxRow, Outcome
from domain.ports import Sender, Turn
from outbox.policy import MAX_ATTEMPTS, MOST_SAME_ERROR
from tests.clocks import PATIENCE
from tests.outbox.conftest import Post, comments
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("on_threads")


@dataclass(slots=True)
class Stumbling:
    """A sender that cannot make its texts the first so many times."""

    inner: Sender
    errors: list[Exception]

    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        if self.errors:
            raise self.errors.pop()
        return await self.inner.send(row, turn)


class Cut(Store):
    """Its write transactions fail as told by `plan`, one after another; then it is well.

    "before": nothing was written. "after": all was committed, and the connection broke before
    anybody learnt so.
    """

    plan: Sequence[str] = ()
    met = 0

    @asynccontextmanager
    async def write(self, *args: Any, **kwargs: Any) -> AsyncIterator[Transaction]:
        harm, self.plan = (self.plan[0], self.plan[1:]) if self.plan else ("", ())
        if harm:
            self.met += 1
        if harm == "before":
            raise StoreUnavailable("cut")
        async with super().write(*args, **kwargs) as tx:
            yield tx
        if harm == "after":
            raise StoreUnavailable("cut")


async def drained(post: Post, rounds: int = 40) -> None:
    for _ in range(rounds):
        await post.worker.drain()
        post.clock.advance(seconds=5)


@pytest.mark.slow
async def test_store_away_while_a_text_is_made_never_ends_the_message(post: Post) -> None:
    olga = post.person()
    await post.put(olga, "1")
    times = MAX_ATTEMPTS + 2
    errors: list[Exception] = [StoreUnavailable("connection was closed") for _ in range(times)]
    post.worker.sender = Stumbling(post.worker.sender, errors)
    await drained(post)

    assert comments(olga) == ["1"]
    assert await post.rows("state", "attempts", "uncertain") == [("sent", 2, 0)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("errors", "state"),
    [
        ([KeyError("a")] * (MOST_SAME_ERROR - 1), "sent"),
        ([KeyError("a"), KeyError("b")] * MOST_SAME_ERROR, "sent"),
        ([KeyError("a")] * MOST_SAME_ERROR, "failed"),
    ],
)
async def test_text_that_cannot_be_made_is_tried_again_unless_for_the_same_reason(
    post: Post, errors: list[Exception], state: str
) -> None:
    olga = post.person()
    await post.put(olga, "1")
    post.worker.sender = Stumbling(post.worker.sender, list(errors))
    await drained(post)

    assert [one for (one,) in await post.rows("state")] == [state]
    assert comments(olga) == (["1"] if state == "sent" else [])


@pytest.mark.parametrize(
    "plan",
    [
        ["", "before"],
        ["", "after"],
        ["", "before", "before", "after", "before", "after"],
        ["after"],
        ["before", "after", "after", "", "after"],
    ],
    ids=" ".join,
)
async def test_connection_cut_around_a_commit_sends_once_and_fails_none(
    post: Post, plan: list[str]
) -> None:
    """The first transaction claims, the later ones record what was sent."""
    people = [post.person() for _ in range(6)]
    for person in people:
        await post.put(person, "1")
    post.worker.store = cut = Cut(post.database)
    cut.plan = plan
    running = asyncio.create_task(post.worker.run())
    await until(lambda: all(person.inbox for person in people) and not cut.plan)
    post.worker.stop()
    await running

    assert cut.met == sum(map(bool, plan))
    assert [comments(person) for person in people] == [["1"]] * 6
    assert {state for (state,) in await post.rows("state")} == {"sent"}


async def test_stop_waits_some_seconds_for_the_store_to_take_what_was_sent(post: Post) -> None:
    olga = post.person()
    await post.put(olga, "1")
    post.worker.store = cut = Cut(post.database)

    def stop(_number: int, _event: object) -> None:
        cut.plan = ["before", "before", "after"]
        post.worker.stop()

    with post.on_message(stop):
        async with asyncio.timeout(PATIENCE):
            await post.worker.run()

    assert comments(olga) == ["1"]
    assert await post.rows("state", "uncertain") == [("sent", 0)]
    assert await post.fresh_worker().drain() == 0
