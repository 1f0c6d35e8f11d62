"""The polling loop against the sandbox's Telegram; no bot behind it but what a test registers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import ClientDecodeError
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Message

from bot.updates.context import UpdateContext, current_update
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.flood_gate import FloodGate
from bot.updates.polling import (
    IN_WORK,
    RETRIES,
    WINDOW,
    Polling,
    Window,
)
from sandbox.errors import BotApiError
from sandbox.faults import of_method
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import PATIENCE, ManualClock

TOKEN = "42:sandbox"
POLLS = of_method("getUpdates")

Handler = Callable[[str], Awaitable[None]]


@dataclass(slots=True)
class Line(BaseRequestMiddleware):
    """Notes the offsets asked for; may spoil an answer before the loop sees it."""

    offsets: list[int | None] = field(default_factory=list)
    asked: asyncio.Queue[None] = field(default_factory=asyncio.Queue)
    spoil: list[Callable[[], Awaitable[Any]]] = field(default_factory=list)

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if isinstance(method, GetUpdates):
            self.offsets.append(method.offset)
            self.asked.put_nowait(None)
            if self.spoil:
                return await self.spoil.pop(0)()  # type: ignore[no-any-return]  # as tests like
        return await make_request(bot, method)


@dataclass(kw_only=True, slots=True)
class Wire:
    """A loop that runs, and who writes to it. `handle` is what becomes of each text."""

    world: World
    clock: ManualClock
    line: Line
    polling: Polling
    handle: Handler
    handled: list[str] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def on_message(self, message: Message) -> None:
        await self.handle(message.text or "")
        async with self.changed:
            self.handled.append(message.text or "")
            self.changed.notify_all()

    async def until_handled(self, count: int) -> None:
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(lambda: len(self.handled) >= count)

    def say(self, *texts: str) -> list[int]:
        """Each by somebody else. Returns the ids of the updates."""
        for text in texts:
            person = self.world.add_person(text)
            self.world.say(person["id"], text)
        return [one["update_id"] for one in self.world.bot.updates][-len(texts) :]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.polling.run(["message"]))
        yield
        self.polling.stop()
        await task


async def passing(_text: str) -> None:
    return None


@pytest.fixture
async def wire() -> Wire:
    world, clock, line = World(), ManualClock(), Line()
    world.add_bot(TOKEN, username="bot", name="Bot")
    bot = Bot(TOKEN, session=SandboxSession(world))
    bot.session.middleware(line)
    dispatcher = UpdateDispatcher(storage=MemoryStorage(), clock=clock, gate=FloodGate())
    polling = Polling(bot=bot, dispatcher=dispatcher, clock=clock)
    wire = Wire(world=world, clock=clock, line=line, polling=polling, handle=passing)
    dispatcher.message.register(wire.on_message)
    return wire


def waiting(wire: Wire) -> list[int]:
    return [one["update_id"] for one in wire.world.bot.updates]


# -- the window


def test_window_stops_at_the_oldest_unfinished_and_passes_all_that_is_finished() -> None:
    window = Window()
    offsets = [window.offset]
    taken = [window.take(update_id) for update_id in (5, 6, 7, 6)]
    for update_id in (6, 5, 7):
        offsets.append(window.offset)
        window.finish(update_id)
        window.advance()
    offsets.append(window.offset)

    assert taken == [True, True, True, False]
    assert offsets == [None, 5, 5, 7, 8]
    assert (len(window), window.unfinished) == (0, 0)


def test_window_finishing_twice_or_what_was_never_taken_changes_nothing() -> None:
    window = Window()
    window.take(5)
    window.take(6)
    for update_id in (6, 6, 9):
        window.finish(update_id)
    window.advance()

    assert (window.offset, window.unfinished, len(window)) == (5, 1, 2)


def test_window_goes_on_with_smaller_ids_as_after_a_quiet_week() -> None:
    """ "If there are no new updates for at least a week, then identifier of the next update will
    be chosen randomly instead of sequentially." (core.telegram.org/bots/api#update)"""
    window = Window()
    window.take(1_000)
    window.finish(1_000)
    window.advance()
    window.take(3)
    before = window.offset
    window.finish(3)
    window.advance()

    assert (before, window.offset) == (3, 4)


