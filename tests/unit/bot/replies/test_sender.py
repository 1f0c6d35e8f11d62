"""Replies against a strict Telegram, in virtual time."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from bot.delivery.outcomes import UnreadableAnswer
from bot.rehearsal.run import opened
from bot.rehearsal.virtual_time import VirtualClock, VirtualLoop
from bot.replies.promise_keeper import PromiseKeeper
from bot.replies.sender import SPARE, ReplySender, straight
from bot.updates.context import UpdateContext, current_update
from db.unit_of_work import Store
from outbox.limiter import ChatPace, Flow, SlidingLimiter
from outbox.outages import OutageWatch
from sandbox.chats import Json
from sandbox.client import received
from sandbox.faults import Matches, of_method
from sandbox.floods import FloodLimits
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import START
from ui.screens import ShownScreen, ToldScreen

TOKEN = "42:sandbox"
RATE = 30
SEND, EDIT = of_method("sendMessage"), of_method("editMessageText")


class JumpingClock(VirtualClock):
    def jump(self, step: timedelta) -> None:
        """Somebody sets the computer's clock."""
        self.start += step


class Slow(SandboxSession):
    """Hangs for so many seconds at the first calls of a method; or answers with rubbish."""

    hangs: Mapping[str, list[float]] = {}
    rubbish: int = 0
    too_large: int = 0

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        name = method.__api_method__
        if waits := self.hangs.get(name):
            await asyncio.sleep(waits.pop(0))
        if self.too_large and name == "sendMessage":
            self.calls.append(name)
            raise UnreadableAnswer(method, 413, "<html>413 Request Entity Too Large</html>")
        if self.rubbish and name == "sendMessage":
            self.rubbish -= 1
            self.calls.append(name)
            raise ClientDecodeError("Failed to decode object", ValueError(), "<html>502</html>")
        return await super().make_request(bot, method, timeout)


@dataclass(slots=True)
class Counter:
    """A sender and its Telegram. `late` are updates that need keep no others out, be it that their
    answers waited for more than 5 s; `ended` those whose handlers have."""

    world: World
    session: Slow
    bot: Bot
    sender: ReplySender
    clock: JumpingClock
    people: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    arrived: list[tuple[float, int, str]] = field(default_factory=list)
    """Seconds, chat and text of each message."""

    def person(self) -> int:
        person = int(self.world.add_person("Гость")["id"])
        self.world.say(person, "/start")
        self.people.append(person)
        return person

    @contextmanager
    def update(self, update_id: int) -> Iterator[None]:
        late = self.late
        context = UpdateContext(update_id, lambda: late.append(update_id))
        token = current_update.set(context)
        yield
        current_update.reset(token)

    async def answer(self, update_id: int, person: int, *texts: str) -> None:
        with self.update(update_id):
            for text in texts or ("Здравствуйте",):
                await self.bot.send_message(person, text)

    async def show(self, update_id: int, person: int, message_id: int, text: str) -> None:
        """As ui.screens.show does, which looks at no result."""
        with self.update(update_id):
            edit = ShownScreen(chat_id=person, message_id=message_id, text=text)
            await self.bot(edit.of(person))
            self.handled(update_id)

    async def tell(self, update_id: int, person: int, text: str = "Здравствуйте") -> None:
        with self.update(update_id):
            await self.bot(ToldScreen(chat_id=person, text=text))
            self.handled(update_id)

    def handled(self, update_id: int) -> None:
        context = current_update.get()
        assert context is not None
        self.ended.append(update_id)
        context.handled()

    async def edit(self, update_id: int, person: int, message_id: int, text: str) -> Any:
        with self.update(update_id):
            return await self.bot.edit_message_text(text, chat_id=person, message_id=message_id)

    def texts(self, person: int) -> list[str]:
        return [one.text for one in received(self.world, person)]

    def listen(self, event: Json) -> None:
        if event["type"] == "message" and event["message"].get("from", {}).get("is_bot"):
            message = event["message"]
            self.arrived.append(
                (self.clock.monotonic(), int(message["chat"]["id"]), message["text"])
            )


Play = Callable[[Counter], Awaitable[None]]


