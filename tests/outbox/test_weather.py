"""Telegram away for half an hour, in every way that it can be: nobody is lost, few calls made."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.ids import UserId
from domain.outbox import (
    OutboxRow,
    OutboxState,
    Outcome,
    TooLarge,
)
from domain.outgoing import Kind
from domain.ports import Sender, Turn
from outbox.breaker import FAILURES_TO_OPEN, LONGEST_PROBE_SECONDS
from outbox.outages import TOLD_AFTER_SECONDS
from outbox.policy import MOST_TOO_LARGE
from outbox.worker import window_of
from sandbox.client import UserClient
from sandbox.faults import Faults, Matches, of_method
from tests.outbox.conftest import OWNER, RATE, SEND, Post, comments

pytestmark = pytest.mark.slow

NGINX = "<html><head><title>502 Bad Gateway</title></head></html>"
HALF_AN_HOUR = timedelta(minutes=30)
EVERY_CALL = 10**6
WAITING = 131

Trouble = Callable[[Faults, Matches], None]

TROUBLES: dict[str, Trouble] = {
    "502 in JSON": lambda f, when: f.server_error(when=when, times=EVERY_CALL),
    "502 in HTML": lambda f, when: f.page(502, NGINX, when=when, times=EVERY_CALL),
    "404 in HTML": lambda f, when: f.page(404, NGINX, when=when, times=EVERY_CALL),
    "413 in HTML": lambda f, when: f.page(413, NGINX, when=when, times=EVERY_CALL),
    "cut JSON": lambda f, when: f.page(200, '{"ok": tr', when=when, times=EVERY_CALL),
    "no connection": lambda f, when: f.reset_before(when=when, times=EVERY_CALL),
    "silence": lambda f, when: f.timeout(when=when, times=EVERY_CALL),
}


@dataclass(slots=True)
class Weather:
    """Bad until some moment; `met` is when each call met it."""

    post: Post
    ends_at: datetime
    met: list[datetime] = field(default_factory=list)

    def is_bad(self, _method: str, _params: dict[str, Any]) -> bool:
        now = self.post.clock.now()
        if now >= self.ends_at:
            return False
        self.met.append(now)
        return True


async def turn_bad(post: Post, trouble: Trouble, lasts: timedelta = HALF_AN_HOUR) -> Weather:
    await post.bot.me()  # asked at the start of the process
    weather = Weather(post, post.clock.now() + lasts)
    trouble(post.world.faults, weather.is_bad)
    return weather


async def pass_time(post: Post, limit: timedelta = timedelta(hours=1)) -> datetime:
    """Until nothing is queued; when that was."""
    ends_at = post.clock.now() + limit
    while (await post.totals()).get(OutboxState.QUEUED):
        await post.worker.drain()
        post.clock.advance(seconds=1)
        assert post.clock.now() < ends_at
    return post.clock.now()


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_half_an_hour_without_telegram_loses_nobody(post: Post, trouble: Trouble) -> None:
    post.worker.owners = {UserId(OWNER)}
    people = [post.person() for _ in range(WAITING)]
    late = post.person()
    for person in people:
        await post.put(person, "1")
    await post.put(late, "1", expires_at=post.clock.now() + HALF_AN_HOUR / 2)
    weather = await turn_bad(post, trouble)
    over_at = await pass_time(post)

    assert len(weather.met) < 200
    assert comments(late) == []
    assert await post.rows("state", kind=Kind.REPORT) == [("sent",)] * WAITING + [("expired",)]
    uncertain = dict(await post.rows("chat_id", "uncertain", kind=Kind.REPORT))
    for person in people:
        assert 1 <= len(comments(person)) <= 1 + uncertain[person.id]
    rest = over_at - weather.ends_at
    assert rest <= timedelta(seconds=LONGEST_PROBE_SECONDS + WAITING / RATE * 1.1 + 3)


async def test_calls_into_an_outage_are_those_in_flight_and_probes(post: Post) -> None:
    people = [post.person() for _ in range(WAITING)]
    for person in people:
        await post.put(person, "1")
    began = post.clock.now()
    weather = await turn_bad(post, TROUBLES["502 in HTML"])
    await pass_time(post)

    at_once = [one for one in weather.met if one - began < timedelta(seconds=1)]
    assert FAILURES_TO_OPEN <= len(at_once) <= FAILURES_TO_OPEN + window_of(RATE)
    assert len(weather.met) - len(at_once) <= 64
    assert {len(comments(person)) for person in people} == {1}


async def test_silence_repeats_only_what_was_in_flight(post: Post) -> None:
    """Each of its calls may have arrived, and here has; no row is sent again without cause."""
    people = [post.person() for _ in range(WAITING)]
    for person in people:
        await post.put(person, "1")
    weather = await turn_bad(post, TROUBLES["silence"])
    await pass_time(post)

    repeats = sum(len(comments(person)) for person in people) - WAITING
    assert repeats == len(weather.met)
    assert sum(doubts for (doubts,) in await post.rows("uncertain")) == repeats


async def test_owners_are_told_once_of_the_beginning_and_once_of_the_end(post: Post) -> None:
    post.worker.owners = {UserId(OWNER)}
    for person in [post.person() for _ in range(30)]:
        await post.put(person, "1")
    await turn_bad(post, TROUBLES["502 in HTML"])
    await pass_time(post)

    [begun, over] = [one.text for one in UserClient(post.world, OWNER).inbox]
    assert "Telegram перестал отвечать боту 23 ноября, 12:00" in begun
    assert "тогда в ней ждало 30" in begun
    assert "Telegram снова отвечает" in over
    assert "с 23 ноября, 12:00 (Москва, UTC+3) до 23 ноября, 12:30" in over
    assert post.owner_alerts.told == []


@pytest.mark.usefixtures("on_threads")
async def test_process_that_starts_in_an_outage_knows_when_it_began(post: Post) -> None:
    post.worker.owners = {UserId(OWNER)}
    for person in [post.person() for _ in range(30)]:
        await post.put(person, "1")
    await turn_bad(post, TROUBLES["502 in HTML"])
    ends_at = post.clock.now() + HALF_AN_HOUR / 2
    running = asyncio.create_task(pass_time(post))
    while post.clock.now() < ends_at:  # noqa: ASYNC110  (there is nothing to wait for)
        await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait([running])
    post.clock.advance(seconds=60)  # the lease of the dead one ends
    post.worker = post.fresh_worker()
    post.worker.owners = {UserId(OWNER)}
    await pass_time(post)

    [begun, over] = [one.text for one in UserClient(post.world, OWNER).inbox]
    assert "Telegram перестал отвечать боту 23 ноября, 12:00" in begun
    assert "с 23 ноября, 12:00 (Москва, UTC+3) до 23 ноября, 12:30" in over


async def test_short_outage_is_worth_no_message(post: Post) -> None:
    post.worker.owners = {UserId(OWNER)}
    for person in [post.person() for _ in range(30)]:
        await post.put(person, "1")
    await turn_bad(post, TROUBLES["no connection"], timedelta(seconds=TOLD_AFTER_SECONDS / 2))
    await pass_time(post)

    assert UserClient(post.world, OWNER).inbox == []
    assert await post.totals() == {OutboxState.SENT: 30}


async def test_messages_of_one_chat_keep_their_order_through_an_outage(post: Post) -> None:
    people = [post.person() for _ in range(3)]
    for key in ("1", "2", "3", "4"):
        for person in people:
            await post.put(person, key)
    await turn_bad(post, TROUBLES["502 in HTML"])
    await pass_time(post)

    assert [comments(person) for person in people] == [["1", "2", "3", "4"]] * 3


async def test_message_that_always_fails_does_not_stop_the_others(post: Post) -> None:
    """It is alone at first, so that the breaker opens; the next message proves it wrong."""
    odd, olga = post.person(), post.person()
    chat = str(odd.id)
    post.world.faults.server_error(
        500, when=lambda _, params: str(params.get("chat_id")) == chat, times=EVERY_CALL
    )
    await post.put(odd, "1")
    for _ in range(60):
        await post.worker.drain()
        post.clock.advance(seconds=5)
    was_away = post.worker.is_telegram_away
    await post.put(olga, "1")
    for _ in range(int(LONGEST_PROBE_SECONDS) + 2):
        await post.worker.drain()
        post.clock.advance(seconds=1)

    assert was_away
    assert (comments(odd), comments(olga)) == ([], ["1"])
    assert await post.rows("state", "attempts") == [("queued", 1), ("sent", 1)]


async def test_outage_of_one_call_in_three_opens_nothing(post: Post) -> None:
    for person in [post.person() for _ in range(60)]:
        await post.put(person, "1")
    calls = iter(range(EVERY_CALL))
    post.world.faults.page(
        502, NGINX, when=lambda method, _: method == "sendMessage" and next(calls) % 3 == 0,
        times=EVERY_CALL,
    )  # fmt: skip
    await pass_time(post, timedelta(minutes=2))

    assert await post.totals() == {OutboxState.SENT: 60}


async def test_bot_whose_name_cannot_be_asked_keeps_its_messages(post: Post) -> None:
    """Asking fails before a message takes its turn: such calls are counted and delayed too."""
    olga = post.person()
    await post.put(olga, "1")
    post.world.faults.page(502, NGINX, when=of_method("getMe"), times=20)
    began = post.clock.now()
    await pass_time(post)

    assert comments(olga) == ["1"]
    assert post.clock.now() - began > timedelta(seconds=LONGEST_PROBE_SECONDS * 8)


@dataclass(slots=True)
class Heavy:
    """A sender whose first message carries a file that a proxy does not let through."""

    inner: Sender
    first: int = 1
    tries: int = 0

    async def send(self, row: OutboxRow, turn: Turn) -> Outcome | None:
        if row.id != self.first:
            return await self.inner.send(row, turn)
        self.tries += 1
        return TooLarge("413") if await turn() else None


async def test_file_that_a_proxy_refuses_ends_alone_after_a_few_tries(post: Post) -> None:
    people = [post.person() for _ in range(3)]
    for person in people:
        await post.put(person, "1")
    post.worker.sender = heavy = Heavy(post.worker.sender)
    await pass_time(post)

    assert heavy.tries == MOST_TOO_LARGE
    assert not post.worker.is_telegram_away
    assert [state for (state,) in await post.rows("state")] == ["failed", "sent", "sent"]


async def test_answer_that_cannot_be_read_is_a_delivery_where_telegram_says_so(
    post: Post,
) -> None:
    olga = post.person()
    await post.put(olga, "1")
    answer = '{"ok": true, "result": {"message_id": 77, "date": "завтра"}}'
    post.world.faults.page(200, answer, when=SEND)
    await post.worker.drain()

    assert await post.rows("state", "message_id", "uncertain") == [("sent", 77, 0)]