# -- confirming


async def test_update_in_work_is_not_confirmed_and_others_do_not_wait_for_it(wire: Wire) -> None:
    may_end = asyncio.Event()

    async def handle(text: str) -> None:
        if text == "slow":
            await may_end.wait()

    wire.handle = handle
    [slow, _] = wire.say("slow", "quick")
    async with wire.running():
        await wire.until_handled(1)
        wire.say("later")
        await wire.until_handled(2)
        still = waiting(wire)
        asked = wire.line.offsets.copy()
        may_end.set()
        await wire.until_handled(3)

    assert wire.handled == ["quick", "later", "slow"]
    assert still[0] == slow
    assert max(offset for offset in asked if offset is not None) == slow
    assert waiting(wire) == []


def test_window_knows_what_has_finished_while_an_answer_is_on_its_way() -> None:
    """The request was made while 5 was unfinished, so its answer holds 5 once more."""
    window = Window()
    window.take(5)
    window.finish(5)
    is_new = window.take(5)
    window.advance()

    assert (is_new, window.offset) == (False, 6)


async def test_update_that_ends_during_a_poll_is_not_taken_again(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    may_end = asyncio.Event()

    async def handle(_text: str) -> None:
        await may_end.wait()

    async def real() -> Any:
        return wire.world.call(TOKEN, "getUpdates", {}).body["result"]

    async def end_first() -> Any:
        answer = await real()
        may_end.set()
        await wire.until_handled(1)
        return answer

    wire.handle = handle
    wire.say("one")
    wire.line.spoil = [real, end_first]
    with caplog.at_level(logging.INFO):
        async with wire.running():
            await wire.until_handled(1)
            wire.say("two")
            await wire.until_handled(2)

    assert wire.handled == ["one", "two"]
    assert "delivered twice" not in caplog.text


async def test_update_whose_answer_is_late_lets_the_window_go_on(wire: Wire) -> None:
    may_end = asyncio.Event()

    async def handle(text: str) -> None:
        if text == "held":
            context = current_update.get()
            assert context is not None
            context.finish()
            await may_end.wait()

    wire.handle = handle
    first, *_ = wire.say("held", *(f"n{number}" for number in range(WINDOW + 20)))
    async with wire.running():
        await wire.until_handled(WINDOW + 20)
        held = waiting(wire)
        may_end.set()

    assert first not in held
    assert len(wire.handled) == WINDOW + 21


@dataclass(slots=True)
class Waiting:
    """Answers that were handed over: `contexts` are those of their updates."""

    contexts: list[UpdateContext] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    most: int = 100_000

    @property
    def is_full(self) -> bool:
        return sum(context.has_answers for context in self.contexts) >= self.most

    async def hand_over(self, _text: str) -> None:
        context = current_update.get()
        assert context is not None
        context.hand_over()
        self.contexts.append(context)

    def let_go(self) -> None:
        for context in self.contexts:
            context.let_go()

    async def settle(self, seconds: float) -> None:
        self.settled.append(seconds)
        for context in self.contexts:
            context.answer_ended()


async def test_updates_whose_answers_wait_are_not_confirmed_while_there_is_room(
    wire: Wire,
) -> None:
    replies = wire.polling.replies = Waiting()
    wire.handle = replies.hand_over
    ids = wire.say("one", "two")
    async with wire.running():
        await wire.until_handled(2)
        await wire.line.asked.get()
        held = waiting(wire)

    assert held == ids
    assert len(replies.settled) == 1
    # The stop waited for the answers, so now they are.
    assert waiting(wire) == []


async def test_updates_whose_answers_wait_keep_no_others_out(wire: Wire) -> None:
    replies = wire.polling.replies = Waiting()
    wire.handle = replies.hand_over
    texts = [str(number) for number in range(5 * WINDOW)]
    wire.say(*texts)
    async with wire.running():
        await wire.until_handled(len(texts))

    assert wire.handled == texts


async def test_updates_stay_at_telegram_while_as_many_answers_wait_as_may(wire: Wire) -> None:
    replies = wire.polling.replies = Waiting(most=IN_WORK)
    wire.handle = replies.hand_over
    texts = [str(number) for number in range(5 * WINDOW)]
    wire.say(*texts)
    async with wire.running():
        await wire.until_handled(IN_WORK)
        await wire.clock.sleep(60)
        taken = len(wire.handled)
        while len(wire.handled) < len(texts):
            for context in [one for one in replies.contexts if one.has_answers][:1]:
                context.answer_ended()
            await wire.clock.sleep(1)

    assert taken == IN_WORK
    assert wire.handled == texts


@pytest.mark.slow
async def test_ten_thousand_waiting_are_handled_once_and_few_at_a_time(wire: Wire) -> None:
    """More at once would be memory for each, and answers that nobody gets earlier."""
    at_once = 0
    highest = 0

    async def handle(_text: str) -> None:
        nonlocal at_once, highest
        at_once += 1
        highest = max(highest, at_once)
        context = current_update.get()
        assert context is not None
        context.finish()
        await asyncio.sleep(0)
        at_once -= 1

    wire.handle = handle
    texts = [str(number) for number in range(10_000)]
    wire.say(*texts)
    async with wire.running():
        await wire.until_handled(len(texts))

    assert wire.handled == texts
    assert 1 < highest <= IN_WORK
    assert waiting(wire) == []


async def test_stop_waits_for_what_is_in_work_and_confirms_it(wire: Wire) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def handle(_text: str) -> None:
        begun.set()
        await may_end.wait()

    wire.handle = handle
    wire.say("one")
    async with wire.running():
        await begun.wait()
        wire.polling.stop()
        may_end.set()

    assert (wire.handled, waiting(wire)) == (["one"], [])


async def test_stop_leaves_what_does_not_end_to_the_next_start(wire: Wire) -> None:
    async def handle(text: str) -> None:
        if text == "endless":
            await asyncio.Event().wait()

    wire.handle = handle
    wire.polling.drain_seconds = 0.01
    ids = wire.say("quick", "endless", "other")
    async with wire.running():
        await wire.until_handled(2)

    assert sorted(wire.handled) == ["other", "quick"]
    assert waiting(wire) == ids[1:]


async def test_stop_ends_a_long_poll_at_once(wire: Wire) -> None:
    async with wire.running():
        wire.say("one")
        await wire.until_handled(1)
        while wire.line.offsets[-1] is None:
            await wire.line.asked.get()

    assert waiting(wire) == []


async def test_confirmation_that_cannot_be_read_does_not_break_the_stop(wire: Wire) -> None:
    wire.say("one")
    async with wire.running():
        await wire.until_handled(1)
        wire.polling.stop()
        wire.line.spoil = [garbage, garbage]

    assert wire.handled == ["one"]


# -- what getUpdates may answer


async def garbage() -> Any:
    raise ClientDecodeError("Failed to decode object", ValueError(), "<html>502</html>")


async def test_unreadable_update_is_passed_over_and_its_words_are_not_logged(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    [known] = wire.say("before")
    unreadable: tuple[dict[str, Any], ...] = (
        {"message": {"message_id": "secret words", "chat": {}}},
        {"brand_new_kind": {"text": "secret words"}},
        {"callback_query": "secret words"},
    )
    for number, content in enumerate(unreadable, 1):
        wire.world.bot.updates.append({"update_id": known + number, **content})
    wire.world.bot.updates.append(dict(wire.world.bot.updates[0], update_id=known + 4))
    with caplog.at_level(logging.INFO):
        async with wire.running():
            await wire.until_handled(2)

    complaints = [one.getMessage() for one in caplog.records if "cannot be read" in one.message]
    assert wire.handled == ["before", "before"]
    assert [f"update {known + number} ({kind})" for number, kind in KINDS] == [
        line.partition(" cannot")[0] for line in complaints
    ]
    assert "secret" not in caplog.text
    assert waiting(wire) == []


KINDS = ((1, "message"), (2, "brand_new_kind"), (3, "callback_query"))


@pytest.mark.parametrize("kind", ["502", "garbage", "reset"])
async def test_two_minutes_without_an_answer_cost_few_polls_and_no_update(
    wire: Wire, kind: str
) -> None:
    if kind == "502":
        wire.world.faults.server_error(when=POLLS, times=15)
    elif kind == "reset":
        wire.world.faults.reset_before(when=POLLS, times=15)
    else:
        wire.line.spoil = [garbage] * 15
    wire.say("one", "two")
    async with wire.running():
        await wire.until_handled(2)

    waits = [seconds for seconds in wire.clock.slept if seconds >= RETRIES[0] * 0.8]
    assert sorted(wire.handled) == ["one", "two"]
    assert len(waits) == 15
    assert 120 < sum(waits) < 15 * RETRIES[1]
    assert max(waits) <= RETRIES[1]


async def test_pause_that_telegram_asks_for_is_kept(wire: Wire) -> None:
    wire.world.faults.too_many(37, when=POLLS)
    wire.say("one")
    async with wire.running():
        await wire.until_handled(1)

    assert 37.0 in wire.clock.slept


async def test_second_poller_is_told_of_each_time_and_the_loop_goes_on(wire: Wire) -> None:
    told: list[str] = []

    async def on_conflict(words: str) -> None:
        told.append(words)

    words = "Conflict: terminated by other getUpdates request"
    wire.polling.on_conflict = on_conflict
    wire.world.faults.refuse(BotApiError(409, words), when=POLLS, times=2)
    wire.say("one")
    async with wire.running():
        await wire.until_handled(1)

    assert [words in one for one in told] == [True, True]


async def test_poll_that_hangs_is_given_up_and_asked_again(wire: Wire) -> None:
    async def hang() -> Any:
        await asyncio.Event().wait()

    wire.polling.poll_seconds, wire.polling.hang_seconds = 0, 0.01
    wire.line.spoil = [hang]
    wire.say("one")
    async with wire.running():
        await wire.until_handled(1)

    assert wire.handled == ["one"]


async def test_answer_that_is_no_list_or_holds_no_updates_is_survived(wire: Wire) -> None:
    async def nothing() -> Any:
        return None

    async def odd() -> Any:
        return ["update", 7, {"message": {}}]

    wire.line.spoil = [nothing, odd]
    wire.say("one")
    async with wire.running():
        await wire.until_handled(1)

    assert wire.handled == ["one"]


async def test_update_delivered_twice_at_once_is_handled_once(wire: Wire) -> None:
    """As a webhook may, or a server that forgets an offset."""
    wire.say("one")
    [raw] = wire.world.bot.updates
    feed = wire.polling.dispatcher.feed_raw_update
    await asyncio.gather(*(feed(wire.polling.bot, raw) for _ in range(3)))
    await feed(wire.polling.bot, raw)

    assert wire.handled == ["one"]


async def test_update_that_failed_is_handled_when_it_comes_again(wire: Wire) -> None:
    """Where the error boundary itself fails, a webhook answers 500 and Telegram repeats."""
    tries = 0

    async def handle(_text: str) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise ZeroDivisionError

    wire.handle = handle
    wire.say("one")
    [raw] = wire.world.bot.updates
    with pytest.raises(ZeroDivisionError):
        await wire.polling.dispatcher.feed_raw_update(wire.polling.bot, raw)
    await wire.polling.dispatcher.feed_raw_update(wire.polling.bot, raw)

    assert wire.handled == ["one"]