@pytest.fixture
def played(tmp_path: Path) -> Callable[[Play], Counter]:
    """Plays on a loop in virtual time; the Telegram allows 30 messages a second."""

    def play(acts: Play) -> Counter:
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            return runner.run(_play(acts, tmp_path))

    return play


async def _play(acts: Play, folder: Path, **options: Any) -> Counter:
    clock = JumpingClock(asyncio.get_running_loop(), START)
    world = World(now=clock.monotonic, limits=FloodLimits(per_second=RATE))
    world.add_bot(TOKEN, username="x_bot", name="X")
    session = Slow(world)
    bot = Bot(TOKEN, session=session)
    keeper = PromiseKeeper(store=Store(opened(folder / "none.db")), clock=clock)
    sender = ReplySender(
        bot=bot,
        limiter=SlidingLimiter(RATE),
        pace=ChatPace(),
        outages=OutageWatch(),
        clock=clock,
        keeper=keeper,
        jitter=random.Random(1),
        **options,
    )
    session.middleware(sender)
    counter = Counter(world, session, bot, sender, clock)
    world.subscribe(counter.listen)
    await acts(counter)
    await sender.close()
    return counter


# -- the budget


def test_reply_with_room_leaves_at_once_without_a_task(played: Callable[[Play], Counter]) -> None:
    async def acts(counter: Counter) -> None:
        person = counter.person()
        before = asyncio.all_tasks()
        await counter.answer(1, person)
        assert asyncio.all_tasks() == before

    assert [at for at, _, _ in played(acts).arrived] == [0.0]


@pytest.mark.slow
def test_thousand_replies_leave_in_the_order_of_their_updates_at_the_rate(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        async def write(number: int, person: int) -> None:
            await counter.clock.sleep(number * 0.002)
            await counter.answer(number, person)

        people = [counter.person() for _ in range(1000)]
        await asyncio.gather(*[write(n, person) for n, person in enumerate(people)])

    counter = played(acts)
    assert [person for _, person, _ in counter.arrived] == counter.people
    assert counter.arrived[-1][0] <= 1000 / RATE * 1.1
    # The sandbox refuses the 31st message of any second: each call was let in at once.
    assert counter.session.calls.count("sendMessage") == 1000


def test_older_update_overtakes_younger_ones_that_wait(played: Callable[[Play], Counter]) -> None:
    async def acts(counter: Counter) -> None:
        people = [counter.person() for _ in range(40)]
        order = [0, *range(39, 0, -1)]
        await asyncio.gather(*[counter.answer(n, people[n]) for n in order])

    counter = played(acts)
    assert [person for _, person, _ in counter.arrived] == counter.people


@pytest.mark.slow
def test_replies_and_deliveries_share_the_rate_four_to_one(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        limiter, clock = counter.sender.queue.limiter, counter.clock

        async def deliver(person: int) -> None:
            while (wait := limiter.wait_in(Flow.DELIVERY, clock.monotonic())) > 0:
                with limiter.share.delivery_waits():
                    await clock.sleep(wait)
            limiter.started(clock.monotonic())
            limiter.share.started(Flow.DELIVERY, 1)
            with straight():
                await counter.bot.send_message(person, "Доставка")

        people = [counter.person() for _ in range(400)]
        replies = [counter.answer(n, person) for n, person in enumerate(people[:200])]
        await asyncio.gather(*replies, *[deliver(person) for person in people[200:]])

    counter = played(acts)
    both = [text for _, _, text in counter.arrived[:240]]
    assert 47 <= both.count("Доставка") <= 49
    assert len(counter.arrived) == counter.session.calls.count("sendMessage") == 400


def test_answer_of_several_messages_is_not_torn_but_keeps_the_pace_of_its_chat(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        person = counter.person()
        await counter.answer(1, person, *map(str, range(8)))

    counter = played(acts)
    times = [at for at, _, _ in counter.arrived]
    assert counter.texts(counter.people[0])[-8:] == list("01234567")
    assert times[4] < 0.2
    assert [round(at) for at in times[5:]] == [1, 2, 3]


def test_calls_without_a_limit_pass_while_messages_wait(played: Callable[[Play], Counter]) -> None:
    async def acts(counter: Counter) -> None:
        counter.sender.queue.limiter.pause(30.0)
        with straight():
            await counter.bot.send_message(counter.person(), "Доставка")
        await counter.bot.send_chat_action(counter.people[0], "typing")
        assert counter.clock.monotonic() == 0

    played(acts)


# -- trouble


@pytest.mark.parametrize("fault", ["server_error", "reset_before", "reset_after", "timeout"])
def test_reply_that_fails_on_its_way_is_sent_again(
    played: Callable[[Play], Counter], fault: str
) -> None:
    async def acts(counter: Counter) -> None:
        getattr(counter.world.faults, fault)(when=SEND)
        await counter.answer(1, counter.person())

    counter = played(acts)
    assert counter.texts(counter.people[0])[-1] == "Здравствуйте"
    assert counter.session.calls.count("sendMessage") == 2


def test_reply_that_meets_a_flood_limit_holds_all_back_once_and_leaves_then(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        counter.world.faults.too_many(7, when=SEND)
        people = [counter.person() for _ in range(40)]
        await asyncio.gather(*[counter.answer(n, person) for n, person in enumerate(people)])

    counter = played(acts)
    assert [person for _, person, _ in counter.arrived] == counter.people
    assert counter.arrived[0][0] >= 7
    assert counter.session.calls.count("sendMessage") == 41


def test_reply_that_hangs_is_given_up_after_ten_seconds_and_sent_again(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        counter.session.hangs = {"sendMessage": [59.0]}
        await counter.answer(1, counter.person())

    [(at, _, _)] = played(acts).arrived
    assert 10 < at < 13


def test_answer_that_cannot_be_read_is_asked_for_again(played: Callable[[Play], Counter]) -> None:
    async def acts(counter: Counter) -> None:
        counter.session.rubbish = 2
        await counter.answer(1, counter.person())

    assert len(played(acts).arrived) == 1


def test_reply_is_given_up_after_its_time_with_the_error_of_the_last_attempt(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        counter.world.faults.server_error(times=10_000)
        with pytest.raises(TelegramServerError):
            await counter.answer(1, counter.person())
        assert 30 < counter.clock.monotonic() < 60
        began = counter.clock.monotonic()
        with pytest.raises(TelegramServerError):
            await counter.bot.answer_callback_query("1")
        assert counter.clock.monotonic() - began < 10
        assert counter.late == [1]

    played(acts)


def test_flood_wait_longer_than_the_use_gives_the_reply_up_at_once(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        counter.world.faults.too_many(300, when=SEND)
        with pytest.raises(TelegramRetryAfter):
            await counter.answer(1, counter.person())
        assert counter.clock.monotonic() == 0
        await counter.answer(2, counter.person())

    assert [at for at, _, _ in played(acts).arrived] == [300.0]


def test_unreadable_answers_end_as_an_error_that_handlers_know(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        counter.session.rubbish = 10_000
        with pytest.raises(TelegramNetworkError, match="unreadable answer"):
            await counter.answer(1, counter.person())

    played(acts)


def test_text_that_cannot_be_encoded_is_no_trouble_of_telegram(
    played: Callable[[Play], Counter],
) -> None:
    """It would be none the next time either, and all others would wait for the end of an outage
    that there is not."""

    async def acts(counter: Counter) -> None:
        with pytest.raises(UnicodeEncodeError):
            await counter.answer(1, counter.person(), "\ud83d")
        assert counter.clock.monotonic() == 0

    played(acts)


def test_answer_413_is_final_whatever_was_sent(played: Callable[[Play], Counter]) -> None:
    async def acts(counter: Counter) -> None:
        counter.session.too_large = 1
        with pytest.raises(UnreadableAnswer):
            await counter.answer(1, counter.person())

    assert played(acts).session.calls.count("sendMessage") == 1


def test_refusal_is_final_and_lets_the_next_reply_of_the_chat_go(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        person = counter.person()
        with pytest.raises(TelegramBadRequest):
            await counter.edit(1, person, 999, "Экран")
        await counter.answer(2, person)

    assert len(played(acts).arrived) == 1


def one_in_twenty(seed: int, matches: Matches) -> Matches:
    dice = random.Random(seed)
    return lambda method, params: matches(method, params) and dice.random() < 0.05


@pytest.mark.slow
def test_bad_weather_leaves_nobody_without_an_answer(played: Callable[[Play], Counter]) -> None:
    async def acts(counter: Counter) -> None:
        faults = counter.world.faults
        faults.server_error(502, when=one_in_twenty(1, SEND), times=10_000)
        faults.reset_before(when=one_in_twenty(2, SEND), times=10_000)
        people = [counter.person() for _ in range(1000)]
        await asyncio.gather(*[counter.answer(n, person) for n, person in enumerate(people)])

    counter = played(acts)
    assert sorted(person for _, person, _ in counter.arrived) == sorted(counter.people)
    assert 1050 < counter.session.calls.count("sendMessage") < 1200


# -- an outage


def test_answers_that_meet_an_outage_make_all_others_wait_and_ask_one_by_one(
    played: Callable[[Play], Counter],
) -> None:
    """Ten people a second write for 20 s, the first ten of which Telegram is away."""

    async def acts(counter: Counter) -> None:
        clock = counter.clock
        counter.world.faults.server_error(
            502, when=lambda *_: clock.monotonic() < 10, times=10_000
        )
        for number in range(200):
            await counter.tell(number, counter.person())
            await clock.sleep(0.1)
        await counter.sender.settle(60)

    counter = played(acts)
    assert sorted(person for _, person, _ in counter.arrived) == counter.people
    assert counter.arrived[-1][0] < 30
    # Those that opened the breaker, its probes and what was under way.
    assert counter.session.calls.count("sendMessage") < 200 + 20


def test_answer_waits_while_deliveries_know_of_an_outage_but_not_for_ever(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        breaker, clock = counter.sender.outages.breaker, counter.clock
        for _ in range(5):
            breaker.failed(clock.monotonic())
        counter.world.faults.server_error(when=SEND, times=3)
        await counter.tell(1, counter.person())
        assert counter.session.calls == []
        await counter.sender.settle(60)
        assert not breaker.is_open
        for _ in range(12):
            breaker.failed(clock.monotonic() + 3600)
        with pytest.raises(TelegramNetworkError, match="away"):
            await counter.answer(2, counter.person())
        assert counter.late[-1] == 2

    counter = played(acts)
    assert [person for _, person, _ in counter.arrived] == counter.people[:1]
    assert counter.session.calls.count("sendMessage") == 4


# -- order in a chat, and screens


def test_later_reply_of_a_chat_waits_until_the_earlier_one_has_arrived(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        person = counter.person()
        counter.world.faults.server_error(when=SEND, times=3)
        await asyncio.gather(counter.answer(1, person, "раз"), counter.answer(2, person, "два"))

    counter = played(acts)
    assert [text for _, _, text in counter.arrived] == ["раз", "два"]


def test_newest_screen_takes_the_place_of_those_that_wait(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        person, limiter = counter.person(), counter.sender.queue.limiter
        message = await counter.bot.send_message(person, "Экран 0")
        limiter.pause(4.0)
        edits = [
            asyncio.create_task(counter.edit(n, person, message.message_id, f"Экран {n}"))
            for n in range(1, 6)
        ]
        await asyncio.sleep(1)
        # The replaced ones have nothing to wait for; the last one gets the message.
        assert [edit.done() for edit in edits] == [True] * 4 + [False]
        results = await asyncio.gather(*edits)
        assert results[:4] == [True] * 4
        assert results[4].text == "Экран 5"

    counter = played(acts)
    assert counter.session.calls.count("editMessageText") == 1
    assert counter.texts(counter.people[0])[-1] == "Экран 5"


def test_screen_that_is_tried_again_gives_way_to_a_newer_one(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        person = counter.person()
        message = await counter.bot.send_message(person, "Экран 0")
        counter.world.faults.server_error(when=EDIT, times=1)
        old = asyncio.create_task(counter.edit(1, person, message.message_id, "Экран 1"))
        await asyncio.sleep(0.1)
        await counter.edit(2, person, message.message_id, "Экран 2")
        assert await old is True

    counter = played(acts)
    assert counter.session.calls.count("editMessageText") == 2
    assert counter.texts(counter.people[0])[-1] == "Экран 2"


def test_screen_that_shows_what_is_there_already_counts_as_shown(
    played: Callable[[Play], Counter], caplog: pytest.LogCaptureFixture
) -> None:
    async def acts(counter: Counter) -> None:
        person = counter.person()
        message = await counter.bot.send_message(person, "Экран")
        # Accepted, but the connection breaks: the second attempt changes nothing.
        counter.world.faults.reset_after(when=EDIT)
        assert await counter.edit(1, person, message.message_id, "Экран 1") is True
        assert await counter.edit(2, person, message.message_id, "Экран 1") is True

    played(acts)
    assert "not modified" not in caplog.text


def test_reply_whose_handler_is_cancelled_leaves_no_gap(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        people = [counter.person() for _ in range(3)]
        counter.sender.queue.limiter.pause(2.0)
        tasks = [asyncio.create_task(counter.answer(n, one)) for n, one in enumerate(people)]
        same = asyncio.create_task(counter.answer(9, people[1], "Ещё"))
        await asyncio.sleep(1)
        tasks[1].cancel()
        await asyncio.wait([*tasks, same])

    counter = played(acts)
    first, second, third = counter.people
    assert [person for _, person, _ in counter.arrived] == [first, third, second]


# -- answers whose handlers have gone


async def screens(counter: Counter, count: int) -> list[tuple[int, int]]:
    """People and a message of each, of which nothing waits any more."""
    people = [counter.person() for _ in range(count)]
    shown = [(one, (await counter.bot.send_message(one, "Экран 0")).message_id) for one in people]
    await counter.clock.sleep(60)
    return shown


def test_handler_goes_on_while_its_screen_waits_and_its_update_ends_with_it(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        shown = await screens(counter, 100)
        began = counter.clock.monotonic()
        for number, (person, message_id) in enumerate(shown):
            await counter.show(number, person, message_id, "Экран 1")
        assert counter.clock.monotonic() == began
        assert len(counter.ended) == 100
        assert counter.late == [0]  # which had its turn at once
        await counter.sender.settle(60)
        assert counter.late == counter.ended
        assert 2 < counter.clock.monotonic() - began < 4

    counter = played(acts)
    assert {counter.texts(person)[-1] for person in counter.people} == {"Экран 1"}


def test_updates_of_screens_that_wait_are_let_go_when_others_want_to_come_in(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        [(person, message_id)] = await screens(counter, 1)
        counter.sender.queue.limiter.pause(counter.clock.monotonic() + 3)
        await counter.show(1, person, message_id, "Экран 1")
        counter.sender.let_go()
        assert counter.late == [1]
        await counter.sender.settle(60)

    counter = played(acts)
    assert counter.texts(counter.people[0])[-1] == "Экран 1"


def test_newest_screen_replaces_those_of_earlier_updates_that_have_ended(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        [(person, message_id)] = await screens(counter, 1)
        counter.sender.queue.limiter.pause(counter.clock.monotonic() + 3)
        for number in range(1, 6):
            await counter.show(number, person, message_id, f"Экран {number}")
        await counter.sender.settle(60)
        assert sorted(counter.late) == [1, 2, 3, 4, 5]

    counter = played(acts)
    assert counter.session.calls.count("editMessageText") == 1
    assert counter.texts(counter.people[0])[-1] == "Экран 5"


def test_answers_that_were_handed_over_keep_the_order_of_their_chat(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        person = counter.person()
        counter.world.faults.server_error(when=SEND, times=2)
        for number, text in enumerate(("раз", "два", "три")):
            await counter.tell(number, person, text)
        assert counter.clock.monotonic() == 0
        await counter.sender.settle(60)

    assert [text for _, _, text in played(acts).arrived] == ["раз", "два", "три"]


def test_waiting_screen_whose_message_is_gone_gets_a_successor(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        [(person, message_id)] = await screens(counter, 1)
        counter.sender.queue.limiter.pause(counter.clock.monotonic() + 3)
        await counter.show(1, person, message_id, "Экран 1")
        counter.world.chat(person).messages.clear()
        await counter.sender.settle(60)
        assert counter.late == [1]

    counter = played(acts)
    assert counter.texts(counter.people[0]) == ["Экран 1"]


def test_more_than_there_is_room_for_wait_with_their_handlers(tmp_path: Path) -> None:
    async def acts(counter: Counter) -> None:
        people = [counter.person() for _ in range(100)]
        counter.sender.queue.limiter.pause(3.0)
        tasks = [asyncio.create_task(counter.tell(n, one)) for n, one in enumerate(people)]
        await counter.clock.sleep(1)
        assert len(counter.ended) == 20
        await asyncio.gather(*tasks)
        await counter.sender.settle(60)

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        counter = runner.run(_play(acts, tmp_path, most_handed_over=20))
    assert [person for _, person, _ in counter.arrived] == counter.people


def test_updates_are_kept_out_before_their_answers_would_hold_handlers(tmp_path: Path) -> None:
    async def acts(counter: Counter) -> None:
        counter.sender.queue.limiter.pause(3.0)
        for number in range(100):
            await counter.tell(number, counter.person())
        assert not counter.sender.is_full
        await counter.tell(100, counter.person())
        assert counter.sender.is_full
        await counter.sender.settle(60)
        assert not counter.sender.is_full

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(_play(acts, tmp_path, most_handed_over=100 + SPARE))


@pytest.mark.slow
def test_stop_waits_for_answers_that_were_handed_over_but_not_for_ever(
    played: Callable[[Play], Counter], caplog: pytest.LogCaptureFixture
) -> None:
    async def acts(counter: Counter) -> None:
        people = [counter.person() for _ in range(600)]
        for number, person in enumerate(people):
            await counter.tell(number, person)
        await counter.sender.settle(10)
        assert counter.clock.monotonic() == 10

    counter = played(acts)
    left = len(counter.arrived)
    assert 290 < left < 310
    assert set(counter.late) >= set(range(left))
    assert f"{600 - left} answers did not leave in time" in caplog.text


# -- while it takes long


def test_update_whose_copy_is_late_is_not_finished_before_its_handler_has_what_it_commits(
    played: Callable[[Play], Counter],
) -> None:
    """It was, and a bot killed at that moment lost the post of an announcement."""

    async def acts(counter: Counter) -> None:
        person = counter.person()
        [said] = [one for one in counter.world.history(person) if one.get("text") == "/start"]
        counter.sender.queue.limiter.pause(20.0)

        async def take_post() -> None:
            with counter.update(1):
                await counter.bot.copy_message(person, person, said["message_id"])
                counter.ended.append(1)

        taking = asyncio.create_task(take_post())
        await counter.clock.sleep(10)
        counter.sender.let_go()
        assert (counter.late, counter.ended) == ([], [])
        await taking
        assert counter.ended == [1]

    assert played(acts).late == []


def test_late_answers_are_told_of_once_and_their_people_see_typing(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        people = [counter.person() for _ in range(300)]
        await asyncio.gather(*[counter.answer(n, person) for n, person in enumerate(people)])

    counter = played(acts)
    on_time = sum(at <= 5 for at, _, _ in counter.arrived)
    assert counter.late == list(range(on_time, 300))
    assert counter.session.calls.count("sendChatAction") == 300 - on_time


def test_clock_that_jumps_while_answers_wait_changes_nothing(
    played: Callable[[Play], Counter],
) -> None:
    async def acts(counter: Counter) -> None:
        people = [counter.person() for _ in range(120)]
        replies = [
            asyncio.create_task(counter.answer(n, person)) for n, person in enumerate(people)
        ]
        for step in (timedelta(days=2), timedelta(days=-4)):
            await counter.clock.sleep(1)
            counter.clock.jump(step)
        await asyncio.gather(*replies)

    counter = played(acts)
    assert [person for _, person, _ in counter.arrived] == counter.people
    assert counter.arrived[-1][0] <= 120 / RATE * 1.1
